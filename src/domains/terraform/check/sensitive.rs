//! Outputs that reveal a secret: Terraform refuses those that are not declared sensitive.

use super::provider_schema::lookup;
use crate::domains::terraform::block::draft::{Block, Draft, collect_secrets};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites;
use crate::engine::Run;
use crate::schema::Lookup;
use crate::value::{Map, Value};
use std::borrow::Cow;

/// The block with `sensitive = true` where it is an output that needs it and says nothing of it.
pub(crate) fn marked<'a>(written: &'a Block, draft: &Draft, run: &Run) -> Cow<'a, Block> {
    let reveals = |value: &Value| {
        has_secret(value) || has_sensitive(value, draft) || has_marked(value, draft, run)
    };
    let value = written
        .body
        .get("value")
        .filter(|_| written.kind == BlockKind::Output && !written.body.contains_key("sensitive"));
    if value.is_none_or(|value| !reveals(value)) {
        return Cow::Borrowed(written);
    }
    let mut body = Map::new();
    for (key, value) in written.body.iter() {
        body.insert(key.clone(), value.clone());
        if key == "value" {
            body.insert("sensitive", Value::Bool(true));
        }
    }
    written.with(Cow::Owned(body))
}

fn has_secret(value: &Value) -> bool {
    let mut names = Vec::new();
    collect_secrets(value.descendants(), &mut names);
    !names.is_empty()
}

/// Whether a variable of the root is part of it that is declared sensitive.
fn has_sensitive(value: &Value, draft: &Draft) -> bool {
    let is_sensitive = |name: &str| {
        let variable = draft.blocks.iter().find(|block| {
            block.kind == BlockKind::Variable
                && block.labels.first().is_some_and(|label| label == name)
        });
        variable
            .and_then(|variable| variable.body.get("sensitive"))
            .is_some_and(|sensitive| *sensitive.bare() == Value::Bool(true))
    };
    reference_sites::of(value)
        .iter()
        .any(|(_, kind, name)| *kind == "variable" && is_sensitive(name))
}

/// Whether something is part of it that a provider says is sensitive, or that a module of the recipe gives as such.
fn has_marked(value: &Value, draft: &Draft, run: &Run) -> bool {
    let block = |kind: BlockKind, labels: &[String]| {
        draft.blocks.iter().find(|block| block.kind == kind && block.labels == labels)
    };
    let is_sensitive = |address: Vec<String>| match address.as_slice() {
        [word, module, output, ..] if word == "module" => {
            block(BlockKind::Module, std::slice::from_ref(module))
                .is_some_and(|call| gives(call, output, run))
        }
        [word, kind, name, way @ ..] if word == "data" => {
            block(BlockKind::Data, &[kind.clone(), name.clone()])
                .is_some_and(|block| is_marked(block, way, run))
        }
        [kind, name, way @ ..] => block(BlockKind::Resource, &[kind.clone(), name.clone()])
            .is_some_and(|block| is_marked(block, way, run)),
        _ => false,
    };
    reference_sites::names(value).into_iter().any(is_sensitive)
}

/// Whether a module of the recipe gives an output that is sensitive.
fn gives(call: &Block, output: &str, run: &Run) -> bool {
    let Some(module) = &call.module else { return false };
    let draft = module.draft();
    let output = draft.blocks.iter().find(|block| {
        block.kind == BlockKind::Output && block.labels.iter().any(|label| label == output)
    });
    output.is_some_and(|output| {
        marked(output, &draft, run)
            .body
            .get("sensitive")
            .is_some_and(|sensitive| *sensitive.bare() == Value::Bool(true))
    })
}

/// Whether the table says of a property that it is sensitive.
fn is_marked(block: &Block, way: &[String], run: &Run) -> bool {
    let Lookup::Known(schema) = lookup(block, run) else { return false };
    let mut view = schema.view();
    for name in way {
        let Some(field) = view.objects().and_then(|(_, object)| object.get(name)) else {
            return false;
        };
        if field.marks.is_sensitive {
            return true;
        }
        view = view.objects().map_or(view, |(inner, _)| inner.at(&field.ty));
    }
    false
}
