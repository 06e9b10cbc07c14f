//! The templates of a chart: one for each object, or for objects of several components that have enough in common.

use super::groups::{Group, PLACEHOLDER};
use super::similar::{self, Member};
use super::template::{self, Entry};
use crate::domains::k8s::helm::walk::Walker;
use crate::domains::k8s::variants::{Identity, Variants, file_names};
use crate::value::Value;

/// A template of an object, or of those of several components.
pub(super) struct Template {
    pub(super) identity: Identity,
    /// Its file's name without the ending.
    pub(super) name: String,
    pub(super) text: String,
}

/// A template before it is known which others it can be joined with.
struct Draft {
    identity: Identity,
    /// What it can be joined by: the objects that it prints.
    members: Vec<Member>,
    text: String,
}

/// What the name of an object is replaced by in the template of several.
const ALL: &str = "all";

/// How much shorter a template of several objects has to be, in lines: three quarters.
const WORTH: (usize, usize) = (3, 4);

/// The templates with the names of their files.
pub(super) fn templates(walker: &mut Walker<'_>, groups: &[Group]) -> Vec<Template> {
    let mut drafts = Vec::new();
    for group in groups {
        match shared(walker, group) {
            Some(draft) => drafts.push(draft),
            None => drafts.extend(group.members.iter().map(|own| single(walker, own))),
        }
    }
    let drafts = joined(drafts);
    let names = file_names(drafts.iter().map(|it| &it.identity));
    let template =
        |(it, name): (Draft, String)| Template { identity: it.identity, name, text: it.text };
    drafts.into_iter().zip(names).map(template).collect()
}

fn single(walker: &mut Walker<'_>, variants: &Variants) -> Draft {
    let (entries, guard) = walker.object(variants, false);
    let component = walker.components.component(&variants.identity);
    let is_alone = walker.checksums.is_hashed(&variants.identity);
    let member = Member::of(component, &entries, guard.as_deref()).filter(|_| !is_alone);
    Draft {
        identity: variants.identity.clone(),
        members: member.into_iter().collect(),
        text: guarded(&template::text(&entries), guard),
    }
}

fn guarded(text: &str, guard: Option<String>) -> String {
    match guard {
        Some(guard) => format!("{{{{- {guard} }}}}\n{text}{{{{- end }}}}\n"),
        None => text.into(),
    }
}

/// The template of several components that differ in nothing but their name; none where there is one, or where a value has the
/// name of a component in it.
fn shared(walker: &mut Walker<'_>, group: &Group) -> Option<Draft> {
    if group.names.is_empty() {
        return None;
    }
    let before = walker.claims.clone();
    let (entries, guard) = walker.object(&group.variants, true);
    let has_name = |value: &Value| {
        value.descendants().any(|it| it.as_str().is_some_and(|text| text.contains(PLACEHOLDER)))
    };
    let is_free =
        walker.claims.iter().all(|(_, claim)| !claim.vector.iter().flatten().any(has_name));
    let members = members(group, &entries, guard.as_deref());
    let Some(text) = similar::shared(&members).filter(|_| is_free) else {
        walker.claims = before;
        return None;
    };
    let identity = Identity { name: ALL.into(), ..group.variants.identity.clone() };
    Some(Draft { identity, members, text })
}

fn members(group: &Group, entries: &[Entry], guard: Option<&str>) -> Vec<Member> {
    let member = |name: &String| Member::general(name, entries.to_vec(), guard.map(String::from));
    group.names.iter().map(member).collect()
}

/// The drafts, with those together whose objects have enough in common.
fn joined(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut clusters: Vec<Vec<Draft>> = Vec::new();
    for draft in drafts {
        match clusters.iter_mut().find(|cluster| are_alike(&cluster[0], &draft)) {
            Some(cluster) => cluster.push(draft),
            None => clusters.push(vec![draft]),
        }
    }
    clusters.into_iter().flat_map(together).collect()
}

/// Whether two drafts are of one kind of object that components have.
fn are_alike(a: &Draft, b: &Draft) -> bool {
    let (Some(first), Some(second)) = (a.members.first(), b.members.first()) else { return false };
    let kind = |it: &Draft| (it.identity.api_version.clone(), it.identity.kind.clone());
    kind(a) == kind(b)
        && a.identity.namespace == b.identity.namespace
        && first.name() == second.name()
        && first.guard() == second.guard()
}

/// One draft of all of them, when that is worth it.
fn together(cluster: Vec<Draft>) -> Vec<Draft> {
    let members: Vec<Member> = cluster.iter().flat_map(|it| it.members.clone()).collect();
    let is_unique = (1..members.len())
        .all(|i| members[..i].iter().all(|it| it.component != members[i].component));
    let lines = |text: &str| text.lines().count();
    let apart: usize = cluster.iter().map(|it| lines(&it.text)).sum();
    let is_worth_it = |text: &String| lines(text) * WORTH.1 <= apart * WORTH.0;
    let text = if is_unique && cluster.len() > 1 { similar::shared(&members) } else { None };
    match text.filter(is_worth_it) {
        Some(text) => {
            let identity = Identity { name: ALL.into(), ..cluster[0].identity.clone() };
            vec![Draft { identity, members, text }]
        }
        None => cluster,
    }
}
