//! `sw secrets` on files that others edit too, with commands whose output is masked, and with stores that answer as the
//! real ones do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::Duration;
use support::vault::{Project, Ran};

const STAGING: &str = ".env.staging";
const VALUE: &str = "correct horse battery";

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
