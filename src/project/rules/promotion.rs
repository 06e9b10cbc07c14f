//! Software moves between environments that exist, and never in a circle.

use super::super::UnknownEnvironment;
use super::super::names;
use super::Subject;
use crate::diag::Diagnostic;
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
    found.extend(circles(subject, &moves));
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

fn circles(subject: &Subject<'_>, moves: &[Move<'_>]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (index, last) in moves.iter().enumerate() {
        if let Some(way) = way(&moves[..index], last.to, last.from) {
            let circle: Vec<String> =
                way.iter().chain([&last.to]).map(|name| format!("`{name}`")).collect();
            let error = Diagnostic::error(
                "promotion-circle",
                format!("software would move in a circle: {}", circle.join(" -> ")),
            );
            found.push(error.at(subject.value(&last.place)).hint("take one of the steps out"));
        }
    }
    found
}

/// The environments on the way from `start` to `goal`, both included.
fn way<'a>(moves: &[Move<'a>], start: &'a str, goal: &str) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![start]];
    let mut seen = vec![start];
    while let Some(way) = ways.pop() {
        let here = *way.last().expect("a way starts somewhere");
        if here == goal {
            return Some(way);
        }
        for step in moves.iter().filter(|step| step.from == here) {
            if !seen.contains(&step.to) {
                seen.push(step.to);
                ways.push(way.iter().copied().chain([step.to]).collect());
            }
        }
    }
    None
}
