//! Why nothing, or not everything, was written.

use crate::diag::{Diagnostic, words};
use crate::model::FilePath;
use std::io;

/// Why a write did not happen. Unless it says so, the disk is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The plan has conflicts.
    #[error("{} in the way: nothing was written", words::count(*.0, "file"))]
    Conflicts(usize),
    /// Another process writes there.
    #[error("another `sw` is writing here ({holder})")]
    Locked {
        /// What the lock file says about it: `process 1234`.
        holder: String,
    },
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
            Self::Locked { .. } => error.hint("wait until it is done, then run again"),
            Self::Changed(_) => error.note("nothing was written").hint("run again"),
            Self::Failed { source, .. } => error.note(source.to_string()).note("nothing was changed"),
            Self::Halfway { first, then } => error
                .note(format!("{first}{}", first.cause()))
                .note(format!("{then}{}", then.cause()))
                .hint("mend the cause, such as a full disk or a read-only folder, and run again: `sw` then finishes it or takes it back"),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Locked { .. } => "locked",
            Self::Conflicts(_) | Self::Changed(_) => "write-conflict",
            Self::Failed { .. } | Self::Halfway { .. } => "write-failed",
        }
    }

    fn cause(&self) -> String {
        if let Self::Failed { source, .. } = self { format!(": {source}") } else { String::new() }
    }
}

/// Turns what the system said into an error that says what was to be done.
pub(super) fn cannot(doing: impl FnOnce() -> String) -> impl FnOnce(io::Error) -> WriteError {
    |source| WriteError::Failed { doing: doing(), source }
}
