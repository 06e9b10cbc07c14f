//! A project with secrets, and `sw secrets` in it.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

use super::attack::program;
use super::paths::in_repository;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A project that declares some secrets.
pub(crate) struct Project {
    pub(crate) home: tempfile::TempDir,
}

impl Project {
    pub(crate) fn new(recipe: &str) -> Self {
        let project = Self { home: tempfile::tempdir().unwrap() };
        let config = in_repository("tests/support/project/.specweave/config.yaml");
        project.write(".specweave/config.yaml", &fs::read_to_string(config).unwrap());
        project.write("deploy.rhai", recipe);
        project
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("project").join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Lets `secrets.store` be this one. Of the programs of this machine only a shell is on the path then.
    pub(crate) fn with_store(self, store: &str) -> Self {
        let config = self.text(".specweave/config.yaml");
        fs::create_dir(self.path("bin")).unwrap();
        symlink("/bin/sh", self.path("bin/sh")).unwrap();
        self.write(".specweave/config.yaml", &format!("{config}secrets:\n  store: {store}\n"));
        self
    }

    /// Puts a program on the path.
    pub(crate) fn program(&self, name: &str, script: &str) {
        self.write(&format!("bin/{name}"), &format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(self.path(&format!("bin/{name}")), fs::Permissions::from_mode(0o755))
            .unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
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

    pub(crate) fn sw(&self, arguments: &[&str]) -> Ran {
        Ran::of(&self.command(arguments).output().unwrap())
    }

    /// Sets a secret for staging, with its value on stdin.
    pub(crate) fn set(&self, name: &str, value: &[u8]) -> Ran {
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

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) messages: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            messages: text(&output.stderr),
        }
    }

    pub(crate) fn well(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.messages);
        self
    }

    /// Fails with a message that has these words.
    pub(crate) fn says(&self, code: i32, words: &[&str]) {
        let said = format!("{}{}", self.out, self.messages);
        assert_eq!(self.code, code, "{said}");
        words.iter().for_each(|word| assert!(said.contains(word), "`{word}` is not in:\n{said}"));
    }
}

/// A project of someone who is after values.
pub(crate) struct Hostile(pub(crate) tempfile::TempDir);

impl Hostile {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        let config = in_repository("tests/support/project/.specweave/config.yaml");
        project.write(".specweave/config.yaml", fs::read_to_string(config).unwrap());
        files.iter().for_each(|(name, text)| project.write(name, text));
        project
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("project").join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn sw(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
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

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), b"\n", &output.stderr].concat())
        .into_owned()
}
