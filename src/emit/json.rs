//! JSON with two spaces per level, keys in the given order.

use super::tree::node::{Data, Node};
use super::unfit::Unfit;
use crate::value::Trail;
use serde::ser::{Serialize, Serializer};

/// A node as a JSON file's text.
///
/// JSON has no comments, so those on the nodes are left out: whether that is right is for the
/// caller to say ([`Node::has_comments`]). Style and layout make no difference.
///
/// # Errors
/// When a number is infinite or not a number, or when a node has a tag.
///
/// ```
/// use sw::emit::{Node, json};
/// let node = Node::map([("name", Node::from("web")), ("ports", Node::list([80])), ("labels", Node::list::<bool>([]))]);
/// let text = "{\n  \"name\": \"web\",\n  \"ports\": [\n    80\n  ],\n  \"labels\": []\n}\n";
/// assert_eq!(json::emit(&node), Ok(text.into()));
/// ```
pub fn emit(node: &Node<'_>) -> Result<String, Unfit> {
    refuse(node, &Trail::ROOT)?;
    let mut text =
        serde_json::to_string_pretty(&Json(node)).expect("names are text and numbers are finite");
    text.push('\n');
    Ok(text)
}

/// A node as JSON on one line, without a line end: for a text inside another file.
///
/// # Errors
/// As [`emit`].
///
/// ```
/// use sw::emit::{Node, json};
/// assert_eq!(json::line(&Node::map([("ports", Node::list([80, 443]))])), Ok("{\"ports\":[80,443]}".into()));
/// ```
pub fn line(node: &Node<'_>) -> Result<String, Unfit> {
    refuse(node, &Trail::ROOT)?;
    Ok(serde_json::to_string(&Json(node)).expect("names are text and numbers are finite"))
}

struct Json<'n, 'a>(&'n Node<'a>);

impl Serialize for Json<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.data {
            Data::Null | Data::Blank => serializer.serialize_unit(),
            Data::Bool(flag) => serializer.serialize_bool(*flag),
            Data::Int(int) => serializer.serialize_i64(*int),
            Data::Float(float) => serializer.serialize_f64(*float),
            Data::Text(text, _) => serializer.serialize_str(text),
            Data::List(items, _) => serializer.collect_seq(items.iter().map(Json)),
            Data::Map(entries, _) => {
                serializer.collect_map(entries.iter().map(|(key, node)| (&key.text, Json(node))))
            }
        }
    }
}

fn refuse(node: &Node<'_>, trail: &Trail<'_>) -> Result<(), Unfit> {
    if let Some(tag) = node.tag() {
        return Err(Unfit::tag(tag, trail));
    }
    match &node.data {
        Data::Float(float) if !float.is_finite() => Err(Unfit::new(
            trail,
            format!("is {float}, and JSON has no way to write a number that is not finite"),
        )),
        Data::List(items, _) => {
            items.iter().enumerate().try_for_each(|(i, item)| refuse(item, &trail.index(i)))
        }
        Data::Map(entries, _) => {
            entries.iter().try_for_each(|(key, node)| refuse(node, &trail.key(&key.text)))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars() {
        let rows = [
            (Data::Null.into(), "null"),
            (Data::Blank.into(), "null"),
            (Node::from(true), "true"),
            (i64::MIN.into(), "-9223372036854775808"),
            (1.0.into(), "1.0"),
            ("a\"b\\c\nd\u{7}\u{7f}é\u{2028}".into(), "\"a\\\"b\\\\c\\nd\\u0007\u{7f}é\u{2028}\""),
            (Node::map::<&str, bool>([]), "{}"),
        ];
        for (node, expected) in rows {
            assert_eq!(emit(&node), Ok(format!("{expected}\n")));
        }
    }

    #[test]
    fn what_json_does_not_have_is_named() {
        let node = Node::map([("a", Node::list([Node::from(1), f64::NAN.into()]))]);
        let message = "`a[1]` is NaN, and JSON has no way to write a number that is not finite";
        assert_eq!(emit(&node).map_err(|unfit| unfit.to_string()), Err(message.into()));
        let message = "the root has the tag `!Ref`, which only YAML has";
        assert_eq!(
            emit(&Node::from("x").tagged("Ref")).map_err(|unfit| unfit.to_string()),
            Err(message.into())
        );
    }
}
