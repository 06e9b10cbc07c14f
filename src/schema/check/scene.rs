//! Where a walk is.

use super::dialect::Dialect;
use crate::value::{Path, Trail};

/// Where the walk is.
#[derive(Clone, Copy)]
pub(super) struct Scene<'t> {
    pub(super) dialect: &'t Dialect<'t>,
    pub(super) trail: &'t Trail<'t>,
    pub(super) is_root: bool,
    /// Whether it is in a nested block.
    pub(super) is_block: bool,
}

impl<'t> Scene<'t> {
    pub(super) fn root(dialect: &'t Dialect<'t>) -> Self {
        Self { dialect, trail: &Trail::ROOT, is_root: true, is_block: false }
    }

    /// A place below, that is no nested block.
    pub(super) fn below(self, trail: &'t Trail<'t>) -> Self {
        Self { trail, is_root: false, is_block: false, ..self }
    }

    pub(super) fn path(self) -> Path {
        self.trail.path()
    }
}
