//! A document whose data is checked, on its way into a file: alone, or as one of several.

use super::data_file::unfit_in as unfit;
use crate::diag::Diagnostic;
use crate::emit::{Node, Syntax};
use crate::engine::native::handle::{Around, Artifact, Part};
use crate::model::Fact;
use crate::value::Value;

/// A document that can be written.
#[derive(Debug)]
pub struct Built<'v> {
    /// Where it goes by convention.
    pub path: String,
    /// How it is written in a file of its own.
    pub syntax: Syntax,
    /// Its tree.
    pub node: Node<'v>,
    /// What it offers to other files and needs from them.
    pub facts: Vec<Fact>,
}

/// What takes a built document: it borrows from data that lives no longer.
pub type WriteBuilt<'w> = &'w mut dyn FnMut(Built<'_>);

/// A kind of file that raw data can be.
pub trait FileFormat: Sync {
    /// Whether raw data for a path is such a file.
    fn recognises(&self, path: &str, value: &Value) -> bool;

    /// Checks raw data, and passes its tree on.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place.
    fn build(
        &self,
        path: &str,
        value: Value,
        around: &Around<'_>,
        write: WriteBuilt<'_>,
    ) -> Result<(), Vec<Diagnostic>>;
}

impl Built<'_> {
    /// The document as a file of its own.
    ///
    /// # Errors
    /// What its syntax can't carry.
    pub(crate) fn artifact(self) -> Result<Artifact, Vec<Diagnostic>> {
        let Self { path, syntax, node, facts } = self;
        let text = syntax.write(&node).map_err(|problem| vec![unfit(problem, &path)])?;
        Ok(Artifact {
            kind: "a file",
            place: path,
            parts: vec![Part { text, facts, ..Part::default() }],
        })
    }
}
