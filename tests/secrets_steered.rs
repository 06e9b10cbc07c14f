//! Names of secrets and files of a repository whose author is after values: no name steers a program, and no file hides from
//! the scan.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use support::vault::{Hostile, said};

const STAGING: &str = ".env.staging";
const VALUE: &str = "Zx9vQ7canaryKp2w";

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
        let project = Hostile::new(&[("deploy.rhai", recipe)]);
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
    let project = Hostile::new(&[(
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
        Hostile::new(&[("deploy.rhai", "secret(\"KEY\");"), (STAGING, &format!("KEY={VALUE}\n"))]);
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
            Hostile::new(&[(".ignore", "*\n"), (".rgignore", "*\n"), ("sub/.ignore", "*\n")]);
        project.write(name, bytes);
        let output = project.sw(&["secrets", "scan", "."], &[]);
        assert!(
            said(&output).contains(&format!("{name}:")) && output.status.code() == Some(1),
            "{name}: {}",
            said(&output)
        );
        assert!(!said(&output).contains(&token));
    }
    let project = Hostile::new(&[("large.txt", &String::from_utf8(large(21 * 500_000)).unwrap())]);
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
    let project = Hostile::new(&[
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
    let project = Hostile::new(&[("a.yaml", "x: 1\n")]);
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
            let project = Hostile::new(&[("deploy.rhai", &recipe)]);
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
        let project = Hostile::new(&[("deploy.rhai", &recipe)]);
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
