//! `sw secrets` on files that others edit too, with commands whose output is masked, and with stores that answer as the
//! real ones do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use support::paths::in_repository;
use sw::secrets::Masker;
use sw::secrets::values::SecretString;

const STAGING: &str = ".env.staging";
const VALUE: &str = "correct horse battery";

/// A project that declares some secrets.
struct Project {
    home: tempfile::TempDir,
}

impl Project {
    fn new(recipe: &str) -> Self {
        let project = Self { home: tempfile::tempdir().unwrap() };
        let config = in_repository("tests/support/project/.specweave/config.yaml");
        project.write(".specweave/config.yaml", &fs::read_to_string(config).unwrap());
        project.write("deploy.rhai", recipe);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("project").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Lets `secrets.store` be this one. Of the programs of this machine only a shell is on the path then.
    fn with_store(self, store: &str) -> Self {
        let config = self.text(".specweave/config.yaml");
        fs::create_dir(self.path("bin")).unwrap();
        symlink("/bin/sh", self.path("bin/sh")).unwrap();
        self.write(".specweave/config.yaml", &format!("{config}secrets:\n  store: {store}\n"));
        self
    }

    /// Puts a program on the path.
    fn program(&self, name: &str, script: &str) {
        self.write(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(self.path(&format!("bin/{name}")), fs::Permissions::from_mode(0o755))
            .unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sw"));
        let rest = if self.path("bin").exists() { "" } else { ":/usr/bin:/bin" };
        let path = format!("{}{rest}", self.path("bin").display());
        command
            .args(arguments)
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"))
            .env("PATH", path);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn sw(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }

    /// Sets a secret for staging, with its value on stdin.
    fn set(&self, name: &str, value: &[u8]) -> Ran {
        let mut child = self
            .command(&["secrets", "set", name, "--env", "staging"])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that ends before it reads is what some tests are about.
        let _gone = child.stdin.take().unwrap().write_all(value);
        Ran::of(&child.wait_with_output().unwrap())
    }
}

struct Ran {
    code: i32,
    out: String,
    messages: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            messages: text(&output.stderr),
        }
    }

    fn well(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.messages);
        self
    }

    /// Fails with a message that has these words.
    fn says(&self, code: i32, words: &[&str]) {
        let said = format!("{}{}", self.out, self.messages);
        assert_eq!(self.code, code, "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "`{word}` is not in:\n{said}"));
    }
}

fn several() -> String {
    (0..8)
        .map(|i| format!("secret(\"SECRET_{i}\", #{{ description: \"secret {i}\" }});\n"))
        .collect()
}

#[test]
fn values_that_are_set_at_the_same_time_are_all_kept() {
    let project = Project::new(&several());
    project.write(STAGING, "# mine\nOTHER='kept' # too\n");
    std::thread::scope(|scope| {
        for i in 0..8 {
            let project = &project;
            scope.spawn(move || {
                project.set(&format!("SECRET_{i}"), format!("value {i}\n").as_bytes()).well()
            });
        }
    });
    let text = project.text(STAGING);
    assert!(text.starts_with("# mine\nOTHER='kept' # too\n"), "{text}");
    (0..8).for_each(|i| assert!(text.contains(&format!("SECRET_{i}='value {i}'\n")), "{text}"));
    let left = fs::read_dir(project.path(""))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|end| end == "tmp"));
    assert_eq!(left.count(), 0);
}

#[test]
fn only_the_owner_reads_it_and_git_leaves_it_out() {
    let project = Project::new(&several());
    project.write(STAGING, "");
    fs::set_permissions(project.path(STAGING), fs::Permissions::from_mode(0o644)).unwrap();
    project.write(".gitignore", "node_modules/\n");
    let said = project.set("SECRET_1", VALUE.as_bytes()).well();
    assert!(!format!("{}{}", said.out, said.messages).contains("horse"));
    assert_eq!(fs::metadata(project.path(STAGING)).unwrap().permissions().mode() & 0o777, 0o600);
    let ignored = project.text(".gitignore");
    assert!(ignored.starts_with("node_modules/\n") && ignored.contains("\n.env.*\n"), "{ignored}");
    project.set("SECRET_2", VALUE.as_bytes()).well();
    assert_eq!(project.text(".gitignore"), ignored);
    project.sw(&["secrets", "unset", "SECRET_1", "--env", "staging"]).well();
    assert_eq!(project.text(STAGING), format!("SECRET_2='{VALUE}'\n"));
}

#[test]
fn a_file_that_is_not_as_it_should_be_is_left_alone() {
    let project = Project::new(&several());
    let commands: [&[&str]; 3] = [
        &["secrets", "unset", "A", "--env", "staging"],
        &["secrets", "check", "--env", "staging"],
        &["secrets", "exec", "--env", "staging", "--", "true"],
    ];
    let refused = |code: &str| {
        project.set("SECRET_1", VALUE.as_bytes()).says(1, &[code, STAGING]);
        commands.iter().for_each(|command| project.sw(command).says(1, &[code, STAGING]));
    };
    project.write("elsewhere", "A=1\n");
    symlink("elsewhere", project.path(STAGING)).unwrap();
    refused("error[link-in-the-way]");
    assert_eq!(project.text("elsewhere"), "A=1\n");
    assert!(project.path(STAGING).is_symlink());

    fs::remove_file(project.path(STAGING)).unwrap();
    for bytes in [&b"A=\xff\n"[..], b"A=1\nB='cut"] {
        fs::write(project.path(STAGING), bytes).unwrap();
        refused("error[unreadable-file]");
        assert_eq!(fs::read(project.path(STAGING)).unwrap(), bytes);
    }

    fs::remove_file(project.path(STAGING)).unwrap();
    fs::create_dir(project.path(STAGING)).unwrap();
    refused("error[unreadable-file]");
}

#[test]
fn a_value_is_no_argument_and_has_to_fit() {
    let project = Project::new("secret(\"ID\", #{ format: \"uuid\" }); secret(\"KEY\");");
    project
        .sw(&["secrets", "set", "KEY", VALUE, "--env", "staging"])
        .says(1, &["error[secret-as-argument]"]);
    for argument in [&["KEY", VALUE][..], &["KEY=correct horse battery"], &["KEY", "--", VALUE]] {
        let ran = project.sw(&[&["secrets", "set", "--env", "staging"], argument].concat());
        ran.says(1, &["error[secret-as-argument]"]);
        assert!(!ran.messages.contains("horse"), "{}", ran.messages);
    }
    project
        .set("ID", b"abcde")
        .says(1, &["error[malformed-secret]", "5 characters", "a UUID", "--yes"]);
    project.set("KEY", b"").says(1, &["error[malformed-secret]", "empty"]);
    project.set("KEY", b"changeme").says(1, &["error[malformed-secret]", "still to be replaced"]);
    project.set("KEY", b"it's $5").says(1, &["error[unsupported-value]", "`KEY`"]);
    project.set("KYE", b"abcde").says(1, &["error[unknown-secret]", "did you mean `KEY`?"]);
    project.set("KEY", &[0xff]).says(1, &["stdin"]);
    assert!(!project.path(STAGING).exists());
    project.set("KEY", b"-----BEGIN KEY-----\nabc\n-----END KEY-----\n").well();
    assert_eq!(project.text(STAGING), "KEY='-----BEGIN KEY-----\nabc\n-----END KEY-----'\n");
}

#[test]
fn a_command_gets_the_values_and_does_not_show_them() {
    let project = Project::new(
        "secret(\"PASSWORD\"); secret(\"TOKEN\", #{ terraform: \"api\", environments: [\"production\"] });",
    );
    project.write(STAGING, &format!("PASSWORD='{VALUE}'\nTOKEN=of-production\n"));
    let exec = |script: &str| {
        project.sw(&["secrets", "exec", "--env", "staging", "--", "sh", "-c", script])
    };
    let ran = exec(
        "echo \"is $PASSWORD\"; echo \"is $TF_VAR_password\" >&2; echo \"${TOKEN-none}\"; exit 7",
    );
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.messages.as_str()),
        (7, "is ***\nnone\n", "is ***\n")
    );
    let ran = exec("printf %s \"$PASSWORD\" | base64; printf 'correct '; sleep 0.2; echo 'horse battery'; printf 'correct hor'").well();
    assert_eq!(ran.out, "***\n***\ncorrect hor");
    assert_eq!(exec("kill -9 $$").code, 137);
    let same = exec("test \"$PASSWORD\" = 'correct horse battery' && cat").well();
    assert_eq!(same.out, "");
    project
        .sw(&["secrets", "exec", "--env", "staging", "--", "no-such-command"])
        .says(127, &["error[system-error]"]);
    project
        .sw(&["secrets", "exec", "--env", "production", "--", "echo", "ran"])
        .says(1, &["error[missing-secret]", "`PASSWORD`"]);
}

#[test]
fn who_asks_it_to_end_ends_the_command_first() {
    let project = Project::new("secret(\"PASSWORD\");");
    project.write(STAGING, "PASSWORD=hunter22\n");
    let script = "trap 'echo ended by $PASSWORD; exit 3' TERM; trap 'echo interrupted' INT; trap '' HUP; echo started; while :; do sleep 0.05; done";
    let mut child = project
        .command(&["secrets", "exec", "--env", "staging", "--", "sh", "-c", script])
        .spawn()
        .unwrap();
    let mut first = [0; 8];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
    assert_eq!(&first, b"started\n");
    // What to do about a signal is the command's own business, however often it comes.
    for signal in ["-INT", "-HUP", "-INT", "-TERM"] {
        Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        std::thread::sleep(Duration::from_millis(200));
    }
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.out.as_str()), (3, "interrupted\ninterrupted\nended by ***\n"));
}

#[test]
fn environments_that_share_a_value_are_told() {
    let project = Project::new("secret(\"KEY\"); secret(\"ALL\", #{ shared: true });");
    project.write(STAGING, "KEY=the-same-value\nALL=one-for-all\n");
    project.write(".env.production", "KEY=\"the-same-value\"\nALL=one-for-all\n");
    let ran = project.sw(&["secrets", "check", "--env", "staging", "--env", "production"]).well();
    assert!(
        ran.messages.contains(
            "warning[shared-secret]: `KEY` has the same value in `staging` and `production`"
        ),
        "{}",
        ran.messages
    );
    assert!(
        !ran.messages.contains("`ALL`")
            && !format!("{}{}", ran.out, ran.messages).contains("the-same"),
        "{}",
        ran.messages
    );
    let json = project
        .sw(&["secrets", "check", "--env", "staging", "--env", "production", "--format", "json"])
        .well();
    let page: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (page["complete"].as_bool(), page["secrets"][0]["state"].as_str()),
        (Some(true), Some("present")),
        "{page}"
    );
    assert!(page["format_version"].is_string() && !json.out.contains("the-same"), "{page}");
    // A variable is that of whichever environment the command is for.
    let mut command = project.command(&["secrets", "check"]);
    let ran = Ran::of(
        &command.env("KEY", "of-this-process").env("DEV_KEY", "of-development").output().unwrap(),
    );
    assert!(
        ran.out.contains("the variable `KEY`") && ran.out.contains("the variable `DEV_KEY`"),
        "{}",
        ran.out
    );
    assert!(!ran.messages.contains("shared-secret"), "{}", ran.messages);
}

#[test]
fn how_values_are_kept_is_told() {
    let project = Project::new("secret(\"KEY\", #{ rotation_days: 30 }); secret(\"OTHER\");");
    let check = || project.sw(&["secrets", "check", "--env", "staging"]);
    project.set("KEY", VALUE.as_bytes()).well();
    project.set("OTHER", VALUE.as_bytes()).well();
    let kept = project.text(STAGING);
    let (date, rest) =
        kept.strip_prefix("# set on ").and_then(|rest| rest.split_once('\n')).expect("it is dated");
    assert!(date.len() == 10 && rest.starts_with("KEY=") && !rest.contains('#'), "{kept}");
    assert_eq!(check().well().messages, "");
    // Set again, it has one date; long ago, it is told.
    project.write(STAGING, &kept.replace(date, "2020-02-29"));
    fs::set_permissions(project.path(STAGING), fs::Permissions::from_mode(0o640)).unwrap();
    check().says(
        0,
        &[
            "warning[stale-secret]: the value of `KEY` for `staging`",
            "is to be replaced after 30 days",
            "mode is 0640",
            "chmod 600",
        ],
    );
    project.set("KEY", VALUE.as_bytes()).well();
    assert_eq!(project.text(STAGING), kept);
    assert_eq!(check().well().messages, "");
    project.sw(&["secrets", "unset", "KEY", "--env", "staging"]).well();
    assert_eq!(project.text(STAGING), rest.split_once('\n').unwrap().1);
}

#[test]
fn values_in_git_are_told() {
    let project = Project::new("secret(\"KEY\");");
    let path = std::env::var("PATH").unwrap();
    let git = |arguments: &[&str]| assert!(run_git(&project, arguments));
    git(&["init", "--quiet"]);
    project.set("KEY", VALUE.as_bytes()).well();
    let check = || {
        Ran::of(
            &project
                .command(&["secrets", "check", "--env", "staging"])
                .env("PATH", &path)
                .output()
                .unwrap(),
        )
    };
    assert_eq!(check().well().messages, "");
    git(&["add", "--force", STAGING]);
    check().says(
        1,
        &[
            "error[secrets-in-git]: `.env.staging` is in git",
            "git rm --cached .env.staging",
            "replace all values",
        ],
    );
    git(&["rm", "--quiet", "--cached", STAGING]);
    fs::remove_file(project.path(".gitignore")).unwrap();
    check().says(0, &["warning[secrets-in-git]: git does not leave `.env.staging` out"]);
}

fn run_git(project: &Project, arguments: &[&str]) -> bool {
    Command::new("git")
        .args(arguments)
        .current_dir(project.path(""))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status()
        .unwrap()
        .success()
}

/// Each store, what its program has to be asked for `KEY` of production, and how it answers.
const STORES: [(&str, &str, &str, &str); 6] = [
    ("doppler", "doppler", "secrets get KEY --plain --config prd", "echo from-store"),
    (
        "aws-secrets-manager",
        "aws",
        "secretsmanager get-secret-value --secret-id production/KEY --output json",
        "echo '{\"Name\": \"KEY\", \"SecretString\": \"from-store\"}'",
    ),
    ("1password", "op", "read --no-newline op://production/KEY/password", "printf from-store"),
    (
        "vault",
        "vault",
        "kv get -format=json secret/production/KEY",
        "echo '{\"data\": {\"data\": {\"value\": \"from-store\"}, \"metadata\": {}}}'",
    ),
    (
        "gcp-secret-manager",
        "gcloud",
        "secrets versions access latest --secret=production-key",
        "printf from-store",
    ),
    (
        "azure-key-vault",
        "az",
        "keyvault secret show --vault-name shop --name key --output json",
        "echo '{\"id\": \"x\", \"value\": \"from-store\"}'",
    ),
];

/// A program that answers only when it is asked as it should be.
fn stand_in(arguments: &str, answer: &str) -> String {
    let arguments: String = arguments.split(' ').map(|argument| format!(" '{argument}'")).collect();
    format!(
        "if [ \"$#: $*\" = \"$(set --{arguments}; echo \"$#: $*\")\" ]; then {answer}; else echo \"asked: $*\" >&2; exit 9; fi"
    )
}

#[test]
fn stores_are_asked_through_their_own_programs() {
    for (store, program, arguments, answer) in STORES {
        let key =
            if store == "azure-key-vault" { ", #{ store: #{ key: \"shop/key\" } }" } else { "" };
        let project = Project::new(&format!("secret(\"KEY\"{key});")).with_store(store);
        let exec = [
            "secrets",
            "exec",
            "--env",
            "production",
            "--",
            "sh",
            "-c",
            "test \"$KEY\" = from-store",
        ];
        project.sw(&exec).says(
            1,
            &[
                "error[missing-secret]",
                "warning[unreachable-store]",
                "is not installed",
                "do not use `.env` files",
            ],
        );
        project.program(program, &stand_in(arguments, answer));
        let ran = project.sw(&exec);
        assert_eq!(ran.code, 0, "{store}: {}", ran.messages);
        project.program(program, "echo 'you are not logged in' >&2; exit 1");
        project
            .sw(&["secrets", "check", "--env", "production"])
            .says(1, &["warning[unreachable-store]", "log in: "]);
        project.program(program, "echo 'ResourceNotFoundException' >&2; exit 1");
        let ran = project.sw(&["secrets", "check", "--env", "production"]);
        ran.says(1, &["error[missing-secret]", "put it into"]);
        assert!(!ran.messages.contains("unreachable-store"), "{store}: {}", ran.messages);
    }
}

#[test]
fn an_override_says_where_it_stands_in_a_store() {
    let recipe =
        "secret(\"KEY\", #{ store: #{ key: \"shop/{environment}\", property: \"url\" } });";
    let project = Project::new(recipe).with_store("aws-secrets-manager");
    let answer =
        "echo '{\"SecretString\": \"{\\\"url\\\": \\\"from-store\\\", \\\"other\\\": 1}\"}'";
    project.program(
        "aws",
        &stand_in("secretsmanager get-secret-value --secret-id shop/staging --output json", answer),
    );
    project
        .sw(&[
            "secrets",
            "exec",
            "--env",
            "staging",
            "--",
            "sh",
            "-c",
            "test \"$KEY\" = from-store",
        ])
        .well();
    project.program("aws", "echo '{\"SecretString\": \"{}\"}'");
    project
        .sw(&["secrets", "check", "--env", "staging"])
        .says(1, &["warning[unreachable-store]", "the entry has no field `url`"]);
    // What stands in a file is not asked for.
    project.program("aws", ": > asked; exit 1");
    project.write(STAGING, "KEY=from-file\n");
    project.sw(&["secrets", "check", "--env", "staging"]).well();
    assert!(!Path::new(&project.path("asked")).exists());
}

/// Fails when any form of a value is in a text.
fn hides(masker: &Masker, text: &str, what: &str) {
    let mut masker = masker.clone();
    let masked = [masker.push(text.as_bytes()), masker.finish()].concat();
    assert_eq!(String::from_utf8(masked).unwrap(), text, "{what} shows a value");
}

#[test]
fn no_command_shows_a_value() {
    let recipe = "secret(\"A\", #{ format: \"uuid\" }); secret(\"B\"); secret(\"C\", #{ shared: true }); secret(\"D\", #{ optional: true });\n\
                  emit(secrets::example()); emit(\"a.yaml\", #{ port: 80 });";
    let project = Project::new(recipe).with_store("vault");
    let values =
        ["canary/one two", "canary+\"two\"", "canary&three=\u{e9}", "canary#four", "canary%five"];
    let masker = Masker::new(&values.map(|value| SecretString::from(value.to_string())));
    project.write(STAGING, &format!("A='{}'\nB='{}'\nC='{}'\n", values[0], values[1], values[2]));
    project.write(".env.production", &format!("A='{}'\nB='{}'\nC='cut", values[0], values[1]));
    project.write(".env", &format!("A='{}'\n", values[4]));
    project.program(
        "vault",
        &format!("echo '{{\"data\": {}}}'; echo '{}' ; exit 0", values[3], values[3]),
    );
    let commands: [&[&str]; 14] = [
        &["run"],
        &["check"],
        &["plan", "--verbose"],
        &["secrets", "list", "--verbose"],
        &["secrets", "list", "--for", "github", "--script"],
        &["secrets", "check", "--env", "staging", "--env", "development"],
        &["secrets", "check", "--env", "staging", "--format", "json"],
        &["secrets", "check"],
        &["secrets", "set", "B", values[1], "--env", "staging"],
        &["secrets", "example"],
        &[
            "secrets",
            "exec",
            "--env",
            "staging",
            "--",
            "sh",
            "-c",
            "echo $A $B $C $D; echo $TF_VAR_a >&2",
        ],
        &["secrets", "exec", "--env", "production", "--", "true"],
        &["secrets", "unset", "NONE", "--env", "staging"],
        &["secrets", "unset", "A", "--env", "staging", "--format", "json"],
    ];
    for command in commands {
        let output = project
            .command(command)
            .env("DEV_B", values[1])
            .env("C", values[2])
            .env("SW_LOG", "debug")
            .output()
            .unwrap();
        let ran = Ran::of(&output);
        hides(&masker, &ran.out, &command.join(" "));
        hides(&masker, &ran.messages, &command.join(" "));
    }
    for value in values {
        let ran = project.set("A", value.as_bytes());
        hides(&masker, &format!("{}{}", ran.out, ran.messages), "a value that does not fit");
    }
    for file in [
        ".env.example",
        "a.yaml",
        ".specweave/generated.json",
        ".specweave/lock",
        ".specweave/written",
        ".gitignore",
    ] {
        hides(&masker, &fs::read_to_string(project.path(file)).unwrap_or_default(), file);
    }
}
