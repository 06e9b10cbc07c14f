//! General functions for recipes; a file's name is its namespace, and the prelude's need none.

mod allow;
mod arrays;
mod assert;
mod canonical;
mod data;
mod difference;
mod emit;
mod environments;
mod evaluated;
mod files;
mod foreign;
mod hash;
mod input;
mod literal;
mod lookup;
mod maps;
mod merge;
mod net;
mod network;
mod options;
mod ordering;
mod rules;
mod secrets;
mod stop;
mod test;
mod text;
mod unchecked;
mod wording;
mod yaml;

use crate::engine::emit::{EmittedFiles, Options as EmitOptions};
use crate::engine::environment::EnvironmentHandle;
use crate::engine::project::ProjectHandle;
use crate::engine::unchecked::Unchecked;
use crate::engine::{HandleType, Namespace, OptionMap};
use rhai::Module;

/// The options of `emit`, by its bare name and on environments.
const EMIT: &[OptionMap] = &[OptionMap::of::<EmitOptions>(&["emit"])];

/// Everything in this room.
pub const ALL: &[Namespace] = &[
    Namespace {
        name: "",
        summary: "Adding files to the run.",
        functions: emit::functions,
        methods: emit::methods,
        handles: &[HandleType::of::<EmittedFiles>()],
        options: EMIT,
    },
    Namespace {
        name: "",
        summary: "The project's environments.",
        functions: environments::functions,
        methods: environments::methods,
        handles: &[HandleType::of::<EnvironmentHandle>(), HandleType::of::<ProjectHandle>()],
        options: EMIT,
    },
    secrets::PRELUDE,
    plain("", "Literal credentials that are meant to be there.", allow::functions, allow::methods),
    Namespace {
        name: "",
        summary: "Values that no schema checks.",
        functions: unchecked::functions,
        methods: unchecked::methods,
        handles: &[HandleType::of::<Unchecked>()],
        options: &[],
    },
    secrets::SECRETS,
    Namespace {
        name: "",
        summary: "Text that is meant as it is.",
        functions: literal::functions,
        methods: literal::methods,
        handles: &[HandleType::of::<literal::Literal>(), HandleType::of::<literal::Expression>()],
        options: &[],
    },
    Namespace {
        name: "yaml",
        summary: "Files of several YAML documents.",
        functions: yaml::functions,
        methods: yaml::methods,
        handles: &[HandleType::of::<yaml::Documents>()],
        options: &[],
    },
    maps::MAPS,
    plain(
        "",
        "Arrays: joining, flattening, grouping, sorting.",
        arrays::functions,
        arrays::methods,
    ),
    plain(
        "",
        "Arrays: order by comparing, one value from all.",
        ordering::functions,
        ordering::methods,
    ),
    plain("", "Reading the project's files.", files::functions, files::methods),
    input::INPUT,
    plain("", "Messages of a recipe's author.", stop::functions, stop::methods),
    Namespace {
        name: "",
        summary: "Options of recipe functions.",
        functions: options::functions,
        methods: options::methods,
        handles: &[HandleType::of::<rules::Rule>()],
        options: &[],
    },
    plain("text", "Working on text.", text::functions, text::methods),
    plain("net", "Networks and addresses.", net::functions, net::methods),
    plain("hash", "Short names for content.", hash::functions, hash::methods),
    data::DATA,
    assert::ASSERT,
    test::TEST,
];

/// Functions without things of their own.
const fn plain(
    name: &'static str,
    summary: &'static str,
    functions: fn() -> Module,
    methods: fn() -> Module,
) -> Namespace {
    Namespace { name, summary, functions, methods, handles: &[], options: &[] }
}
