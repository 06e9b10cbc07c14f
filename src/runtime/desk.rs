//! The world as a run sees it: questions are asked once, and whoever listens hears of everything.

use super::event::{Event, Hook};
use crate::engine::world::FileError;
use crate::engine::{AnswerKind, Question, Rehearsal, Rehearsed, World};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The host's world, and what was answered in this run.
pub(super) struct Desk {
    world: Arc<dyn World>,
    hook: Option<Hook>,
    /// What was answered: a recipe that is evaluated again asks nobody twice.
    answers: Mutex<Answers>,
}

#[derive(Default)]
struct Answers {
    given: BTreeMap<String, Option<String>>,
    environment: Option<String>,
}

impl Desk {
    pub(super) fn new(world: Arc<dyn World>, hook: Option<Hook>) -> Arc<Self> {
        Arc::new(Self { world, hook, answers: Mutex::default() })
    }

    /// The environment that somebody chose for this run.
    pub(super) fn environment(&self) -> Option<String> {
        self.answers().environment.clone()
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, event: &Event<'_>) {
        self.hook.iter().for_each(|hook| hook(event));
    }
}

impl World for Desk {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.tell(&Event::Reads(path));
        self.world.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.tell(&Event::Lists(folder));
        self.world.list(folder)
    }

    fn rehearse(&self, rehearsal: &Rehearsal) -> Option<Rehearsed> {
        self.world.rehearse(rehearsal)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        let mut answers = self.answers();
        if let Some(known) = answers.given.get(&question.name) {
            return known.clone();
        }
        self.tell(&Event::Asks(question));
        let answer = self.world.ask(question);
        if let AnswerKind::Environment(names) = &question.kind {
            answers.environment = answer.clone().filter(|answer| names.contains(answer));
        }
        answers.given.insert(question.name.clone(), answer.clone());
        answer
    }
}
