//! A root to its files and facts.

use super::cycle;
use super::layout::{Fault, file_of, pages};
use super::modules;
use super::references::{self, Found};
use super::root::{Draft, Kind, Written};
use super::{state, typed, unchecked};
use crate::diag::Diagnostic;
use crate::emit::hcl;
use crate::engine::{Around, Artifact, Part};
use crate::model::{Fact, Role, SECRET_VARIABLE, UNCHECKED, UNKNOWN};
use crate::secrets::terraform_name;
use crate::value::{Map, Value};
use rustc_hash::FxHashSet;

/// The files of a root.
pub(super) fn make(draft: &Draft, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
    let found = references::all(draft);
    let all_told = |faults: Vec<Fault>| {
        faults.into_iter().map(|fault| told(fault, draft, around)).collect::<Vec<_>>()
    };
    let pages = pages(draft, &found, around).map_err(all_told)?;
    let home = modules::home(draft, around);
    let circles = cycle::check(draft, &found, &home, around);
    if !circles.is_empty() {
        return Err(circles);
    }
    cycle::note(draft, &found, &home, around.run);
    let elsewhere = elsewhere(draft, &found);
    let part = |(name, body): (&String, &hcl::Body)| Part {
        path: name.clone(),
        text: hcl::emit(body),
        facts: facts(draft, name, &elsewhere, around),
        ..Part::default()
    };
    let mut parts: Vec<Part> = pages.iter().map(part).collect();
    if let Some(first) = parts.first_mut() {
        first.links = modules::links(draft, &found, around);
        first.facts.extend(draft.secrets().iter().map(|name| reads(name, around)));
    }
    Ok(Artifact { kind: "a Terraform root", place: format!("{}/", draft.folder), parts })
}

/// The variable that Terraform takes a secret from.
fn reads(name: &str, around: &Around<'_>) -> Fact {
    let variable = format!("TF_VAR_{}", terraform_name(&around.secret(name, None)));
    Fact {
        role: Role::Asks,
        kind: SECRET_VARIABLE.into(),
        scope: name.into(),
        name: variable,
        inside: String::new(),
        place: None,
    }
}

/// A problem with its place in the recipe.
pub(super) fn told(fault: Fault, draft: &Draft, around: &Around<'_>) -> Diagnostic {
    let Fault { problem, block } = fault;
    let Some(block) = block else { return problem.diagnostic };
    let place = around.locate(&block.place, &Value::Map(block.body.clone()), &problem.path);
    let inside =
        if problem.path.is_root() { String::new() } else { format!(", at `{}`", problem.path) };
    problem.diagnostic.at(place).note(format!("in {} of `{}`{inside}", block.show(), draft.folder))
}

/// A sort of thing, and its name.
type Address = (&'static str, String);

/// The references to what the root does not have itself: the others need nobody to look for them, and no place in the recipe.
fn elsewhere<'a>(draft: &Draft, found: &'a [Found]) -> Vec<(&'a Found, Address)> {
    let own: FxHashSet<Address> = draft.blocks.iter().flat_map(offered).collect();
    let named = found.iter().filter_map(|found| Some((found, references::target(&found.address)?)));
    named.filter(|(_, address)| !own.contains(address)).collect()
}

/// What the blocks of one file offer, and what they need from elsewhere.
fn facts(
    draft: &Draft,
    file: &str,
    elsewhere: &[(&Found, Address)],
    around: &Around<'_>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (number, block) in
        draft.blocks.iter().enumerate().filter(|(_, block)| file_of(draft, block) == file)
    {
        facts.extend(
            offered(block)
                .into_iter()
                .map(|(kind, name)| fact(Role::Provides, kind, name, draft, block)),
        );
        if let Some(state) = Some(block)
            .filter(|block| matches!(block.kind, Kind::Backend | Kind::Cloud))
            .and_then(|block| state::kept(block, draft))
        {
            facts.push(Fact {
                scope: String::new(),
                ..fact(Role::Claims, "state", state, draft, block)
            });
        }
        if block.is_unchecked || unchecked::count(&block.body) > 0 {
            let address = fact(Role::Tells, UNCHECKED, String::new(), draft, block).inside;
            facts.push(fact(Role::Tells, UNCHECKED, address, draft, block));
        }
        facts.extend(
            typed::unknown_provider(block, around.run)
                .map(|name| fact(Role::Tells, UNKNOWN, name.into(), draft, block)),
        );
        for (Found { path, .. }, (kind, name)) in
            elsewhere.iter().filter(|(found, _)| found.block == number)
        {
            let needs = fact(Role::Needs, kind, name.clone(), draft, block);
            let (inside, value) =
                (format!("{}.{path}", needs.inside), Value::Map(block.body.clone()));
            facts.push(Fact {
                inside,
                place: Some(around.locate(&block.place, &value, path)),
                ..needs
            });
        }
    }
    facts
}

fn fact(role: Role, kind: &'static str, name: String, draft: &Draft, block: &Written) -> Fact {
    let address = [block.kind.word()]
        .into_iter()
        .chain(block.labels.iter().map(String::as_str))
        .collect::<Vec<_>>();
    Fact {
        role,
        kind: kind.into(),
        scope: draft.folder.clone(),
        name,
        inside: address.join("."),
        place: Some(block.place.clone()),
    }
}

/// What a block offers to others: what sort of thing, and its name.
pub(super) fn offered(block: &Written) -> Vec<(&'static str, String)> {
    let label = block.labels.join(".");
    match block.kind {
        Kind::Variable => vec![("variable", label)],
        Kind::Module => vec![("module", label)],
        Kind::Resource => vec![("resource", label)],
        Kind::Data => vec![("data source", label)],
        Kind::Ephemeral => vec![("ephemeral resource", label)],
        Kind::Locals => block.body.keys().map(|name| ("local", name.to_string())).collect(),
        Kind::Check => scoped(block),
        _ => Vec::new(),
    }
}

/// The data sources that a check has for itself.
fn scoped(check: &Written) -> Vec<(&'static str, String)> {
    let types = check.body.get("data").and_then(Value::as_map).into_iter().flat_map(Map::iter);
    let names = types.flat_map(|(kind, names)| {
        names.as_map().into_iter().flat_map(Map::keys).map(move |name| format!("{kind}.{name}"))
    });
    names.map(|name| ("data source", name)).collect()
}
