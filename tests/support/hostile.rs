//! A repository that somebody else made: things planted in it, commands run on it, and what must not come of that.

use anyhow::{Context, Result};
use rustix::fs::{FileType, Mode, mknodat};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use sw::diag::letters::is_harmful;

/// How long a command may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What stands outside of every repository here, and in its private files.
pub(crate) const CANARY: &str = "cAn4ry-0f-The-0uts1de";

/// What can be planted at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Planted {
    /// A pipe that nobody writes to.
    Pipe,
    /// A socket.
    Socket,
    /// A link to a device that never ends.
    Zero,
    /// A link to a file outside, by a relative path.
    Outside,
    /// The same by an absolute path.
    Absolute,
    /// A link to a private file of the repository.
    Private,
    /// A link through another link to git's configuration.
    Git,
    /// A link to what the process has in its environment.
    Environ,
    /// A link to itself.
    Circle,
    /// A file of 5 GB that takes no room.
    Sparse,
    /// A folder.
    Folder,
}

impl Planted {
    pub(crate) const ALL: [Self; 11] = [
        Self::Pipe,
        Self::Socket,
        Self::Zero,
        Self::Outside,
        Self::Absolute,
        Self::Private,
        Self::Git,
        Self::Environ,
        Self::Circle,
        Self::Sparse,
        Self::Folder,
    ];
}

/// A repository in a folder of its own, with files of somebody else beside it.
pub(crate) struct Repository {
    home: tempfile::TempDir,
}

impl Repository {
    /// A small project as people have it: a configuration, a recipe, a library with a test, values of a secret.
    pub(crate) fn new() -> Result<Self> {
        let repository = Self { home: tempfile::tempdir()? };
        fs::write(repository.outside(), format!("outside: {CANARY}\n"))?;
        for (path, text) in FILES {
            repository.write(path, &text.replace("CANARY", CANARY))?;
        }
        Ok(repository)
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.home.path().join("repository")
    }

    /// A file that belongs to somebody else.
    pub(crate) fn outside(&self) -> PathBuf {
        self.home.path().join("outside.yaml")
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> Result<()> {
        let full = self.cleared(path)?;
        fs::write(&full, text).with_context(|| format!("cannot write `{path}`"))
    }

    /// Puts something at a path, in place of what is there.
    pub(crate) fn plant(&self, path: &str, planted: Planted) -> Result<()> {
        let full = self.cleared(path)?;
        let up = "../".repeat(path.matches('/').count());
        let link = |target: String| symlink(target, &full).map_err(anyhow::Error::from);
        match planted {
            Planted::Pipe => {
                Ok(mknodat(rustix::fs::CWD, &full, FileType::Fifo, Mode::from_raw_mode(0o644), 0)?)
            }
            Planted::Socket => Ok(mknodat(
                rustix::fs::CWD,
                &full,
                FileType::Socket,
                Mode::from_raw_mode(0o644),
                0,
            )?),
            Planted::Zero => link("/dev/zero".into()),
            Planted::Outside => link(format!("{up}../outside.yaml")),
            Planted::Absolute => link(self.outside().to_string_lossy().into_owned()),
            Planted::Private => link(format!("{up}.env.staging")),
            Planted::Git => {
                let hop = self.root().join("hop");
                if hop.symlink_metadata().is_err() {
                    symlink(".git", hop)?;
                }
                link(format!("{up}hop/config"))
            }
            Planted::Environ => link("/proc/self/environ".into()),
            Planted::Circle => link(path.rsplit('/').next().unwrap_or(path).into()),
            Planted::Sparse => Ok(fs::File::create(&full)?.set_len(5 << 30)?),
            Planted::Folder => Ok(fs::create_dir(&full)?),
        }
    }

    /// Makes room at a path.
    fn cleared(&self, path: &str) -> Result<PathBuf> {
        let full = self.root().join(path);
        fs::create_dir_all(full.parent().context("a path stands in a folder")?)?;
        match full.symlink_metadata() {
            Ok(facts) if facts.is_dir() => fs::remove_dir_all(&full)?,
            Ok(_) => fs::remove_file(&full)?,
            Err(_) => {}
        }
        Ok(full)
    }

    /// What stands everywhere in it and beside it, without following links: kinds, sizes, times, numbers.
    pub(crate) fn state(&self) -> Result<BTreeMap<PathBuf, String>> {
        let mut state = BTreeMap::new();
        note(&self.root(), &mut state)?;
        note(&self.outside(), &mut state)?;
        Ok(state)
    }

    /// Runs the program in it.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Result<Ended> {
        let mut command = Command::new(super::attack::program());
        command.args(arguments).current_dir(self.root()).env_clear();
        command
            .env("HOME", self.home.path().join("home"))
            .env("PATH", "/usr/bin:/bin")
            .env("AWS_SECRET_ACCESS_KEY", CANARY);
        ended(
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?,
            input,
        )
    }
}

const FILES: &[(&str, &str)] = &[
    (".git/HEAD", "ref: refs/heads/main\n"),
    (".git/objects/info/packs", ""),
    (".git/refs/heads/.keep", ""),
    (
        ".git/config",
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tfsmonitor = \"touch pwned\"\n\tpager = \"touch pwned\"\n[http]\n\textraheader = AUTHORIZATION: basic CANARY\n",
    ),
    (".gitignore", ".env.*\n"),
    (".env.staging", "DB_PASSWORD=CANARY\n"),
    (".specweave/config.yaml", include_str!("project/.specweave/config.yaml")),
    (
        "deploy.rhai",
        "import \"./lib/names\" as names;\nlet db = secret(\"DB_PASSWORD\");\nlet tf = terraform::root(\"app\");\n\
        tf.locals(#{ name: names::name(), db: db });\ntf.module(\"net\", #{ source: \"./net\" });\nemit(tf);\n\
        emit(\"notes.txt\", read_text(\"data/notes.txt\"));\n",
    ),
    (
        "lib/names.rhai",
        "/// The name.\n///\n/// ```rhai\n/// names::name()\n/// // => \"shop\"\n/// ```\nfn name() { \"shop\" }\n",
    ),
    (
        "lib/names_test.rhai",
        "import \"./names\" as names;\nfn test_name() { assert_eq(names::name(), \"shop\"); }\n",
    ),
    ("data/notes.txt", "notes\n"),
    ("infrastructure/terraform/app/net/main.tf", "variable \"x\" {\n  default = 1\n}\n"),
];

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Its exit code; none when it was ended by a signal, or by us.
    pub(crate) code: Option<i32>,
    pub(crate) said: String,
    /// The most memory that it was seen with, in kilobytes.
    pub(crate) memory: u64,
}

impl Ended {
    /// What must never come of a command, whatever the repository holds.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        match self.code {
            None => faults.push("it was ended, or went on and on".to_string()),
            Some(70 | 101) => faults.push("it says that it made a mistake itself".to_string()),
            Some(_) => {}
        }
        if self.memory > 300_000 {
            faults.push(format!("it took {} kB", self.memory));
        }
        let reversed: String = CANARY.chars().rev().collect();
        if self.said.contains(CANARY) || self.said.contains(&reversed) {
            faults.push("it shows what is private".into());
        }
        if let Some(letter) =
            self.said.chars().find(|c| is_harmful(*c) && !matches!(c, '\n' | '\t'))
        {
            faults.push(format!("it shows the letter {letter:?} as it is"));
        }
        faults
    }
}

fn ended(mut child: Child, input: &str) -> Result<Ended> {
    let (out, messages) = (listen(child.stdout.take()), listen(child.stderr.take()));
    // One that does not read what it is given is no failure of the test.
    let _unread = child.stdin.take().map(|mut to| to.write_all(input.as_bytes()));
    let (start, mut memory) = (Instant::now(), 0);
    let status = loop {
        memory = memory.max(super::attack::peak(child.id()).unwrap_or_default());
        match child.try_wait()? {
            Some(status) => break Some(status),
            None if start.elapsed() > PATIENCE => {
                child.kill()?;
                child.wait()?;
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let said = out.join().unwrap_or_default() + &messages.join().unwrap_or_default();
    Ok(Ended { code: status.and_then(|status| status.code()), said, memory })
}

fn listen(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let _partly = pipe.map(|pipe| pipe.take(16 << 20).read_to_end(&mut said));
        String::from_utf8_lossy(&said).into_owned()
    })
}

fn note(path: &Path, state: &mut BTreeMap<PathBuf, String>) -> Result<()> {
    let facts = path.symlink_metadata()?;
    // The time of a folder tells of each name that came or went, even when it is there again.
    let what = format!(
        "{:?} {} {} {}.{}",
        facts.file_type(),
        facts.len(),
        facts.ino(),
        facts.mtime(),
        facts.mtime_nsec()
    );
    state.insert(path.to_path_buf(), what);
    if facts.is_dir() {
        for entry in fs::read_dir(path)? {
            note(&entry?.path(), state)?;
        }
    }
    Ok(())
}
