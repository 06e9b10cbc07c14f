//! How much a recipe may do, and the watch that stops it.

use super::cancel::Cancel;
use crate::diag::{Diagnostic, words};
use crate::util::lock::lock;
use rhai::Dynamic;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// Bounds of one evaluation.
///
/// Steps, time, texts and items hold wherever a recipe runs. Memory as a whole is bounded where a host counts it:
/// in a worker always, in the host's own process with [`heap`](Self::heap).
///
/// ```
/// use std::time::Duration;
/// use sw::{Runtime, engine::{Limits, world::MemoryWorld}};
/// let world = MemoryWorld::from([("deploy.rhai", "let list = [1]; loop { list += list; }")]);
/// let limits = Limits { time: Duration::from_millis(300), items: Some(10_000), ..Limits::default() };
/// let output = Runtime::builder().world(world).limits(limits).build().unwrap().run("deploy.rhai");
/// assert_eq!(output.diagnostics[0].code, "too-large");
/// ```
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Limits {
    /// How many steps; 12,000 Kubernetes objects take about 2 million.
    pub steps: u64,
    /// How long. The clock is looked at between any two steps: a single call of a function that takes longer is
    /// not stopped unless it asks [`Run::may_go_on`](super::context::Run::may_go_on), and the run is an error afterwards.
    pub time: Duration,
    /// How long one text may grow, in bytes.
    pub text_bytes: usize,
    /// How many items one array, blob or map may hold, with those inside them; none is no limit. Counting them makes
    /// large arrays slow to grow. A worker does not count them: its memory is bounded as a whole.
    pub items: Option<usize>,
    /// How much memory a run may take, in bytes: that of a worker's process, or what [`heap`](Self::heap) counts.
    pub memory: usize,
    /// How much memory the thread that asks has in use, in bytes, for runs in the host's own process: each runs on a
    /// thread of its own. [`PerThread`](crate::worker::PerThread) counts so. None does not bound a run's memory as a whole.
    #[serde(skip)]
    pub heap: Option<fn() -> usize>,
}

impl Limits {
    /// The limits of the program `sw`, and of a [`Builder`](crate::Builder).
    pub const DEFAULT: Self = Self {
        steps: 200_000_000,
        time: Duration::from_secs(20),
        text_bytes: 64 << 20,
        items: Some(1_000_000),
        memory: 768 << 20,
        heap: None,
    };
}

impl PartialEq for Limits {
    /// Who counts the memory bounds nothing, and is not compared.
    fn eq(&self, other: &Self) -> bool {
        let bounds = |limits: &Self| {
            (limits.steps, limits.time, limits.text_bytes, limits.items, limits.memory)
        };
        bounds(self) == bounds(other)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How often the deadline is looked at while it moves.
const LOOK: Duration = Duration::from_millis(10);

/// Counts steps, also those inside callbacks, which the engine's own counter misses. Once it has
/// tripped it stays so: a sort that swallows its comparer's error is stopped at the next step.
pub(crate) struct Watch {
    limits: Limits,
    cancel: Cancel,
    start: Instant,
    steps: AtomicU64,
    /// Set at the deadline by the thread that waits for the run, so that a step need not ask the clock.
    late: AtomicBool,
    tripped: OnceLock<Why>,
    /// What does not count.
    aside: Mutex<Aside>,
    /// Whether there is any now.
    is_aside: AtomicBool,
}

/// Time that a run does not take itself.
#[derive(Default)]
struct Aside {
    since: Option<Instant>,
    sum: Duration,
    /// What bounds what is evaluated meanwhile.
    look: Option<Arc<Watch>>,
}

/// Why a run is stopped.
#[derive(Clone, Copy)]
enum Why {
    Cancelled,
    Late,
    Steps,
    Memory,
}

impl Watch {
    pub(crate) fn new(limits: Limits, cancel: Cancel) -> Self {
        let (start, steps, late) = (Instant::now(), AtomicU64::new(0), AtomicBool::new(false));
        let tripped = OnceLock::new();
        let (aside, is_aside) = (Mutex::default(), AtomicBool::new(false));
        Self { limits, cancel, start, steps, late, tripped, aside, is_aside }
    }

    /// Waits until `done` is closed, and takes note of the deadline when it comes first.
    pub(crate) fn wait(&self, done: &Receiver<()>) {
        while done.recv_timeout(self.time_left().max(LOOK)) == Err(RecvTimeoutError::Timeout) {
            if self.time_left().is_zero() {
                return self.late.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Does something whose time does not count: someone looks at the run, or another run is waited for.
    pub(crate) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        lock(&self.aside).since = Some(Instant::now());
        let done = work();
        let mut aside = lock(&self.aside);
        let took = aside.since.take().map_or(Duration::ZERO, |since| since.elapsed());
        aside.sum += took;
        done
    }

    /// Evaluates something aside, which has the limits of a run for itself.
    pub(crate) fn looking<T>(&self, work: impl FnOnce() -> T) -> T {
        let look = Arc::new(Self::new(self.limits, self.cancel.clone()));
        lock(&self.aside).look = Some(look);
        self.is_aside.store(true, Ordering::Relaxed);
        let done = work();
        self.is_aside.store(false, Ordering::Relaxed);
        lock(&self.aside).look = None;
        done
    }

    #[inline]
    fn look(&self) -> Option<Arc<Self>> {
        if self.is_aside.load(Ordering::Relaxed) { self.look_aside() } else { None }
    }

    fn look_aside(&self) -> Option<Arc<Self>> {
        let look = lock(&self.aside).look.clone()?;
        // No one else looks at its clock.
        look.late.fetch_or(look.time_left().is_zero(), Ordering::Relaxed);
        Some(look)
    }

    /// How much time there is before the deadline.
    pub(crate) fn time_left(&self) -> Duration {
        let aside = lock(&self.aside);
        let aside = aside.sum + aside.since.map_or(Duration::ZERO, |since| since.elapsed());
        (self.limits.time + aside).saturating_sub(self.start.elapsed())
    }

    /// Counts a step; gives the reason to stop, if there is one.
    pub(crate) fn tick(&self) -> Option<Dynamic> {
        if let Some(look) = self.look() {
            return look.tick();
        }
        let steps = self.steps.fetch_add(1, Ordering::Relaxed);
        self.why(steps).map(|why| Dynamic::from(self.reason(why)))
    }

    /// The reason to stop, when there is one: a native function may have passed over it, or taken too long.
    pub(crate) fn tripped(&self) -> Option<Diagnostic> {
        if let Some(look) = self.look() {
            return look.tripped();
        }
        let why = self.why(self.steps.load(Ordering::Relaxed));
        why.map(|why| self.reason(why))
    }

    /// Whether there is a reason to stop.
    pub(crate) fn is_over(&self) -> bool {
        if let Some(look) = self.look() {
            return look.is_over();
        }
        self.why(self.steps.load(Ordering::Relaxed)).is_some()
    }

    /// The first reason that there was.
    fn why(&self, steps: u64) -> Option<Why> {
        if let Some(why) = self.tripped.get() {
            return Some(*why);
        }
        let why = if self.cancel.is_cancelled() {
            Why::Cancelled
        } else if self.late.load(Ordering::Relaxed) {
            Why::Late
        } else if steps >= self.limits.steps {
            Why::Steps
        } else if self.limits.heap.is_some_and(|used| used() > self.limits.memory) {
            Why::Memory
        } else {
            return None;
        };
        Some(*self.tripped.get_or_init(|| why))
    }

    fn reason(&self, why: Why) -> Diagnostic {
        let message = match why {
            Why::Cancelled => return cancelled(),
            Why::Memory => return too_much_memory(self.limits.memory),
            Why::Late => {
                format!("the recipe takes longer than {}", words::duration(self.limits.time))
            }
            Why::Steps => format!("the recipe takes more than {} steps", self.limits.steps),
        };
        let more =
            if matches!(why, Why::Late) { "; `--timeout SECONDS` gives it more time" } else { "" };
        Diagnostic::error("too-long", message)
            .hint(format!("look for a loop that never ends{more}").as_str())
    }
}

fn too_much_memory(most: usize) -> Diagnostic {
    Diagnostic::error("out-of-memory", format!("the recipe needs more than {} MiB of memory", most >> 20))
        .hint("look for a text or a list that grows without an end; emit things as they are made, and keep no copies")
}

/// That someone stopped the run.
pub fn cancelled() -> Diagnostic {
    Diagnostic::error("cancelled", "the run was stopped from outside")
        .hint("start it again: nothing was lost")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    fn watch(limits: Limits) -> Watch {
        Watch::new(limits, Cancel::default())
    }

    #[test]
    fn the_first_step_behind_the_deadline_is_the_last() {
        let watch = watch(Limits { time: Duration::from_millis(300), ..Limits::default() });
        let (done, finished) = channel::<()>();
        assert!(watch.tick().is_none());
        watch.wait(&finished);
        drop(done);
        assert!(watch.tick().is_some(), "no second look is needed");
        let message = watch.tripped().map(|problem| problem.message);
        assert_eq!(message.as_deref(), Some("the recipe takes longer than 300 milliseconds"));
    }

    #[test]
    fn a_run_that_is_done_is_not_late() {
        let watch = watch(Limits::default());
        let (done, finished) = channel::<()>();
        drop(done);
        watch.wait(&finished);
        assert!(watch.tripped().is_none());
    }

    #[test]
    fn every_step_looks_at_the_memory() {
        let watch =
            watch(Limits { memory: 1 << 20, heap: Some(|| (1 << 20) + 1), ..Limits::default() });
        assert!(watch.tick().is_some());
        assert_eq!(watch.tripped().map(|problem| problem.code).as_deref(), Some("out-of-memory"));
    }
}
