//! Compose files: services with checked keys, names, ports and variables, in the layout people write by hand.

mod checks;
mod desugar;
mod file;
mod references;
mod variable;

use crate::document::{self, Document, Entry, Expression, Format, Tag};
use crate::engine::{Functions, HandleType, Namespace};
use file::File;

/// The namespace `compose`.
pub const COMPOSE: Namespace = Namespace {
    functions: || Functions::module(&[document::functions::<File>, variable::functions]),
    handles: &[
        HandleType::of::<Document<File>>(),
        HandleType::of::<Entry<File>>(),
        HandleType::of::<Expression<File>>(),
    ],
    ..document::namespace::<File>("compose", "Compose files: services, networks, variables.")
};

/// The format of Compose files.
pub const FORMAT: &Format = File::FORMAT;
