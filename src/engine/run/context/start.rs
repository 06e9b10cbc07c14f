//! A run as it starts.

use super::{Run, RunRef};
use crate::engine::guards::lookups::Lookups;
use crate::engine::places::Places;
use crate::engine::run::inputs::Questions;
use crate::engine::run::limits::Watch;
use crate::engine::run::output::sink::Sink;
use crate::engine::run::secrets::Secrets;
use crate::engine::setup::Setup;
use crate::engine::testing::faked_files::{Faked, FakedFiles};
use crate::engine::testing::trial::Findings;
use crate::engine::tracing::Tracer;
use crate::engine::world::pause::Manner;
use std::sync::{Arc, Mutex, OnceLock};

impl RunRef {
    /// A run that is stopped by the limits of its setup, and knows where values were written.
    pub(crate) fn new(setup: &Setup<'_>) -> Self {
        let watch = Arc::new(Watch::new(setup.limits, setup.cancel.clone()));
        Self::watched(setup, watch, Places::instrumented())
    }

    /// A run that is stopped by `watch`.
    pub(crate) fn watched(setup: &Setup<'_>, watch: Arc<Watch>, places: Places) -> Self {
        let faked: Arc<FakedFiles> = Arc::default();
        let is_first = places.known().is_none() && setup.trace.is_none();
        let breakpoints = Manner::of(setup.world.pauses(), is_first);
        Self(Arc::new(Run {
            world: Arc::new(Faked { files: faked.clone(), world: setup.world.clone() }),
            project: Mutex::new(setup.project.clone()),
            questions: Questions::new(setup.inputs.clone()),
            targets: Mutex::new(setup.targets.to_vec()),
            trial: setup.trial.cloned(),
            findings: Findings::default(),
            faked,
            text_bytes: setup.limits.text_bytes,
            watch: Mutex::new(watch),
            constants: Mutex::default(),
            given: Mutex::default(),
            casts: setup.vocabulary.casts(),
            sources: Mutex::default(),
            sink: Mutex::new(Sink::new(setup.recipe)),
            reader: Mutex::default(),
            functions: Mutex::default(),
            read_files: setup.vocabulary.read_files.clone(),
            lookups: Lookups::default(),
            things: setup.vocabulary.things(),
            formats: setup.vocabulary.formats.clone(),
            catalogue: OnceLock::new(),
            places,
            tracer: setup.trace.cloned().map(Tracer::new),
            breakpoints,
            stops: Mutex::default(),
            drafts: Mutex::default(),
            holes: Mutex::default(),
            printed: Mutex::default(),
            secrets: Mutex::new(Secrets::new(setup.vocabulary.platforms.clone())),
            allowed: Mutex::default(),
            reported: Mutex::default(),
            kept: Mutex::default(),
        }))
    }
}
