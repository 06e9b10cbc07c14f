//! In which order services start: dependency cycles, and what is not there when others are.

use super::links::{self, Link};
use super::view::{Service, View};
use crate::diag::cycles::{cycles, message};
use crate::diag::{Diagnostic, words};
use crate::schema::Problem;

/// Everything that is wrong with what services wait for.
pub(super) fn check(view: &View<'_>) -> Vec<Problem> {
    let absent = view.services().flat_map(|service| {
        let links = links::of(&service).into_iter();
        links.filter_map(|link| absent(&service, &link, view)).collect::<Vec<_>>()
    });
    cyclic(view).into_iter().chain(absent).collect()
}

/// The dependency cycles that the file itself is part of, where it says the first step.
fn cyclic(view: &View<'_>) -> Vec<Problem> {
    let links: Vec<(&str, Link<'_>)> = view
        .all_services()
        .flat_map(|service| links::of(&service).into_iter().map(move |link| (service.name, link)))
        .filter(|(_, link)| link.waits)
        .collect();
    let edges: Vec<(&str, &str)> = links.iter().map(|(from, link)| (*from, link.to)).collect();
    let mut problems = Vec::new();
    for mut cycle in cycles(&edges) {
        let is_own = |name: &&str| view.services().any(|service| service.name == *name);
        let Some(own) = cycle.iter().position(is_own) else { continue };
        cycle.rotate_left(own);
        let step = (cycle[0], cycle[1 % cycle.len()]);
        let first = links.iter().find(|(from, link)| (*from, link.to) == step);
        let diagnostic = Diagnostic::error("dependency-cycle", message(&cycle))
            .note("none of these services would ever start")
            .hint("remove one of these dependencies, for example from `depends_on`");
        problems.extend(first.map(|(_, link)| Problem { path: link.path.clone(), diagnostic }));
    }
    problems
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
