//! What is between a block's braces, in the order in which Terraform's style guide has it:
//! what makes the block repeat or come from somewhere, arguments, nested blocks, then the rest.

use super::expression::{Lowering, margin, problem};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::DYNAMIC;
use crate::domains::terraform::block::draft::Block;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::{BLOCK_TAG, LABELLED, REPEATED};
use crate::emit::hcl::{self, Attribute, Body, Expr, Ident, Label, Margin, Structure};
use crate::schema::Problem;
use crate::value::{Map, Piece, Text, Trail, Value};

/// What comes first, apart from the arguments.
const FIRST: [&str; 3] = ["count", "for_each", "provider"];

/// The same in a call of a module; elsewhere `source` and `version` are arguments like others.
const FIRST_OF_MODULE: [&str; 5] = ["source", "version", "count", "for_each", "provider"];

/// What comes last.
const LAST: [&str; 2] = ["lifecycle", "depends_on"];

/// The block that a recipe asked for.
pub(crate) fn block(written: &Block, lowering: &Lowering<'_>) -> Result<hcl::Block, Problem> {
    let labels = labels(written)?;
    let mut block = hcl::Block::new(ident(written.kind.word(), &Trail::ROOT)?, labels);
    block.body = match written.kind {
        BlockKind::Resource | BlockKind::Data | BlockKind::Ephemeral => {
            arranged(&written.body, &FIRST, lowering)?
        }
        BlockKind::Module => arranged(&written.body, &FIRST_OF_MODULE, lowering)?,
        BlockKind::Variable => spaced(variable(&written.body, lowering)?),
        BlockKind::Output => spaced(plain(&written.body, &Trail::ROOT, lowering)?),
        BlockKind::Cloud
        | BlockKind::Provider
        | BlockKind::Locals
        | BlockKind::Check
        | BlockKind::Removed => plain(&written.body, &Trail::ROOT, lowering)?.airy(),
        _ => plain(&written.body, &Trail::ROOT, lowering)?,
    };
    Ok(block.within(Margin::above(written.above.iter().cloned())))
}

/// Nested blocks have room around them; arguments alone are together.
fn spaced(body: Body) -> Body {
    if body.structures.iter().any(|structure| matches!(structure, Structure::Block(_))) {
        body.airy()
    } else {
        body
    }
}

/// The names in quotes behind a block's word.
pub(crate) fn labels(written: &Block) -> Result<Vec<Label>, Problem> {
    let name = |label: &String| ident(label, &Trail::ROOT).map(Label::from);
    written.labels.iter().map(name).collect()
}

/// A name that Terraform accepts.
pub(crate) fn ident(name: &str, trail: &Trail<'_>) -> Result<Ident, Problem> {
    Ident::new(name).map_err(|error| {
        problem(trail, "invalid-name", error.to_string())
            .hinted("write it with `_` in place of what does not fit; `text::snake(name)` does")
    })
}

/// Attributes and blocks in the author's order.
pub(crate) fn plain(
    map: &Map,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Body, Problem> {
    let mut body = Body::new();
    for (key, value) in map.iter() {
        structures(key, value, trail, lowering)?
            .into_iter()
            .for_each(|structure| body.push(structure));
    }
    Ok(body)
}

fn arranged(map: &Map, leading: &[&str], lowering: &Lowering<'_>) -> Result<Body, Problem> {
    let (mut first, mut attributes, mut blocks, mut last) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (key, value) in map.iter() {
        for structure in structures(key, value, &Trail::ROOT, lowering)? {
            match &structure {
                _ if leading.contains(&key.as_str()) => first.push(structure),
                _ if LAST.contains(&key.as_str()) => last.push(structure),
                Structure::Block(_) => blocks.push(structure),
                _ => attributes.push(structure),
            }
        }
    }
    first.sort_by_key(|structure| rank(structure, leading));
    last.sort_by_key(|structure| rank(structure, &LAST));
    let mut body = Body::new().airy();
    for group in [first, attributes, blocks, last] {
        let started = !body.structures.is_empty();
        body.structures.extend(group.into_iter().enumerate().map(|(i, structure)| {
            if i == 0 && started { after_blank(structure) } else { structure }
        }));
    }
    Ok(body)
}

/// The type of a variable is an expression, and is in a text.
fn variable(map: &Map, lowering: &Lowering<'_>) -> Result<Body, Problem> {
    let mut body = Body::new();
    for (key, value) in map.iter() {
        let trail = Trail::ROOT;
        let trail = trail.key(key);
        let expr = match (key.as_str(), value.as_str()) {
            ("validation", _) => {
                structures(key, value, &Trail::ROOT, lowering)?
                    .into_iter()
                    .for_each(|structure| body.push(structure));
                continue;
            }
            ("type", Some(kind)) => type_expr(kind, &trail)?,
            _ => lowering.expr(value, &trail)?,
        };
        body.push(Attribute::new(ident(key, &trail)?, expr).within(margin(value)));
    }
    Ok(body)
}

fn type_expr(kind: &str, trail: &Trail<'_>) -> Result<Expr, Problem> {
    crate::domains::terraform::parse::expr(kind).map_err(|error| {
        problem(trail, "invalid-type", format!("`{kind}` is no Terraform type: {error}"))
            .hinted("types are `string`, `number`, `bool`, `list(string)`, `map(number)`, `object({ name = string })`, ...")
    })
}

/// Arguments that take a script, for which an array of lines is as good as text.
const SCRIPTS: [&str; 2] = ["user_data", "startup_script"];

/// The lines of a script as one text.
pub(crate) fn script(key: &str, value: &Value) -> Option<Value> {
    let lines = value.as_list().filter(|_| SCRIPTS.contains(&key) && value.tag().is_none())?;
    let mut pieces = Vec::new();
    for line in lines {
        match line.as_text()? {
            Text::Plain(plain) => pieces.push(Piece::Plain(plain.clone())),
            Text::Pieces(inner) => pieces.extend(inner.iter().cloned()),
        }
        pieces.push(Piece::Plain("\n".into()));
    }
    Some(Text::Pieces(pieces).into())
}

/// What a key and its value become: an attribute, a nested block, or several blocks of one name.
fn structures(
    key: &str,
    value: &Value,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Vec<Structure>, Problem> {
    let trail = trail.key(key);
    match (value.tag(), value.as_map()) {
        (Some(REPEATED), Some(map)) => return dynamic_blocks(map, &trail, lowering),
        (Some(LABELLED), Some(map)) => return labelled(key, &[], map, &trail, lowering),
        _ => {}
    }
    if value.is_tagged(BLOCK_TAG) {
        return Ok(vec![nested(key, value, &trail, lowering)?]);
    }
    if let Some(items) = value
        .as_list()
        .filter(|items| !items.is_empty() && items.iter().all(|item| item.is_tagged(BLOCK_TAG)))
    {
        return items
            .iter()
            .enumerate()
            .map(|(i, item)| nested(key, item, &trail.index(i), lowering))
            .collect();
    }
    let expr = lowering.expr(script(key, value).as_ref().unwrap_or(value), &trail)?;
    let attribute = Attribute::new(ident(key, &trail)?, expr);
    Ok(vec![attribute.within(margin(value)).into()])
}

/// A block for each entry, or several where it is a list; the key is the label, and `before` those that come first.
fn labelled(
    key: &str,
    before: &[Label],
    map: &Map,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Vec<Structure>, Problem> {
    let mut blocks = Vec::new();
    for (label, value) in map.iter() {
        let trail = trail.key(label);
        let labels = || Ok([before, &[Label::from(ident(label, &trail)?)]].concat());
        if let Some(inner) = value.as_map().filter(|_| value.tag() == Some(LABELLED)) {
            blocks.extend(labelled(key, &labels()?, inner, &trail, lowering)?);
            continue;
        }
        let bodies = value.as_list().map_or_else(|| vec![value], |items| items.iter().collect());
        for body in bodies {
            let Some(inner) = body.as_map() else {
                let wrong = problem(
                    &trail,
                    "wrong-type",
                    format!("`{key}` takes a map for `{label}`, found {}", body.kind()),
                );
                return Err(wrong.hinted("write a map there"));
            };
            let mut block = hcl::Block::new(ident(key, &trail)?, labels()?);
            block.body = plain(inner, &trail, lowering)?.airy();
            blocks.push(block.within(margin(body)).into());
        }
    }
    Ok(blocks)
}

fn nested(
    key: &str,
    value: &Value,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Structure, Problem> {
    let mut block = hcl::Block::new(ident(key, trail)?, []);
    if let Some(map) = value.as_map() {
        block.body = plain(map, trail, lowering)?.airy();
    }
    Ok(block.within(margin(value)).into())
}

fn rank(structure: &Structure, names: &[&str]) -> usize {
    let name = match structure {
        Structure::Attribute(attribute) => attribute.name.as_str(),
        Structure::Block(block) => block.kind.as_str(),
        Structure::Comment(_) => "",
    };
    names.iter().position(|known| *known == name).unwrap_or(names.len())
}

fn after_blank(structure: Structure) -> Structure {
    match structure {
        Structure::Attribute(attribute) => {
            let margin = attribute.margin.clone().after_blank();
            attribute.within(margin).into()
        }
        other => other,
    }
}

/// The arguments of a dynamic block, in the order in which it is written.
const PARTS: [&str; 4] = ["for_each", "iterator", "labels", "content"];

/// The dynamic blocks that a map becomes.
fn dynamic_blocks(
    map: &Map,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Vec<Structure>, Problem> {
    map.iter().map(|(name, parts)| dynamic_block(name, parts, &trail.key(name), lowering)).collect()
}

fn dynamic_block(
    name: &str,
    parts: &Value,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Structure, Problem> {
    let missing = |what: &str| {
        problem(trail, "missing-argument", format!("the dynamic block `{name}` needs `{what}`"))
            .hinted("write it as `dynamic: #{ name: #{ for_each: items, content: #{ ... } } }`; `name.value` is then the item")
    };
    let parts = parts.as_map().ok_or_else(|| missing("content"))?;
    if let Some(unknown) = parts.keys().find(|key| !PARTS.contains(&key.as_str())) {
        let message = format!("a dynamic block has no argument `{unknown}`");
        let diagnostic = Diagnostic::error("unknown-argument", message);
        return Err(Problem::key(trail.key(unknown).path(), diagnostic)
            .hinted("it takes `for_each`, `iterator`, `labels` and `content`"));
    }
    let mut block = hcl::Block::new(ident(DYNAMIC, trail)?, [Label::from(ident(name, trail)?)]);
    for part in &PARTS[..3] {
        if let Some(value) = parts.get(part) {
            block.body.push(Attribute::new(
                ident(part, trail)?,
                iterator(part, value, &trail.key(part), lowering)?,
            ));
        } else if *part == "for_each" {
            return Err(missing(part));
        }
    }
    let content = parts.get("content").and_then(Value::as_map).ok_or_else(|| missing("content"))?;
    let mut inner = hcl::Block::new(ident("content", trail)?, []);
    inner.body = plain(content, &trail.key("content"), lowering)?.airy();
    block.body.push(inner);
    Ok(block.into())
}

/// The iterator is a name, and no text.
fn iterator(
    part: &str,
    value: &Value,
    trail: &Trail<'_>,
    lowering: &Lowering<'_>,
) -> Result<Expr, Problem> {
    match value.as_str().filter(|_| part == "iterator").map(Expr::path) {
        Some(Ok(name)) => Ok(name),
        Some(Err(error)) => Err(problem(trail, "invalid-name", error.to_string())
            .hinted("the iterator is a name, as `item`")),
        None => lowering.expr(value, trail),
    }
}
