//! Names that a recipe gives to several values of a chart.

use super::walk::NAMED;
use crate::diag::Diagnostic;
use crate::domains::k8s::variants::{Evaluated, Tagged, same};

/// What is wrong with the names of values: one name for different values of an environment, or one name inside of another.
pub(super) fn conflicts(evaluated: &[Evaluated]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for environment in evaluated {
        let named: Vec<&Tagged> =
            environment.tagged.iter().filter(|it| it.tag.name == NAMED && !is_image(it)).collect();
        for (i, second) in named.iter().enumerate() {
            let conflict =
                named[..i].iter().find_map(|first| Some((first, conflict(first, second)?)));
            problems.extend(conflict.map(|(first, message)| report(message, first, second)));
        }
    }
    problems.dedup();
    problems
}

/// Whether it is an image as a whole, of which the repository and the tag have names below its own.
fn is_image(named: &Tagged) -> bool {
    let name = named.tag.detail.rsplit('.').next().unwrap_or_default();
    name == "image" || name.ends_with("Image")
}

fn conflict(first: &Tagged, second: &Tagged) -> Option<String> {
    let (one, other) = (&first.tag.detail, &second.tag.detail);
    let is_in =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|it| it.starts_with('.'));
    if one == other {
        let differs = !same(&first.value, &second.value);
        return differs
            .then(|| format!("the value `{one}` is given twice, with different content"));
    }
    (is_in(one, other) || is_in(other, one))
        .then(|| format!("`{other}` can't be a value beside `{one}`: one is inside of the other"))
}

fn report(message: String, first: &Tagged, second: &Tagged) -> Diagnostic {
    Diagnostic::error("duplicate-name", message)
        .at(second.place.clone())
        .related(first.place.clone(), "the other one is here")
        .hint("give one of them another name")
}
