//! What a heredoc can carry, and which kind of heredoc that takes.

use super::expr::Expr;
use super::template::{ForPiece, Heredoc, IfPiece, Piece, Strip, Template, joined};
use crate::emit::hcl::print::columns::columns;
use crate::emit::hcl::print::escape::is_hidden;
use compact_str::CompactString;
use std::borrow::Cow;

/// How a heredoc is written.
pub(crate) struct Shape {
    /// `<<-`: indentation is for the reader and taken away again.
    pub(crate) indented: bool,
    /// The word that ends it.
    pub(crate) word: Cow<'static, str>,
}

/// The pieces as one text, each `${...}` and `%{...}` a single sign.
#[derive(Default)]
struct Outline {
    text: String,
    has_hidden: bool,
    has_strip: bool,
}

/// Represent `${...}` and `%{...}` in an outline: a heredoc's own text never has them.
const VALUE: char = '\u{1}';
const DIRECTIVE: char = '\u{2}';

/// Words that end a heredoc, by preference.
const WORDS: [&str; 3] = ["EOT", "EOF", "END"];

impl Heredoc {
    /// The pieces: neighbouring texts are one, and none is empty.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The same text between quotes.
    pub fn quoted(&self) -> Expr {
        Template::simplest(without_markers(&self.0))
    }

    /// The pieces as a heredoc; between quotes when it cannot carry them.
    pub(crate) fn simplest(pieces: Vec<Piece>) -> Expr {
        let heredoc = Self(joined(pieces));
        if carries(&heredoc.0) { Expr::Heredoc(heredoc) } else { heredoc.quoted() }
    }
}

/// Whether a heredoc can mean the pieces: the text ends its last line, has no character that
/// needs an escape, and no sign right before a mark that it would double.
pub(crate) fn carries(pieces: &[Piece]) -> bool {
    let outline = Outline::of(pieces);
    outline.text.ends_with('\n')
        && !outline.has_hidden
        && !outline.text.contains("$\u{1}")
        && !outline.text.contains("%\u{2}")
}

/// The kind of heredoc that evaluates to exactly the pieces.
pub(crate) fn shape(pieces: &[Piece]) -> Shape {
    let outline = Outline::of(pieces);
    // Terraform takes `~` at its word before it looks for indentation, and then misses lines.
    Shape {
        indented: !outline.has_strip && can_indent(&outline.text),
        word: free_word(&outline.text),
    }
}

/// The pieces with the work of their `~` markers done, the way they work in a heredoc.
pub(crate) fn without_markers(pieces: &[Piece]) -> Vec<Piece> {
    trimmed_pieces(pieces, Strip::default())
}

/// The pieces between two marks; `around` has the marker that the first ends with and the second
/// starts with.
fn trimmed_pieces(pieces: &[Piece], around: Strip) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut after = around.after;
    for (index, piece) in pieces.iter().enumerate() {
        let before = pieces.get(index + 1).map_or(around.before, |next| next.first_strip().before);
        let last_strip = match piece {
            Piece::Text(text) => {
                out.push(Piece::Text(trimmed(text, Strip { before, after })));
                Strip::default()
            }
            Piece::Value(value, strip) => {
                out.push(Piece::value(value.clone()));
                *strip
            }
            Piece::If(piece) => {
                out.push(Piece::If(Box::new(trimmed_if(piece))));
                piece.end_strip
            }
            Piece::For(piece) => {
                out.push(Piece::For(Box::new(trimmed_for(piece))));
                piece.end_strip
            }
        };
        after = last_strip.after;
    }
    out
}

fn trimmed_if(piece: &IfPiece) -> IfPiece {
    let middle = piece.no.as_ref().map_or(piece.end_strip, |(strip, _)| *strip);
    let between = |first: Strip, second: Strip| Strip { after: first.after, before: second.before };
    IfPiece {
        condition: piece.condition.clone(),
        strip: Strip::default(),
        yes: trimmed_pieces(&piece.yes, between(piece.strip, middle)),
        no: piece.no.as_ref().map(|(strip, no)| {
            (Strip::default(), trimmed_pieces(no, between(*strip, piece.end_strip)))
        }),
        end_strip: Strip::default(),
    }
}

fn trimmed_for(piece: &ForPiece) -> ForPiece {
    let around = Strip { after: piece.strip.after, before: piece.end_strip.before };
    let body = trimmed_pieces(&piece.body, around);
    ForPiece { body, strip: Strip::default(), end_strip: Strip::default(), ..piece.clone() }
}

/// The text between two marks: a marker reaches to the end of the line it is on.
fn trimmed(text: &str, around: Strip) -> CompactString {
    let last = text.split_inclusive('\n').count().saturating_sub(1);
    let trim = |(row, line): (usize, &'_ str)| -> CompactString {
        let line = if around.after && row == 0 { line.trim_start() } else { line };
        if around.before && row == last { line.trim_end().into() } else { line.into() }
    };
    text.split_inclusive('\n').enumerate().map(trim).collect()
}

impl Outline {
    fn of(pieces: &[Piece]) -> Self {
        let mut outline = Self::default();
        outline.add(pieces);
        outline
    }

    fn add(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.has_hidden |= text.contains(|c| is_hidden(c) && !matches!(c, '\n' | '\t'));
                    self.text.push_str(text);
                }
                Piece::Value(_, strip) => self.add_mark(VALUE, *strip),
                Piece::If(piece) => {
                    self.add_mark(DIRECTIVE, piece.strip);
                    self.add(&piece.yes);
                    if let Some((strip, no)) = &piece.no {
                        self.add_mark(DIRECTIVE, *strip);
                        self.add(no);
                    }
                    self.add_mark(DIRECTIVE, piece.end_strip);
                }
                Piece::For(piece) => {
                    self.add_mark(DIRECTIVE, piece.strip);
                    self.add(&piece.body);
                    self.add_mark(DIRECTIVE, piece.end_strip);
                }
            }
        }
    }

    fn add_mark(&mut self, mark: char, strip: Strip) {
        self.text.push(mark);
        self.has_strip |= strip != Strip::default();
    }
}

/// Whether indentation that is added to all lines is all that Terraform takes away again: one line
/// must have none of its own, and no line may start with a sign that melts into a space before it.
fn can_indent(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let flush = |line: &str| !line.starts_with(char::is_whitespace);
    let melts = |line: &str| columns(" ") + columns(line) != columns(&format!(" {line}"));
    lines().next().is_none() || (lines().any(flush) && !lines().any(melts))
}

/// A word that no line of `text` starts with.
fn free_word(text: &str) -> Cow<'static, str> {
    let is_free = |word: &str| !text.lines().any(|line| line.trim_start().starts_with(word));
    let known = WORDS.into_iter().find(|word| is_free(word)).map(Cow::Borrowed);
    known.unwrap_or_else(|| {
        let numbered = (1..).map(|number| format!("EOT_{number}")).find(|word| is_free(word));
        numbered.expect("a text has finitely many lines").into()
    })
}

#[cfg(test)]
mod tests {
    use super::super::expr::Expr;
    use super::*;

    fn text(text: &str) -> Vec<Piece> {
        vec![Piece::text(text)]
    }

    #[test]
    fn only_whole_lines_without_escapes_are_carried() {
        for good in ["a\n", "\n", "a\n\tb\n", "\"$\\${x}\n", "日本 👩\u{200d}👧\n"] {
            assert!(carries(&text(good)), "{good:?}");
        }
        for bad in ["", "a", "a\nb", "a\r\n", "\0\n", "\u{1}\n", "\u{2028}\n", "\u{feff}\n"] {
            assert!(!carries(&text(bad)), "{bad:?}");
        }
    }

    #[test]
    fn a_dollar_before_an_expression_is_not_carried() {
        let pieces = |before: &str| [Piece::text(before), Piece::value(1), Piece::text("\n")];
        assert!(!carries(&pieces("$")));
        assert!(carries(&pieces("%")));
    }

    #[test]
    fn indentation_must_come_off_again() {
        for good in ["a\n", "a\n  b\n\n \nc\n", "\n", "  \n\n"] {
            assert!(shape(&text(good)).indented, "{good:?}");
        }
        for bad in ["  a\n", "  a\n\n  b\n", "a\n\u{301}b\n"] {
            assert!(!shape(&text(bad)).indented, "{bad:?}");
        }
    }

    #[test]
    fn markers_keep_the_text_where_it_is() {
        let strip = Strip { before: false, after: true };
        let pieces = [Piece::text("a\n"), Piece::Value(Expr::Null, strip), Piece::text("\n")];
        assert!(!shape(&pieces).indented);
    }

    #[test]
    fn markers_reach_to_the_end_of_their_line() {
        let both = Strip { before: true, after: true };
        let pieces =
            [Piece::text("a\n  "), Piece::Value(Expr::Null, both), Piece::text(" \n  b\n")];
        assert_eq!(
            without_markers(&pieces),
            [Piece::text("a\n"), Piece::value(Expr::Null), Piece::text("  b\n")]
        );
    }

    #[test]
    fn the_word_is_free() {
        for (content, word) in [
            ("a\n", "EOT"),
            ("x EOT\n", "EOT"),
            ("  EOT\n", "EOF"),
            ("EOTX\nEOF\nEND\nEOT_1\n", "EOT_2"),
        ] {
            assert_eq!(shape(&text(content)).word, word);
        }
    }
}
