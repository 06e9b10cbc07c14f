//! What the format of a file can't carry, and where in the file it is.

use crate::diag::{Diagnostic, Place};
use crate::emit::Unfit;
use crate::value::Path;

/// A problem with some data, and where in it.
pub(crate) struct Misfit {
    pub(crate) path: Path,
    pub(crate) problem: Diagnostic,
}

impl Misfit {
    /// The message about the file at `file`.
    pub(crate) fn diagnostic(
        self,
        file: &str,
        locate: impl FnOnce(&Path) -> Option<Place>,
    ) -> Diagnostic {
        let Self { path, problem } = self;
        let place = locate(&path);
        let note = if path.is_root() {
            format!("in `{file}`")
        } else {
            format!("in `{file}`, at `{path}`")
        };
        problem.at(place).note(note)
    }
}

impl From<Unfit> for Misfit {
    fn from(unfit: Unfit) -> Self {
        let problem = Diagnostic::error("unsupported-value", unfit.to_string())
            .hint("leave it out with `()`, write it as text, or emit the file in another format");
        Self { path: unfit.path, problem }
    }
}
