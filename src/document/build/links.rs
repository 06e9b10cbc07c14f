//! The names in a document: spelled as they may be, defined where they are used, and in no dependency cycle.

use super::checked::Checked;
use crate::diag::Diagnostic;
use crate::diag::cycles::{cycles, message};
use crate::document::format::reference::{Does, FoundName};
use crate::model::graph::Spelling;
use crate::schema::Problem;

/// Names that can't be names, references to what the document does not define, and dependency cycles.
pub(super) fn check(document: &Checked<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = document.references().filter_map(misspelled).collect();
    let required = document.references().filter(|found| found.row.does.is_required());
    if document.is_closed {
        problems.extend(required.filter_map(|found| {
            let known = document.names(found.row.kind);
            let is_known = known.contains(&found.name);
            (!is_known).then(|| found.problem(found.row.kind.undeclared(found.name, known)))
        }));
    }
    problems.extend(cyclic(document));
    problems
}

fn misspelled(found: &FoundName<'_>) -> Option<Problem> {
    let Spelling { is_right, hint } = found.row.kind.spelling?;
    if found.row.does != Does::Defines || is_right(found.name) {
        return None;
    }
    let section = found.path.parent();
    let message = format!("`{}` can't be a name in `{section}`", found.name);
    Some(found.problem(Diagnostic::error("invalid-name", message).hint(hint)))
}

/// The dependency cycles that the document itself is part of, where it says the first step.
fn cyclic(document: &Checked<'_>) -> Vec<Problem> {
    let waits: Vec<&FoundName<'_>> = document.waits().collect();
    let edges: Vec<(&str, &str)> = waits.iter().map(|found| (found.from, found.name)).collect();
    let own: Vec<&str> = document.references().map(|found| found.from).collect();
    let problem = |mut cycle: Vec<&str>| {
        let first = cycle.iter().position(|name| own.contains(name))?;
        cycle.rotate_left(first);
        let step = (cycle[0], cycle[1 % cycle.len()]);
        let found = waits.iter().find(|found| (found.from, found.name) == step)?;
        let noun = found.row.kind.noun;
        let diagnostic = Diagnostic::error("dependency-cycle", message(&cycle))
            .note(format!("none of these {noun}s would ever start").as_str())
            .hint("remove one of these dependencies");
        Some(found.problem(diagnostic))
    };
    cycles(&edges).into_iter().filter_map(problem).collect()
}
