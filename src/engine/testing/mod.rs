//! Runs that are tests: made-up surroundings, rehearsals, and which lines were reached.

pub(crate) mod coverage;
pub mod fakes;
pub(crate) mod trial;
