//! The program's own mistakes: what is reported instead of a stack trace, so that they can be reported.

use crate::cli::exit::{Failure, Outcome};
use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};
use sw::diag::Diagnostic;
use sw::engine::{is_shortage, shortage};

/// Runs a command; should it panic, that is a failure with the exit code 70, unless the system gives too little.
pub(crate) fn caught(command: impl FnOnce() -> Outcome) -> Outcome {
    let panicked: Arc<Mutex<Option<String>>> = Arc::default();
    let hook = panicked.clone();
    // Panics that are met elsewhere, as those of a recipe's evaluation, have messages of their own.
    panic::set_hook(Box::new(move |info| {
        *hook.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string())
    }));
    panic::catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let what =
            panicked.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default();
        Err(Failure::from(if is_shortage(&what) {
            shortage("the program")
        } else {
            report(&what, std::env::args_os())
        }))
    })
}

/// What anyone who mends it has to know.
fn report(what: &str, arguments: impl Iterator<Item = OsString>) -> Diagnostic {
    let arguments: Vec<String> =
        arguments.skip(1).map(|argument| without_value(&argument.to_string_lossy())).collect();
    Diagnostic::error("internal-error", "sw itself failed")
        .note(what.trim())
        .note(format!("sw {} on {} {}", sw::plan::VERSION, std::env::consts::OS, std::env::consts::ARCH))
        .note(format!("called as `sw {}`", arguments.join(" ")))
        .hint("this is our mistake: please report it with these lines and the recipe, or the smallest part of it that shows it")
}

/// An input's value may be no one else's business.
fn without_value(argument: &str) -> String {
    argument.split_once('=').map_or_else(|| argument.into(), |(name, _)| format!("{name}=..."))
}

#[cfg(test)]
mod tests {
    use super::{caught, report};
    use crate::cli::exit::Exit;

    #[test]
    fn a_panic_becomes_a_message_with_what_to_send() {
        let failure = caught(|| panic!("a broken assumption")).expect_err("it panics");
        assert_eq!(failure.exit, Exit::Bug);
        let notes = failure.messages[0].notes.join("\n");
        assert!(
            notes.contains("src/cli/about/bug.rs") && notes.contains("a broken assumption"),
            "{notes}"
        );
        assert!(notes.contains(&format!("sw {}", sw::plan::VERSION)), "{notes}");
    }

    #[test]
    fn values_of_inputs_are_not_reported() {
        let arguments = ["sw", "run", "--set", "token=abc"].map(Into::into);
        assert!(
            report("x", arguments.into_iter())
                .notes
                .contains(&"called as `sw run --set token=...`".to_string())
        );
    }
}
