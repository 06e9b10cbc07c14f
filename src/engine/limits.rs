//! How much a recipe may do, and the watch that stops it.

use super::Cancel;
use crate::diag::{Diagnostic, words};
use rhai::Dynamic;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Bounds of one evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// How many steps; 12,000 Kubernetes objects take about 2 million.
    pub steps: u64,
    /// How long.
    pub time: Duration,
    /// How long one text may grow, in bytes.
    pub text_bytes: usize,
    /// How many items one array or map may hold, with those inside them; none is no limit. Counting
    /// them makes arrays slow to grow, so it is for hosts that run strangers' recipes in their own process.
    pub items: Option<usize>,
    /// How to tell how much memory is in use, and how much may be, in bytes.
    #[serde(skip)]
    pub heap: Option<(fn() -> usize, usize)>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 200_000_000, time: Duration::from_secs(20), text_bytes: 64 << 20, items: None, heap: None }
    }
}

/// Counts steps, also those inside callbacks, which the engine's own counter misses. Once it has
/// tripped it stays so: a sort that swallows its comparer's error is stopped at the next step.
pub(super) struct Watch {
    limits: Limits,
    cancel: Cancel,
    start: Instant,
    steps: AtomicU64,
    tripped: AtomicBool,
}

impl Watch {
    pub(super) fn new(limits: Limits, cancel: Cancel) -> Self {
        Self { limits, cancel, start: Instant::now(), steps: AtomicU64::new(0), tripped: AtomicBool::new(false) }
    }

    /// Counts a step; gives the reason to stop, if there is one.
    pub(super) fn tick(&self) -> Option<Dynamic> {
        let steps = self.steps.fetch_add(1, Ordering::Relaxed);
        let late = steps.is_multiple_of(1024) && self.start.elapsed() > self.limits.time;
        let full = steps.is_multiple_of(64) && self.is_full();
        let stop = late || full || steps >= self.limits.steps || self.cancel.is_cancelled();
        if !stop && !self.tripped.load(Ordering::Relaxed) {
            return None;
        }
        self.tripped.store(true, Ordering::Relaxed);
        Some(Dynamic::from(self.reason(steps)))
    }

    /// The reason to stop, when there was one: a native function may have passed over it.
    pub(super) fn tripped(&self) -> Option<Diagnostic> {
        self.tripped.load(Ordering::Relaxed).then(|| self.reason(self.steps.load(Ordering::Relaxed)))
    }

    fn is_full(&self) -> bool {
        self.limits.heap.is_some_and(|(used, most)| used() > most)
    }

    fn reason(&self, steps: u64) -> Diagnostic {
        if self.cancel.is_cancelled() {
            return cancelled();
        }
        if self.is_full() {
            let most = self.limits.heap.map_or(0, |(_, most)| most >> 20);
            return Diagnostic::error("out-of-memory", format!("the recipe needs more than {most} MiB of memory"))
                .hint("look for a text or a list that grows without an end; emit things as they are made, and keep no copies");
        }
        let seconds = usize::try_from(self.limits.time.as_secs()).unwrap_or_default();
        let (message, more) = if steps < self.limits.steps {
            (format!("the recipe takes longer than {}", words::count(seconds, "second")), "; `--timeout SECONDS` gives it more time")
        } else {
            (format!("the recipe takes more than {} steps", self.limits.steps), "")
        };
        Diagnostic::error("too-long", message).hint(format!("look for a loop that never ends{more}").as_str())
    }
}

/// That somebody stopped the run.
pub fn cancelled() -> Diagnostic {
    Diagnostic::error("cancelled", "the run was stopped from outside").hint("start it again: nothing was lost")
}
