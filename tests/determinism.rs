//! The same recipe gives the same bytes: wherever, whenever and by whomever it is run.

mod support;

use anyhow::{Result, ensure};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use support::paths::in_repository;
use support::tree::{self, Tree, subfolders};

/// What differs between machines and people: time zone, language, home, terminal, file mode mask.
const SURROUNDINGS: [(&str, &str, &str, u32); 20] = [
    ("UTC", "C", "/", 0o022),
    ("UTC", "C", "/", 0o077),
    ("UTC", "C", "/", 0o000),
    ("UTC", "C.UTF-8", "/nonexistent", 0o022),
    ("Europe/Berlin", "de_DE.UTF-8", "/root", 0o022),
    ("Europe/Berlin", "tr_TR.UTF-8", "/root", 0o027),
    ("America/New_York", "en_US.UTF-8", "/home/a", 0o022),
    ("Asia/Tokyo", "ja_JP.eucJP", "/home/b", 0o022),
    ("Asia/Kolkata", "hi_IN", "/home/c", 0o002),
    ("Pacific/Kiritimati", "fr_FR.ISO-8859-1", "", 0o022),
    ("Pacific/Pago_Pago", "POSIX", "/tmp", 0o022),
    ("Africa/Cairo", "ar_EG.UTF-8", "/tmp", 0o077),
    ("Antarctica/Troll", "is_IS", "relative", 0o022),
    ("America/St_Johns", "en_CA", "/", 0o113),
    ("Asia/Pyongyang", "ko_KP", "/", 0o022),
    ("Australia/Lord_Howe", "en_AU", "/", 0o022),
    ("Invalid/Zone", "xx_XX", "/", 0o022),
    ("", "", "/", 0o022),
    ("UTC+25", "C", "/", 0o022),
    ("Europe/London", "cy_GB.UTF-8", "/", 0o007),
];

#[test]
fn twenty_surroundings_give_the_same_bytes() -> Result<()> {
    for name in subfolders(&in_repository("examples")) {
        let example = in_repository("examples").join(&name);
        let mut first: Option<Tree> = None;
        for (i, surroundings) in SURROUNDINGS.iter().enumerate() {
            let made = run(&example, surroundings)?;
            ensure!(!made.is_empty(), "`{name}` made no files");
            let first = first.get_or_insert_with(|| made.clone());
            ensure!(
                *first == made,
                "`{name}` differs in surroundings {i}, {surroundings:?}:\n{}",
                tree::difference(first, &made)
            );
        }
    }
    Ok(())
}

/// The files that the example's recipe makes there, started in another folder each time.
fn run(example: &Path, (zone, language, home, mask): &(&str, &str, &str, u32)) -> Result<Tree> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().canonicalize()?.join("out");
    let mut command = Command::new("sh");
    // The mask is the process's own: a shell sets it before it becomes the program.
    command
        .arg("-c")
        .arg(format!("umask {mask:o}; exec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_sw"));
    command.args(["run", "--quiet", "-o"]).arg(&out).arg(example.join("deploy.rhai"));
    command.env_clear().envs([
        ("PATH", "/usr/bin:/bin"),
        ("TZ", zone),
        ("LANG", language),
        ("LC_ALL", language),
        ("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/state")),
        ("HOME", home),
    ]);
    command.arg0("sh").current_dir(folder.path());
    let output = command.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut made = tree::read(&out)?;
    made.remove(".specweave/lock");
    made.remove(".specweave/written");
    Ok(made)
}
