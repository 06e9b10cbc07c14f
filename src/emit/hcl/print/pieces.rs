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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hcl::emit_expr;
    use crate::emit::hcl::tree::collection::Key;
    use crate::emit::hcl::tree::expr::Expr;
    use crate::emit::hcl::tree::name::Variable;

    fn path(dotted: &str) -> Expr {
        Expr::path(dotted).expect("a good path")
    }

    #[test]
    fn templates_come_in_their_simplest_form() {
        let template = |pieces: Vec<Piece>| emit_expr(&Expr::template(pieces));
        assert_eq!(template(vec![]), "\"\"");
        assert_eq!(
            template(vec![Piece::text("a"), Piece::text(""), Piece::text("$"), Piece::text("{b")]),
            "\"a$${b\""
        );
        assert_eq!(template(vec![Piece::value(path("a.b"))]), "a.b");
        assert_eq!(
            template(vec![Piece::value(path("a")), Piece::value(path("b"))]),
            "\"${a}${b}\""
        );
        assert_eq!(template(vec![Piece::text("$"), Piece::value(path("a"))]), "\"\\u0024${a}\"");
    }

    #[test]
    fn a_key_that_is_one_expression_keeps_its_meaning() {
        let key = Key::Expr(Expr::template([Piece::value(path("a"))]));
        assert_eq!(emit_expr(&Expr::object([(key, 1)])), "{ (a) = 1 }");
    }

    #[test]
    fn objects_keep_away_from_the_marks() {
        let pieces = [Piece::text("a"), Piece::value(Expr::object([("b", 1)]))];
        assert_eq!(emit_expr(&Expr::template(pieces)), "\"a${ { b = 1 } }\"");
    }

    #[test]
    fn directives_are_written_without_spaces() {
        let strip = Strip { before: true, after: false };
        let end_strip = Strip { before: false, after: true };
        let condition = IfPiece {
            condition: path("a"),
            strip,
            yes: vec![Piece::text("\"%")],
            no: Some((Strip::default(), vec![Piece::value(path("b"))])),
            end_strip,
        };
        assert_eq!(
            emit_expr(&Expr::template([Piece::If(Box::new(condition))])),
            r#""%{~if a}\"\u0025%{else}${b}%{endif~}""#
        );
        let variable = |name| Variable::new(name).expect("a variable");
        let repeat = ForPiece {
            key: Some(variable("k")),
            value: variable("v"),
            collection: path("a"),
            strip: Strip::default(),
            body: vec![Piece::text("x")],
            end_strip: Strip::default(),
        };
        assert_eq!(
            emit_expr(&Expr::template([Piece::For(Box::new(repeat))])),
            r#""%{for k, v in a}x%{endfor}""#
        );
    }
}
