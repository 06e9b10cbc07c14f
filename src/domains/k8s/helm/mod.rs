//! Helm: charts that are computed from what a recipe returns for each environment.

mod conflicts;
mod files;
mod named;
mod naming;
mod recipe;
mod walk;

use crate::document::{Document, Tag, methods};
use crate::domains::k8s::charts::{ChartOptions, Values, functions};
use crate::engine::{Functions, HandleType, Namespace, OptionMap, Page};

/// The namespace `helm`.
pub const HELM: Namespace = Namespace {
    functions: || Functions::module(&[recipe::functions, named::functions, functions]),
    methods: || Functions::module(&[recipe::methods, methods::<Values>]),
    handles: &[
        HandleType::of::<recipe::ChartHandle>(),
        HandleType::of::<named::Named>(),
        HandleType::of::<Document<Values>>(),
    ],
    options: &[
        OptionMap::of::<recipe::Options>(&["chart"]),
        OptionMap::of::<named::ValueOptions>(&["value", "switch"]),
        OptionMap::of::<ChartOptions>(&["values"]),
    ],
    pages: &[Page::new(include_str!("page.md")), Values::FORMAT.page],
    ..Namespace::named(
        "helm",
        "Helm: charts, computed from the environments, and values for the charts of others.",
    )
};
