//! Objects that are there twice.

use super::world::{Placed, World};
use crate::diag::Diagnostic;
use crate::value::Path;

/// Two objects of one name in one environment; where there is none, in one file: others may be for other clusters, or be
/// another way to do the same. So may packages: a tree and a chart of the same objects.
pub(super) fn check(world: &mut World<'_>) {
    for same in world.named() {
        let mut known: Vec<Placed<'_>> = Vec::new();
        for placed in same.into_iter().filter(|placed| !placed.object.is_made) {
            match known.iter().find(|other| are_together(world, placed, **other)) {
                Some(other) => report(world, placed, *other),
                None => known.push(placed),
            }
        }
    }
}

fn are_together(world: &World<'_>, one: Placed<'_>, other: Placed<'_>) -> bool {
    let is_packaged = one.object.is_packaged || other.object.is_packaged;
    if is_packaged && world.emit(one) != world.emit(other) {
        return false;
    }
    one.environment.is_some() || world.path(one) == world.path(other)
}

fn report(world: &mut World<'_>, second: Placed<'_>, first: Placed<'_>) {
    let name = Path::root().key("metadata").key("name");
    let namespace = match second.object.name.namespace.as_str() {
        "" => String::new(),
        namespace => format!(" in the namespace `{namespace}`"),
    };
    let message = format!("{}{namespace} is there twice", second.shown());
    let diagnostic = Diagnostic::error("duplicate-object", message)
        .note(format!("the first is in `{}`; the second would replace it", world.path(first)));
    let diagnostic = world.related(diagnostic, (first, &name), "the first one is here");
    let hint = "give one of them another name, or another namespace";
    world.find_wrong(second, &name, diagnostic.hint(hint));
}
