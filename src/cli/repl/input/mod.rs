//! Where inputs come from: a terminal, a script, what was typed before.

pub(super) mod console;
pub(super) mod finished;
pub(super) mod helper;
pub(super) mod history;
pub(super) mod lines;
pub(super) mod state;
