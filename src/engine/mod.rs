//! From a recipe to the files in memory: the only room that drives the language's engine.
//!
//! What recipes can call and import is handed in as a [`Vocabulary`], what they can read as a [`world::World`]. The room knows no target by name.

mod apart;
pub mod blame;
mod calls;
mod cancel;
mod catalogue;
mod clash;
mod compare;
mod compile;
pub mod convert;
mod coverage;
mod distinct;
mod documents;
mod drafts;
pub mod emitting;
pub mod environment;
mod evaluate;
mod explain;
pub mod fail;
pub mod fakes;
pub mod handle;
mod holes;
mod host;
mod letters;
mod lexemes;
mod limits;
mod lint;
mod lookups;
mod mixing;
pub mod options;
mod order;
mod panics;
mod parse;
mod paths;
pub mod plain;
mod prelude;
pub mod project;
pub mod questions;
pub mod reading;
pub mod reference;
mod refuse;
mod resolve;
mod run;
mod secrets;
pub mod session;
mod shortage;
mod show;
mod sink;
mod sorting;
mod source;
mod templates;
mod tokens;
mod trial;
mod vocabulary;
pub mod words;
pub mod world;

pub use cancel::Cancel;
pub use clash::refused;
pub use coverage::Covered;
pub use documents::WrittenIn;
pub use evaluate::{Evaluation, Setup, calls_to, evaluate};
pub use fail::{At, Fallible};
pub use handle::{Around, Artifact, Handle, HandleType, Part};
pub(crate) use holes::is_marked;
pub use limits::{Limits, cancelled};
pub use panics::of_host;
pub use reference::{About, OptionMap, Property};
pub use resolve::Shelf;
pub use run::{Run, RunRef};
pub use shortage::{is_shortage, shortage};
pub use show::literal;
pub use sink::{Emit, LARGEST_OUTPUT, MOST_FILES};
pub use templates::Templates;
pub use trial::{Rehearsal, Rehearsed, Role, Snapshots, Trial};
pub use vocabulary::{Extension, Vocabulary};
pub use world::{AnswerKind, FileError, Question, World};

use rhai::Module;

/// A room of functions that recipes can call.
#[derive(Clone, Copy)]
pub struct Namespace {
    /// What stands before `::`; empty for functions that are called by their bare name.
    pub name: &'static str,
    /// One line on what it is for.
    pub summary: &'static str,
    /// The functions called as `name::function(...)`.
    pub functions: fn() -> Module,
    /// The methods of its things, called as `thing.method(...)`.
    pub methods: fn() -> Module,
    /// The types of its things.
    pub handles: &'static [HandleType],
    /// The option maps that its functions and methods take.
    pub options: &'static [OptionMap],
}
