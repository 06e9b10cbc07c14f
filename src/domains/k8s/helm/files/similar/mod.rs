//! Objects of one kind in several components: one template makes all of them, with conditions where they differ.

mod conditions;
mod general;
mod lines;
mod member;
mod merge;

use super::template;
pub(super) use member::Member;
/// The template of several components; none where they have too little in common.
pub(super) fn shared(members: &[Member]) -> Option<String> {
    let names: Vec<String> = members.iter().map(|it| it.component.clone()).collect();
    let entries = merge::merged(&names, members.iter().map(|it| it.entries.as_slice()))?;
    let guard = members.first()?.guard();
    lines::ranged(&names, &template::text(&entries), guard)
}
