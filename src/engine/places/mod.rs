//! Where values were written: in a run whose literals are instrumented, each value carries its place along.
//!
//! Places cost nothing while all is well. A run that wants to report one only takes note that it does
//! ([`Places::ask`]), and is evaluated once more, which gives the same values: this time what the parser
//! returned is [instrumented](instrument), so that each value of a literal has a tag, the number of a
//! [`Spot`]. The language carries it through variables, calls, closures and loops, and data has it as the
//! origin of its maps.

pub(crate) mod arguments;
pub(crate) mod calls;
mod data;
pub(crate) mod instrument;
pub(crate) mod native;
pub(crate) mod origins;
pub(crate) mod spots;

use crate::diag::{Place, Point};
use crate::engine::source::lexing::lexer::Lexeme;
use crate::util::lock::lock;
use calls::Calls;
use instrument::{Columns, Instrument};
use origins::Origins;
use rustc_hash::FxHashMap;
use spots::Spots;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

/// What a run knows of where its values were written.
#[derive(Default)]
pub(crate) struct Places {
    known: Option<Mutex<Known>>,
    asked: AtomicBool,
    demanded: AtomicBool,
}

/// What an instrumented run knows.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) spots: Spots,
    pub(crate) origins: Origins,
    pub(crate) calls: Calls,
    /// The data files that were read.
    pub(crate) data: BTreeMap<String, String>,
    /// How the columns of the files moved.
    pub(crate) columns: FxHashMap<String, Columns>,
}

impl Known {
    /// A point of a rewritten file as one of the original.
    pub(crate) fn original(&self, place: &Place) -> Point {
        let columns = self.columns.get(&place.file);
        columns.map_or(place.start, |columns| columns.original(place.start))
    }

    /// The text of a file with what carries its places.
    pub(crate) fn rewrite(&mut self, file: &str, lexemes: &[Lexeme], text: &str) -> String {
        let Self { spots, calls, columns, .. } = self;
        let instrument = Instrument::new(file, lexemes, spots, &mut calls.written);
        let (rewritten, moved) = instrument.rewrite(text);
        columns.insert(file.into(), moved);
        rewritten
    }
}

impl Places {
    /// The places of a run whose literals are instrumented.
    pub(crate) fn instrumented() -> Self {
        Self { known: Some(Mutex::default()), ..Self::default() }
    }

    /// What is known where the literals are instrumented, and nothing where they aren't.
    pub(crate) fn known(&self) -> Option<MutexGuard<'_, Known>> {
        self.known.as_ref().map(lock)
    }

    /// The same for a message that is to be reported: without it, it is asked for a second run.
    pub(crate) fn ask(&self) -> Option<MutexGuard<'_, Known>> {
        if self.known.is_none() {
            self.asked.store(true, Ordering::Relaxed);
        }
        self.known()
    }

    /// Whether places are known; where they are not, the run is of no use without them.
    pub(crate) fn demand(&self) -> bool {
        let is_known = self.ask().is_some();
        self.demanded.store(!is_known, Ordering::Relaxed);
        is_known
    }

    /// Whether the run was of no use without places.
    pub(crate) fn is_demanded(&self) -> bool {
        self.demanded.load(Ordering::Relaxed)
    }

    /// Whether a place was asked for that is not known.
    pub(crate) fn is_wanted(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}
