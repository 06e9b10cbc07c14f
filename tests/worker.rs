//! The worker as its parent sees it: an ordinary recipe notices nothing of it, and each way to fail has
//! a message of its own.

mod support;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use support::paths::in_repository;
use support::sw::sw;
use support::tree::{self, subfolders};

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
            written.remove(".specweave/written");
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
    ensure!(
        ran.code == 70 && ran.messages.contains("a worker is started by sw itself"),
        "{}: {}",
        ran.code,
        ran.messages
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn each_way_to_fail_has_a_message_of_its_own() -> Result<()> {
    use ::sw::Runtime;
    use ::sw::engine::Limits;
    use ::sw::engine::world::MemoryWorld;
    use ::sw::worker::{Isolation, Program};
    use std::time::Duration;

    let run = |program: PathBuf, limits: Limits| -> Result<_> {
        let runtime = Runtime::builder()
            .world(MemoryWorld::default())
            .limits(limits)
            .isolation(Isolation::Process(Program::new(program)));
        Ok(runtime.build()?.run("deploy.rhai").diagnostics)
    };

    let ready = "{\"Ready\":{\"version\":10,\"sandbox\":{\"limits\":true,\"landlock\":true,\"seccomp\":true}}}";
    let serving = |script: &str| frame(ready) + script;
    // No one is at a terminal, where it could wait for as long as it likes.
    let pause = "{\"Pause\":{\"place\":{\"file\":\"a\",\"start\":{\"line\":1,\"column\":1},\"end\":null},\"variables\":[]}}";
    let cases = [
        ("exit 3", "no-worker", "exit status: 3"),
        ("echo 'port 80 is in use' >&2; exit 3", "no-worker", "it said: port 80 is in use"),
        (&serving("exit 3"), "internal-error", "exit status: 3"),
        ("kill -SEGV $$", "internal-error", "signal: 11"),
        ("echo 'thread main has overflowed its stack' >&2; kill -ABRT $$", "too-deep", ""),
        ("echo 'memory allocation of 5 bytes failed' >&2; kill -ABRT $$", "out-of-memory", ""),
        ("printf 'hello, this is no message'", "no-worker", ""),
        (&frame("hello"), "no-worker", ""),
        (&serving("printf 'hello, this is no message'"), "too-large", ""),
        (&serving(&frame("hello")), "internal-error", ""),
        (&serving(&frame("{\"Done\":{}}")), "internal-error", ""),
        (&frame("{\"Read\":\"a\"}"), "replaced-program", ""),
        (&(frame(ready) + &frame(ready)), "internal-error", "it starts twice"),
        (&serving(&frame(pause)), "internal-error", ""),
        ("exec sleep 60", "no-worker", "it said nothing for 10 seconds"),
        (&serving("exec sleep 60"), "too-long", ""),
        (&serving("exec 1>&-; exec sleep 60"), "too-long", ""),
        ("exec yes", "no-worker", ""),
        (&serving("exec yes"), "too-large", ""),
    ];
    let home = tempfile::tempdir()?;
    for (number, (script, code, note)) in cases.iter().enumerate() {
        let program = home.path().join(format!("worker{number}"));
        stand_in(&program, script)?;
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

#[cfg(unix)]
#[test]
fn what_a_worker_says_of_secrets_is_made_visible() -> Result<()> {
    use ::sw::Runtime;
    use ::sw::engine::world::MemoryWorld;
    use ::sw::worker::{Isolation, Program};

    let ready = frame(
        "{\"Ready\":{\"version\":10,\"sandbox\":{\"limits\":true,\"landlock\":true,\"seccomp\":true}}}",
    );
    let texts =
        ["description", "get_from", "permissions", "note", "platform", "group", "terraform", "ci"];
    let texts: String =
        texts.iter().map(|text| format!(",\"{text}\":\"x\\u001b[2J\\u202e\"")).collect();
    let secret = format!(
        "{{\"name\":\"A\\u009b\",\"steps\":[\"\\u200b\"],\"store\":{{\"key\":\"k\\u0007\",\"property\":\"\\u00ad\"}}{texts}}}"
    );
    let rest = "\"diagnostics\":[],\"value\":\"\",\"printed\":[{\"text\":\"\\u001b\",\"place\":null}],\"trace\":[],\"asked\":{},\"allowed\":[],\"snapshots\":{},\"covered\":{},\"compared\":[],\"notices\":[],\"graph\":";
    let graph = serde_json::to_string(&::sw::model::graph::Graph::default())?;
    let home = tempfile::tempdir()?;
    let program = home.path().join("worker");
    stand_in(
        &program,
        &(ready
            + &frame(&format!("{{\"Done\":{{\"secrets\":{{\"A\":{secret}}},{rest}{graph}}}}}"))),
    )?;
    let runtime = Runtime::builder()
        .world(MemoryWorld::default())
        .isolation(Isolation::Process(Program::new(program)))
        .build()?;
    let output = runtime.run("deploy.rhai");
    ensure!(output.diagnostics.is_empty() && output.secrets.len() == 1, "{:?}", output.diagnostics);
    let said = format!("{:?}", output.printed) + &serde_json::to_string(&output.secrets)?;
    ensure!(said.contains("x\\\\u{1b}[2J\\\\u{202e}"), "{said}");
    ensure!(!said.contains(::sw::diag::letters::is_harmful) && !said.contains("\\u001b"), "{said}");
    Ok(())
}

/// A shell command that says something as a worker does.
#[cfg(unix)]
fn frame(body: &str) -> String {
    format!("printf '\\{:03o}\\{:03o}\\000\\000%s' '{body}'\n", body.len() % 256, body.len() / 256)
}

/// A program that is no worker and says what a script does. One that says something strange does not go away by itself.
#[cfg(unix)]
fn stand_in(program: &Path, script: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // It is written by a process of its own: a program that some process has open for writing can't be run.
    let text = format!("#!/bin/sh\n{script}\nexec sleep 60\n");
    let mut writer =
        Command::new("tee").arg(program).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    writer.stdin.take().context("a pipe")?.write_all(text.as_bytes())?;
    writer.wait()?;
    fs::set_permissions(program, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_session_believes_its_worker_nothing() -> Result<()> {
    use ::sw::engine::world::MemoryWorld;
    use ::sw::engine::{Cancel, Limits};
    use ::sw::worker::{Isolation, Program};
    use ::sw::{Request, Runtime};
    use std::time::Duration;

    let ready = frame(
        "{\"Ready\":{\"version\":10,\"sandbox\":{\"limits\":true,\"landlock\":true,\"seccomp\":true}}}",
    );
    let answer = |value: &str| {
        let rest = "\"diagnostics\":[],\"printed\":[],\"emitted\":[],\"is_look\":false,\"again\":null,\"texts\":{\"deploy.rhai\":\"x\"}";
        frame(&format!("{{\"Reply\":{{\"Answer\":{{\"value\":{value},{rest}}}}}}}"))
    };
    let completions =
        frame("{\"Reply\":{\"Completions\":{\"start\":7,\"candidates\":[\"a\\u001b[2J\"]}}}");
    let home = tempfile::tempdir()?;
    let session = |name: &str, script: &str| -> Result<_> {
        let program = home.path().join(name);
        stand_in(&program, script)?;
        let limits = Limits { time: Duration::from_millis(100), ..Limits::default() };
        let isolation = Isolation::Process(Program::new(program));
        let runtime = Runtime::builder()
            .world(MemoryWorld::default())
            .limits(limits)
            .isolation(isolation)
            .build()?;
        Ok(runtime.session(Request::all()))
    };
    let evaluate = |name: &str, script: String| -> Result<_> {
        Ok(session(name, &script)?.evaluate("1", &Cancel::default()))
    };

    // What it says is shown without commands for the terminal, and names no sources of its own.
    let shown = evaluate("shown", ready.clone() + &answer("\"a\\u001b[2J\""))?;
    ensure!(shown.value.as_deref() == Some("a\\u{1b}[2J") && shown.texts.is_empty(), "{shown:?}");
    let completed = session("completed", &(ready.clone() + &completions))?.complete("é1");
    ensure!(completed.start <= 3 && completed.candidates == ["a\\u{1b}[2J"], "{completed:?}");

    for (name, script, code) in [
        ("garbled", ready.clone() + &frame("hello"), "internal-error"),
        ("strange", frame("hello"), "no-worker"),
        ("other", ready.clone() + &completions, "internal-error"),
        ("done", ready.clone() + &frame("{\"Done\":{}}"), "internal-error"),
        (
            "old",
            frame(
                "{\"Ready\":{\"version\":3,\"sandbox\":{\"limits\":true,\"landlock\":true,\"seccomp\":true}}}",
            ),
            "replaced-program",
        ),
        ("endless", ready.clone() + "exec yes", "too-large"),
        ("silent", ready.clone() + "exec sleep 60", "too-long"),
        ("gone", ready.clone() + "exit 3", "internal-error"),
        ("quick", "exit 3".into(), "no-worker"),
    ] {
        let answer = evaluate(name, script)?;
        ensure!(
            answer.diagnostics.first().is_some_and(|first| first.code == code),
            "{name}: {answer:?}"
        );
        ensure!(answer.again == Some(0), "{name}: {answer:?}");
    }
    Ok(())
}

/// A trace has as many lines as a person reads, and the run ends as one without it.
#[test]
fn a_trace_without_an_end_is_cut() -> Result<()> {
    let home = tempfile::tempdir()?;
    let recipe = "fn f(n) { n }\nlet n = 0;\nloop { n = f(n) + 1; }\n";
    fs::write(home.path().join("deploy.rhai"), recipe)?;
    let ran = sw(home.path(), ["plan", "--trace", "--timeout", "1"])?;
    let last = ran.messages.lines().nth(10_000).unwrap_or_default();
    ensure!(
        ran.code == 1
            && last.contains("lines more left out")
            && ran.messages.contains("error[too-long]"),
        "{}: {last}",
        ran.code
    );
    ensure!(ran.messages.lines().count() < 10_100, "it is cut");
    Ok(())
}
