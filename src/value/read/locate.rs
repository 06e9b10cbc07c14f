//! A tree as the parser hands it over to a value and the places of its parts.

use super::super::{Key, Value};
use super::ReadError;
use super::node::Node;
use super::places::Places;
use crate::diag::Point;
use crate::value::map::Map;
use crate::value::read::places::{Located, Span};
use crate::value::text::Text;
use serde_saphyr::{Location, Spanned};

/// What to do where text was taken for something else.
pub(super) const QUOTE_TEXT: &str = "put it in quotes if it is a string";

/// The text that was read: turns nodes into values and knows their places.
pub(super) struct Source<'a>(pub(super) &'a str);

impl Source<'_> {
    pub(super) fn located(&self, node: Spanned<Node>) -> Result<Located, ReadError> {
        let (value, places) = self.value(node, None)?;
        Ok(Located { value, places })
    }

    fn value(&self, node: Spanned<Node>, key: Option<Span>) -> Result<(Value, Places), ReadError> {
        let start = Span { start: point(&node.referenced), end: None };
        let mut places = Places { key, value: start, below: Vec::new() };
        let value = match node.value {
            Node::List(items) => self.list(items, &mut places)?,
            Node::Map(entries) => self.map(entries, &mut places)?,
            scalar => {
                places.value = self.span(&node.referenced);
                self.scalar(scalar, &node.defined, places.value)?
            }
        };
        Ok((value, places))
    }

    fn list(&self, items: Vec<Spanned<Node>>, places: &mut Places) -> Result<Value, ReadError> {
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            let (value, below) = self.value(item, None)?;
            list.push(value);
            places.below.push(below);
        }
        Ok(Value::List(list))
    }

    fn map(
        &self,
        entries: Vec<(Spanned<Key>, Spanned<Node>)>,
        places: &mut Places,
    ) -> Result<Value, ReadError> {
        let mut map = Map::with_capacity(entries.len());
        for (key, node) in entries {
            let span = self.span(&key.referenced);
            if let Some(first) = map.index_of(&key.value) {
                let related =
                    places.below[first].key.map(|first| (first, "it is first given here"));
                let error = ReadError::new(format!("duplicate key `{}`", key.value), span)
                    .hint("keep one of them");
                return Err(ReadError { related, ..error });
            }
            let (value, below) = self.value(node, Some(span))?;
            map.insert(key.value, value);
            places.below.push(below);
        }
        Ok(Value::Map(map))
    }

    fn scalar(&self, node: Node, defined: &Location, span: Span) -> Result<Value, ReadError> {
        match node {
            Node::Null => Ok(Value::Null),
            Node::Bool(yes) => Ok(Value::Bool(yes)),
            Node::Int(number) => Ok(Value::Int(number)),
            Node::LargeInt => Err(too_large(span)),
            // What is neither octal nor fits 64 bits comes as a fraction, which would lose digits silently.
            Node::Float(_) if is_whole(self.slice(defined)) => {
                Err(self.not_a_fraction(defined, span))
            }
            Node::Float(number) => Ok(Value::Float(number)),
            Node::Text(text) => Ok(Value::Text(Text::Plain(text))),
            Node::List(_) | Node::Map(_) => unreachable!("lists and maps are not scalars"),
        }
    }

    fn not_a_fraction(&self, defined: &Location, span: Span) -> ReadError {
        let number = self.slice(defined);
        if !number.trim_start_matches(['-', '+']).starts_with('0') {
            return too_large(span);
        }
        ReadError::new(
            format!("`{number}` is an octal number to some tools, but has a digit above 7"),
            span,
        )
        .hint(QUOTE_TEXT)
    }

    fn slice(&self, location: &Location) -> &str {
        let span = location.span();
        let range = span.byte_offset().zip(span.byte_len()).and_then(|(start, length)| {
            let start = usize::try_from(start).ok()?;
            Some(start..start + usize::try_from(length).ok()?)
        });
        range.and_then(|range| self.0.get(range)).unwrap_or_default()
    }

    fn span(&self, location: &Location) -> Span {
        let start = point(location);
        let lines = self.slice(location).trim_end();
        let end = match lines.rsplit_once('\n') {
            _ if lines.is_empty() => None,
            None => Some(Point { line: start.line, column: start.column + count(lines.chars()) }),
            Some((above, last)) => Some(Point {
                line: start.line + 1 + count(above.matches('\n')),
                column: 1 + count(last.chars()),
            }),
        };
        Span { start, end }
    }
}

fn point(location: &Location) -> Point {
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Point { line: number(location.line()), column: number(location.column()) }
}

/// What an error points at: the character or word where the parser stopped.
pub(super) fn error_span(location: &Location) -> Option<Span> {
    (location.line() > 0).then(|| Span { start: point(location), end: None })
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}

fn is_whole(number: &str) -> bool {
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

fn too_large(span: Span) -> ReadError {
    ReadError::new(format!("the number is too large: an int is at most {}", i64::MAX), span)
        .hint(QUOTE_TEXT)
}
