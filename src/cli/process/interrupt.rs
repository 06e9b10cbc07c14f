//! Ctrl-C: the first one stops what can be stopped without loss, the second one ends the program at once.

use crate::cli::exit::Exit;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use sw::engine::Cancel;

static PRESSED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// What Ctrl-C stops from now on. A write is never stopped halfway: it takes a moment, and is then whole.
pub(crate) fn cancel() -> Cancel {
    let pressed = PRESSED.clone();
    // The order matters: what ends the program must not see the flag of the same Ctrl-C.
    // Where neither can be had, Ctrl-C ends the program as the system does it.
    let _second = flag::register_conditional_shutdown(
        SIGINT,
        Exit::Interrupted.code().into(),
        pressed.clone(),
    );
    let _first = flag::register(SIGINT, pressed.clone());
    Cancel::from(pressed)
}

/// What Ctrl-C stops from now on, however often it is pressed: the program goes on.
pub(crate) fn pressed() -> Cancel {
    let pressed = PRESSED.clone();
    let _each = flag::register(SIGINT, pressed.clone());
    Cancel::from(pressed)
}

/// Ignores a Ctrl-C so far: while another program runs for the user, its handling of Ctrl-C is what counts.
pub(crate) fn overlook() {
    PRESSED.store(false, Ordering::Relaxed);
}
