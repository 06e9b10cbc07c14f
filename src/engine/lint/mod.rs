//! What can be said of a recipe before it runs: mistakes that evaluation would meet late or never.
//!
//! One rule per file, and the list [`RULES`]. A rule looks at a [`Page`], which holds a file's syntax
//! tree by functions; it knows nothing of the other rules.

mod captured;
mod closures;
mod constants;
mod division;
mod dropped;
mod functions;
mod hiding;
mod imports;
mod loops;
mod names;
mod nothing;
mod numbers;
mod page;
mod quotes;
mod scope;
mod switches;
pub(super) mod tree;
mod unfilled;
mod unused;

pub(super) use captured::{Captured, growing};
pub(super) use page::Page;

use crate::diag::Diagnostic;

/// How many findings a rule explains: working out what was meant takes a while, and nobody reads more.
const MOST_EXPLAINED: usize = 200;

/// The rules. A file with errors is not run.
const RULES: [fn(&Page<'_>) -> Vec<Diagnostic>; 16] = [
    quotes::check,
    unfilled::check,
    names::check,
    functions::check,
    imports::check,
    dropped::check,
    nothing::check,
    switches::check,
    numbers::check,
    division::check,
    loops::check,
    closures::check,
    constants::check,
    captured::check,
    hiding::check,
    unused::check,
];

/// Everything that the rules have to say of a file, in its order.
pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(|rule| rule(page)).collect();
    found.sort_by(|a, b| a.place.cmp(&b.place));
    // A name that is wrong makes other rules stumble over the same place.
    found.dedup_by(|later, first| first.is_error() && later.place == first.place);
    found
}
