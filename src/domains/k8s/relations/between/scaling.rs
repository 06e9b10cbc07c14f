//! How many pods there are: scalers against fixed counts, and budgets that let no pod go.

use super::world::{Placed, World};
use crate::diag::Diagnostic;
use crate::domains::k8s::relations::facts::{Budget, Count, Limit, ObjectName, Role};
use crate::value::Path;

pub(super) fn check(world: &mut World<'_>) {
    for from in world.all() {
        match &from.object.role {
            Role::Scaler { target, at, .. } => fixed(world, from, target, at),
            Role::Budget(own) => budget(world, from, own),
            _ => {}
        }
    }
}

/// A workload that is scaled, and says itself how many pods it has.
fn fixed(world: &mut World<'_>, from: Placed<'_>, target: &ObjectName, at: &Path) {
    let Some(to) = world.find(from, target) else { return };
    let Role::Workload(workload) = &to.object.role else { return };
    if workload.replicas.is_none() {
        return;
    }
    let message = format!("{} has fixed `replicas`, and {} scales it", to.shown(), from.shown());
    let diagnostic = Diagnostic::warning("fixed-replicas", message)
        .note("each deployment would set the number back to this one");
    let diagnostic = world.related(diagnostic, (from, at), "it is scaled here");
    let hint = "remove `replicas`: the scaler starts with its minimum";
    let replicas = Path::root().key("spec").key("replicas");
    world.find_wrong(to, &replicas, diagnostic.hint(hint));
}

/// A budget by which no pod may be taken away, so that no node can be drained.
fn budget(world: &mut World<'_>, from: Placed<'_>, budget: &Budget) {
    let message = match budget.limit {
        Limit::Go(Count::Pods(0) | Count::Percent(0)) => {
            Some(format!("{} lets no pod go", from.shown()))
        }
        Limit::Go(_) => None,
        Limit::Stay(count) => least(world, from)
            .filter(|(pods, _)| *pods > 0 && count.of(*pods) >= *pods)
            .map(|(pods, why)| format!("{} lets none of {pods} pods go{why}", from.shown())),
    };
    let message = match (message, budget.limit) {
        (None, Limit::Stay(Count::Percent(100))) => {
            Some(format!("{} lets no pod go", from.shown()))
        }
        (message, _) => message,
    };
    let Some(message) = message else { return };
    let diagnostic = Diagnostic::warning("blocked-drain", message)
        .note("a node with such a pod can't be drained, as for an upgrade")
        .hint("use `maxUnavailable: 1`, with two pods or more");
    world.find_wrong(from, &budget.at, diagnostic);
}

/// How many pods a budget is about at least, and what says so; none where that is not known.
fn least(world: &World<'_>, from: Placed<'_>) -> Option<(i64, String)> {
    let selected = world.selected(from, from.object.selections.first()?);
    let (mut pods, mut why) = (0, String::new());
    for placed in &selected {
        let Role::Workload(workload) = &placed.object.role else { continue };
        if !workload.is_counted {
            return None;
        }
        let scaler = world.scaler(*placed).map(|scaler| (scaler, &scaler.object.role));
        if let Some((scaler, Role::Scaler { least, .. })) = scaler {
            pods += least;
            why = format!(", the minimum of {}", scaler.shown());
        } else {
            pods += workload.replicas.unwrap_or(1);
        }
    }
    (!selected.is_empty()).then_some((pods, why))
}
