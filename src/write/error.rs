//! Why nothing, or not everything, was written.

use super::foreign::Foreign;
use super::lock::lock_owner::Holder;
use crate::diag::{Diagnostic, words};
use crate::model::FilePath;
use std::io::{self, ErrorKind};

/// The code of the only message that leaves the disk neither as it was nor as it should be.
pub const UNFINISHED: &str = "write-unfinished";

/// Why a write did not happen. Unless it says so, the disk is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The plan has conflicts.
    #[error("{} in the way: nothing was written", words::count(*.0, "file"))]
    Conflicts(usize),
    /// Another process writes there.
    #[error("another `sw` is writing here: {0}")]
    Locked(Holder),
    /// There is an unfinished write that nothing shows to be of this machine.
    #[error("{}", .0.message())]
    Foreign(Foreign),
    /// A file changed between the plan and the write.
    #[error("`{0}` changed while `sw` was running")]
    Changed(FilePath),
    /// The system refused something.
    #[error("cannot {doing}")]
    Failed {
        /// What was to be done, in words that follow `cannot`.
        doing: String,
        /// What the system said.
        source: io::Error,
    },
    /// A write failed midway and could not be taken back either.
    #[error("the write stopped halfway, and it could not be taken back")]
    Halfway {
        /// Why it failed.
        first: Box<WriteError>,
        /// Why it could not be taken back.
        then: Box<WriteError>,
    },
}

impl WriteError {
    /// The message, with what to do.
    pub fn diagnostic(&self) -> Diagnostic {
        let error = Diagnostic::error(self.code(), self.to_string());
        match self {
            Self::Conflicts(_) => error.hint("see the messages about each of them"),
            Self::Locked(_) => error
                .hint("run again when it is done, or wait longer for it with `--lock-timeout`")
                .hint("if it hangs, end that process: the next run finishes or takes back what it began"),
            Self::Foreign(foreign) => foreign.explain(error),
            Self::Changed(_) => error.hint("run again"),
            Self::Failed { source, .. } => error.note(words::system(source)).hint(way_out(source)),
            Self::Halfway { first, then } => error
                .note(format!("{first}{}", first.cause()))
                .note(format!("{then}{}", then.cause()))
                .hint("fix the cause, such as a full disk or a read-only folder, and run again: `sw` then finishes it or takes it back"),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Locked(_) => "locked",
            Self::Foreign(_) => "foreign-journal",
            Self::Conflicts(_) | Self::Changed(_) => "write-conflict",
            Self::Failed { .. } => "write-failed",
            Self::Halfway { .. } => UNFINISHED,
        }
    }

    fn cause(&self) -> String {
        if let Self::Failed { source, .. } = self {
            format!(": {}", words::system(source))
        } else {
            String::new()
        }
    }
}

fn way_out(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some("free some space, then run again")
        }
        ErrorKind::PermissionDenied => {
            Some("give yourself the right to write there, or write into another folder with `-o`")
        }
        ErrorKind::ReadOnlyFilesystem => {
            Some("make it writable, or write into another folder with `-o`")
        }
        ErrorKind::NotADirectory => {
            Some("move aside what is in the way, or write into another folder with `-o`")
        }
        _ => None,
    }
}

/// Turns what the system said into an error that says what was to be done.
pub(super) fn cannot(doing: impl FnOnce() -> String) -> impl FnOnce(io::Error) -> WriteError {
    |source| WriteError::Failed { doing: doing(), source }
}
