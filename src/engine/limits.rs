//! How much a recipe may do, and the watch that stops it.

use crate::diag::Diagnostic;
use rhai::Dynamic;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Bounds of one evaluation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many steps; 12,000 Kubernetes objects take about 2 million.
    pub steps: u64,
    /// How long.
    pub time: Duration,
    /// How long one text may grow, in bytes.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 200_000_000, time: Duration::from_secs(30), text_bytes: 64 << 20 }
    }
}

/// Counts steps, also those inside callbacks, which the engine's own counter misses. Once it has
/// tripped it stays so: a sort that swallows its comparer's error is stopped at the next step.
pub(super) struct Watch {
    limits: Limits,
    start: Instant,
    steps: AtomicU64,
    tripped: AtomicBool,
}

impl Watch {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, start: Instant::now(), steps: AtomicU64::new(0), tripped: AtomicBool::new(false) }
    }

    /// Counts a step; gives the reason to stop, if there is one.
    pub(super) fn tick(&self) -> Option<Dynamic> {
        let steps = self.steps.fetch_add(1, Ordering::Relaxed);
        let late = steps.is_multiple_of(1024) && self.start.elapsed() > self.limits.time;
        if steps < self.limits.steps && !late && !self.tripped.load(Ordering::Relaxed) {
            return None;
        }
        self.tripped.store(true, Ordering::Relaxed);
        Some(Dynamic::from(self.reason(steps)))
    }

    fn reason(&self, steps: u64) -> Diagnostic {
        let message = if steps < self.limits.steps {
            format!("the recipe takes longer than {} seconds", self.limits.time.as_secs())
        } else {
            format!("the recipe takes more than {} steps", self.limits.steps)
        };
        Diagnostic::error("too-long", message).hint("look for a loop that never ends")
    }
}
