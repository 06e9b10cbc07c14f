//! Text and the expressions in it, on the current line or in a heredoc.

use super::escape::Style;
use super::flat::{Fit, Flat};
use super::token::{CLOSE_QUOTE, COMMA, Kind, OPEN_QUOTE, Token, word};
use crate::emit::hcl::tree::template::{ForPiece, IfPiece, Piece, Strip};

impl Flat<'_> {
    /// Writes data between quotes.
    pub(crate) fn text(&mut self, text: &str) -> Fit {
        self.put(OPEN_QUOTE)?;
        if !text.is_empty() {
            self.put(Token(Kind::Literal, &Style::Quoted.literal(text, None)))?;
        }
        self.put(CLOSE_QUOTE)
    }

    /// Writes pieces between quotes.
    pub(crate) fn quoted(&mut self, pieces: &[Piece]) -> Fit {
        self.put(OPEN_QUOTE)?;
        self.pieces(pieces, &mut Style::Quoted, None)?;
        self.put(CLOSE_QUOTE)
    }

    /// Writes pieces; `behind` is the sign of the mark that follows them.
    pub(crate) fn pieces(
        &mut self,
        pieces: &[Piece],
        style: &mut Style,
        behind: Option<char>,
    ) -> Fit {
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    let next = pieces.get(index + 1).map_or(behind, |next| Some(sign(next)));
                    self.put(Token(Kind::Literal, &style.literal(text, next)))?;
                }
                Piece::Value(value, strip) => {
                    self.open_mark('$', *strip, style)?;
                    self.inline(value)?;
                    self.close_mark(*strip)?;
                }
                Piece::If(piece) => self.if_piece(piece, style)?,
                Piece::For(piece) => self.for_piece(piece, style)?,
            }
        }
        Ok(())
    }

    fn if_piece(&mut self, piece: &IfPiece, style: &mut Style) -> Fit {
        self.open_mark('%', piece.strip, style)?;
        self.put(word("if"))?;
        self.inline(&piece.condition)?;
        self.close_mark(piece.strip)?;
        self.pieces(&piece.yes, style, Some('%'))?;
        if let Some((strip, no)) = &piece.no {
            self.word_mark("else", *strip, style)?;
            self.pieces(no, style, Some('%'))?;
        }
        self.word_mark("endif", piece.end_strip, style)
    }

    fn for_piece(&mut self, piece: &ForPiece, style: &mut Style) -> Fit {
        self.open_mark('%', piece.strip, style)?;
        self.put(word("for"))?;
        if let Some(key) = &piece.key {
            self.put(word(key.as_str()))?;
            self.put(COMMA)?;
        }
        self.put(word(piece.value.as_str()))?;
        self.put(word("in"))?;
        self.inline(&piece.collection)?;
        self.close_mark(piece.strip)?;
        self.pieces(&piece.body, style, Some('%'))?;
        self.word_mark("endfor", piece.end_strip, style)
    }

    fn word_mark(&mut self, name: &str, strip: Strip, style: &mut Style) -> Fit {
        self.open_mark('%', strip, style)?;
        self.put(word(name))?;
        self.close_mark(strip)
    }

    fn open_mark(&mut self, sign: char, strip: Strip, style: &mut Style) -> Fit {
        let lead = style.lead();
        if lead > 0 {
            self.put(Token(Kind::Literal, &" ".repeat(lead)))?;
        }
        self.put(match (sign, strip.before) {
            ('$', false) => Token(Kind::Interpolation, "${"),
            ('$', true) => Token(Kind::Interpolation, "${~"),
            (_, false) => Token(Kind::Directive, "%{"),
            (_, true) => Token(Kind::Directive, "%{~"),
        })
    }

    fn close_mark(&mut self, strip: Strip) -> Fit {
        self.put(Token(Kind::CloseSequence, if strip.after { "~}" } else { "}" }))
    }
}

/// The sign that a piece starts with when it is no text.
fn sign(piece: &Piece) -> char {
    if matches!(piece, Piece::Value(..)) { '$' } else { '%' }
}
