//! All or nothing: staged, noted in a journal, committed, and recovered where a process died.

pub(crate) mod commit;
pub(crate) mod journal;
pub(crate) mod leftover;
pub(crate) mod move_file;
pub(crate) mod recover;
pub(crate) mod stage;
pub(crate) mod transaction;
