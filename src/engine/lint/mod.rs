//! What can be said of a recipe before it runs: mistakes that evaluation would meet late or never.
//!
//! One rule per file, and the list [`RULES`]. A rule looks at a [`RecipeFile`], which holds a file's syntax
//! tree by functions; it knows nothing of the other rules.

pub(crate) mod identifiers;
pub(crate) mod recipe_file;
pub(crate) mod scope;
pub(crate) mod tree;
pub(crate) mod values;
pub(crate) mod variables;

use crate::diag::Diagnostic;
use recipe_file::RecipeFile;

/// How many findings a rule explains: working out what was meant takes a while, and no one reads more.
const MOST_EXPLAINED: usize = 200;

/// The rules. A file with errors is not run.
const RULES: [fn(&RecipeFile<'_>) -> Vec<Diagnostic>; 16] = [
    identifiers::quotes::check,
    values::unfilled::check,
    identifiers::names::check,
    identifiers::functions::check,
    identifiers::imports::check,
    values::dropped::check,
    values::nothing::check,
    values::switches::check,
    values::numbers::check,
    values::division::check,
    variables::loops::check,
    variables::closures::check,
    variables::constants::check,
    variables::captured::check,
    identifiers::hiding::check,
    identifiers::unused::check,
];

/// Everything that the rules have to say of a file, in its order.
pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(|rule| rule(recipe)).collect();
    found.sort_by(|a, b| a.place.cmp(&b.place));
    // A name that is wrong makes other rules stumble over the same place.
    found.dedup_by(|later, first| first.is_error() && later.place == first.place);
    found
}
