//! The world as a run sees it: questions are asked once, and the listener hears of everything.

use super::event::{Event, Hook};
use crate::diag::Diagnostic;
use crate::engine::world::FileError;
use crate::engine::{AnswerKind, Look, Pause, Question, Rehearsal, Rehearsed, World, of_host};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many of the host's panics are reported.
const MOST_FAULTS: usize = 20;

/// The host's world, and what was answered in this run.
pub(super) struct HostWorld {
    world: Arc<dyn World>,
    hook: Option<Hook>,
    /// What was answered: a recipe that is evaluated again asks no one twice.
    answers: Mutex<Answers>,
    /// What panicked of the host's.
    faults: Mutex<Vec<Diagnostic>>,
}

#[derive(Default)]
struct Answers {
    given: BTreeMap<String, Option<String>>,
    environment: Option<String>,
}

impl HostWorld {
    pub(super) fn new(world: Arc<dyn World>, hook: Option<Hook>) -> Arc<Self> {
        Arc::new(Self { world, hook, answers: Mutex::default(), faults: Mutex::default() })
    }

    /// The environment that was chosen for this run.
    pub(super) fn environment(&self) -> Option<String> {
        self.answers().environment.clone()
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes an event on to the listeners.
    pub(super) fn tell(&self, event: &Event<'_>) {
        if let Some(hook) = &self.hook
            && let Err(problem) = of_host("what hears of events in this program", || hook(event))
        {
            self.note(problem);
        }
    }

    /// Takes what panicked of the host's so far, each once.
    pub(super) fn take_faults(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *self.faults())
    }

    fn note(&self, problem: Diagnostic) {
        let mut faults = self.faults();
        if faults.len() < MOST_FAULTS && !faults.contains(&problem) {
            faults.push(problem);
        }
    }

    fn faults(&self) -> MutexGuard<'_, Vec<Diagnostic>> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the host's world, which may fail as nothing else here.
    fn of_world<T>(&self, work: impl FnOnce(&dyn World) -> T) -> Result<T, FileError> {
        of_host("the world of this program", || work(self.world.as_ref())).map_err(|problem| {
            let message = problem.message.clone();
            self.note(problem);
            FileError::System(message)
        })
    }
}

impl World for HostWorld {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.tell(&Event::Reads(path));
        self.of_world(|world| world.read(path)).and_then(|text| text)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.tell(&Event::Lists(folder));
        self.of_world(|world| world.list(folder)).and_then(|names| names)
    }

    fn pauses(&self) -> bool {
        self.of_world(|world| world.pauses()).unwrap_or(false)
    }

    fn pause(&self, pause: &Pause, look: Look<'_>) -> bool {
        self.tell(&Event::Pauses(&pause.place));
        self.of_world(|world| world.pause(pause, look)).unwrap_or(false)
    }

    fn rehearse(&self, rehearsal: &Rehearsal) -> Option<Rehearsed> {
        self.of_world(|world| world.rehearse(rehearsal)).ok().flatten()
    }

    fn ask(&self, question: &Question) -> Option<String> {
        let mut answers = self.answers();
        if let Some(known) = answers.given.get(&question.name) {
            return known.clone();
        }
        self.tell(&Event::Asks(question));
        let answer = self.of_world(|world| world.ask(question)).ok().flatten();
        if let AnswerKind::Environment(names) = &question.kind {
            answers.environment = answer.clone().filter(|answer| names.contains(answer));
        }
        answers.given.insert(question.name.clone(), answer.clone());
        answer
    }
}
