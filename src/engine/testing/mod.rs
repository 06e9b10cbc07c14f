//! Runs that are tests: made-up surroundings, rehearsals, and which lines were reached.

pub(crate) mod coverage;
pub(crate) mod faked_files;
pub mod fakes;
pub(crate) mod in_test;
pub(crate) mod trial;
