//! TOML with a table per map, in the given order; `toml_edit` writes the values.

use super::comment;
use super::tree::node::{Data, Key, Layout, Node};
use super::unfit::Unfit;
use crate::value::Trail;
use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, Table, Value};

/// A node as a TOML file's text.
///
/// Maps become `[tables]` and lists of maps `[[tables]]`, behind the plain values of the table they
/// are in, as TOML demands; those in flow layout stay on one line. A list with comments inside or
/// of more than 80 columns goes over several lines. A comment that TOML has no line for goes above.
///
/// # Errors
/// When the root is no map, or somewhere inside is a null or a tag.
///
/// ```
/// use sw::emit::{Node, toml};
/// let tool = Node::map([("name", Node::from("web").noted("short")), ("build", Node::map([("publish", "dist")]))]);
/// assert_eq!(toml::emit(&tool), Ok("name = \"web\"  # short\n\n[build]\npublish = \"dist\"\n".into()));
/// ```
pub fn emit(node: &Node<'_>) -> Result<String, Unfit> {
    let Data::Map(entries, _) = &node.data else {
        return Err(Unfit::new(&Trail::ROOT, "is not a map, and a TOML file is one"));
    };
    refuse_tag(node, &Trail::ROOT)?;
    let body = DocumentMut::from(table(entries, &Trail::ROOT)?).to_string();
    Ok(above(node, Note::Above) + body.trim_start_matches('\n'))
}

/// Where the comment beside a node goes.
#[derive(Clone, Copy, PartialEq)]
enum Note {
    Beside,
    Above,
}

fn table(entries: &[(Key<'_>, Node<'_>)], trail: &Trail<'_>) -> Result<Table, Unfit> {
    let mut table = Table::new();
    for (key, node) in entries {
        let item = item(node, &trail.key(&key.text))?;
        let mut key = toml_edit::Key::new(&*key.text);
        if item.is_value() {
            key.leaf_decor_mut().set_prefix(lead(node));
        }
        table.insert_formatted(&key, item);
    }
    Ok(table)
}

fn item(node: &Node<'_>, trail: &Trail<'_>) -> Result<Item, Unfit> {
    refuse_tag(node, trail)?;
    match &node.data {
        Data::Map(entries, Layout::Block) => {
            let mut table = table(entries, trail)?;
            // A header that only says what the headers of its tables say as well is left out.
            table.set_implicit(!table.is_empty() && !has_comment(node));
            *table.decor_mut() = header_decor(&[node]);
            Ok(table.into())
        }
        Data::List(items, Layout::Block) if !items.is_empty() && items.iter().all(is_table) => {
            tables(node, items, trail).map(Into::into)
        }
        _ => {
            let value = value(node, trail, 0)?;
            let mut note = String::new();
            comment::beside(&mut note, node.beside().unwrap_or_default());
            Ok(value.decorated(" ", note).into())
        }
    }
}

fn tables(node: &Node<'_>, items: &[Node<'_>], trail: &Trail<'_>) -> Result<ArrayOfTables, Unfit> {
    let mut tables = ArrayOfTables::new();
    for (i, item) in items.iter().enumerate() {
        let trail = trail.index(i);
        refuse_tag(item, &trail)?;
        let Data::Map(entries, _) = &item.data else {
            unreachable!("only lists of maps become tables")
        };
        let mut table = table(entries, &trail)?;
        *table.decor_mut() =
            if i == 0 { header_decor(&[node, item]) } else { header_decor(&[item]) };
        tables.push(table);
    }
    Ok(tables)
}

/// A value on the line of its key; `depth` counts the lists around it.
fn value(node: &Node<'_>, trail: &Trail<'_>, depth: usize) -> Result<Value, Unfit> {
    refuse_tag(node, trail)?;
    match &node.data {
        Data::Null | Data::Blank => Err(Unfit::new(trail, "is null, which TOML doesn't have")),
        Data::Bool(flag) => Ok((*flag).into()),
        Data::Int(int) => Ok((*int).into()),
        Data::Float(float) => Ok((*float).into()),
        Data::Text(text, _) => Ok((&**text).into()),
        Data::List(items, _) => array(items, trail, depth).map(Into::into),
        Data::Map(entries, _) => {
            let mut table = InlineTable::new();
            for (key, node) in entries {
                table.insert(&*key.text, value(node, &trail.key(&key.text), depth)?);
            }
            Ok(table.into())
        }
    }
}

fn array(items: &[Node<'_>], trail: &Trail<'_>, depth: usize) -> Result<Array, Unfit> {
    let mut array = Array::new();
    for (i, item) in items.iter().enumerate() {
        array.push(value(item, &trail.index(i), depth + 1)?);
    }
    let line = array.to_string();
    if line.len() > MAX_LINE || line.contains('\n') || items.iter().any(Node::has_comments) {
        break_lines(&mut array, items, depth);
    }
    Ok(array)
}

/// Gives each item a line of its own, with its comments above.
fn break_lines(array: &mut Array, items: &[Node<'_>], depth: usize) {
    let outer = format!("\n{}", "  ".repeat(depth));
    let inner = format!("{outer}  ");
    for (value, node) in array.iter_mut().zip(items) {
        let comments = above(node, Note::Above) + &above_inside(node);
        let prefix: String = comments.lines().map(|line| format!("{inner}{line}")).collect();
        *value.decor_mut() = Decor::new(prefix + &inner, "");
    }
    array.set_trailing_comma(true);
    array.set_trailing(outer);
}

/// What is before a header and behind it, for a table that `nodes` name.
fn header_decor(nodes: &[&Node<'_>]) -> Decor {
    let prefix: String = nodes.iter().map(|node| above(node, Note::Beside)).collect();
    let mut suffix = String::new();
    for note in nodes.iter().filter_map(|node| node.beside()) {
        comment::beside(&mut suffix, note);
    }
    Decor::new(format!("\n{prefix}"), suffix)
}

/// What is before the key of a value.
fn lead(node: &Node<'_>) -> String {
    let space = if node.is_spaced() { "\n" } else { "" };
    let inside =
        if matches!(node.data, Data::Map(..)) { above_inside(node) } else { String::new() };
    format!("{space}{}{inside}", above(node, Note::Beside))
}

fn above(node: &Node<'_>, note: Note) -> String {
    let mut out = String::new();
    for text in node.above() {
        comment::above(&mut out, 0, text);
    }
    if let (Note::Above, Some(text)) = (note, node.beside()) {
        comment::above(&mut out, 0, text);
    }
    out
}

/// The comments inside a map that is written on one line; a list has lines for its own.
fn above_inside(node: &Node<'_>) -> String {
    match &node.data {
        Data::Map(entries, _) => {
            entries.iter().map(|(_, node)| above(node, Note::Above) + &above_inside(node)).collect()
        }
        _ => String::new(),
    }
}

fn has_comment(node: &Node<'_>) -> bool {
    !node.above().is_empty() || node.beside().is_some()
}

fn is_table(node: &Node<'_>) -> bool {
    matches!(node.data, Data::Map(_, Layout::Block))
}

fn refuse_tag(node: &Node<'_>, trail: &Trail<'_>) -> Result<(), Unfit> {
    node.tag().map_or(Ok(()), |tag| Err(Unfit::tag(tag, trail)))
}

const MAX_LINE: usize = 80;
