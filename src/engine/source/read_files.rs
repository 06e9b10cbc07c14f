//! Files that were read before: runs that follow each other, as those of tests do, read each text once.

use super::sources::Literal;
use crate::diag::Diagnostic;
use crate::engine::guards::lookups::Names;
use crate::util::lock::lock;
use rhai::AST;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// How much text is kept, in bytes: a host's runs are as many as it likes.
const MOST: usize = 16 << 20;

/// What reading a file showed, which is the same for all runs.
#[derive(Debug)]
pub(crate) struct ReadFile {
    pub(crate) ast: AST,
    pub(crate) literals: Vec<Literal>,
    pub(crate) names: Names,
    pub(crate) findings: Vec<Diagnostic>,
    /// The same file with other names for some of its functions; none where it can't be read so.
    pub(crate) renamed: Mutex<Vec<(BTreeSet<String>, Option<AST>)>>,
}

/// The files that were read, by their names and texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadFiles(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    files: FxHashMap<(String, String), Arc<ReadFile>>,
    bytes: usize,
}

impl ReadFiles {
    /// The file with this text, when it was read before.
    pub(crate) fn get(&self, file: &str, text: &str) -> Option<Arc<ReadFile>> {
        lock(&self.0).files.get(&(file.to_string(), text.to_string())).cloned()
    }

    /// Keeps a file for later runs.
    pub(crate) fn keep(&self, file: &str, text: &str, read: &Arc<ReadFile>) {
        let mut known = lock(&self.0);
        if known.bytes + text.len() > MOST {
            *known = Known::default();
        }
        known.bytes += text.len();
        known.files.insert((file.into(), text.into()), read.clone());
    }
}

impl ReadFile {
    /// The file with other names for these functions, which `read` makes where it was not needed before.
    pub(crate) fn renamed(
        &self,
        names: &BTreeSet<String>,
        read: impl FnOnce() -> Option<AST>,
    ) -> Option<AST> {
        if let Some((_, known)) = lock(&self.renamed).iter().find(|(known, _)| known == names) {
            return known.clone();
        }
        let made = read();
        lock(&self.renamed).push((names.clone(), made.clone()));
        made
    }
}
