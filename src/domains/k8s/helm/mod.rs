//! Helm: charts that are computed from what a recipe returns for each environment.

mod conflicts;
mod files;
mod named;
mod naming;
mod recipe;
mod walk;

use crate::engine::{Functions, HandleType, Namespace, OptionMap, Page};

/// The namespace `helm`.
pub const HELM: Namespace = Namespace {
    functions: || Functions::module(&[recipe::functions, named::functions]),
    methods: || Functions::module(&[recipe::methods]),
    handles: &[HandleType::of::<recipe::ChartHandle>(), HandleType::of::<named::Named>()],
    options: &[
        OptionMap::of::<recipe::Options>(&["chart"]),
        OptionMap::of::<named::ValueOptions>(&["value", "switch"]),
    ],
    pages: &[Page::new(include_str!("page.md"))],
    ..Namespace::named("helm", "Helm: charts, computed from the environments.")
};
