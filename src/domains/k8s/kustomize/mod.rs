//! Kustomize: a base and overlays, computed from what a recipe returns for each environment.

mod difference;
mod generate;
mod overlay;
mod recipe;
mod transform;
mod tree;
mod wanted;

use crate::engine::{Functions, HandleType, Namespace, Page};

/// The namespace `kustomize`.
pub const KUSTOMIZE: Namespace = Namespace {
    functions: || Functions::module(&[recipe::functions]),
    methods: || Functions::module(&[recipe::methods]),
    handles: &[HandleType::of::<recipe::Tree>()],
    pages: &[Page::new(include_str!("page.md"))],
    ..Namespace::named(
        "kustomize",
        "Kustomize: a base and overlays, computed from the environments.",
    )
};
