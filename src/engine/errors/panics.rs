//! Panics: whose they are, and what they mean for a run.

use crate::diag::Diagnostic;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Does what a host brings along; `what` it is, as a message says it.
///
/// # Errors
/// The host's panic as an error.
pub fn of_host<T>(what: &str, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        Diagnostic::error("host-failed", format!("{what} panicked: {}", said(&*panic)))
            .hint("this is for the author of the program that runs the recipe: what can fail gives an error instead")
    })
}

/// What a panic in an evaluation means, where a host's `extensions` take part.
pub(crate) fn in_run(panic: &(dyn Any + Send), extensions: &[String]) -> Diagnostic {
    let said = said(panic);
    if is_out_of_memory(said) {
        return Diagnostic::error("out-of-memory", "the recipe needs more memory than it gets")
            .hint("look for a text or a list that grows without an end; emit things as they are made, and keep no copies");
    }
    if extensions.is_empty() {
        return crash();
    }
    let names: Vec<String> = extensions
        .iter()
        .map(|name| if name.is_empty() { "without a name".into() } else { format!("`{name}`") })
        .collect();
    Diagnostic::error("host-failed", format!("a function or a thing of this program panicked: {said}"))
        .note(format!("the program adds extensions to sw: {}", names.join(", ")))
        .hint("this is for the author of the program that runs the recipe: what can fail gives an error instead")
        .hint("if none of it can be the reason, it is a mistake of sw itself: please report it together with the recipe")
}

/// That something happened which never should.
pub(crate) fn crash() -> Diagnostic {
    Diagnostic::error("internal-error", "the recipe made sw itself fail")
        .hint("this is our mistake: please report it together with the recipe")
}

/// What the language's own allocations and those of short texts say where memory is short.
fn is_out_of_memory(said: &str) -> bool {
    ["Cannot allocate memory to hold", "capacity overflow", "memory allocation of"]
        .iter()
        .any(|words| said.contains(words))
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it does not say why")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_port_is_no_lack_of_memory() {
        let codes = [
            "could not allocate a port",
            "capacity overflow",
            "Cannot allocate memory to hold CompactString",
        ]
        .map(|said| in_run(&said.to_string(), &["acme".into()]).code);
        assert_eq!(codes, ["host-failed", "out-of-memory", "out-of-memory"]);
    }

    #[test]
    fn without_a_host_a_panic_is_ours() {
        assert_eq!(in_run(&"no", &[]).code, "internal-error");
    }
}
