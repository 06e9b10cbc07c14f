//! Long pages at a terminal: through `$PAGER`, or `less` where it is there.

use std::io::Write;
use std::process::{Command, Stdio};

/// Shows a page in the pager; false when there is none, and it has to be printed.
pub(crate) fn show(text: &str) -> bool {
    match std::env::var("PAGER") {
        Ok(pager) if matches!(pager.trim(), "" | "cat") => false,
        Ok(pager) => through(Command::new("sh").args(["-c", &pager]), text),
        Err(_) => through(&mut Command::new("less"), text),
    }
}

fn through(pager: &mut Command, text: &str) -> bool {
    // Colours are shown, what fits on the screen is just printed, and it stays there at the end.
    let started = pager
        .env("LESS", std::env::var("LESS").unwrap_or_else(|_| "FRX".into()))
        .stdin(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else { return false };
    // Anyone who leaves the pager has read enough.
    let _gone = child.stdin.take().map(|mut stdin| stdin.write_all(text.as_bytes()));
    // `sh` says 127 of a pager that is not there.
    child.wait().is_ok_and(|status| status.code() != Some(127))
}
