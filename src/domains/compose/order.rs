//! In which order services start: circles, and what is not there when others are.

use super::links::{self, Link};
use super::view::{Service, View};
use crate::diag::{Diagnostic, words};
use crate::schema::Problem;

/// Everything that is wrong with what services wait for.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    let mut told: Vec<Vec<&str>> = Vec::new();
    let mut problems = Vec::new();
    for service in view.services() {
        if let Some((names, link)) = circle(service.name, view) {
            let mut sorted: Vec<&str> = names.clone();
            sorted.sort_unstable();
            if !told.contains(&sorted) {
                told.push(sorted);
                problems.push(Problem { path: link.path, diagnostic: in_circle(&names) });
            }
        }
        problems.extend(links::of(&service).iter().filter_map(|link| absent(&service, link, view)));
    }
    problems
}

/// The services on the way from `start` back to itself, and its own first step.
fn circle<'v>(start: &'v str, view: &'v View<'_>) -> Option<(Vec<&'v str>, Link<'v>)> {
    let first = links::of(&view.service(start)?);
    first.into_iter().filter(|link| link.waits).find_map(|link| {
        let mut names = vec![start];
        way(link.to, start, view, &mut names, &mut vec![]).then_some((names, link))
    })
}

/// Whether a way leads from `from` to `to`; `names` are the services on it.
fn way<'v>(
    from: &'v str,
    to: &str,
    view: &'v View<'_>,
    names: &mut Vec<&'v str>,
    seen: &mut Vec<&'v str>,
) -> bool {
    if from == to {
        return true;
    }
    if seen.contains(&from) {
        return false;
    }
    seen.push(from);
    names.push(from);
    let links = view.service(from).map(|service| links::of(&service)).unwrap_or_default();
    let found =
        links.iter().filter(|link| link.waits).any(|link| way(link.to, to, view, names, seen));
    if !found {
        names.pop();
    }
    found
}

fn in_circle(names: &[&str]) -> Diagnostic {
    let message = match names {
        [only] => format!("the service `{only}` waits for itself"),
        [first, rest @ ..] => {
            let chain: Vec<String> =
                rest.iter().chain([first]).map(|name| format!("`{name}`")).collect();
            format!("the service `{first}` waits for {}", chain.join(", which waits for "))
        }
        [] => String::new(),
    };
    Diagnostic::error("dependency-cycle", message)
        .hint("take one of them out of `depends_on`: none of them would ever start")
}

/// Tells a service that starts while one that it waits for is in a profile that is not active.
fn absent(service: &Service<'_>, link: &Link<'_>, view: &View<'_>) -> Option<Problem> {
    let other = view.service(link.to).filter(|_| link.is_required && link.waits)?;
    let (own, needed) = (service.texts("profiles"), other.texts("profiles"));
    let is_there =
        needed.is_empty() || !own.is_empty() && own.iter().all(|profile| needed.contains(profile));
    if is_there {
        return None;
    }
    let without: Vec<&str> =
        own.iter().copied().filter(|profile| !needed.contains(profile)).collect();
    let when = if own.is_empty() {
        "always starts".into()
    } else {
        format!("starts with {}", words::list(without, "and"))
    };
    let message = format!(
        "the service `{}` {when}, but waits for `{}`, which is only there with {}",
        service.name,
        other.name,
        words::list(&needed, "or")
    );
    let diagnostic = Diagnostic::error("inactive-dependency", message)
        .hint(
            format!(
                "give `{}` the same `profiles`, or take them away from `{}`",
                service.name, other.name
            )
            .as_str(),
        )
        .hint("or let it do without: `#{ condition: \"service_started\", required: false }`");
    Some(Problem { path: link.path.clone(), diagnostic })
}
