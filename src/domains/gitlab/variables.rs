//! Secrets as variables of GitLab, which are masked and protected there.

use crate::diag::Diagnostic;
use crate::document::{Placeholders, TextSite};
use crate::value::{Hole, Piece, Step, Text};

/// What GitLab and its shells fill in.
pub(super) struct Variables;

impl Placeholders for Variables {
    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        Ok(format!("${{{}}}", variable(name, at)?))
    }

    /// A text that is a secret and nothing else needs no braces.
    fn whole(&self, text: &Text, at: &TextSite<'_>) -> Option<Result<String, Diagnostic>> {
        match text {
            Text::Pieces(pieces) => match pieces.as_slice() {
                [Piece::Hole(Hole::Secret(name))] => {
                    Some(variable(name, at).map(|name| format!("${name}")))
                }
                _ => None,
            },
            Text::Plain(_) => None,
        }
    }

    fn is_open(&self, plain: &str) -> bool {
        plain.contains('$')
    }
}

/// The variable of a secret at a place: that of its job's environment.
fn variable(name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
    let path = at.path();
    let job = match path.0.first() {
        Some(Step::Key(name)) => at.root.get(name),
        _ => None,
    };
    at.ci_secret(name, job)
}
