//! The world behind a pipe: everything is asked of the parent.

use super::protocol::{FromWorker, ToWorker, receive, send};
use crate::engine::world::{Question, WorldError};
use crate::engine::{Rehearsal, Rehearsed, World};
use std::io::{Read, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How much the parent may say at once; it is trusted, and a bound keeps a mistake small.
const LARGEST: usize = 256 << 20;

/// Both directions of the pipe.
pub(super) struct Pipe<R, W> {
    pub(super) from: R,
    pub(super) to: W,
}

/// What the parent lets a recipe see.
pub(super) struct PipeWorld<R, W>(Mutex<Pipe<R, W>>);

impl<R: Read, W: Write> PipeWorld<R, W> {
    pub(super) fn new(pipe: Pipe<R, W>) -> Self {
        Self(Mutex::new(pipe))
    }

    pub(super) fn pipe(&self) -> MutexGuard<'_, Pipe<R, W>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks, and gives the answer that fits; none when the parent is gone or has no such answer.
    fn ask<T>(&self, question: &FromWorker, fits: impl FnOnce(ToWorker) -> Option<T>) -> Option<T> {
        let pipe = &mut *self.pipe();
        send(&mut pipe.to, question).ok()?;
        fits(receive(&mut pipe.from, LARGEST).ok()?)
    }
}

fn gone<T>() -> Result<T, WorldError> {
    Err(WorldError::System("the program that runs the recipe is gone".into()))
}

impl<R: Read + Send, W: Write + Send> World for PipeWorld<R, W> {
    fn read(&self, path: &str) -> Result<String, WorldError> {
        let text = |answer| if let ToWorker::Text(text) = answer { Some(text) } else { None };
        PipeWorld::ask(self, &FromWorker::Read(path.into()), text).unwrap_or_else(gone)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        let names = |answer| if let ToWorker::Names(names) = answer { Some(names) } else { None };
        PipeWorld::ask(self, &FromWorker::List(folder.into()), names).unwrap_or_else(gone)
    }

    fn rehearse(&self, rehearsal: &Rehearsal) -> Option<Rehearsed> {
        let outcome = |answer| if let ToWorker::Rehearsed(outcome) = answer { outcome } else { None };
        PipeWorld::ask(self, &FromWorker::Rehearse(Box::new(rehearsal.clone())), outcome).map(|outcome| *outcome)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        let answer = |answer| if let ToWorker::Answer(answer) = answer { answer } else { None };
        PipeWorld::ask(self, &FromWorker::Ask(question.clone()), answer)
    }
}
