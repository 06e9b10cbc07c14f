//! The worker as the system sees it, under `strace`: for every attack, and for recipes that do what is
//! usual, it opens nothing for writing, connects nowhere and starts nothing.

mod support;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Arguments;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use support::attack::{program, project, run_in};
use support::paths::in_repository;
use support::section::{RECIPE, Section, all};
use support::trial::trial;
use sw::project::CONFIG;

/// What recipes do that mean well, with all that they ask their parent for.
const USUAL: &[(&str, &str)] = &[
    (
        "imports and environments",
        "import \"./lib/names\" as names;\nfor env in environments() { env.emit(`${env}.yaml`, #{ name: names::of(env) }); }",
    ),
    (
        "data and Terraform",
        "let tf = terraform::root(\"web\"); tf.output(\"a\", read_yaml(\"data.yaml\").a); emit(tf);",
    ),
    ("a listing", "print(list_files(\"lib\"));"),
];

/// Calls that open, change, connect or start something. A question mark stands before what not every system has.
const WATCHED: &str = "trace=?open,openat,?openat2,?creat,open_by_handle_at,?mkdir,mkdirat,?mknod,mknodat,?unlink,unlinkat,?rmdir,?rename,?renameat,renameat2,?link,linkat,?symlink,symlinkat,?chmod,fchmodat,?chown,fchownat,truncate,ftruncate,setxattr,memfd_create,mount,socket,socketpair,connect,bind,listen,sendto,sendmsg,?io_uring_setup,execve,execveat,?fork,?vfork,clone,?clone3,ptrace,kill,process_vm_readv,process_vm_writev";

fn main() -> ExitCode {
    let attacks = all("attacks").expect("the attacks can be read");
    let trials = attacks
        .into_iter()
        .chain(usual())
        .map(|section| trial(section.title.clone(), move || check(&section)));
    let mut arguments = Arguments::from_args();
    // Most attacks go on until their second is over, and how they end is not asked here.
    arguments.test_threads.get_or_insert(4);
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

fn usual() -> impl Iterator<Item = Section> {
    let config = fs::read_to_string(in_repository("tests/support/project").join(CONFIG))
        .expect("the standard project is there");
    USUAL.iter().map(move |(title, recipe)| {
        let files = [
            (RECIPE, *recipe),
            (CONFIG, config.as_str()),
            ("lib/names.rhai", "fn of(env) { `shop-${env}` }\n"),
            ("data.yaml", "a: 1\n"),
        ];
        let files = files.map(|(path, text)| (path.to_string(), text.to_string())).to_vec();
        Section { title: title.to_string(), files, ..Section::default() }
    })
}

fn check(section: &Section) -> Result<()> {
    let home = tempfile::tempdir()?;
    let project = project(section, home.path())?;
    let log = traced(&project, home.path())?;
    let calls = calls_of_the_worker(&log);
    // A project that can't be read, or a ledger, is refused before.
    ensure!(
        !calls.is_empty() || section.files.iter().any(|(path, _)| path.starts_with(".specweave/")),
        "no worker was started"
    );
    let harmful: Vec<&str> = calls.into_iter().filter(|call| !is_harmless(call)).collect();
    ensure!(harmful.is_empty(), "a worker does:\n{}\namong all calls:\n{log}", harmful.join("\n"));
    Ok(())
}

/// The watched calls of the program and all that it starts: a line each, behind the process or thread that made it.
fn traced(project: &Path, home: &Path) -> Result<String> {
    let log = home.join("calls");
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-s", "200", "-e", "signal=none", "-e", WATCHED, "-o"])
        .arg(&log)
        .arg(program());
    let strace = run_in(&mut strace, project, 1).stdout(Stdio::null()).stderr(Stdio::null());
    strace.status().context("`strace` can't be started; `scripts/tools` installs it")?;
    fs::read_to_string(log).context("`strace` tells nothing")
}

/// The calls of the worker and its threads, from its start on.
fn calls_of_the_worker(log: &str) -> Vec<&str> {
    let mut lines: Vec<(&str, &str)> = log
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(id, call)| (id, call.trim()))
        .collect();
    lines.dedup_by(|next, last| is_stale(*last, *next));
    let starts = lines
        .iter()
        .enumerate()
        .filter(|(_, (_, call))| call.starts_with("execve(") && call.contains("\"__worker\""));
    starts.flat_map(|(at, (id, _))| calls_of(id, &lines[at + 1..])).collect()
}

/// Whether a line repeats the one before: of a process that is ended on its way into a call `strace`
/// knows nothing, and tells what another process did last.
fn is_stale(last: (&str, &str), next: (&str, &str)) -> bool {
    last.0 != next.0 && last.1 == next.1 && next.1.ends_with("<unfinished ...>")
}

/// The calls of a process that has just started: its own and those of its threads, which may be told
/// before the call that started them.
fn calls_of<'a>(id: &'a str, lines: &[(&'a str, &'a str)]) -> Vec<&'a str> {
    let mut ids = BTreeSet::from([id]);
    loop {
        let own = || lines.iter().filter(|(id, _)| ids.contains(id)).map(|(_, call)| *call);
        let threads: BTreeSet<&str> = own().filter_map(started).collect();
        if threads.is_subset(&ids) {
            return own().collect();
        }
        ids.extend(threads);
    }
}

/// The thread that a call has started.
fn started(call: &str) -> Option<&str> {
    let is_start = ["clone", "<... clone"].iter().any(|start| call.starts_with(start));
    let (_, result) = call.rsplit_once(" = ").filter(|_| is_start)?;
    result.split_whitespace().next().filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reading what a program is made of, and starting a thread.
fn is_harmless(call: &str) -> bool {
    let name = call.split(['(', ' ']).next().unwrap_or_default();
    match name {
        "open" | "openat" => !["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"]
            .iter()
            .any(|flag| call.contains(flag)),
        // The system refuses the newer one.
        "clone" | "clone3" => call.contains("CLONE_THREAD") || call.contains("ENOSYS"),
        // It was ended on its way into a call, before anybody could see which: nothing came of it.
        "???" => true,
        // The rest of a call whose start was judged.
        "<..." => true,
        _ => false,
    }
}
