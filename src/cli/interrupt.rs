//! Ctrl-C: the first one stops what can be stopped without loss, the second one ends the program at once.

use super::exit::Exit;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use sw::engine::Cancel;

/// What Ctrl-C stops from now on. A write is never stopped halfway: it takes a moment, and is then whole.
pub(super) fn cancel() -> Cancel {
    let pressed: Arc<AtomicBool> = Arc::default();
    // The order matters: what ends the program must not see the flag of the same Ctrl-C.
    // Where neither can be had, Ctrl-C ends the program as the system does it.
    let _second = flag::register_conditional_shutdown(SIGINT, Exit::Interrupted.code().into(), pressed.clone());
    let _first = flag::register(SIGINT, pressed.clone());
    Cancel::from(pressed)
}
