//! `sw`: one recipe in, every deployment file out.
//!
//! This page is the map of the crate. A host embeds the [`runtime`], which is enough to run recipes and
//! to write what they make. The program `sw` is such a host: its commands are in `src/cli`, which
//! is no part of the library and uses what every host can use.
//!
//! # What happens to a recipe
//!
//! ```text
//! recipe.rhai ─► engine ─► model ─► check ─► plan ─► write ─► files
//!                  │          │                ▲
//!     builtins, domains,   value, schema,   ledger + disk (read only)
//!     stdlib/*.rhai,       emit
//!     library, project
//! ```
//!
//! [`pipeline`] is this drawing in code, one function per arrow. Read it first, then [`engine`],
//! a small domain ([`domains::github`]) with its golden folder, then [`write`](mod@write).
//!
//! # Rooms
//!
//! | room | what lives there |
//! | --- | --- |
//! | [`cli`](#what-happens-to-a-recipe) | the program's commands, one per file; `cli/ui.rs` is the only door to the terminal |
//! | [`runtime`] | what hosts embed: recipes in, files and messages out |
//! | [`testing`] | tests of recipes: found, run in parallel, reported |
//! | [`worker`] | the process that a recipe runs in, and what keeps it in |
//! | [`pipeline`] | the drawing above: hands functions, libraries and checks to the rooms that don't know them |
//! | [`scaffold`] | what a project starts with: configuration, first recipe, what git should know |
//! | [`compare`] | what differs between two environments of a model, as paths of data |
//! | [`builtins`] | general functions for recipes; a file's name is its namespace |
//! | [`domains`] | what can be generated; a file's or folder's name is its namespace |
//! | [`document`] | what all formats of documents share: drafts, placeholders, references, layout, one way to build |
//! | [`engine`] | recipe to model: the only room that drives the language, and the world behind it |
//! | [`check`] | what is wrong between the files of a model |
//! | [`plan`] | what a model would change on disk: create, update, keep, delete, conflict |
//! | [`write`](mod@write) | the only room that changes the disk, all of a plan or nothing |
//! | [`library`] | recipes that others import: the standard library in the binary |
//! | [`model`] | the files of a run in memory, with their origin and the graph between them |
//! | [`project`] | `.specweave/config.yaml`: environments, promotion, secrets, cost |
//! | [`secrets`] | what a secret is, what each tool calls it, and where its value is found |
//! | [`import`] | schemas of others (JSON Schema, custom resources, Terraform's providers) as tables of ours |
//! | [`schema`] | what tools accept: tables of types, and the walk that checks a value by one |
//! | [`formats`] | ways of writing single values that tables name: durations, sizes, ports |
//! | [`emit`] | a target's tree to text, one format per file |
//! | [`value`] | the data tree that recipes make, with opaque holes in its texts |
//! | [`files`] | the one door through which the project's files are read, and which of them are private |
//! | [`diag`] | messages as plain data, rendered apart |
//! | [`util`] | what every room can use, and what knows none of them |
//!
//! A room may use those below it, never those above or beside it:
//! `cli` > `testing` > `runtime` > `worker` > `pipeline scaffold` > `compare` > `builtins domains` > `document` > `engine check plan write library` >
//! `model project secrets import` > `schema emit` > `formats` > `value` > `files` > `diag` > `util`. `tests/tidy.rs` holds the borders and names the
//! exceptions with their reasons.
//!
//! # What always holds
//!
//! - **A secret is a reference.** Whatever a recipe makes has no value of it; it is a hole in a text, and
//!   each target fills it in its own way or refuses it. Values are read through [`secrets::values`], by
//!   `sw secrets ...` and to search finished files for them, and none of them is shown.
//! - **Two trees.** Recipes make [`value::Value`]s; a domain lowers them to its emitter's nodes,
//!   where no hole is left.
//! - **Nothing half done.** Everything is evaluated, checked and planned before the first byte is
//!   written; then all of it is written or nothing.
//! - **Same recipe, same bytes.** Recipes see files through [`engine::World`], and nothing else:
//!   no clock, no randomness, no environment, no network.
//! - **Every error is reported**, with the recipe's line, the way to it through calls, and a next step.
//! - Only `engine`, `document`, `builtins` and `domains` know the language's engine; only `write` changes files.
//!
//! # How to add
//!
//! - **A function for recipes**: a function and its row in the file of `src/builtins/` that its namespace is called
//!   after, or in a domain; its heading on the page beside it, with an example; then `scripts/bless`. The example is a test.
//! - **A target that is a document**: a [`document::Format`], its table in `src/schema/tables/`, its page, a golden folder;
//!   [`domains::vercel`] is the smallest.
//! - **Another target**: a folder in `src/domains/`, one row in `domains::ALL`, a golden folder.
//! - **A recipe of the standard library**: one `.rhai` file in `stdlib/`; its path is its import name. Its tests are beside it.
//! - **A command**: one file in `src/cli/`, a variant and an arm.
//! - **A message**: say what, where, why and what to do next. A new code needs its page in
//!   `src/diag/codes/<area>/`; a page is a test.
//! - **A check between files**: entries of the graph in the domain, a function in `src/check/`.
//! - **A syntax**: one file in `src/emit/`.

pub mod builtins;
pub mod check;
pub mod compare;
pub mod diag;
pub mod document;
pub mod domains;
pub mod emit;
pub mod engine;
pub mod files;
pub mod formats;
pub mod import;
pub mod library;
pub mod model;
pub mod pipeline;
pub mod plan;
pub mod project;
pub mod runtime;
pub mod scaffold;
pub mod schema;
pub mod secrets;
pub mod testing;
pub mod util;
pub mod value;
pub mod worker;
pub mod write;

pub use pipeline::apply;
/// The language's engine: an [`engine::Extension`] is made of its modules.
pub use rhai;
pub use runtime::{Builder, Event, Output, Request, Runtime, Session};
