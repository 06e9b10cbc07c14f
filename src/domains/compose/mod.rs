//! Compose files: services with checked keys, names, ports and variables, in the layout people write by hand.

mod draft;
mod file;
mod functions;
mod health;
mod layout;
mod links;
mod lower;
mod methods;
mod name;
mod names;
mod order;
mod ports;
mod settle;
mod shell;
mod variable;
mod view;
mod watch;
mod whole;

use crate::engine::{HandleType, Namespace};

/// The namespace `compose`.
pub const COMPOSE: Namespace = Namespace {
    name: "compose",
    summary: "Compose files: services, volumes, networks and variables.",
    functions: functions::functions,
    methods: methods::methods,
    handles: &[
        HandleType::of::<file::ComposeFile>(),
        HandleType::of::<name::Name>(),
        HandleType::of::<variable::Variable>(),
    ],
    options: &[],
};

/// The name of Compose's language of variables, in holes.
const LANGUAGE: &str = "Compose";
