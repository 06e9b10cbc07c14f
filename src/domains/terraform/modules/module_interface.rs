//! The interface of a module: of one that the run makes, and of one whose files or schema were read.

use super::declarations::ModuleDeclarations;
use super::provider::alias;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::parse::{self, variable_type};
use crate::domains::terraform::tables::provider_of;
use crate::engine::Around;
use crate::model::{DeclaredBy, Direction, Interface, Parameter};
use crate::schema::Type;
use crate::secrets::terraform_name;
use crate::value::{Hole, Text, Value};

/// The names of the outputs that it has so far.
pub(crate) fn outputs(draft: &Draft) -> Vec<String> {
    draft
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Output && !block.is_override())
        .map(|block| block.labels.join("."))
        .collect()
}

/// The interface of a root or module of the run.
pub(crate) fn of(draft: &Draft, home: &str, around: &Around<'_>) -> Interface {
    let mut parameters: Vec<Parameter> = draft.blocks.iter().flat_map(declared).collect();
    for secret in draft.secrets() {
        let name = terraform_name(&around.declared(&secret));
        let is_input = |own: &Parameter| own.direction == Direction::Input && own.name == name;
        if !parameters.iter().any(is_input) {
            let how =
                Some(format!("it takes the secret `{secret}`: add `{name}: secret(\"{secret}\")`"));
            let own = Parameter::new(Direction::Input, name);
            parameters.push(Parameter { is_required: true, kind: Type::TEXT, how, ..own });
        }
    }
    Interface {
        what: format!("the module `{home}`"),
        key: home.into(),
        parameters,
        open: open(draft.blocks.iter().any(|block| block.kind == BlockKind::Module)),
        origin: DeclaredBy::Run,
    }
}

/// A module that calls others may pass providers on that it does not name.
fn open(has_calls: bool) -> Vec<Direction> {
    if has_calls { vec![Direction::Provider] } else { Vec::new() }
}

/// The type of a variable; any where it declares none.
pub(crate) fn type_of(variable: &Block) -> Type {
    let declared = variable.body.get("type").and_then(Value::as_str);
    let kind = declared.and_then(|kind| parse::shared(kind).ok());
    kind.as_deref().map(variable_type::of).unwrap_or_default()
}

fn declared(block: &Block) -> Vec<Parameter> {
    let place = Some(block.place.clone());
    let name = block.labels.first().cloned().unwrap_or_default();
    let own =
        |direction, name| Parameter { place: place.clone(), ..Parameter::new(direction, name) };
    match block.kind {
        _ if block.is_override() => Vec::new(),
        BlockKind::Variable => {
            let (is_required, kind) = (!block.body.contains_key("default"), type_of(block));
            vec![Parameter { is_required, kind, ..own(Direction::Input, name) }]
        }
        BlockKind::Output => vec![own(Direction::Output, name)],
        BlockKind::RequiredProvider => {
            let aliases = block.body.get("configuration_aliases").and_then(Value::as_list);
            let aliases = aliases.unwrap_or_default().iter().filter_map(expression);
            std::iter::once(own(Direction::Provider, name))
                .chain(aliases.map(|name| alias(name, place.clone())))
                .collect()
        }
        BlockKind::Resource | BlockKind::Data => {
            vec![Parameter::new(Direction::Provider, provider_of(&name))]
        }
        _ => Vec::new(),
    }
}

fn expression(value: &Value) -> Option<String> {
    match value.as_text()? {
        Text::Plain(plain) => Some(plain.to_string()),
        text => match text.as_hole()? {
            Hole::Expr(expr) => Some(expr.source.clone()),
            Hole::Secret(_) => None,
        },
    }
}

/// The interface of a module whose declarations were read.
pub(crate) fn read(
    module: &ModuleDeclarations,
    what: String,
    key: String,
    origin: DeclaredBy,
) -> Interface {
    let inputs = module.inputs.iter().map(|input| Parameter {
        is_required: input.is_required,
        kind: input.kind.clone(),
        place: input.place.clone(),
        ..Parameter::new(Direction::Input, &input.name)
    });
    let outputs = module.outputs.iter().map(|output| Parameter {
        place: output.place.clone(),
        ..Parameter::new(Direction::Output, &output.name)
    });
    let aliases = module.aliases.iter().map(|name| alias(name.clone(), None));
    let providers = module.providers.iter().map(|name| Parameter::new(Direction::Provider, name));
    let parameters = inputs.chain(outputs).chain(aliases).chain(providers).collect();
    Interface { what, key, parameters, open: open(module.has_calls), origin }
}
