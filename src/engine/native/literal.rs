//! Values as a recipe would write them, for people: documentation, and those who try things out.

use crate::value::{Hole, Map, Piece, Text, Value};

/// Data as a recipe would write it.
pub fn literal(value: &Value) -> String {
    match value.bare() {
        Value::Null | Value::Commented(_) | Value::Tagged(_) => "null".into(),
        Value::Bool(bool) => bool.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => format!("{float:?}"),
        Value::Text(text) => text_literal(text),
        Value::List(list) => {
            format!("[{}]", list.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        Value::Map(map) => map_literal(map),
    }
}

fn map_literal(map: &Map) -> String {
    if map.is_empty() {
        return "#{}".into();
    }
    let entries: Vec<String> = map
        .iter()
        .map(|(key, value)| format!("{}: {}", key_literal(key), literal(value)))
        .collect();
    format!("#{{ {} }}", entries.join(", "))
}

pub(crate) fn key_literal(key: &str) -> String {
    let is_word = !key.starts_with(|c: char| c.is_ascii_digit())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_word && !key.is_empty() { key.into() } else { quoted(key) }
}

fn text_literal(text: &Text) -> String {
    match text {
        Text::Plain(plain) => quoted(plain),
        Text::Pieces(pieces) => match pieces.as_slice() {
            [Piece::Hole(hole)] => hole_literal(hole),
            _ => format!("`{}`", pieces_literal(text)),
        },
    }
}

/// Text with holes, without the quotes around it.
pub(crate) fn pieces_literal(text: &Text) -> String {
    match text.pieces() {
        [Piece::Hole(hole)] => hole_literal(hole),
        pieces => pieces.iter().map(piece_literal).collect(),
    }
}

fn piece_literal(piece: &Piece) -> String {
    match piece {
        Piece::Plain(text) => text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${"),
        Piece::Literal(text) => format!("${{literal({})}}", quoted(text)),
        Piece::Hole(hole) => format!("${{{}}}", hole_literal(hole)),
    }
}

/// A placeholder for a value that is not known, as a recipe would write it.
pub(crate) fn hole_literal(hole: &Hole) -> String {
    match hole {
        Hole::Secret(name) => format!("secret({})", quoted(name)),
        Hole::Expr(expr) => expr.source.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pieces: Vec<Piece>) -> Value {
        Value::Text(Text::Pieces(pieces))
    }

    #[test]
    fn data_reads_as_a_recipe_writes_it() {
        let inner = Map::from([("with space", Value::Bool(true)), ("x", Value::Null)]);
        let map = Map::from([
            ("b", Value::Int(1)),
            ("a", Value::List(vec!["x\n".into(), Value::Float(2.0), inner.into()])),
        ]);
        assert_eq!(
            literal(&map.into()),
            r#"#{ b: 1, a: ["x\n", 2.0, #{ "with space": true, x: null }] }"#
        );
        assert_eq!(literal(&Map::default().into()), "#{}");
    }

    #[test]
    fn holes_are_named_and_never_look_like_text() {
        let secret = || Piece::Hole(Hole::Secret("TOKEN".into()));
        assert_eq!(literal(&text(vec![secret()])), r#"secret("TOKEN")"#);
        assert_eq!(
            literal(&text(vec![Piece::Plain("a${b}`".into()), secret()])),
            r#"`a\${b}\`${secret("TOKEN")}`"#
        );
        assert_eq!(
            literal(&text(vec![Piece::Literal("$x".into()), secret()])),
            r#"`${literal("$x")}${secret("TOKEN")}`"#
        );
    }
}
