//! Values of secrets in a repository whose author is after them: no output has one, no output says which of many guesses
//! is right, no name of a secret steers a program, and no file hides from the scan.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::attack::program;
use support::paths::in_repository;

const STAGING: &str = ".env.staging";
const VALUE: &str = "Zx9vQ7canaryKp2w";

struct Project(tempfile::TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        let config = in_repository("tests/support/project/.specweave/config.yaml");
        project.write(".specweave/config.yaml", fs::read_to_string(config).unwrap());
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("project").join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn sw(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .current_dir(self.path(""))
            .env_clear()
            .env("HOME", self.0.path())
            .env("PATH", "/usr/bin:/bin");
        command.envs(variables.iter().copied()).stdin(Stdio::null()).output().unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), b"\n", &output.stderr].concat())
        .into_owned()
}

/// Recipes that try a hundred guesses, each in a way of its own, with a command that runs them.
fn guesses() -> Vec<(&'static str, String, &'static [&'static str])> {
    const TRY: &str = "secret(\"CANARY\"); let all = []; for i in 0..100 { all.push(`guess-number-${1000 + i}`); }\n";
    let recipe = |rest: &str| format!("{TRY}{rest}");
    let plan: &[&str] = &["plan"];
    vec![
        ("lines of a file", recipe("emit(\"a.txt\", join(all, \"\\n\"));"), plan),
        ("a list", recipe("emit(\"a.yaml\", all);"), plan),
        (
            "a file for each",
            recipe(
                "for guess in all { emit(`${guess.len()}-${all.index_of(guess)}.txt`, guess); }",
            ),
            plan,
        ),
        ("names of files", recipe("for guess in all { emit(`x/${guess}.txt`, \"x\"); }"), plan),
        ("prints", recipe("for guess in all { print(guess); }"), plan),
        ("one print", recipe("print(join(all, \"\\n\"));"), plan),
        ("warnings", recipe("for guess in all { warn(guess); }"), plan),
        ("an error", recipe("throw all[3] + \" \" + all[7];"), plan),
        (
            "keys",
            recipe("let m = #{}; for guess in all { m[guess] = 1; } emit(\"a.yaml\", m);"),
            plan,
        ),
        ("JSON", recipe("emit(\"a.json\", #{ all: all });"), plan),
        (
            "messages for programs",
            recipe("emit(\"a.txt\", join(all, \"\\n\"));"),
            &["plan", "--format", "json"],
        ),
        (
            "short messages",
            recipe("emit(\"a.txt\", join(all, \"\\n\"));"),
            &["plan", "--format", "short"],
        ),
        (
            "messages for GitHub",
            recipe("emit(\"a.txt\", join(all, \"\\n\"));"),
            &["plan", "--format", "github"],
        ),
        ("a run", recipe("emit(\"a.txt\", join(all, \"\\n\"));"), &["run"]),
        ("a check", recipe("emit(\"a.txt\", join(all, \"\\n\"));"), &["check"]),
        ("SARIF", recipe("for guess in all { warn(guess); }"), &["check", "--format", "sarif"]),
        (
            "a check for programs",
            recipe("for guess in all { warn(guess); }"),
            &["check", "--format", "json"],
        ),
        ("a diff", recipe("emit(\"old.txt\", \"new\", #{ own: \"block\" });"), plan),
        ("a file in the way", recipe("emit(\"old.txt\", \"new\");"), plan),
        (
            "a file in the way, for programs",
            recipe("emit(\"old.txt\", \"new\");"),
            &["plan", "--format", "json"],
        ),
        (
            "a comment on a pull request",
            recipe("emit(\"old.txt\", \"new\");"),
            &["plan", "--format", "markdown"],
        ),
        (
            "an evaluation",
            recipe(""),
            &[
                "eval",
                "let l = []; for i in 0..100 { l.push(`guess-number-${1000 + i}`); } secret(\"CANARY\"); l",
            ],
        ),
        (
            "a mistake in the recipe",
            format!(
                "{TRY}{}",
                (0..100)
                    .map(|i| format!("let x{i} = \"guess-number-{}\" +;\n", 1000 + i))
                    .collect::<String>()
            ),
            plan,
        ),
    ]
}

/// What a fork's pull request says in the log of CI is the same, whichever guess is right.
#[test]
fn no_output_says_which_guess_is_right() {
    for (what, recipe, command) in guesses() {
        let old: String = (0..100).map(|i| format!("guess-number-{}\n", 1000 + i)).collect();
        let project = Project::new(&[("deploy.rhai", &recipe), ("old.txt", &old)]);
        let outputs = ["guess-number-1003", "guess-number-1007"]
            .map(|right| project.sw(command, &[("CANARY", right)]));
        let [first, second] = outputs.each_ref().map(said);
        assert_eq!(first, second, "{what} tells");
        for i in [1003, 1007] {
            assert!(!first.contains(&format!("guess-number-{i}")), "{what} shows one:\n{first}");
        }
        assert_eq!(outputs[0].status.code(), outputs[1].status.code(), "{what}");
    }
}

/// In CI, also what is said line by line leaves as one.
#[test]
fn no_line_in_the_log_of_ci_says_which_guess_is_right() {
    let test = "fn test_a() { secret(\"CANARY\"); for i in 0..20 { print(`guess-number-${1000 + i}`); } }\n\
                fn test_b() { for i in 0..20 { print(`guess-number-${1000 + i}`); } }\n";
    let recipe =
        "secret(\"CANARY\"); for i in 0..20 { emit(`x/guess-number-${1000 + i}.txt`, \"x\"); }";
    let inputs: String = (0..20).map(|i| format!("\"guess-number-{}\"\n", 1000 + i)).collect();
    let cases: [(&[&str], &str); 4] = [
        (&["test", "-v"], ""),
        (&["plan"], ""),
        (&["plan", "--format", "json"], ""),
        (&["repl"], &inputs),
    ];
    for (command, input) in cases {
        let project = Project::new(&[("deploy.rhai", recipe), ("a_test.rhai", test)]);
        let run = |right: &str, ci: &str| {
            project.write("input", input);
            let file = fs::File::open(project.path("input")).unwrap();
            let mut sw = Command::new(program());
            sw.args(command)
                .current_dir(project.path(""))
                .env_clear()
                .env("HOME", project.path("home"))
                .env("SW_LOG", "trace");
            said(&sw.env("CANARY", right).env("CI", ci).stdin(file).output().unwrap())
        };
        let [first, second] =
            ["guess-number-1003", "guess-number-1007"].map(|right| run(right, "true"));
        assert_eq!(first, second, "{command:?}");
        assert!(
            first.contains("left out:") && first.trim().lines().count() == 1,
            "{command:?}: {first}"
        );
        assert!(
            run("no-guess-of-them-all", "true").lines().count() > 20,
            "{command:?} says nothing where no value is in it"
        );
    }
}

/// A value that nobody guesses leaves all as it is.
#[test]
fn what_holds_no_value_is_shown() {
    for (what, recipe, command) in guesses().into_iter().take(8) {
        let project = Project::new(&[("deploy.rhai", &recipe)]);
        let said = said(&project.sw(command, &[("CANARY", VALUE)]));
        assert!(!said.contains("secret-value") && !said.contains("left out"), "{what}: {said}");
    }
}

/// The person at the terminal sees where a value stands.
#[cfg(target_os = "linux")]
#[test]
fn the_owner_is_told_where_it_stands() {
    let recipe = format!(
        "secret(\"CANARY\"); print(\"is {VALUE}\"); emit(\"a.yaml\", #{{ x: \"{VALUE}\" }});"
    );
    let project = Project::new(&[("deploy.rhai", &recipe)]);
    let session =
        support::terminal::Session::start_with(&project.path(""), &["plan"], &[("CANARY", VALUE)]);
    let (_, said) = session.end();
    assert!(
        said.contains("`a.yaml` would hold the value of the secret `CANARY`")
            && said.contains("on line 1"),
        "{said}"
    );
    assert!(said.contains("is ****") && !said.contains(VALUE), "{said}");
}

/// A value that stands in the repository itself, in a file or a recipe, in every command.
#[test]
fn no_command_shows_a_value_that_is_at_hand() {
    let declared = "secret(\"DB\", #{ description: \"database\" });\n";
    let recipes = [
        format!("{declared}emit(\"a.txt\", \"new\\n\");"),
        format!("{declared}emit(\"a.txt\", \"new\\n\", #{{ own: \"block\" }});"),
        format!("{declared}emit(\"a.txt\", \"{VALUE}\");"),
        format!("{declared}emit(\"{VALUE}/a.txt\", \"x\");"),
        format!("{declared}let x = \"{VALUE}\" +;"),
        format!("let x = \"{VALUE}\" +;"),
        format!("{declared}print(\"{VALUE}\"); warn(\"{VALUE}\");"),
        format!("{declared}let {VALUE} = 1; {VALUE}x"),
        format!("{declared}import \"./{VALUE}\" as x;"),
        format!("{declared}read_text(\"{VALUE}.txt\")"),
        format!("{declared}list_files(\"{VALUE}\")"),
        format!("{declared}throw #{{ a: \"{VALUE}\" }};"),
        format!("{declared}fail(\"{VALUE}\")"),
        format!("{declared}input(\"{VALUE}\")"),
    ];
    let test = format!(
        "fn test_a() {{ print(\"{VALUE}\"); assert_eq(\"{VALUE}\", 1); }}\nfn test_{VALUE}() {{ assert(false, \"{VALUE}\"); }}\n"
    );
    let commands: [&[&str]; 16] = [
        &["plan", "--verbose"],
        &["plan", "--format", "json"],
        &["plan", "--format", "markdown"],
        &["plan", "--format", "short"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["run"],
        &["test"],
        &["test", "--verbose"],
        &["test", "--format", "json"],
        &["test", "--list"],
        &["eval", "\"Zx9vQ7canary\" + \"Kp2w\""],
        &["secrets", "check", "--env", "staging"],
        &["doc"],
    ];
    for recipe in &recipes {
        let project = Project::new(&[
            ("deploy.rhai", recipe),
            ("lib/a_test.rhai", &test),
            ("a.txt", &format!("old\n{VALUE}\n")),
        ]);
        project.write(STAGING, format!("DB={VALUE}\nOTHER={VALUE}2\n"));
        for command in commands {
            let said = said(&project.sw(command, &[("SW_LOG", "trace")]));
            assert!(
                !said.contains(VALUE),
                "`sw {}` of {recipe:?} shows it:\n{said}",
                command.join(" ")
            );
        }
    }
}

#[test]
fn a_configuration_a_session_and_a_report_show_no_value() {
    let project = Project::new(&[("deploy.rhai", "secret(\"DB\");")]);
    project.write(STAGING, format!("DB={VALUE}\n"));
    let test = format!("fn test_a() {{ print(\"{VALUE}\"); assert_eq(\"{VALUE}\", 1); }}");
    project.write("lib/a_test.rhai", test);
    project.sw(&["test", "--junit", "report.xml", "--lcov", "lines.info"], &[]);
    for report in ["report.xml", "lines.info"] {
        assert!(
            !fs::read_to_string(project.path(report)).unwrap_or_default().contains(VALUE),
            "{report}"
        );
    }
    let inputs = format!(
        "let x = \"{VALUE}\"\nx\nprint(x)\nx + \n\nthrow x\n:load {VALUE}\n:type x\nemit(\"a.txt\", x)\n:show a.txt\n:diff\n:{VALUE}\n"
    );
    let mut command = Command::new(program());
    command.arg("repl").current_dir(project.path("")).env_clear();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), inputs.as_bytes()).unwrap();
    let told = said(&child.wait_with_output().unwrap());
    assert!(!told.contains(VALUE), "{told}");

    for config in [
        format!("{VALUE}: 1\n"),
        format!("project: {{ name: \"{VALUE}\", x: 1 }}\n"),
        format!("a: \"{VALUE}\n"),
    ] {
        project.write(".specweave/config.yaml", config);
        for command in [
            &["plan"][..],
            &["check"],
            &["env", "list"],
            &["env", "show", "staging"],
            &["secrets", "list"],
            &["test"],
            &["doc"],
        ] {
            let told = said(&project.sw(command, &[]));
            assert!(!told.contains(VALUE), "{command:?}: {told}");
        }
    }
}

/// What only says of itself that it is a credential is covered as well: in the files of values, and in variables.
#[test]
fn what_no_recipe_declares_is_covered_too() {
    let project = Project::new(&[("deploy.rhai", "throw read_text(\"notes.txt\");")]);
    project.write(STAGING, "API_TOKEN=correcthorsebattery\nX=q7Kp2mQ9vL4nR8tW3yB\nMODE=production-like\nNAME='my shop'\n");
    for value in ["correcthorsebattery", "q7Kp2mQ9vL4nR8tW3yB", "x7Kp2mQ9vL4nR8tW3yC"] {
        project.write("notes.txt", value);
        let said = said(&project.sw(&["plan"], &[("CI_TOKEN", "x7Kp2mQ9vL4nR8tW3yC")]));
        assert!(!said.contains(value), "{said}");
    }
    for value in ["production-like", "my shop"] {
        project.write("notes.txt", value);
        assert!(said(&project.sw(&["plan"], &[])).contains(value), "{value}");
    }
}

#[test]
fn no_test_runs_a_private_file() {
    for file in [
        ".env.staging",
        ".env",
        "./../.env",
        ".git/config",
        ".npmrc",
        "lib/../.env.staging",
        "id_rsa",
        "terraform.tfstate",
    ] {
        let test = format!(
            "fn test_a() {{ let q = test::run(\"{file}\"); throw data::to_json(q.errors); }}"
        );
        let project = Project::new(&[("deploy.rhai", ""), ("lib/a_test.rhai", &test)]);
        for name in [".env.staging", ".env", ".git/config", ".npmrc", "id_rsa", "terraform.tfstate"]
        {
            project.write(name, "onlywordsherenoname\n");
        }
        let told = said(&project.sw(&["test"], &[]));
        assert!(
            told.contains("secret-file") && !told.contains("onlywordsherenoname"),
            "{file}: {told}"
        );
    }
    let project = Project::new(&[]);
    project.write(STAGING, "onlywordsherenoname\n");
    let config = fs::read_to_string(project.path(".specweave/config.yaml")).unwrap();
    for arguments in [
        &["plan", STAGING][..],
        &["check", STAGING],
        &["repl", STAGING],
        &["secrets", "list", "--recipe", STAGING],
    ] {
        let told = said(&project.sw(arguments, &[]));
        assert!(
            told.contains("secret-file") && !told.contains("onlywordsherenoname"),
            "{arguments:?}: {told}"
        );
    }
    let listed = if config.contains("project:") {
        config.replacen("project:", "project:\n  recipes: [.env.staging]", 1)
    } else {
        format!("{config}\nproject: {{ recipes: [.env.staging] }}\n")
    };
    project.write(".specweave/config.yaml", listed);
    assert!(!said(&project.sw(&["plan"], &[])).contains("onlywordsherenoname"));
}

#[test]
fn no_name_of_a_secret_steers_a_program() {
    let refused = [
        "secret(\"LD_PRELOAD\")",
        "secret(\"PATH\", #{ description: \"x\" })",
        "secret(\"BASH_ENV\")",
        "secret(\"NODE_OPTIONS\")",
        "secret(\"GIT_SSH_COMMAND\")",
        "secret(\"TF_CLI_ARGS\")",
        "secret(\"KEY\", #{ ci: \"LD_PRELOAD\" })",
        "secret(\"KEY\", #{ ci: \"x; touch y\" })",
        "secret(\"KEY\", #{ ci: \"--env\" })",
        "secrets::define(\"x\", #{ title: \"x\", secrets: [#{ name: \"LD_PRELOAD\" }] })",
        "secrets::define(\"x\", #{ title: \"x\", secrets: [#{ name: \"A=B\" }] })",
    ];
    for recipe in refused {
        let project = Project::new(&[("deploy.rhai", recipe)]);
        project.write(STAGING, "LD_PRELOAD=/nowhere.so\nPATH=/nowhere\nKEY=abcdefgh1\n");
        for command in
            [&["plan"][..], &["secrets", "exec", "--env", "staging", "--", "sh", "-c", "echo ran"]]
        {
            let output = project.sw(command, &[]);
            assert!(
                said(&output).contains("error[invalid-name]") && !said(&output).contains("ran\n"),
                "{recipe}: {}",
                said(&output)
            );
        }
    }
    // What no recipe declares is no variable of the command.
    let project = Project::new(&[(
        "deploy.rhai",
        "secret(\"GIT_TOKEN\"); secret(\"KEY\", #{ ci: \"SHOP_KEY\" });",
    )]);
    project.write(
        STAGING,
        "LD_PRELOAD=/nowhere.so\nUNDECLARED=x\nGIT_TOKEN=abcdefgh1\nKEY=abcdefgh2\n",
    );
    let output = project.sw(&["secrets", "exec", "--env", "staging", "--", "env"], &[]);
    let told = said(&output);
    assert!(
        told.contains("GIT_TOKEN=***")
            && !told.contains("LD_PRELOAD")
            && !told.contains("UNDECLARED"),
        "{told}"
    );
}

/// What a command leaves running, and what it says last.
#[test]
fn a_command_ends_when_it_is_over() {
    let project =
        Project::new(&[("deploy.rhai", "secret(\"KEY\");"), (STAGING, &format!("KEY={VALUE}\n"))]);
    let scripts = [
        ("sleep 60 & exit 3", 3, ""),
        ("(sleep 60; echo late) & echo now; exit 4", 4, "now\n"),
        ("sleep 60 >&2 & echo \"$KEY\"", 0, "***\n"),
        (
            "(for i in 1 2 3 4 5 6 7 8 9; do echo x; sleep 1; done) >&2 & head -c 100000 /dev/zero | tr '\\0' a",
            0,
            "",
        ),
    ];
    for (script, code, out) in scripts {
        let output =
            project.sw(&["secrets", "exec", "--env", "staging", "--", "sh", "-c", script], &[]);
        assert_eq!(output.status.code(), Some(code), "{script}: {}", said(&output));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            if out.is_empty() && script.contains("head") {
                text.len() == 100_000
            } else {
                text == out
            },
            "{script}: {text}"
        );
    }
}

/// Files that want to be overlooked.
#[test]
fn no_file_hides_from_the_scan() {
    let token = format!("ghp_{}", "a1B2c3D4e5F6".repeat(3));
    let line = format!("token: {token}\n");
    let wide = |order: fn(u16) -> [u8; 2], mark: &str| {
        format!("{mark}{line}").encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    let large = |at: usize| {
        let mut text = "just words in a line\n".repeat(600_000);
        text.insert_str(at, &line);
        text.into_bytes()
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.yaml", line.clone().into()),
        ("zero.yaml", format!("\0{line}").into()),
        ("zeros.bin", [vec![0; 5000], line.clone().into(), vec![1; 5000]].concat()),
        ("le.txt", wide(u16::to_le_bytes, "")),
        ("be.txt", wide(u16::to_be_bytes, "")),
        ("le-mark.txt", wide(u16::to_le_bytes, "\u{feff}")),
        ("be-mark.txt", wide(u16::to_be_bytes, "\u{feff}")),
        (
            "wide.bin",
            [vec![0xff; 999], vec![7, 0, 3], wide(u16::to_le_bytes, ""), vec![0xfe; 9999]].concat(),
        ),
        ("large-start.txt", large(0)),
        ("large-middle.txt", large(4_194_299 / 21 * 21)),
        ("large-end.txt", large(12_000_000 / 21 * 21)),
        ("not-text.txt", [b"\xff\xfe\xfd ".as_slice(), line.as_bytes()].concat()),
        (".hidden/x", line.clone().into()),
    ];
    for (name, bytes) in &files {
        let project =
            Project::new(&[(".ignore", "*\n"), (".rgignore", "*\n"), ("sub/.ignore", "*\n")]);
        project.write(name, bytes);
        let output = project.sw(&["secrets", "scan", "."], &[]);
        assert!(
            said(&output).contains(&format!("{name}:")) && output.status.code() == Some(1),
            "{name}: {}",
            said(&output)
        );
        assert!(!said(&output).contains(&token));
    }
    let project = Project::new(&[("large.txt", &String::from_utf8(large(21 * 500_000)).unwrap())]);
    let told = said(&project.sw(&["secrets", "scan"], &[]));
    assert!(
        told.contains("large.txt:500001: a GitHub token")
            && told.matches("large.txt:").count() == 1,
        "{told}"
    );
}

#[test]
fn what_git_tracks_is_scanned_whatever_it_ignores() {
    let line = format!("token: ghp_{}\n", "a1B2c3D4e5F6".repeat(3));
    let project = Project::new(&[
        ("tracked.yaml", &line),
        ("sub/tracked.yaml", &line),
        ("untracked.yaml", &line),
    ]);
    let git = |arguments: &[&str]| {
        let done = Command::new("git")
            .args(arguments)
            .current_dir(project.path(""))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .status();
        assert!(done.unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "tracked.yaml", "sub/tracked.yaml"]);
    project.write(".gitignore", "*\n");
    let told = said(&project.sw(&["secrets", "scan"], &[]));
    assert!(
        told.contains("\nsub/tracked.yaml:1:") || told.starts_with("sub/tracked.yaml:1:"),
        "{told}"
    );
    assert!(told.contains("tracked.yaml:1:") && !told.contains("untracked.yaml"), "{told}");
    assert!(said(&project.sw(&["secrets", "scan", "sub"], &[])).contains("sub/tracked.yaml:1:"));
}

#[test]
fn a_scan_opens_plain_files_alone() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.yaml"), format!("token: ghp_{}\n", "a1B2c3D4e5F6".repeat(3)))
        .unwrap();
    let project = Project::new(&[("a.yaml", "x: 1\n")]);
    std::os::unix::fs::symlink(outside.path(), project.path("folder")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("x.yaml"), project.path("file.yaml")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", project.path("zero")).unwrap();
    assert!(Command::new("mkfifo").arg(project.path("pipe")).status().unwrap().success());
    let output = project.sw(&["secrets", "scan"], &[]);
    assert!(
        output.status.success()
            && said(&output).contains("1 not: larger than 1 GB, or no plain file"),
        "{}",
        said(&output)
    );
    for path in ["pipe", "zero", "file.yaml"] {
        let output = project.sw(&["secrets", "scan", path], &[]);
        assert!(!said(&output).contains("a GitHub token"), "{path}: {}", said(&output));
    }
}

/// A key that is an option, a file or a command for a shell reaches no program, and is pasted nowhere.
#[test]
fn no_store_is_asked_for_what_is_no_name() {
    let stores = [
        ("doppler", "doppler"),
        ("aws-secrets-manager", "aws"),
        ("1password", "op"),
        ("vault", "vault"),
        ("azure-key-vault", "az"),
        ("gcp-secret-manager", "gcloud"),
    ];
    let keys = [
        "-address=http://evil",
        "--api-host=evil",
        "file:///etc/passwd",
        "k; touch x; #/x",
        "a/-x",
        "$(id)",
        "../x",
        "evil.example#/x",
    ];
    for (store, program) in stores {
        for key in keys {
            let recipe = format!("secret(\"KEY\", #{{ store: #{{ key: {key:?} }} }});");
            let project = Project::new(&[("deploy.rhai", &recipe)]);
            let config = fs::read_to_string(project.path(".specweave/config.yaml")).unwrap();
            project
                .write(".specweave/config.yaml", format!("{config}secrets:\n  store: {store}\n"));
            program_that_tells(&project.path("bin"), program);
            let path = format!("{}:/usr/bin:/bin", project.path("bin").display());
            let told =
                said(&project.sw(&["secrets", "check", "--env", "production"], &[("PATH", &path)]));
            assert!(!project.path("asked").exists(), "{store} is asked for {key}: {told}");
            assert!(told.contains("can't be used"), "{store} {key}: {told}");
            assert!(
                !told.contains(&format!("put {key}")) && !told.contains(&format!("--name {key}")),
                "{store} {key}: {told}"
            );
        }
    }
}

fn program_that_tells(folder: &Path, name: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, "#!/bin/sh\n: > asked\nexit 1\n").unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What recipes say of a secret stays a comment, an argument or a name in the scripts that create it.
#[test]
fn no_text_of_a_recipe_becomes_a_command_in_a_script() {
    let texts = [
        "'; touch pwned; '",
        "$(touch pwned)",
        "`touch pwned`",
        "\\n touch pwned",
        "\\r\\n touch pwned #",
        "\\\" ; touch pwned",
        "-n; touch pwned",
        "%s\\n",
    ];
    for text in texts {
        let keys = ["description", "get_from", "note"].map(|key| format!("{key}: \"{text}\""));
        let recipe =
            format!("secret(\"A_TOKEN\", #{{ {} }}); emit(\"a.txt\", \"x\");", keys.join(", "));
        let project = Project::new(&[("deploy.rhai", &recipe)]);
        for system in ["github", "gitlab", "azure", "jenkins"] {
            let output = project
                .sw(&["secrets", "list", "--for", system, "--script", "--env", "production"], &[]);
            assert!(
                output.status.success() && said(&output).contains("PROD_A_TOKEN"),
                "{system}: {}",
                said(&output)
            );
            project.write("script.sh", &output.stdout);
            let stub = "gh() { :; }; glab() { :; }; az() { :; }; curl() { :; }; read() { :; }; . ./script.sh";
            let ran = Command::new("/bin/sh")
                .args(["-c", stub])
                .current_dir(project.path(""))
                .env_clear()
                .env("PATH", "/usr/bin:/bin")
                .stdin(Stdio::null())
                .output()
                .unwrap();
            assert!(
                !project.path("pwned").exists(),
                "{system} {text}: {}\n{}",
                said(&ran),
                String::from_utf8_lossy(&output.stdout)
            );
        }
    }
}

/// Thousands of values with a common beginning, and much to look through.
#[test]
fn many_values_are_found_in_one_pass() {
    use sw::secrets::values::{FoundValue, Origin};
    use sw::secrets::{Search, Secret};
    let start = "a".repeat(60);
    let secrets: Vec<Secret> = (0..2000).map(|i| Secret::named(&format!("S{i}"))).collect();
    let found = |i: usize| FoundValue {
        value: format!("{start}-{i}-end").into(),
        origin: Origin::File(STAGING.into()),
    };
    let search = Search::of(secrets.iter().enumerate().map(|(i, secret)| (secret, found(i))));
    let mut text = format!("{start}-").repeat((8 << 20) / 61);
    text.push_str("1999-end");
    let spots = search.find(&text);
    assert_eq!(
        (spots.len(), spots[0].owner.name.as_str(), spots[0].range.end),
        (1, "S1999", text.len())
    );
    assert_eq!(search.find_while(&text, &|| false), None);
    assert!(search.cover(&text).ends_with(&format!("a-{}", "*".repeat(69))));
}
