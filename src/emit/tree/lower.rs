//! From a recipe's data to the data formats' tree, for everything but text.

use super::node::{Data, Layout, Node};
use crate::value::{Map, Text, Trail, Value};

/// What a text becomes, holes and all, given where it is.
pub type Texts<'f, 'a, E> = dyn FnMut(&'a Text, &Trail<'_>) -> Result<Node<'a>, E> + 'f;

/// Turns a value into a node; `texts` decides about each text.
///
/// Order and comments are kept; texts without holes can be borrowed.
///
/// # Errors
/// Whatever `texts` fails with.
///
/// ```
/// use sw::emit::{Node, lower::lower, yaml};
/// use sw::value::{Map, Path, Value};
/// let value = Value::from(Map::from([("tier", Value::from("small").noted("enough")), ("ports", vec![Value::Int(80)].into())]));
/// let node = lower(&value, &mut |text, trail| text.as_str().map(Node::from).ok_or_else(|| trail.path()));
/// assert_eq!(node.map(|node| yaml::emit(&node)), Ok::<_, Path>("tier: small  # enough\nports:\n  - 80\n".into()));
/// ```
pub fn lower<'a, E>(value: &'a Value, texts: &mut Texts<'_, 'a, E>) -> Result<Node<'a>, E> {
    node(value, &Trail::ROOT, texts)
}

fn node<'a, E>(
    value: &'a Value,
    trail: &Trail<'_>,
    texts: &mut Texts<'_, 'a, E>,
) -> Result<Node<'a>, E> {
    Ok(match value {
        Value::Null => Data::Null.into(),
        Value::Bool(flag) => Data::Bool(*flag).into(),
        Value::Int(int) => Data::Int(*int).into(),
        Value::Float(float) => Data::Float(*float).into(),
        Value::Text(text) => texts(text, trail)?,
        Value::List(items) => list(items, trail, texts)?,
        Value::Map(map) => entries(map, trail, texts)?,
        Value::Tagged(tagged) => node(&tagged.value, trail, texts)?,
        Value::Commented(commented) => {
            let bare = node(&commented.value, trail, texts)?
                .commented(commented.above.iter().map(String::as_str));
            match &commented.beside {
                Some(note) => bare.noted(note.as_str()),
                None => bare,
            }
        }
    })
}

fn list<'a, E>(
    items: &'a [Value],
    trail: &Trail<'_>,
    texts: &mut Texts<'_, 'a, E>,
) -> Result<Node<'a>, E> {
    let mut nodes = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        nodes.push(node(item, &trail.index(i), texts)?);
    }
    Ok(Data::List(nodes, Layout::Block).into())
}

fn entries<'a, E>(
    map: &'a Map,
    trail: &Trail<'_>,
    texts: &mut Texts<'_, 'a, E>,
) -> Result<Node<'a>, E> {
    let mut entries = Vec::with_capacity(map.len());
    for (key, value) in map.iter() {
        entries.push((key.as_str().into(), node(value, &trail.key(key), texts)?));
    }
    Ok(Data::Map(entries, Layout::Block).into())
}

#[cfg(test)]
mod tests {
    use super::super::node::Style;
    use super::*;
    use crate::emit::yaml;
    use crate::value::{Hole, Path};

    fn secrets_as_variables(value: &Value) -> Result<String, Path> {
        let node = lower(value, &mut |text, trail| match text.as_hole() {
            Some(Hole::Secret(name)) => Ok(Node::from(format!("${name}")).styled(Style::Double)),
            _ => text.as_str().map(Node::from).ok_or_else(|| trail.path()),
        });
        node.map(|node| yaml::emit(&node))
    }

    #[test]
    fn holes_are_the_callers_and_comments_stay() {
        let token = Value::from(Hole::Secret("TOKEN".into()))
            .noted("from the store")
            .commented(["the token".to_string()]);
        let value = Value::from(Map::from([
            ("b", token),
            ("a", vec![Value::Null, 1.5.into(), true.into()].into()),
        ]));
        let expected =
            "# the token\nb: \"$TOKEN\"  # from the store\na:\n  - null\n  - 1.5\n  - true\n";
        assert_eq!(secrets_as_variables(&value), Ok(expected.into()));
    }

    #[test]
    fn the_caller_learns_the_path_of_a_text() {
        let mixed = Text::Pieces(vec![crate::value::Piece::Literal("x".into())]);
        let value = Value::from(Map::from([(
            "a",
            vec![Value::from(Map::from([("b", Value::from(mixed).noted("deep"))]))],
        )]));
        assert_eq!(
            secrets_as_variables(&value).map_err(|path| path.to_string()),
            Err("a[0].b".into())
        );
    }
}
