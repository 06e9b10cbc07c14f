//! A session as its parent sees it: orders go in, answers come out, and a worker that ends is started anew.

use super::exit_status::End;
use super::failure::Failure;
use super::process::Process;
use super::received::{Gathered, Heard};
use super::run::grace;
use super::watch::{Manner, Watch};
use crate::diag::Diagnostic;
use crate::engine::session::{Answer, Completions, Form, Input, SESSION, Session as Engine};
use crate::engine::{Cancel, Evaluation, World};
use crate::pipeline::{self, Job, Kit};
use crate::worker::protocol::{Broken, FromWorker, Order, Reply, ToWorker, VERSION};
use crate::worker::{Isolation, sanitize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long completion and hints may take; a session that takes longer is started anew.
const HELP: Duration = Duration::from_secs(3);

/// A session somewhere: in a worker, or here.
pub struct Session {
    job: Job,
    world: Arc<dyn World>,
    place: Place,
}

enum Place {
    /// In a process of its own, which no longer exists when it had to be ended.
    Worker { program: PathBuf, process: Option<Process> },
    /// In this process.
    Here(Box<Engine>),
}

/// That the session no longer exists, with all that its inputs left behind, and why.
#[derive(Debug)]
pub struct Gone(pub Diagnostic);

impl Session {
    /// A session without inputs. A worker is started, and not waited for.
    pub fn open<'k>(
        job: Job,
        world: Arc<dyn World>,
        isolation: &Isolation,
        kit: impl FnOnce() -> &'k Kit,
    ) -> Self {
        let place = match isolation {
            Isolation::InProcess => Place::Here(Box::new(pipeline::open(&job, &world, kit()))),
            Isolation::Process(program) => Place::Worker {
                program: program.path.clone(),
                process: begin(&program.path, &job).ok(),
            },
        };
        Self { job, world, place }
    }

    /// Evaluates an input.
    ///
    /// # Errors
    /// When the session no longer exists.
    pub fn evaluate(&mut self, input: &Input, form: Form, cancel: &Cancel) -> Result<Answer, Gone> {
        let answer = match &mut self.place {
            Place::Here(session) => session.evaluate(input, form, cancel),
            Place::Worker { .. } => self.answer(&Order::Evaluate(input.clone(), form), cancel)?,
        };
        Ok(sanitize::answer(answer, form))
    }

    /// What kind of value an expression gives; it leaves nothing behind.
    ///
    /// # Errors
    /// When the session no longer exists.
    pub fn kind(&mut self, expression: &str, cancel: &Cancel) -> Result<Answer, Gone> {
        let answer = match &mut self.place {
            Place::Here(session) => session.kind(expression, cancel),
            Place::Worker { .. } => self.answer(&Order::Kind(expression.into()), cancel)?,
        };
        Ok(sanitize::answer(answer, Form::Shown))
    }

    /// All files so far, checked.
    ///
    /// # Errors
    /// When the session no longer exists.
    pub fn files<'k>(
        &mut self,
        kit: impl FnOnce() -> &'k Kit,
        cancel: &Cancel,
    ) -> Result<Evaluation, Gone> {
        let evaluation = match &mut self.place {
            Place::Here(session) => pipeline::files(session, &self.job.project, kit()),
            Place::Worker { .. } => self.order(
                &Order::Files,
                cancel,
                self.job.limits.time + grace(self.job.limits.time),
                |reply, gathered| match reply {
                    Reply::Files(rest, text) => {
                        let mut evaluation = gathered.so_far(*rest);
                        evaluation.texts.insert(SESSION.into(), text);
                        Some(evaluation)
                    }
                    _ => None,
                },
            )?,
        };
        Ok(sanitize::presentable(evaluation))
    }

    /// What can be behind `text`, where a cursor is.
    ///
    /// # Errors
    /// When the session no longer exists.
    pub fn complete<'k>(
        &mut self,
        text: &str,
        kit: impl FnOnce() -> &'k Kit,
    ) -> Result<Completions, Gone> {
        let completions = match &mut self.place {
            Place::Here(session) => session.complete(&kit().vocabulary, text),
            Place::Worker { .. } => {
                self.order(&Order::Complete(text.into()), &Cancel::default(), HELP, |reply, _| {
                    match reply {
                        Reply::Completions(completions) => Some(completions),
                        _ => None,
                    }
                })?
            }
        };
        Ok(sanitize::completions(completions, text))
    }

    /// What is to be said about the call at the end of `text`.
    ///
    /// # Errors
    /// When the session no longer exists.
    pub fn hint<'k>(
        &mut self,
        text: &str,
        kit: impl FnOnce() -> &'k Kit,
    ) -> Result<Option<String>, Gone> {
        let hint = match &mut self.place {
            Place::Here(session) => session.hint(&kit().vocabulary, text),
            Place::Worker { .. } => {
                self.order(&Order::Hint(text.into()), &Cancel::default(), HELP, |reply, _| {
                    match reply {
                        Reply::Hint(hint) => Some(hint),
                        _ => None,
                    }
                })?
            }
        };
        Ok(hint.as_deref().map(sanitize::line))
    }

    fn answer(&mut self, order: &Order, cancel: &Cancel) -> Result<Answer, Gone> {
        let limit = self.job.limits.time;
        self.order(order, cancel, limit + grace(limit), |reply, gathered| match reply {
            Reply::Answer(mut answer) => {
                answer.texts.retain(|file, _| file == SESSION);
                answer.texts.extend(gathered.texts(&answer.diagnostics));
                Some(*answer)
            }
            _ => None,
        })
    }

    /// Has a worker do something, and takes what comes out.
    fn order<T>(
        &mut self,
        order: &Order,
        cancel: &Cancel,
        patience: Duration,
        take: impl FnOnce(Reply, Gathered<'_>) -> Option<T>,
    ) -> Result<T, Gone> {
        let Place::Worker { program, process } = &mut self.place else {
            unreachable!("a session here takes no orders")
        };
        // One that could not be started is tried again; one that ended has its inputs evaluated again by the caller, which gets the failure.
        let mut worker =
            process.take().map_or_else(|| begin(program, &self.job), Ok).map_err(Gone)?;
        let watch = Watch::start(&worker, patience, Manner::Ask);
        let _first = watch.cancel.set(cancel.clone());
        let mut gathered = Gathered::new(&self.job, self.world.as_ref());
        let reply = talk(&mut worker, order, &mut gathered);
        let reply = reply.and_then(|reply| {
            take(reply, gathered)
                .ok_or_else(|| Broken::Garbled("it answers something else".into()).into())
        });
        match reply {
            Ok(reply) => {
                let _over = watch.end();
                *process = Some(worker);
                Ok(reply)
            }
            Err(why) => {
                let problem = ended(worker, watch, &why).explain(&why, &self.job);
                *process = begin(program, &self.job).ok();
                Err(Gone(problem))
            }
        }
    }
}

/// Starts a worker and gives it the session. What it says to that is heard with the first order.
fn begin(program: &Path, job: &Job) -> Result<Process, Diagnostic> {
    let process = Process::start(program, job.limits.memory)?;
    let session = ToWorker::Session { version: VERSION, job: Box::new(job.clone()) };
    // One that no longer exists already says why with the first order.
    let _gone = process.say(&session);
    Ok(process)
}

fn talk(
    worker: &mut Process,
    order: &Order,
    gathered: &mut Gathered<'_>,
) -> Result<Reply, Failure> {
    if let Err(gone) = worker.say(&ToWorker::Order(order.clone())) {
        // One that ended already may have said before that it serves, which says why it no longer exists.
        let _said = worker.hear();
        return Err(gone.into());
    }
    loop {
        match gathered.hear(worker.hear()?)? {
            Heard::Asked(answer) => worker.say(&answer)?,
            Heard::Taken | Heard::Other(FromWorker::Ready { version: VERSION, .. }) => {}
            Heard::Other(FromWorker::Reply(reply)) => return Ok(reply),
            Heard::Other(FromWorker::Ready { .. }) => return Err(Failure::Version),
            Heard::Other(_) => {
                return Err(Broken::Garbled("it has no recipe to be done with".into()).into());
            }
        }
    }
}

fn ended(worker: Process, watch: Watch, why: &Failure) -> End {
    if *why != Failure::Broken(Broken::Gone) {
        worker.kill();
    }
    End::of(worker, watch)
}

impl Drop for Session {
    /// Ends the worker, whatever it does.
    fn drop(&mut self) {
        if let Place::Worker { process, .. } = &mut self.place
            && let Some(worker) = process.take()
        {
            worker.kill();
            // It is not waited for here, but it is: else it would stay in the system's list until the program ends.
            std::thread::spawn(move || worker.close().status());
        }
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("recipe", &self.job.recipe).finish_non_exhaustive()
    }
}
