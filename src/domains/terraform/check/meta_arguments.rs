//! What Terraform itself takes in blocks: their own arguments, and the meta-arguments of resources, data sources and calls.

use crate::domains::terraform::block::draft::Block;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::nested::tagged as with_blocks;
use crate::domains::terraform::block::{DYNAMIC, LABELLED, REPEATED};
use crate::domains::terraform::tables;
use crate::engine::Run;
use crate::schema::{Dialect, Lookup, Openness, Problem, Schema};
use crate::value::{Map, Text, Value};
use std::borrow::Cow;

/// The arguments that Terraform reads before it evaluates anything: a list has to be written out there.
const STATIC: [&str; 1] = ["depends_on"];

/// The blocks that have a label in front of their body.
const PROVISIONER: &str = "provisioner";

/// What Terraform takes in blocks of a kind; none for those that are not written as blocks of their own.
pub(crate) fn schema(kind: BlockKind, run: &Run) -> Option<Schema> {
    let name = match kind {
        BlockKind::Backend | BlockKind::Cloud | BlockKind::Values => return None,
        BlockKind::RequiredProvider => "required_provider",
        kind => kind.word(),
    };
    tables::of(run).language(name)
}

/// Whether Terraform takes an argument in blocks of this kind, whatever their type is.
pub(crate) fn is_one(schema: Option<&Schema>, key: &str) -> bool {
    let field = schema.and_then(|schema| schema.view().field(key));
    field.is_some_and(|field| field.prefix().is_none())
}

/// Everything in a block that Terraform does not accept, whatever its provider says.
pub(crate) fn check(written: &Block, run: &Run) -> Vec<Problem> {
    let Some(schema) = schema(written.kind, run).filter(|_| written.unchecked.is_none()) else {
        return Vec::new();
    };
    let fixed: Vec<&Text> =
        STATIC.iter().filter_map(|key| written.body.get(key)?.as_text()).collect();
    let openness = |text: &Text| {
        let is_fixed = fixed.iter().any(|fixed| std::ptr::eq(*fixed, text));
        if is_fixed { Openness::Known } else { Openness::of_holes(text) }
    };
    // The source of a module that is part of the recipe is added later.
    let is_whole = written.module.is_none();
    let dialect = Dialect { openness: &openness, subject: written, is_whole, ..Dialect::LANGUAGE };
    schema.check_map(&written.body, &dialect)
}

/// The body with Terraform's own blocks in it tagged as such.
pub(crate) fn shaped<'m>(kind: BlockKind, body: Cow<'m, Map>, run: &Run) -> Cow<'m, Map> {
    let Some(schema) = schema(kind, run) else { return body };
    let mut body = with_blocks(body, schema.view());
    for (key, tag) in [(DYNAMIC, REPEATED), (PROVISIONER, LABELLED)] {
        if let Some(map) = body.get(key).and_then(Value::as_map).cloned()
            && is_one(Some(&schema), key)
        {
            body.to_mut().insert(key, Value::Map(map).tagged(tag));
        }
    }
    if kind == BlockKind::Check
        && let Some(types) = body.get("data").and_then(Value::as_map)
    {
        let types = labelled(types, &|kind, names| match names.as_map() {
            Some(names) => labelled(names, &|_, body| source(kind, body, run)),
            None => names.clone(),
        });
        body.to_mut().insert("data", types);
    }
    body
}

/// Blocks by their labels, as the data sources that a check has for itself.
fn labelled(blocks: &Map, body: &dyn Fn(&str, &Value) -> Value) -> Value {
    let blocks = blocks.iter().map(|(label, value)| (label.clone(), body(label, value)));
    Value::Map(blocks.collect()).tagged(LABELLED)
}

/// The body of a data source.
fn source(kind: &str, body: &Value, run: &Run) -> Value {
    match (tables::of(run).schema("data", kind), body.as_map()) {
        (Lookup::Known(schema), Some(map)) => {
            let map = with_blocks(Cow::Borrowed(map), schema.view());
            body.with_bare(Value::Map(shaped(BlockKind::Data, map, run).into_owned()))
        }
        _ => body.clone(),
    }
}
