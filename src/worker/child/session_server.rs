//! The worker's side of a session: takes orders one after the other until the parent no longer exists.

use super::world::{Pipe, PipeWorld};
use crate::engine::session::{SESSION, Session};
use crate::engine::{Cancel, Evaluation, World};
use crate::model::{File, Model};
use crate::pipeline::{self, Job, Kit};
use crate::worker::protocol::{FromWorker, Order, Reply, Rest, ToWorker, receive, send_with_files};
use std::io::{Read, Write};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How much the parent may say at once.
const LARGEST: usize = 256 << 20;

/// What stops the order that is being carried out.
type Current = Arc<Mutex<Cancel>>;

/// Keeps a session, and does in it what the parent wants.
pub(crate) fn serve<R, W>(job: &Job, kit: &Kit, from: R, to: W) -> std::io::Result<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let current = Current::default();
    let (sender, heard) = channel();
    let stopped = current.clone();
    std::thread::spawn(move || listen(from, &sender, &stopped));
    let hear = Box::new(move || heard.recv().ok());
    let world = Arc::new(PipeWorld::new(Arc::new(Mutex::new(Pipe { hear, to })), None, true));
    let door: Arc<dyn World> = world.clone();
    let mut session = pipeline::open(job, &door, kit);
    loop {
        let said = (world.pipe().hear)();
        let Some(ToWorker::Order(order)) = said else { return Ok(()) };
        let cancel = Cancel::default();
        *locked(&current) = cancel.clone();
        let (files, reply) = carry_out(order, &mut session, job, kit, &cancel);
        send_with_files(&mut world.pipe().to, files, &FromWorker::Reply(reply))?;
    }
}

/// Hears everything that the parent says, also while an order is carried out.
fn listen(mut from: impl Read, sender: &Sender<ToWorker>, current: &Current) {
    while let Ok(said) = receive(&mut from, LARGEST) {
        if said == ToWorker::Stop {
            locked(current).cancel();
        } else if sender.send(said).is_err() {
            return;
        }
    }
    locked(current).cancel();
}

fn locked(current: &Current) -> MutexGuard<'_, Cancel> {
    current.lock().unwrap_or_else(PoisonError::into_inner)
}

fn carry_out(
    order: Order,
    session: &mut Session,
    job: &Job,
    kit: &Kit,
    cancel: &Cancel,
) -> (Vec<File>, Reply) {
    let answered = |mut answer: crate::engine::session::Answer| {
        // The parent has all other sources itself.
        answer.texts.retain(|file, _| file == SESSION);
        (Vec::new(), Reply::Answer(Box::new(answer)))
    };
    match order {
        Order::Evaluate(input, form) => answered(session.evaluate(&input, form, cancel)),
        Order::Kind(expression) => answered(session.kind(&expression, cancel)),
        Order::Complete(text) => {
            (Vec::new(), Reply::Completions(session.complete(&kit.vocabulary, &text)))
        }
        Order::Hint(text) => (Vec::new(), Reply::Hint(session.hint(&kit.vocabulary, &text))),
        Order::Files => {
            let Evaluation { model, diagnostics, asked, mut texts, .. } =
                pipeline::files(session, &job.project, kit);
            let Model { files, secrets, allowed, notices, .. } = model;
            let rest = Rest { diagnostics, asked, secrets, allowed, notices, ..Rest::default() }
                .sendable(&job.recipe);
            (files, Reply::Files(Box::new(rest), texts.remove(SESSION).unwrap_or_default()))
        }
    }
}
