//! From text to pieces: nothing is lost, whatever is there.

use super::unquote::closing;
use super::{Document, Piece, Variable};

/// What some editors put in front of a text.
const BOM: char = '\u{feff}';

impl Document {
    /// Reads a file. Every text is one: what is no variable is kept as it is.
    pub fn parse(text: &str) -> Self {
        let mut document = Self::default();
        let (mut rest, mut line) = (text, 1);
        while !rest.is_empty() {
            let (length, variable, is_unclosed) = piece(rest);
            if is_unclosed {
                document.unclosed.get_or_insert(line);
            }
            line += rest[..length].matches('\n').count();
            document.pieces.push(Piece { text: rest[..length].into(), variable });
            rest = &rest[length..];
        }
        document
    }
}

/// How long the first piece is, what it sets, and whether a quote in it never ends.
fn piece(text: &str) -> (usize, Option<Variable>, bool) {
    let line = line_end(text, 0);
    let Some((name, after)) = name(&text[..line]) else { return (line, None, false) };
    let start = after + blanks(&text[after..]);
    let quote = text[start..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let closed = quote.and_then(|quote| Some(start + 2 + closing(&text[start + 1..], quote)?));
    let end = closed.filter(|end| is_rest(&text[*end..line_end(text, *end)]));
    match (quote, end) {
        (_, Some(end)) => {
            let whole = line_end(text, end);
            let is_followed = text[end..whole].contains('#');
            (whole, Some(Variable { name, value: start..end, is_followed }), false)
        }
        (quote, None) => {
            let value = &text[start..line];
            let (length, is_followed) = bare(value, start > after);
            let variable = Variable { name, value: start..start + length, is_followed };
            // One that ends in a later line, with more behind it, is not what anybody meant.
            (line, Some(variable), quote.is_some() && closed.is_none_or(|end| end > line))
        }
    }
}

/// Where the line ends that `from` is in, its line end included.
fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at + 1)
}

/// The name at a line's start, and where what is behind its `=` starts.
fn name(line: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let mut start = if line.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    start += blanks(&line[start..]);
    if let Some(rest) = line[start..].strip_prefix("export") {
        let gap = blanks(rest);
        start += if gap > 0 { "export".len() + gap } else { 0 };
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let length = line[start..].find(|c| !is_part(c)).filter(|length| *length > 0)?;
    let equals = start + length + blanks(&line[start + length..]);
    line[equals..].starts_with('=').then_some((start..start + length, equals + 1))
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// Whether nothing but a comment is behind a quoted value.
fn is_rest(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with('#')
}

/// How long a value without quotes is, and whether a comment follows: one starts behind a space.
fn bare(line: &str, is_behind_space: bool) -> (usize, bool) {
    if is_behind_space && line.starts_with('#') {
        return (0, true);
    }
    let comment =
        line.match_indices('#').map(|(at, _)| at).find(|at| line[..*at].ends_with([' ', '\t']));
    (line[..comment.unwrap_or(line.len())].trim_end().len(), comment.is_some())
}
