//! Files that people keep and shells read too: what is set is what Python, Node, Docker Compose and a shell see.

use crate::random::{hold, text};
use crate::readers::Readers;
use crate::seen::Seen;
use crate::tricky::TRICKY;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::path::Path;
use std::process::{Command, Output};
use sw::secrets::dotenv::Document;

/// Every reader of such files, a shell and our own included.
pub(crate) struct All {
    python: Readers,
    node: Readers,
}

impl All {
    pub(crate) fn start() -> Self {
        Self { python: Readers::start(), node: Readers::node() }
    }

    /// Whether all of them see what is expected in a file, and a shell runs nothing of it.
    pub(crate) fn see(&self, text: &str, expected: &[(String, String)]) -> TestCaseResult {
        let readers = [
            (&self.python, "python-dotenv"),
            (&self.node, "dotenv"),
            (&self.node, "util.parseEnv"),
        ];
        for (readers, reader) in readers {
            let Ok(Seen::Map(seen)) =
                &readers.ask(reader, std::slice::from_ref(&text.to_string()))[0]
            else {
                return Err(TestCaseError::fail(format!("{reader} can't read {text}")));
            };
            for (name, value) in expected {
                let found = seen
                    .iter()
                    .find(|(known, _)| *known == Seen::text(name))
                    .map(|(_, value)| value);
                prop_assert_eq!(found, Some(&Seen::text(value)), "{} in {}", name, reader);
            }
        }
        let ours = Document::parse(text);
        for (name, value) in expected {
            let found = ours.get(name);
            prop_assert_eq!(found.as_ref(), Some(value), "{} in {}", name, text);
        }
        ["/bin/sh", "/bin/bash"].iter().try_for_each(|shell| shell_sees(shell, text, expected))
    }
}

/// What a shell sees that reads the file, and finds no program but itself and `env`.
fn shell_sees(shell: &str, text: &str, expected: &[(String, String)]) -> TestCaseResult {
    let folder = tempfile::tempdir().map_err(|error| TestCaseError::fail(error.to_string()))?;
    let file = folder.path().join(".env");
    std::fs::write(&file, text).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let output = run(Command::new(shell)
        .args(["-c", "set -a; . \"$1\"; exec /usr/bin/env -0", shell])
        .arg(&file)
        .env_clear()
        .env("PATH", "/nothing"));
    prop_assert!(output.stderr.is_empty(), "{} says of {}: {:?}", shell, text, output);
    let seen: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
    for (name, value) in expected {
        prop_assert!(
            seen.contains(&format!("{name}={value}").as_bytes()),
            "{shell} does not see {value:?}:\n{text}"
        );
    }
    Ok(())
}

/// Asserts that Docker Compose sees what is expected in a file.
pub(crate) fn compose_sees(text: &str, expected: &[(String, String)]) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    std::fs::write(folder.path().join(".env.app"), text).expect("a file can be written");
    std::fs::write(
        folder.path().join("compose.yml"),
        "services: { app: { image: app, env_file: .env.app } }\n",
    )
    .expect("a file can be written");
    let compose = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin/docker-compose");
    let compose = std::env::var_os("SW_TOOLS")
        .map_or(compose, |tools| Path::new(&tools).join("bin/docker-compose"));
    let output = run(Command::new(compose)
        .args(["-f", "compose.yml", "config", "--format", "json"])
        .current_dir(folder.path()));
    let config: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    for (name, value) in expected {
        // It writes a `$` twice, so that what it says can be read again.
        let seen = config["services"]["app"]["environment"][name]
            .as_str()
            .map(|seen| seen.replace("$$", "$"));
        assert_eq!(seen.as_ref(), Some(value), "{name}");
    }
}

#[test]
fn values_that_are_set_are_seen_by_all() {
    let readers = All::start();
    let tricky: Vec<String> = TRICKY.iter().map(ToString::to_string).collect();
    check(&readers, &tricky).unwrap_or_else(|error| panic!("{error}"));
    hold(prop_oneof![text(), "[a-z'\"$\\\\`# \n!*~{}()<>&|;=%-]{0,12}".boxed()], 1, |values| {
        check(&readers, &values)
    });
}

#[test]
fn docker_compose_sees_the_same() {
    let (document, expected) = set(&TRICKY.iter().map(ToString::to_string).collect::<Vec<_>>());
    compose_sees(&document.to_string(), &expected);
}

/// A file with all values that can be set, and what is expected to be seen.
fn set(values: &[String]) -> (Document, Vec<(String, String)>) {
    let mut document = Document::parse("# before\n");
    let mut expected = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let name = format!("V{i}");
        if document.set(&name, value).is_ok() {
            assert_eq!(document.get(&name).as_ref(), Some(value), "{value:?}");
            expected.push((name, value.clone()));
        }
    }
    (document, expected)
}

fn check(readers: &All, values: &[String]) -> TestCaseResult {
    let (document, expected) = set(values);
    readers.see(&document.to_string(), &expected)
}

fn run(command: &mut Command) -> Output {
    command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} can't be run ({error}): run scripts/tools"))
}
