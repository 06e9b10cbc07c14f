//! Software moves between environments that exist, and without dependency cycles.

use super::super::names;
use super::subject::Subject;
use crate::diag::Diagnostic;
use crate::diag::cycles::{cycles, message};
use crate::project::environment::UnknownEnvironment;
use crate::value::Path;

/// That software comes from one environment to another, and where the configuration says so.
struct Move<'a> {
    from: &'a str,
    to: &'a str,
    place: Path,
}

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut moves = Vec::new();
    for (path, definition) in subject.definitions() {
        if let (Some(from), Some(to)) =
            (definition.promotion_from.as_deref(), definition.name.as_deref())
        {
            let place = path.key("promotion_from");
            moves.extend(resolved(subject, &place, from, &mut found).map(|from| Move {
                from,
                to,
                place,
            }));
        }
    }
    for (path, step) in subject.steps() {
        let from = end(subject, &path, "from", step.from.as_deref(), &mut found);
        let to = end(subject, &path, "to", step.to.as_deref(), &mut found);
        if let (Some(from), Some(to)) = (from, to) {
            let step = Move { from, to, place: path.key("from") };
            found.extend(repeated(subject, &step, &moves));
            found.extend(contradiction(subject, &step));
            moves.push(step);
        }
    }
    found.extend(cyclic(subject, &moves));
    found
}

fn end<'a>(
    subject: &Subject<'a>,
    step: &Path,
    key: &str,
    name: Option<&str>,
    found: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    match name {
        Some(name) => resolved(subject, &step.key(key), name, found),
        None => {
            found.extend(subject.missing(step, key));
            None
        }
    }
}

/// The configured name of the environment that `name` means.
fn resolved<'a>(
    subject: &Subject<'a>,
    path: &Path,
    name: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    let defined: Vec<&str> = subject
        .definitions()
        .iter()
        .filter_map(|(_, definition)| definition.name.as_deref())
        .collect();
    let meant = defined.iter().find(|defined| names::same(defined, name)).copied();
    if meant.is_none() && subject.knows_all_names() {
        let known = defined.iter().map(ToString::to_string).collect();
        found.push(
            UnknownEnvironment { asked: name.into(), known }
                .to_diagnostic()
                .at(subject.value(path)),
        );
    }
    meant
}

fn repeated(subject: &Subject<'_>, step: &Move<'_>, moves: &[Move<'_>]) -> Option<Diagnostic> {
    let is_step = |earlier: &&Move<'_>| earlier.place.0.first() == step.place.0.first();
    let first = moves
        .iter()
        .filter(is_step)
        .find(|earlier| (earlier.from, earlier.to) == (step.from, step.to))?;
    let error = Diagnostic::error(
        "duplicate-promotion",
        format!("the step from `{}` to `{}` is there twice", step.from, step.to),
    );
    Some(
        error
            .at(subject.value(&step.place))
            .related(subject.value(&first.place), "it is first given here")
            .hint("remove one of them"),
    )
}

fn contradiction(subject: &Subject<'_>, step: &Move<'_>) -> Option<Diagnostic> {
    let definitions = subject.definitions();
    let (path, target) =
        definitions.iter().find(|(_, definition)| definition.name.as_deref() == Some(step.to))?;
    let from = target.promotion_from.as_deref().filter(|from| !names::same(from, step.from))?;
    let message = format!(
        "the pipeline brings `{}` from `{}`, but its `promotion_from` is `{from}`",
        step.to, step.from
    );
    let warning =
        Diagnostic::warning("conflicting-promotion", message).at(subject.value(&step.place));
    Some(warning.related(subject.value(&path.key("promotion_from")), "this says otherwise"))
}

/// Each dependency cycle, at the last step that is part of it.
fn cyclic(subject: &Subject<'_>, moves: &[Move<'_>]) -> Vec<Diagnostic> {
    let edges: Vec<(&str, &str)> = moves.iter().map(|step| (step.from, step.to)).collect();
    let mut found = Vec::new();
    for cycle in cycles(&edges) {
        let next = |i: usize| cycle[(i + 1) % cycle.len()];
        let is_part = |step: &&Move<'_>| {
            (0..cycle.len()).any(|i| (step.from, step.to) == (cycle[i], next(i)))
        };
        let place = moves.iter().rfind(is_part).map(|step| subject.value(&step.place));
        found.push(
            Diagnostic::error("dependency-cycle", message(&cycle))
                .at(place)
                .note("each environment is promoted to the next one")
                .hint("remove one of these promotions"),
        );
    }
    found
}
