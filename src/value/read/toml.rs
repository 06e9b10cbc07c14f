//! TOML 1.0; dates are text, since no other format has them.

use super::super::Value;
use super::ReadError;
use crate::diag::Point;
use crate::value::map::Map;
use crate::value::read::places::{Places, Span};
use std::ops::Range;
use toml_edit::{Document, Item, TableLike};

/// Reads a TOML text; keys keep their order.
///
/// ```
/// use sw::value::{Value, read};
/// let value = read::toml("[package]\nname = \"shop\"\nreleased = 2024-05-01\n")?;
/// let package = value.get("package").unwrap();
/// assert_eq!(package.get("released"), Some(&Value::from("2024-05-01")));
/// # Ok::<(), read::ReadError>(())
/// ```
///
/// # Errors
/// When the text is no TOML, or has a number that no file format can hold.
pub fn toml(text: &str) -> Result<Value, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let document = Document::parse(text).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        ReadError::new(message, error.span().map(|span| place(text, &span)))
    })?;
    table(document.as_table(), text).map(Value::from)
}

/// The places in a TOML text; none when it is no TOML.
pub fn toml_places(text: &str) -> Option<Places> {
    let document = Document::parse(text.trim_start_matches('\u{feff}')).ok()?;
    let start = Span { start: Point { line: 1, column: 1 }, end: None };
    let below = places_in_table(document.as_table(), text);
    Some(Places { key: None, value: start, below })
}

fn places_in_table(table: &dyn TableLike, text: &str) -> Vec<Places> {
    let entry = |(name, item): (&str, &Item)| {
        let key = table.key(name).and_then(toml_edit::Key::span).map(|span| place(text, &span));
        let value = item.span().map(|span| place(text, &span)).or(key);
        let start = Span { start: Point { line: 1, column: 1 }, end: None };
        Places { key, value: value.unwrap_or(start), below: places_below(item, text) }
    };
    table.iter().map(entry).collect()
}

fn places_below(item: &Item, text: &str) -> Vec<Places> {
    if let Some(inner) = item.as_table_like() {
        return places_in_table(inner, text);
    }
    let item_of = |span: Option<Range<usize>>, below| {
        Some(Places { key: None, value: place(text, &span?), below })
    };
    if let Some(tables) = item.as_array_of_tables() {
        let tables = tables.iter().map(|inner| item_of(inner.span(), places_in_table(inner, text)));
        return tables.collect::<Option<_>>().unwrap_or_default();
    }
    let items = item.as_array().into_iter().flatten();
    let items =
        items.map(|inner| item_of(inner.span(), places_below(&Item::Value(inner.clone()), text)));
    items.collect::<Option<_>>().unwrap_or_default()
}

fn table(table: &dyn TableLike, text: &str) -> Result<Map, ReadError> {
    let mut map = Map::new();
    for (key, item) in table.iter() {
        map.insert(key, value(item, text)?);
    }
    Ok(map)
}

fn value(item: &Item, text: &str) -> Result<Value, ReadError> {
    if let Some(inner) = item.as_table_like() {
        return table(inner, text).map(Value::from);
    }
    if let Some(tables) = item.as_array_of_tables() {
        return tables
            .iter()
            .map(|inner| table(inner, text).map(Value::from))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::from);
    }
    match item.as_value() {
        Some(inner) => scalar(inner, text),
        None => Ok(Value::Null),
    }
}

fn scalar(value: &toml_edit::Value, text: &str) -> Result<Value, ReadError> {
    use toml_edit::Value as Toml;
    Ok(match value {
        Toml::String(inner) => inner.value().as_str().into(),
        Toml::Integer(inner) => (*inner.value()).into(),
        Toml::Float(inner) if !inner.value().is_finite() => {
            let message =
                format!("`{}` is a number that most file formats can't hold", inner.value());
            return Err(ReadError::new(message, value.span().map(|span| place(text, &span)))
                .hint("put it in quotes if it is a string"));
        }
        Toml::Float(inner) => (*inner.value()).into(),
        Toml::Boolean(inner) => (*inner.value()).into(),
        Toml::Datetime(inner) => inner.value().to_string().into(),
        Toml::Array(items) => {
            items.iter().map(|item| scalar(item, text)).collect::<Result<Vec<_>, _>>()?.into()
        }
        Toml::InlineTable(inner) => table(inner, text)?.into(),
    })
}

/// Bytes of the text as lines and columns.
fn place(text: &str, bytes: &Range<usize>) -> Span {
    let point = |end: usize| {
        let before = &text[..end.min(text.len())];
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Point { line: number(before.matches('\n').count() + 1), column: number(column) }
    };
    Span { start: point(bytes.start), end: (bytes.end > bytes.start).then(|| point(bytes.end)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_values() {
        let text = "z = 1\na = [1.5, true]\n[t.inner]\nx = { y = 'é' }\n[[list]]\nn = 1\n[[list]]\nn = 2\n";
        let value = toml(text).unwrap();
        let map = value.as_map().unwrap();
        assert_eq!(map.keys().collect::<Vec<_>>(), ["z", "a", "t", "list"]);
        assert_eq!(map.get("a"), Some(&Value::from(vec![Value::Float(1.5), true.into()])));
        let path: crate::value::Path = "t.inner.x.y".parse().unwrap();
        assert_eq!(path.find(&value), Some(&Value::from("é")));
        let path: crate::value::Path = "list[1].n".parse().unwrap();
        assert_eq!(path.find(&value), Some(&Value::Int(2)));
    }

    #[test]
    fn mistakes_have_a_place() {
        let start = |text: &str| toml(text).unwrap_err().span.unwrap().start;
        assert_eq!(start("a = 1\nb = \n").line, 2);
        assert_eq!(start("a = 1\na = 2\n").line, 2);
        assert_eq!((start("'é' = nan").line, start("'é' = nan").column), (1, 7));
    }
}
