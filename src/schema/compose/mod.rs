//! The shape of a Compose file.
//!
//! Source of keys and types: the JSON schema of the Compose specification, as `check-jsonschema`
//! 0.39.0 carries it; `tests/compose.rs` holds every key of it against these tables. The order is
//! the one that Docker's own examples use.

mod format;
pub use super::formats::mount;
pub use super::formats::port;
mod resources;
mod runtime;
mod service;

use super::shape::{Fields, Shape};
use format::{FLAG, PROJECT_NAME};

use Shape::{Any, Either, List, Map, Named, Number, OrNull, Scalar, Set, Text};

/// A whole Compose file.
pub const FILE: Shape = Map(&fields(
    "a Compose file",
    &[
        ("version", Scalar),
        ("name", PROJECT_NAME),
        ("include", List(&INCLUDE)),
        EXTENSION,
        ("services", Named(&service::SERVICE)),
        ("jobs", Named(&service::JOB)),
        ("models", Named(&resources::MODEL)),
        ("networks", Named(&resources::NETWORK)),
        ("volumes", Named(&resources::VOLUME)),
        ("configs", Named(&resources::CONFIG)),
        ("secrets", Named(&resources::SECRET)),
    ],
));

/// What Compose leaves to others.
const EXTENSION: (&str, Shape) = ("x-*", Any);

const TEXTS: Shape = Set(&Text);

const TEXT_OR_TEXTS: Shape = Either(&[Text, TEXTS]);

/// Names with values: as a map, or as an array of `NAME=value`.
const PAIRS: Shape = Either(&[Named(&OrNull(&Scalar)), TEXTS]);

const TEXT_OR_NUMBER: Shape = Either(&[Text, Number]);

const DRIVER_OPTIONS: Shape = Named(&TEXT_OR_NUMBER);

/// A command as text for a shell, or as an array of arguments.
const COMMAND: Shape = OrNull(&Either(&[Text, List(&Text)]));

const EXTERNAL: Shape = Either(&[FLAG, Map(&fields("`external`", &[("name", Text), EXTENSION]))]);

const INCLUDE: Shape = Either(&[
    Text,
    Map(&fields(
        "an include",
        &[("path", TEXT_OR_TEXTS), ("project_directory", Text), ("env_file", TEXT_OR_TEXTS)],
    )),
]);

/// Keys of which none has to be there, and none excludes another.
const fn fields(subject: &'static str, known: &'static [(&'static str, Shape)]) -> Fields {
    Fields { subject, known, exclusive: &[], required: &[] }
}

impl Fields {
    /// The same, where these have to be there.
    const fn requiring(self, required: &'static [&'static [&'static str]]) -> Self {
        Fields { required, ..self }
    }

    /// The same, where of these only one can be there.
    const fn either(self, exclusive: &'static [&'static [&'static str]]) -> Self {
        Fields { exclusive, ..self }
    }
}
