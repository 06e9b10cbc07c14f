//! Taking over what exists: the data of `read_hcl` becomes the blocks of a root again.

use super::read_hcl;
use crate::diag::{Diagnostic, Place, suggest};
use crate::domains::terraform::block::draft::{Block, Root};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::hole;
use crate::domains::terraform::block::unchecked::arguments;
use crate::domains::terraform::block::{BLOCK_TAG, EXTERNAL};
use crate::domains::terraform::check::provider_schema;
use crate::domains::terraform::recipe::nested_block::to_recipe;
use crate::domains::terraform::tables;
use crate::engine::Functions;
use crate::engine::reading::{read, refuse_mark};
use crate::engine::unchecked::Unchecked;
use crate::engine::{At, Fallible, Run, options};
use crate::schema::Dialect;
use crate::value::{Hole, Map as ValueMap, Path, Value};
use rhai::{Dynamic, Map, NativeCallContext};

pub(crate) fn functions(functions: &mut Functions<'_>) {
    functions.add("read_hcl(path)", read_hcl);
}

pub(crate) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.add(data)", add);
    functions.add("root.add(data: unchecked)", add_unchecked);
}

/// The kinds of blocks, each with the number of its labels.
const KINDS: [(&str, BlockKind, usize); 12] = [
    ("check", BlockKind::Check, 1),
    ("data", BlockKind::Data, 2),
    ("ephemeral", BlockKind::Ephemeral, 2),
    ("import", BlockKind::Import, 0),
    ("locals", BlockKind::Locals, 0),
    ("module", BlockKind::Module, 1),
    ("moved", BlockKind::Moved, 0),
    ("output", BlockKind::Output, 1),
    ("provider", BlockKind::Provider, 1),
    ("removed", BlockKind::Removed, 0),
    ("resource", BlockKind::Resource, 2),
    ("variable", BlockKind::Variable, 1),
];

/// The block that is in no list: it is settings of the root.
const SETTINGS: &str = "terraform";

/// The blocks that data describes, in its order.
fn blocks(data: &ValueMap, place: &Place) -> Result<Vec<Block>, Diagnostic> {
    let mut all = Vec::new();
    for (word, value) in data.iter().filter(|(word, _)| *word != SETTINGS) {
        let known = KINDS.iter().find(|(known, ..)| known == word);
        let (_, kind, labels) = *known.ok_or_else(|| unknown(word))?;
        for (labels, body) in labelled(value, labels, word)? {
            let body = match kind {
                BlockKind::Variable => with_type(body),
                BlockKind::Moved | BlockKind::Removed => from_elsewhere(body),
                _ => body,
            };
            all.push(Block::new(kind, labels, body, place.clone()));
        }
    }
    Ok(all)
}

/// All blocks of the data; the version that it demands becomes the root's.
fn taken(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    data: &ValueMap,
) -> Result<Vec<Block>, Diagnostic> {
    let run = Run::of(ctx);
    let place = run.place(ctx).unwrap_or_default();
    let (mut all, version) = settings(data, &place, &run)?;
    all.extend(blocks(data, &place)?);
    if version.is_some() {
        root.draft().required_version = version;
    }
    Ok(all)
}

fn unknown(word: &str) -> Diagnostic {
    let names = KINDS.iter().map(|(word, ..)| *word).chain([SETTINGS]);
    let hint = suggest::did_you_mean(word, names).unwrap_or_else(|| {
        "take it out of the data before it is added: `omit(data, [...])`".into()
    });
    Diagnostic::error("unknown-block", format!("a root has no blocks `{word}`")).hint(hint.as_str())
}

/// Bodies with the labels that they are under.
fn labelled(
    value: &Value,
    labels: usize,
    word: &str,
) -> Result<Vec<(Vec<String>, ValueMap)>, Diagnostic> {
    if labels == 0 {
        let bodies = value.as_list().unwrap_or(std::slice::from_ref(value));
        return bodies.iter().map(|body| Ok((Vec::new(), map(body, word)?.clone()))).collect();
    }
    let mut all = Vec::new();
    for (label, value) in map(value, word)?.iter() {
        for (rest, body) in labelled(value, labels - 1, &format!("{word}.{label}"))? {
            all.push(([label.to_string()].into_iter().chain(rest).collect(), body));
        }
    }
    Ok(all)
}

fn map<'a>(value: &'a Value, word: &str) -> Result<&'a ValueMap, Diagnostic> {
    value.as_map().ok_or_else(|| {
        Diagnostic::error(
            "wrong-type",
            format!("`{word}` is a map of blocks, found {}", value.kind()),
        )
        .hint("see what `read_hcl` returns: `print(read_hcl(path))`")
    })
}

/// A type is no value but a word of its own.
fn with_type(mut body: ValueMap) -> ValueMap {
    let source =
        body.get("type").and_then(Value::as_text).and_then(|text| text.as_hole()).and_then(
            |hole| match hole {
                Hole::Expr(expr) => Some(expr.source.to_string()),
                Hole::Secret(_) => None,
            },
        );
    if let Some(source) = source {
        body.insert("type", Value::from(source));
    }
    body
}

/// What something is moved or removed from is not there any more.
fn from_elsewhere(mut body: ValueMap) -> ValueMap {
    if let Some(Hole::Expr(expr)) =
        body.get("from").and_then(Value::as_text).and_then(|text| text.as_hole())
    {
        let gone = hole(&expr.source, EXTERNAL);
        body.insert("from", Value::from(gone));
    }
    body
}

/// The settings that data describes, and the version that may run it.
fn settings(
    data: &ValueMap,
    place: &Place,
    run: &Run,
) -> Result<(Vec<Block>, Option<String>), Diagnostic> {
    let Some(all) = data.get(SETTINGS) else { return Ok((Vec::new(), None)) };
    let (mut blocks, mut version) = (Vec::new(), None);
    for (word, value) in map(all, SETTINGS)?.iter() {
        let (kind, labels) = match word.as_str() {
            "required_version" => {
                version = Some(value.as_str().map(String::from).ok_or_else(|| no_version(value))?);
                continue;
            }
            "required_providers" => (BlockKind::RequiredProvider, 1),
            "backend" => (BlockKind::Backend, 1),
            "cloud" => (BlockKind::Cloud, 0),
            word => return Err(unknown_setting(map(all, SETTINGS)?, word, run)),
        };
        for (labels, body) in labelled(value, labels, word)? {
            let body = if kind == BlockKind::Cloud {
                body.into_iter().map(|(key, value)| (key, untagged(value))).collect()
            } else {
                body
            };
            blocks.push(Block::new(kind, labels, body, place.clone()));
        }
    }
    Ok((blocks, version))
}

/// A key of `terraform` that Terraform does not have, or that a root can't have here.
fn unknown_setting(all: &ValueMap, word: &str, run: &Run) -> Diagnostic {
    let dialect = Dialect { subject: &"`terraform`", ..Dialect::LANGUAGE };
    let schema = tables::of(run).language(SETTINGS);
    let found = schema.map(|schema| schema.check_map(all, &dialect)).unwrap_or_default();
    let found = found.into_iter().find(|problem| problem.path == Path::root().key(word));
    found.map_or_else(|| unknown(&format!("{SETTINGS}.{word}")), |problem| problem.diagnostic)
}

fn no_version(value: &Value) -> Diagnostic {
    Diagnostic::error(
        "wrong-type",
        format!("`{SETTINGS}.required_version` is a string, found {}", value.kind()),
    )
    .hint("write the versions themselves: `\">= 1.10\"`")
}

fn untagged(value: Value) -> Value {
    if value.tag() == Some(BLOCK_TAG) { value.bare().clone() } else { value }
}

fn read_hcl(ctx: NativeCallContext, path: &str) -> Fallible<Dynamic> {
    let (path, text) = read(&ctx, path)?;
    let run = Run::of(&ctx);
    refuse_mark(&text).at(&ctx)?;
    run.keep_text(&path, &text);
    let placed = |problem: Diagnostic| match run.place(&ctx) {
        Some(call) => problem.related(call, "it is read here"),
        None => problem,
    };
    let value = read_hcl::read(&text, &path, &run).map_err(placed).at(&ctx)?;
    Ok(to_recipe(&run, &value))
}

fn add(ctx: NativeCallContext, this: &mut Root, data: Map) -> Fallible<()> {
    let data = options::map(&ctx, &data)?;
    let blocks = taken(&ctx, this, &data).at(&ctx)?;
    blocks.into_iter().try_for_each(|block| this.add(block)).at(&ctx)
}

fn add_unchecked(ctx: NativeCallContext, this: &mut Root, data: Unchecked) -> Fallible<()> {
    let run = Run::of(&ctx);
    let (data, reason) = arguments(&data).at(&ctx)?;
    let blocks = taken(&ctx, this, &data).at(&ctx)?;
    blocks
        .into_iter()
        .try_for_each(|block| this.add(provider_schema::vouched(block, &reason, &run)))
        .at(&ctx)
}
