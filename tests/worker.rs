//! The worker as the system sees it: what it opens, where it connects, what it starts; and that an
//! ordinary recipe notices nothing of it.

mod support;

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::paths::in_repository;
use support::sw::sw;
use support::tree::{self, subfolders};

/// Recipes that try to reach out, and one that emits.
const RECIPES: &[&str] = &[
    "print(read_text(\"../../../../etc/passwd\"));",
    "print(read_text(\"/proc/self/environ\"));",
    "import \"/etc/passwd\" as p;\nprint(p::x());",
    "emit(\"/tmp/x.txt\", \"x\");",
    "emit(\"../x.txt\", \"x\");",
    "emit(\".git/hooks/post-commit\", \"x\", #{ executable: true });",
    "import \"./lib/names\" as names;\nfor env in environments() { env.emit(`${env}.yaml`, #{ name: names::of(env) }); }",
    "let tf = terraform::root(\"web\"); tf.output(\"a\", read_yaml(\"data.yaml\").a); emit(tf);",
    "print(list_files(\"lib\"));",
    "let s = \"x\"; loop { s += s; }",
    "let a = [1]; loop { a += a; }",
    "fn f(n) { f(n + 1) }\nf(0);",
    "loop { }",
];

/// Calls that open, connect or start something.
const WATCHED: &str = "trace=open,openat,openat2,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,chmod,fchmodat,truncate,ftruncate,socket,connect,bind,execve,execveat,fork,vfork,clone,clone3,ptrace,kill,process_vm_readv";

#[test]
fn the_worker_opens_nothing_for_writing_connects_nowhere_and_starts_nothing() -> Result<()> {
    for recipe in RECIPES {
        let home = tempfile::tempdir()?;
        let project = project(home.path(), recipe)?;
        for call in calls_of_the_worker(&project, home.path())? {
            ensure!(is_harmless(&call), "a worker does `{call}` for the recipe:\n{recipe}");
        }
    }
    Ok(())
}

fn project(home: &Path, recipe: &str) -> Result<PathBuf> {
    let project = home.canonicalize()?.join("project");
    fs::create_dir_all(project.join("lib"))?;
    fs::create_dir_all(project.join(".specweave"))?;
    fs::copy(in_repository("tests/support/project/.specweave/config.yaml"), project.join(".specweave/config.yaml"))?;
    fs::write(project.join("lib/names.rhai"), "fn of(env) { `shop-${env}` }\n")?;
    fs::write(project.join("data.yaml"), "a: 1\n")?;
    fs::write(project.join("deploy.rhai"), recipe)?;
    Ok(project)
}

/// The watched calls of the worker and its threads, from its start on.
fn calls_of_the_worker(project: &Path, home: &Path) -> Result<Vec<String>> {
    let log = home.join("calls");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-s", "200", "-e", "signal=none", "-e", WATCHED, "-o"]).arg(&log);
    strace.arg(env!("CARGO_BIN_EXE_sw")).args(["run", "--timeout", "1"]).current_dir(project).env_clear();
    let strace = strace.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    strace.status().context("`strace` can't be started; `scripts/tools` installs it")?;
    let text = fs::read_to_string(log)?;
    let mut workers: BTreeSet<String> = BTreeSet::new();
    let mut calls = Vec::new();
    for line in text.lines() {
        let (id, call) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let call = call.trim();
        if call.starts_with("execve(") && call.contains("\"__worker\"") {
            workers.insert(id.into());
        } else if workers.contains(id) {
            // A thread of the worker is the worker.
            if let Some(thread) = call.rsplit_once(" = ").map(|(_, result)| result).filter(|_| call.contains("CLONE_THREAD")) {
                workers.insert(thread.split_whitespace().next().unwrap_or_default().into());
            }
            calls.push(call.to_string());
        }
    }
    ensure!(!workers.is_empty(), "no worker was started");
    Ok(calls)
}

/// Reading what a program is made of, and starting a thread.
fn is_harmless(call: &str) -> bool {
    let name = call.trim_start_matches("<... ").split(['(', ' ']).next().unwrap_or_default();
    match name {
        "open" | "openat" => !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"].iter().any(|flag| call.contains(flag)),
        // It was ended on its way into a call, before anybody could see which: nothing came of it.
        "???" => true,
        "clone" | "clone3" => call.contains("CLONE_THREAD") || call.contains("resumed") || call.contains("ENOSYS"),
        _ => call.contains("resumed"),
    }
}

#[test]
fn an_ordinary_recipe_notices_nothing() -> Result<()> {
    for example in subfolders(&in_repository("examples")) {
        let mut trees = Vec::new();
        for arguments in [&["run"][..], &["run", "--trust"]] {
            let home = tempfile::tempdir()?;
            let project = home.path().canonicalize()?.join("project");
            tree::write(&tree::read(&in_repository("examples").join(&example))?, &project)?;
            let ran = sw(&project, arguments.iter().copied().chain(["-o", "../out"]))?;
            ensure!(ran.code == 0, "{example}: {}", ran.messages);
            let mut written = tree::read(&home.path().join("out"))?;
            written.remove(".specweave/lock");
            trees.push((ran.out, ran.messages, written));
        }
        ensure!(trees[0] == trees[1], "{example} differs in a worker");
    }
    Ok(())
}

#[test]
fn a_worker_alone_says_who_starts_it() -> Result<()> {
    let home = tempfile::tempdir()?;
    let ran = sw(home.path(), ["__worker"])?;
    ensure!(ran.code == 70 && ran.messages.contains("a worker is started by sw itself"), "{}: {}", ran.code, ran.messages);
    Ok(())
}

#[cfg(unix)]
#[test]
fn each_way_to_fail_has_a_message_of_its_own() -> Result<()> {
    use ::sw::Runtime;
    use ::sw::engine::Limits;
    use ::sw::engine::world::MemoryWorld;
    use ::sw::worker::{Isolation, Program};
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    let run = |program: PathBuf, limits: Limits| -> Result<_> {
        let runtime = Runtime::builder().world(MemoryWorld::default()).limits(limits).isolation(Isolation::Process(Program::new(program)));
        Ok(runtime.build()?.run("deploy.rhai").diagnostics)
    };

    let ready = "{\"Ready\":{\"version\":2,\"sandbox\":{\"limits\":true,\"landlock\":true,\"seccomp\":true}}}";
    let frame = |body: &str| format!("printf '\\{:03o}\\{:03o}\\000\\000%s' '{body}'\n", body.len() % 256, body.len() / 256);
    let cases = [
        ("exit 3", "internal-error", "exit status: 3"),
        ("kill -SEGV $$", "internal-error", "signal: 11"),
        ("echo 'thread main has overflowed its stack' >&2; kill -ABRT $$", "too-deep", ""),
        ("echo 'memory allocation of 5 bytes failed' >&2; kill -ABRT $$", "out-of-memory", ""),
        ("printf 'hello, this is no message'", "too-large", ""),
        (&frame("hello"), "internal-error", ""),
        (&frame("{\"Done\":{}}"), "internal-error", ""),
        (&frame("{\"Read\":\"a\"}"), "replaced-program", ""),
        (&(frame(ready) + &frame(ready)), "internal-error", "it starts twice"),
        ("exec sleep 60", "too-long", ""),
        ("exec 1>&-; exec sleep 60", "too-long", ""),
        ("exec yes", "too-large", ""),
    ];
    let home = tempfile::tempdir()?;
    for (number, (script, code, note)) in cases.iter().enumerate() {
        let program = home.path().join(format!("worker{number}"));
        // One that says something strange does not go away by itself.
        // It is written by a process of its own: a program that some process has open for writing can't be run.
        let text = format!("#!/bin/sh\n{script}\nexec sleep 60\n");
        let mut writer = Command::new("tee").arg(&program).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        writer.stdin.take().context("a pipe")?.write_all(text.as_bytes())?;
        writer.wait()?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        let limits = Limits { time: Duration::from_millis(100), ..Limits::default() };
        let messages = run(program, limits)?;
        let first = messages.first().with_context(|| format!("{script}: nothing is said"))?;
        ensure!(first.code == *code && first.notes.join(" ").contains(note), "{script}: {first:?}");
        ensure!(!first.hints.is_empty(), "{script}: it says not what to do");
    }
    let messages = run(home.path().join("missing"), Limits::default())?;
    ensure!(messages[0].code == "system-error", "{messages:?}");
    Ok(())
}
