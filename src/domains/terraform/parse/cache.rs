//! Expressions that were read before: the roots of one recipe repeat them, and each is looked at several times.

use super::text::source::ParseError;
use crate::emit::hcl::Expr;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// How many expressions are kept, and how long their texts may be, so that they never take much room.
const MOST: usize = 4096;
const LONGEST: usize = 512;

thread_local! {
    /// A run has a thread of its own: what it read no longer exists with it.
    static KNOWN: RefCell<FxHashMap<String, Rc<Expr>>> = RefCell::default();
}

/// What a text was read as before, else what `read` makes of it. What can't be read is read again each time.
pub(crate) fn or_read(
    text: &str,
    read: impl FnOnce(&str) -> Result<Expr, ParseError>,
) -> Result<Rc<Expr>, ParseError> {
    if let Some(known) = KNOWN.with_borrow(|known| known.get(text).cloned()) {
        return Ok(known);
    }
    let expr = Rc::new(read(text)?);
    if text.len() <= LONGEST {
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(text.to_string(), expr.clone());
        });
    }
    Ok(expr)
}

#[cfg(test)]
mod tests {
    use super::super::{expr, parsed};

    #[test]
    fn what_was_read_before_is_the_same_as_when_it_is_read_anew() {
        for text in ["a.b", "f(a.b, 4)", "{ a = 1 }", "a.b", "f(a.b, 4)", "f(a.b, 4)\n# x"] {
            assert_eq!(expr(text), parsed(text), "{text}");
        }
        assert!((0..2).all(|_| expr("a +").is_err()));
    }

    #[test]
    fn many_texts_don_t_fill_the_memory() {
        for i in 0..=2 * super::MOST {
            assert!(expr(&format!("f({i})")).is_ok());
        }
        assert!(super::KNOWN.with_borrow(|known| known.len() <= super::MOST));
    }
}
