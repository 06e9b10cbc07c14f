//! A worker that starts while the arguments are read: starting one takes longer than all else that a short run does.

use std::ffi::OsString;
use std::sync::{Mutex, PoisonError};
use sw::worker::Program;

/// Commands that evaluate recipes.
const COMMANDS: &[&str] = &["run", "plan", "check"];

/// Arguments with which they evaluate none, or none in a worker.
const WITHOUT: &[&str] = &["--trust", "--help", "-h", "--version", "-V"];

static AHEAD: Mutex<Option<Program>> = Mutex::new(None);

/// Starts a worker for a command that will want one. One that no one takes ends with this process.
pub(crate) fn start(arguments: &[OsString]) {
    let is_one_of = |argument: &OsString, known: &[&str]| {
        argument.to_str().is_some_and(|argument| known.contains(&argument))
    };
    let mut given = arguments.iter().skip(1);
    if !given.next().is_some_and(|command| is_one_of(command, COMMANDS))
        || given.any(|argument| is_one_of(argument, WITHOUT))
    {
        return;
    }
    if let Ok(program) = program() {
        program.start_ahead();
        *AHEAD.lock().unwrap_or_else(PoisonError::into_inner) = Some(program);
    }
}

/// This program, with the worker that was started.
pub(crate) fn program() -> std::io::Result<Program> {
    let started = AHEAD.lock().unwrap_or_else(PoisonError::into_inner).take();
    started.map_or_else(|| std::env::current_exe().map(Program::new), Ok)
}
