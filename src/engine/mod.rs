//! From a recipe to the files in memory: the only room that drives the language's engine.
//!
//! What recipes can call and import is handed in as a [`Vocabulary`], what they can read as a [`world::World`]. The room knows no target by name.

mod breakpoints;
mod clash;
mod errors;
mod evaluate;
mod guards;
mod host;
mod lint;
mod namespace;
mod native;
mod places;
pub mod reference;
mod run;
pub mod session;
mod setup;
mod source;
mod syntax;
mod testing;
mod tracing;
mod vocabulary;
pub mod world;

pub use breakpoints::passed_over;
pub use clash::refused;
pub use errors::error::{At, Fallible};
pub use errors::panics::of_host;
pub use errors::shortage::{is_shortage, shortage};
pub use errors::{caller_errors, error, type_names};
pub use evaluate::{Evaluation, evaluate, evaluate_with_places, trace};

pub use crate::engine::run::output::artifact::{Artifact, Part};
pub use namespace::Namespace;
pub use native::handle::functions::Functions;
pub use native::handle::{
    AnyHandle, Around, Built, Emittable, FileFormat, Handle, HandleType, OpenProperties, Property,
    WriteBuilt,
};
pub use native::literal::literal;
pub use native::output::{data_file, emit};
pub use native::{convert, environment, handle, options, project, unchecked};
pub use reference::OptionMap;
pub use reference::page::Page;

pub use run::cancel::Cancel;
pub use run::context::{Run, RunRef};
pub use run::inputs;
pub use run::limits::{Limits, cancelled};
pub use run::output::sink::{Emit, LARGEST_OUTPUT, MOST_FILES};
pub use setup::Setup;
pub use testing::fakes;
pub use testing::trial::Covered;
pub use testing::trial::{Rehearsal, Rehearsed, Role, Snapshots, Trial};
pub use tracing::TraceFilter;
pub use vocabulary::{Extension, Vocabulary};
pub(crate) use world::pause::TYPED;
pub use world::reading;
pub use world::resolve::Shelf;
pub use world::{AnswerKind, FileError, Look, Looked, Pause, Question, World};
