//! What an evaluation depends on.

use super::vocabulary::Vocabulary;
use super::world::World;
use crate::engine::run::cancel::Cancel;
use crate::engine::run::limits::Limits;
use crate::engine::testing::trial::Trial;
use crate::engine::tracing::TraceFilter;
use crate::project::Project;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that an evaluation depends on.
#[derive(Clone)]
pub struct Setup<'a> {
    /// The recipe's path in the project.
    pub recipe: &'a str,
    /// The door to files.
    pub world: Arc<dyn World>,
    /// The project with its environments.
    pub project: Arc<Project>,
    /// What can be called, and imported by name.
    pub vocabulary: &'a Vocabulary,
    /// Values for what recipes ask for with `input`, by name.
    pub inputs: &'a BTreeMap<String, String>,
    /// The environments that the run is limited to; none is no limit.
    pub targets: &'a [String],
    /// How much it may do.
    pub limits: Limits,
    /// What stops it from outside.
    pub cancel: Cancel,
    /// What it is when it belongs to a test.
    pub trial: Option<&'a Trial>,
    /// Which calls are traced, in a run for its trace.
    pub trace: Option<&'a TraceFilter>,
}
