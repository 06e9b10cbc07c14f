//! A root to its files and facts.

use super::layout::{file_of, pages};
use super::told;
use super::{Fault, state};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::draft::{home, offered};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::{self, ReferenceSite};
use crate::domains::terraform::block::unchecked;
use crate::domains::terraform::check::{cycle, provider_schema};
use crate::domains::terraform::modules::links::links;
use crate::emit::hcl;
use crate::engine::{Around, Artifact, Part};
use crate::model::{Fact, Role, SECRET_VARIABLE, UNCHECKED, UNKNOWN};
use crate::secrets::terraform_name;
use crate::value::Value;
use rustc_hash::FxHashSet;

/// The files of a root.
pub(crate) fn make(draft: &Draft, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
    let found = reference_sites::all(draft);
    let all_told = |faults: Vec<Fault>| {
        faults.into_iter().map(|fault| told(fault, draft, around)).collect::<Vec<_>>()
    };
    let pages = pages(draft, &found, around).map_err(all_told)?;
    let home = home(draft, around);
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
        first.links = links(draft, &found, around);
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

/// A sort of thing, and its name.
type Address = (&'static str, String);

/// The references to what the root does not have itself: the others need nobody to look for them, and no place in the recipe.
fn elsewhere<'a>(draft: &Draft, found: &'a [ReferenceSite]) -> Vec<(&'a ReferenceSite, Address)> {
    let own: FxHashSet<Address> = draft.blocks.iter().flat_map(offered).collect();
    let named =
        found.iter().filter_map(|found| Some((found, reference_sites::target(&found.address)?)));
    named.filter(|(_, address)| !own.contains(address)).collect()
}

/// What the blocks of one file offer, and what they need from elsewhere.
fn facts(
    draft: &Draft,
    file: &str,
    elsewhere: &[(&ReferenceSite, Address)],
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
            .filter(|block| matches!(block.kind, BlockKind::Backend | BlockKind::Cloud))
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
            provider_schema::unknown_provider(block, around.run)
                .map(|name| fact(Role::Tells, UNKNOWN, name.into(), draft, block)),
        );
        for (ReferenceSite { path, .. }, (kind, name)) in
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

fn fact(role: Role, kind: &'static str, name: String, draft: &Draft, block: &Block) -> Fact {
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
