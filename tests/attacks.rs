//! Every page in `attacks/` holds recipes that try to crash, hang or exhaust `sw`, or to reach what is
//! not theirs, each with how that ends.
//!
//! An attack is a section, as `support/section.rs` reads them: the `text` block is the exit code with
//! the first message. Each runs through the program, which has to end in time, small, and never by a
//! signal. `support/attack.rs` says how a file repeats what is too long to be written.
//!
//! `SW_BINARY=target/release/sw` plays them on another build.

mod support;

use anyhow::Result;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use support::attack::{peak, program, project, run_in};
use support::section::{Outcome, Section, play};

/// How many attacks there are at least, so that none gets lost.
const FEWEST: usize = 220;

/// How an attack ends that is much, but not without an end: a fast machine finishes it in time.
const EITHER: &str = "exit code 0 or 1: a fast machine finishes it in time\n";

/// How an attack ends that is wrong and much: a fast machine comes to what is wrong with it.
const WRONG: &str = "exit code 1: a fast machine tells what is wrong, others that it is too much\n";

/// The codes of what stops a recipe that takes too much of something.
const BOUNDS: [&str; 4] = ["too-long", "out-of-memory", "too-large", "too-deep"];

/// How an attack ends that runs into a limit.
const STOPPED: &str = "stopped: it takes too much\n";

/// How long an attack may go on.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many seconds its recipe has of that: one where it is expected to run into a limit, and enough for a busy
/// machine where it is expected to come to its end.
fn seconds(section: &Section) -> u32 {
    let is_endless =
        [EITHER, WRONG].contains(&&*section.expected) || section.expected.contains(STOPPED);
    if is_endless { 1 } else { 60 }
}

/// How much memory the program itself may use, in kilobytes; the worker has bounds of its own.
const MOST_MEMORY: u64 = 200_000;

fn main() -> ExitCode {
    play("attacks", FEWEST, judged)
}

fn judged(section: &Section) -> Result<Outcome> {
    let mut outcome = attack(section)?;
    let ends: [(&str, &[&str]); 2] =
        [(EITHER, &["exit code 0\n", "exit code 1\n"]), (WRONG, &["exit code 1\n"])];
    let end = ends.iter().find(|(expected, _)| section.expected == *expected);
    if let Some((expected, _)) =
        end.filter(|(_, codes)| codes.iter().any(|code| outcome.said.starts_with(code)))
    {
        outcome.said = (*expected).into();
    }
    Ok(outcome)
}

fn attack(section: &Section) -> Result<Outcome> {
    let home = tempfile::tempdir()?;
    let project = project(section, home.path())?;
    let mut command = Command::new(program());
    let command = run_in(&mut command, &project, seconds(section));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let said = (listen(child.stdout.take()), listen(child.stderr.take()));
    let (status, memory) = watched(&mut child)?;
    let (out, messages) = (said.0.join().unwrap_or_default(), said.1.join().unwrap_or_default());
    let code = status
        .and_then(|status| status.code())
        .map_or_else(|| "none".to_string(), |code| code.to_string());
    let first = messages.lines().find(|line| line.contains("error[")).unwrap_or_default();
    let said = format!("exit code {code}\n{}", shown(first, &project));
    Ok(Outcome { said, faults: faults(status, memory, &(out + &messages)) })
}

/// What an attack must not reach: that the program goes on, dies, grows, or hands on what steers a terminal.
fn faults(status: Option<ExitStatus>, memory: u64, said: &str) -> Vec<String> {
    let mut faults = Vec::new();
    match status {
        None => faults.push("it goes on and on".to_string()),
        Some(status) if status.code().is_none() => faults.push(format!("it ended by {status}")),
        Some(_) => {}
    }
    if memory > MOST_MEMORY {
        faults.push(format!("it took {memory} kB"));
    }
    if said.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
        faults.push("a control character reaches the terminal".into());
    }
    faults
}

/// The first message. Which bound a recipe runs into first, and where, differs between machines.
fn shown(message: &str, project: &Path) -> String {
    if message.is_empty() {
        return String::new();
    }
    if BOUNDS.iter().any(|code| message.contains(&format!("error[{code}]"))) {
        return STOPPED.into();
    }
    let shown: String =
        message.replace(&*project.to_string_lossy(), "<project>").chars().take(200).collect();
    shown + "\n"
}

/// What is said, to a bound: the rest is taken and dropped.
fn listen(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let Some(mut pipe) = pipe else { return String::new() };
        let mut said = Vec::new();
        let _partly = pipe.by_ref().take(4 << 20).read_to_end(&mut said);
        let _rest = std::io::copy(&mut pipe, &mut std::io::sink());
        String::from_utf8_lossy(&said).into_owned()
    })
}

/// How the program ends, if it does, and the most memory that it was seen with.
fn watched(child: &mut Child) -> Result<(Option<ExitStatus>, u64)> {
    let start = Instant::now();
    let mut memory = 0;
    loop {
        memory = memory.max(peak(child.id()).unwrap_or_default());
        if let Some(status) = child.try_wait()? {
            return Ok((Some(status), memory));
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok((None, memory));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
