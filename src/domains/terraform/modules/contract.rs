//! What a module takes and gives, as a contract.

use super::interface::Interface;
use super::slots::{INPUT, OUTPUT, PROVIDER, alias_slot};
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::parse::{self, variable_type};
use crate::engine::Around;
use crate::model::{Contract, Slot};
use crate::schema::Type;
use crate::schema::terraform::provider_of;
use crate::secrets::terraform_name;
use crate::value::{Text, Value};

/// The names of the outputs that it has so far.
pub(crate) fn outputs(draft: &Draft) -> Vec<String> {
    draft
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Output)
        .map(|block| block.labels.join("."))
        .collect()
}

/// What a root or module of the run takes and gives.
pub(crate) fn of(draft: &Draft, home: &str, around: &Around<'_>) -> Contract {
    let mut slots: Vec<Slot> = draft.blocks.iter().flat_map(slots).collect();
    let secrets =
        draft.secrets().into_iter().map(|name| (terraform_name(&around.secret(&name, None)), name));
    for (variable, secret) in secrets {
        if !slots.iter().any(|slot| slot.sort == INPUT && slot.name == variable) {
            let how = Some(format!(
                "it takes the secret `{secret}`: add `{variable}: secret(\"{secret}\")`"
            ));
            slots.push(Slot {
                sort: INPUT.into(),
                name: variable,
                is_required: true,
                kind: Type::TEXT,
                place: None,
                how,
            });
        }
    }
    let has_calls = draft.blocks.iter().any(|block| block.kind == BlockKind::Module);
    Contract {
        what: format!("the module `{home}`"),
        key: home.into(),
        slots,
        open: open(has_calls),
        is_found: false,
    }
}

/// A module that calls others may hand providers on that it does not name.
fn open(has_calls: bool) -> Vec<String> {
    if has_calls { vec![PROVIDER.into()] } else { Vec::new() }
}

/// The type of a variable, as far as it is told.
pub(crate) fn type_of(variable: &Block) -> Type {
    let kind =
        variable.body.get("type").and_then(Value::as_str).and_then(|told| parse::expr(told).ok());
    kind.as_ref().map(variable_type::of).unwrap_or_default()
}

fn slots(block: &Block) -> Vec<Slot> {
    let place = Some(block.place.clone());
    let name = block.labels.first().cloned().unwrap_or_default();
    match block.kind {
        BlockKind::Variable => {
            let kind = type_of(block);
            vec![Slot {
                sort: INPUT.into(),
                name,
                is_required: !block.body.contains_key("default"),
                kind,
                place,
                how: None,
            }]
        }
        BlockKind::Output => vec![Slot { sort: OUTPUT.into(), name, place, ..Slot::default() }],
        BlockKind::RequiredProvider => {
            let aliases = block
                .body
                .get("configuration_aliases")
                .and_then(Value::as_list)
                .unwrap_or_default();
            let aliases = aliases
                .iter()
                .filter_map(|alias| Some(alias_slot(expression(alias)?, place.clone())));
            let own = Slot { sort: PROVIDER.into(), name, place: place.clone(), ..Slot::default() };
            std::iter::once(own).chain(aliases.collect::<Vec<_>>()).collect()
        }
        BlockKind::Resource | BlockKind::Data => {
            vec![Slot { sort: PROVIDER.into(), name: provider_of(&name).into(), ..Slot::default() }]
        }
        _ => Vec::new(),
    }
}

fn expression(value: &Value) -> Option<String> {
    match value.as_text()? {
        Text::Plain(plain) => Some(plain.to_string()),
        text => match text.as_hole()? {
            crate::value::Hole::Expr(expr) => Some(expr.source.clone()),
            crate::value::Hole::Secret(_) => None,
        },
    }
}

/// What a module takes and gives whose files were read.
pub(crate) fn read(interface: &Interface, what: String, key: String) -> Contract {
    let slot =
        |sort: &str, name: &str| Slot { sort: sort.into(), name: name.into(), ..Slot::default() };
    let inputs = interface.inputs.iter().map(|input| Slot {
        is_required: input.is_required,
        kind: input.kind.clone(),
        place: input.place.clone(),
        ..slot(INPUT, &input.name)
    });
    let outputs = interface
        .outputs
        .iter()
        .map(|output| Slot { place: output.place.clone(), ..slot(OUTPUT, &output.name) });
    let aliases = interface.aliases.iter().map(|alias| alias_slot(alias.clone(), None));
    let providers = interface.providers.iter().map(|name| slot(PROVIDER, name));
    let slots = inputs.chain(outputs).chain(aliases).chain(providers).collect();
    Contract { what, key, slots, open: open(interface.has_calls), is_found: false }
}
