//! Whether what is typed is to be evaluated.

use rustyline::validate::ValidationResult;
use sw::engine::session::{Whole, whole};

/// What the line editor does with an input when Enter is pressed.
pub(crate) fn verdict(input: &str) -> ValidationResult {
    if is_done(input) { ValidationResult::Valid(None) } else { ValidationResult::Incomplete }
}

/// Whether an input is to be evaluated: it is whole, or the user wants that with an empty line. Inside a
/// bracket an empty line may be meant, so two of them are wanted there.
fn is_done(input: &str) -> bool {
    if input.trim_start().starts_with(':') {
        return true;
    }
    let empty = input.rsplit('\n').take_while(|line| line.trim().is_empty()).count();
    match whole(input) {
        Whole::Yes => true,
        Whole::Unfinished => empty >= 1,
        Whole::Open => empty >= 2,
    }
}

#[cfg(test)]
mod tests {
    use super::is_done;

    #[test]
    fn an_empty_line_ends_what_is_not_whole() {
        assert!(is_done("1 + 1") && is_done(":type (") && is_done("let x =\n"));
        assert!(!is_done("let x =") && !is_done("f(\n") && is_done("f(\n\n"));
        assert!(!is_done("fn f() {\n\n    1"), "an empty line in the middle is none at the end");
    }
}
