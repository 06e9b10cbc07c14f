//! The world behind a pipe: everything is asked of the parent.

use crate::engine::world::{FileError, Question};
use crate::engine::{Look, Pause, Rehearsal, Rehearsed, World};
use crate::worker::protocol::{FromWorker, ToWorker, receive, send};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How much the parent may say at once; it is trusted, and a bound keeps a mistake small.
const LARGEST: usize = 256 << 20;

/// Both directions of the pipe.
pub(crate) struct Pipe<W> {
    /// What the parent says next; none when it no longer exists, or says what has no meaning.
    pub(crate) hear: Box<dyn FnMut() -> Option<ToWorker> + Send>,
    pub(crate) to: W,
}

/// Hears what is said at the end of a pipe.
pub(crate) fn hearing<R: Read + Send + 'static>(
    mut from: R,
) -> Box<dyn FnMut() -> Option<ToWorker> + Send> {
    Box::new(move || receive(&mut from, LARGEST).ok())
}

/// A file's path, and its text.
type Known = (String, Result<String, FileError>);

/// What the parent lets a recipe see.
pub(crate) struct PipeWorld<W> {
    pipe: Arc<Mutex<Pipe<W>>>,
    /// What came along with the job.
    known: Option<Known>,
    /// Whether someone may look at a run that stops.
    pauses: bool,
}

impl<W: Write> PipeWorld<W> {
    pub(crate) fn new(pipe: Arc<Mutex<Pipe<W>>>, known: Option<Known>, pauses: bool) -> Self {
        Self { pipe, known, pauses }
    }

    pub(crate) fn pipe(&self) -> MutexGuard<'_, Pipe<W>> {
        self.pipe.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks, and gives the answer that fits; none when the parent no longer exists or has no such answer.
    fn ask<T>(&self, question: &FromWorker, fits: impl FnOnce(ToWorker) -> Option<T>) -> Option<T> {
        let pipe = &mut *self.pipe();
        send(&mut pipe.to, question).ok()?;
        fits((pipe.hear)()?)
    }
}

fn gone<T>() -> Result<T, FileError> {
    Err(FileError::System("the program that runs the recipe has ended".into()))
}

impl<W: Write + Send> World for PipeWorld<W> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        if let Some((_, text)) = self.known.as_ref().filter(|(known, _)| known == path) {
            return text.clone();
        }
        let text = |answer| if let ToWorker::Text(text) = answer { Some(text) } else { None };
        PipeWorld::ask(self, &FromWorker::Read(path.into()), text).unwrap_or_else(gone)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let names = |answer| if let ToWorker::Names(names) = answer { Some(names) } else { None };
        PipeWorld::ask(self, &FromWorker::List(folder.into()), names).unwrap_or_else(gone)
    }

    fn pauses(&self) -> bool {
        self.pauses
    }

    fn pause(&self, pause: &Pause, look: Look<'_>) -> bool {
        let mut said = FromWorker::Pause(Box::new(pause.clone()));
        loop {
            // The pipe is free while something is looked at, which may read a file.
            said = match PipeWorld::ask(self, &said, Some) {
                Some(ToWorker::Look(text)) => FromWorker::Looked(Box::new(look(&text))),
                Some(ToWorker::GoOn(goes_on)) => return goes_on,
                _ => return false,
            };
        }
    }

    fn rehearse(&self, rehearsal: &Rehearsal) -> Option<Rehearsed> {
        let outcome =
            |answer| if let ToWorker::Rehearsed(outcome) = answer { outcome } else { None };
        PipeWorld::ask(self, &FromWorker::Rehearse(Box::new(rehearsal.clone())), outcome)
            .map(|outcome| *outcome)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        let answer = |answer| if let ToWorker::Answer(answer) = answer { answer } else { None };
        PipeWorld::ask(self, &FromWorker::Ask(question.clone()), answer)
    }
}
