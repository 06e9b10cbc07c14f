//! An unfinished write that nothing shows to be of this machine.

use super::records::{HOME, STAGE};
use crate::diag::{Diagnostic, words};
use std::fmt::Write as _;

/// A journal that nothing but itself speaks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Why it is not believed.
    pub(super) why: String,
    /// What it would do to each file.
    pub(super) acts: Vec<String>,
}

impl Foreign {
    /// The message where it is only reported.
    pub fn warning(&self) -> Diagnostic {
        self.explain(Diagnostic::warning(
            "foreign-journal",
            format!("{}; it was left alone", self.message()),
        ))
    }

    pub(super) fn message(&self) -> String {
        format!("`{HOME}/{STAGE}` holds an unfinished write, not known to be of this machine")
    }

    /// Adds why, and what to do.
    pub(super) fn explain(&self, message: Diagnostic) -> Diagnostic {
        let message = message.note(words::visible(&self.why));
        let acts = self.acts.iter().enumerate().fold(String::new(), |mut all, (n, act)| {
            let _ = write!(all, "{}{act}", if n == 0 { "it would " } else { ", " });
            all
        });
        let message = if acts.is_empty() { message } else { message.note(acts) };
        message
            .hint(format!("remove it with `rm -r {HOME}/{STAGE}`, unless you want to save something of it").as_str())
            .hint("then `sw plan` shows what is left of it in the files, and `sw run --force` writes them anew")
    }
}
