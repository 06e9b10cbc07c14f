//! The exit codes, which scripts rely on.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, or nothing to do.
    Done,
    /// The recipe, the model or the use of the command is wrong.
    Wrong,
    /// There are differences, and the command was asked to tell by its exit code.
    Differs,
    /// Our own mistake.
    Bug,
    /// Another run holds the project, or its ledger is damaged.
    Locked,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => 0,
            Exit::Wrong => 1,
            Exit::Differs => 2,
            Exit::Locked => 4,
            Exit::Bug => 70,
        }
        .into()
    }
}
