//! General functions for recipes; a file's name is its namespace, and the prelude's need none.

mod addresses;
mod collections;
mod environments;
mod options;
mod output;
mod reading;
mod secrets;
mod stop;
mod strings;
mod testing;

use crate::engine::Namespace;
use addresses::net;
use collections::{arrays, maps, ordering};
use output::{allow, emit, literal, unchecked, yaml};
use reading::{data, files, input};
use strings::{hash, text};
use testing::{assert, test};

/// Everything in this room.
pub const ALL: &[Namespace] = &[
    emit::NAMESPACE,
    environments::NAMESPACE,
    secrets::PRELUDE,
    allow::NAMESPACE,
    unchecked::NAMESPACE,
    secrets::SECRETS,
    literal::NAMESPACE,
    yaml::NAMESPACE,
    maps::NAMESPACE,
    arrays::NAMESPACE,
    ordering::NAMESPACE,
    files::NAMESPACE,
    input::NAMESPACE,
    stop::NAMESPACE,
    options::NAMESPACE,
    text::NAMESPACE,
    net::NAMESPACE,
    hash::NAMESPACE,
    data::NAMESPACE,
    assert::NAMESPACE,
    test::NAMESPACE,
];
