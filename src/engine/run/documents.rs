//! The data files that a recipe read: an error in a map that was read from one is reported there.

use crate::diag::Place;
use crate::value::Path;
use crate::value::read::{Located, Span, yaml};
use std::sync::{Arc, OnceLock};

/// A file that was read as data.
#[derive(Debug)]
pub(crate) struct Document {
    pub(super) file: String,
    pub(super) text: String,
    /// The locations in it; read when there is an error.
    pub(super) located: OnceLock<Vec<Located>>,
}

/// The data file that a map came from as it is, and where in it the map is.
#[derive(Clone, Debug)]
pub struct WrittenIn {
    pub(super) document: Arc<Document>,
    pub(super) number: usize,
    pub(super) way: Path,
}

impl WrittenIn {
    /// Where the map has what is at `path` in it: the key, or where a value of a list starts.
    pub fn place(&self, path: &Path) -> Place {
        let whole = Path(self.way.0.iter().chain(&path.0).cloned().collect());
        let document = &self.document.located()[self.number];
        let span = if path.is_root() {
            Span { end: None, ..document.nearest_span(&whole) }
        } else {
            document.name_span(&whole)
        };
        span.in_file(&self.document.file)
    }
}

impl Document {
    /// JSON is YAML too; of other formats no places are known.
    pub(super) fn located(&self) -> &[Located] {
        let has_places =
            [".yaml", ".yml", ".json"].iter().any(|extension| self.file.ends_with(extension));
        self.located.get_or_init(|| {
            if has_places { yaml(&self.text).unwrap_or_default() } else { Vec::new() }
        })
    }
}
