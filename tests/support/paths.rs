//! Where the project's own files are.

use std::path::{Path, PathBuf};

/// A path in the project's repository.
pub(crate) fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
