//! That the system gives less than it takes to run a recipe: a limit on memory, stacks or threads, and no mistake of ours.

use crate::diag::Diagnostic;

/// Whether a process that says this at its end got less from the system than it needs to start.
pub fn is_shortage(last_words: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| last_words.contains(word));
    says(&["failed to spawn thread", "Cannot allocate memory"])
        || is_limited()
            && (last_words.is_empty()
                || says(&["memory allocation of", "unable to allocate", "overflowed its stack"]))
}

/// That the system gives something too little to start.
pub fn shortage(what: &str) -> Diagnostic {
    Diagnostic::error(
        "out-of-memory",
        format!("{what} gets too little memory from the system, or too few threads"),
    )
    .hint("raise the limit (`ulimit -v`, `ulimit -s`, `ulimit -u`), or that of the container")
}

/// Whether the system gives less than a run takes at least: 1 GiB of address space, most of which it never touches, and
/// 1 MiB for the first stack.
fn is_limited() -> bool {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        let is_below =
            |resource, least| getrlimit(resource).current.is_some_and(|most| most < least);
        is_below(Resource::As, 1 << 30) || is_below(Resource::Stack, 1 << 20)
    }
    #[cfg(not(unix))]
    {
        false
    }
}
