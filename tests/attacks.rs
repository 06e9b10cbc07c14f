//! Every page in `attacks/` holds recipes that try to crash, hang or exhaust `sw`, or to reach what is
//! not theirs, each with how that ends.
//!
//! An attack is a section: blocks whose head names a file are its project, a `rhai` block without a
//! name is its `deploy.rhai`, and the `text` block is the exit code with the first message. Each runs
//! through the program, which has to end in time, small, and never by a signal.
//!
//! What stands between `⟦` and `⟧` is repeated as often as the number behind its `×` says; `№` in it
//! is the number of the repetition, and `␣` as many spaces.
//!
//! `SW_BINARY=target/release/sw` plays them on another build.

mod support;

use anyhow::{Context, Result, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use support::page::settle;
use support::paths::in_repository;

/// How many attacks there are at least, so that none gets lost.
const FEWEST: usize = 150;

/// How an attack ends that is much, but not without an end: a fast machine finishes it in time.
const EITHER: &str = "exit code 0 or 1: a fast machine finishes it in time\n";

/// The codes of what stops a recipe that takes too much of something.
const BOUNDS: [&str; 4] = ["too-long", "out-of-memory", "too-large", "too-deep"];

/// How long an attack may go on; its recipe has one second of it.
const PATIENCE: Duration = Duration::from_secs(35);

/// How much memory the program itself may use, in kilobytes; the worker has bounds of its own.
const MOST_MEMORY: u64 = 200_000;

fn main() -> ExitCode {
    let mut trials: Vec<Trial> = pages().into_iter().flat_map(|page| [trial(page)]).collect();
    trials.push(Trial::test("there are enough", || enough().map_err(|error| Failed::from(format!("{error:#}")))));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn pages() -> Vec<PathBuf> {
    let entries = in_repository("tests/attacks").read_dir().expect("the attacks stand beside this test");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder can be listed to its end").path()).collect();
    pages.sort();
    pages
}

fn trial(page: PathBuf) -> Trial {
    let name = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Trial::test(name, move || check(&page).map_err(|error| Failed::from(format!("{error:#}"))))
}

fn enough() -> Result<()> {
    let texts: Vec<String> = pages().iter().map(fs::read_to_string).collect::<std::io::Result<_>>()?;
    let count = texts.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with("## ")).count();
    ensure!(count >= FEWEST, "there are only {count} attacks");
    Ok(())
}

fn check(page: &Path) -> Result<()> {
    let (told, faults) = retold(&fs::read_to_string(page)?)?;
    settle(page, &told, "attacks")?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// The page with how the attacks end now, and what must not be.
fn retold(page: &str) -> Result<(String, Vec<String>)> {
    let (mut told, mut faults) = (String::new(), Vec::new());
    let mut title = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        told += &format!("{line}\n");
        if let Some(name) = line.strip_prefix("## ") {
            title = name.into();
            files.clear();
        }
        let Some(head) = line.strip_prefix("```") else { continue };
        let inside: String = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        match head.split_once(' ') {
            None if head == "text" => {
                let outcome = attack(&files).with_context(|| title.clone())?;
                faults.extend(outcome.faults.into_iter().map(|fault| format!("{title}: {fault}")));
                let is_either = inside == EITHER && ["exit code 0\n", "exit code 1\n"].iter().any(|code| outcome.said.starts_with(code));
                told += if is_either { EITHER } else { &outcome.said };
            }
            name => {
                told += &inside;
                files.push((name.map_or("deploy.rhai", |(_, name)| name).to_string(), inside));
            }
        }
        told += "```\n";
    }
    Ok((told, faults))
}

struct Outcome {
    said: String,
    faults: Vec<String>,
}

fn attack(files: &[(String, String)]) -> Result<Outcome> {
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    for (path, text) in files {
        let path = project.join(path);
        fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
        fs::write(path, expanded(text)?)?;
    }
    let program =
        std::env::var_os("SW_BINARY").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_sw")), |binary| in_repository("").join(binary));
    let mut command = Command::new(program);
    command.args(["run", "--timeout", "1", "--format", "short"]).current_dir(&project).env_clear().stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let said = (listen(child.stdout.take()), listen(child.stderr.take()));
    let (status, memory) = watched(&mut child)?;
    let (out, messages) = (said.0.join().unwrap_or_default(), said.1.join().unwrap_or_default());
    let mut faults = Vec::new();
    match status {
        None => faults.push("it goes on and on".to_string()),
        Some(status) if status.code().is_none() => faults.push(format!("it ended by {status}")),
        Some(_) => {}
    }
    if memory > MOST_MEMORY {
        faults.push(format!("it took {memory} kB"));
    }
    if (out + &messages).contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
        faults.push("a control character reaches the terminal".into());
    }
    let code = status.and_then(|status| status.code()).map_or_else(|| "none".to_string(), |code| code.to_string());
    let first = messages.lines().find(|line| line.contains("error[")).unwrap_or_default();
    Ok(Outcome { said: format!("exit code {code}\n{}", shown(first, &project)), faults })
}

/// The first message. Which bound a recipe runs into first, and where, differs between machines.
fn shown(message: &str, project: &Path) -> String {
    if message.is_empty() {
        return String::new();
    }
    if BOUNDS.iter().any(|code| message.contains(&format!("error[{code}]"))) {
        return "stopped: it takes too much\n".into();
    }
    let shown: String = message.replace(&*project.to_string_lossy(), "<project>").chars().take(200).collect();
    shown + "\n"
}

/// The text with its repetitions written out.
fn expanded(text: &str) -> Result<String> {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (repeated, behind) = after.split_once('⟧').context("`⟦` is closed by `⟧`")?;
        let (part, count) = repeated.rsplit_once('×').context("`×` says how often")?;
        expanded += before;
        for number in 0..count.parse::<usize>()? {
            expanded += &part.replace('№', &number.to_string()).replace('␣', &" ".repeat(number));
        }
        rest = behind;
    }
    Ok(expanded + rest)
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

/// The most memory that a process had at once, in kilobytes.
fn peak(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
