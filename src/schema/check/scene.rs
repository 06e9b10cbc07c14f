//! Where a walk is.

use crate::value::{Path, Trail};

/// Where the walk is.
#[derive(Clone, Copy)]
pub(super) struct Scene<'t> {
    pub(super) trail: &'t Trail<'t>,
    pub(super) is_root: bool,
    /// Whether it is in a nested block.
    pub(super) is_block: bool,
}

impl Scene<'_> {
    pub(super) const ROOT: Scene<'static> =
        Scene { trail: &Trail::ROOT, is_root: true, is_block: false };

    pub(super) fn path(&self) -> Path {
        self.trail.path()
    }
}

impl<'t> Scene<'t> {
    /// A place below, that is no nested block.
    pub(super) fn at(trail: &'t Trail<'t>) -> Self {
        Self { trail, is_root: false, is_block: false }
    }
}
