//! What services share: networks, volumes, configs, secrets and models.

use super::format::{COUNT, FLAG};
use super::{DRIVER_OPTIONS, EXTENSION, EXTERNAL, PAIRS, fields};
use crate::schema::shape::{Fields, Shape};

use Shape::{List, Map, Named, OrNull, Text};

/// A network.
pub(super) const NETWORK: Shape = OrNull(&Map(&NETWORK_FIELDS));

const NETWORK_FIELDS: Fields = fields(
    "a network",
    &[
        ("name", Text),
        ("external", EXTERNAL),
        ("driver", Text),
        ("driver_opts", DRIVER_OPTIONS),
        ("internal", FLAG),
        ("attachable", FLAG),
        ("enable_ipv4", FLAG),
        ("enable_ipv6", FLAG),
        ("ipam", Map(&IPAM)),
        ("labels", PAIRS),
        EXTENSION,
    ],
)
.either(&[
    &["external", "driver"],
    &["external", "driver_opts"],
    &["external", "internal"],
    &["external", "ipam"],
]);

const IPAM: Fields = fields(
    "`ipam`",
    &[("driver", Text), ("config", List(&Map(&POOL))), ("options", Named(&Text)), EXTENSION],
);

const POOL: Fields = fields(
    "a pool of addresses",
    &[
        ("subnet", Text),
        ("ip_range", Text),
        ("gateway", Text),
        ("aux_addresses", Named(&Text)),
        EXTENSION,
    ],
);

/// A volume.
pub(super) const VOLUME: Shape = OrNull(&Map(&VOLUME_FIELDS));

const VOLUME_FIELDS: Fields = fields(
    "a volume",
    &[
        ("name", Text),
        ("external", EXTERNAL),
        ("driver", Text),
        ("driver_opts", DRIVER_OPTIONS),
        ("labels", PAIRS),
        EXTENSION,
    ],
)
.either(&[&["external", "driver"], &["external", "driver_opts"]]);

/// A file that is not secret.
pub(super) const CONFIG: Shape = Map(&CONFIG_FIELDS);

const CONFIG_FIELDS: Fields = fields(
    "a config",
    &[
        ("name", Text),
        ("external", EXTERNAL),
        ("file", Text),
        ("environment", Text),
        ("content", Text),
        ("template_driver", Text),
        ("labels", PAIRS),
        EXTENSION,
    ],
)
.either(&[&["external", "file", "environment", "content"]])
.requiring(&[&["file", "environment", "content", "external"]]);

/// A file that is secret.
pub(super) const SECRET: Shape = Map(&SECRET_FIELDS);

const SECRET_FIELDS: Fields = fields(
    "a secret",
    &[
        ("name", Text),
        ("external", EXTERNAL),
        ("file", Text),
        ("environment", Text),
        ("driver", Text),
        ("driver_opts", DRIVER_OPTIONS),
        ("template_driver", Text),
        ("labels", PAIRS),
        EXTENSION,
    ],
)
.either(&[&["external", "file", "environment", "driver"]])
.requiring(&[&["file", "environment", "external", "driver"]]);

/// A language model.
pub(super) const MODEL: Shape = Map(&MODEL_FIELDS);

const MODEL_FIELDS: Fields = fields(
    "a model",
    &[
        ("name", Text),
        ("model", Text),
        ("context_size", COUNT),
        ("runtime_flags", List(&Text)),
        EXTENSION,
    ],
)
.requiring(&[&["model"]]);
