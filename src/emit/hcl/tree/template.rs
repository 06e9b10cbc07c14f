//! Text with expressions in it, in quotes or on lines of its own.

use super::expr::Expr;
use super::name::Variable;
use compact_str::CompactString;
use std::mem::take;

/// Pieces between quotes: more than plain text, and more than one expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Template(Vec<Piece>);

/// Pieces that a heredoc can carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Heredoc(pub(super) Vec<Piece>);

/// A stretch of text, or what means one.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Data: a `${` in it is no expression.
    Text(CompactString),
    /// `${expr}`
    Value(Expr, Strip),
    /// `%{if condition}...%{else}...%{endif}`
    If(Box<IfPiece>),
    /// `%{for value in collection}...%{endfor}`
    For(Box<ForPiece>),
}

/// `%{if condition}yes%{else}no%{endif}`
#[derive(Clone, Debug, PartialEq)]
pub struct IfPiece {
    /// What decides.
    pub condition: Expr,
    /// The markers of `if`.
    pub strip: Strip,
    /// The text when it is true.
    pub yes: Vec<Piece>,
    /// The text when it is false, and the markers of `else`.
    pub no: Option<(Strip, Vec<Piece>)>,
    /// The markers of `endif`.
    pub end_strip: Strip,
}

/// `%{for key, value in collection}body%{endfor}`
#[derive(Clone, Debug, PartialEq)]
pub struct ForPiece {
    /// The name for the key or the index of each element.
    pub key: Option<Variable>,
    /// The name for each element.
    pub value: Variable,
    /// What is walked.
    pub collection: Expr,
    /// The markers of `for`.
    pub strip: Strip,
    /// The text for each element.
    pub body: Vec<Piece>,
    /// The markers of `endfor`.
    pub end_strip: Strip,
}

/// The `~` markers, which take away white space outside: in quotes up to the next sign, in a
/// heredoc on the same line (with its end).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// `${~`: white space before it.
    pub before: bool,
    /// `~}`: white space behind it.
    pub after: bool,
}

impl Template {
    /// The pieces: neighbouring texts are one, and none is empty.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The simplest expression for the pieces: text, a single expression, or a template.
    pub(crate) fn simplest(pieces: Vec<Piece>) -> Expr {
        let mut pieces = joined(pieces);
        match pieces.as_mut_slice() {
            [] => Expr::Text(CompactString::default()),
            [Piece::Text(text)] => Expr::Text(take(text)),
            [Piece::Value(value, _)] => std::mem::replace(value, Expr::Null),
            _ => Expr::Template(Self(pieces)),
        }
    }
}

impl Piece {
    /// Data.
    pub fn text(text: impl Into<CompactString>) -> Self {
        Piece::Text(text.into())
    }

    /// `${expr}`
    pub fn value(value: impl Into<Expr>) -> Self {
        Piece::Value(value.into(), Strip::default())
    }

    /// The markers that it starts with.
    pub fn first_strip(&self) -> Strip {
        match self {
            Piece::Text(_) => Strip::default(),
            Piece::Value(_, strip) => *strip,
            Piece::If(piece) => piece.strip,
            Piece::For(piece) => piece.strip,
        }
    }
}

/// The pieces with neighbouring texts as one and without empty ones, at all depths.
pub(super) fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (_, Piece::Text(text)) if text.is_empty() => {}
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, Piece::If(mut piece)) => {
                piece.yes = joined(piece.yes);
                piece.no = piece.no.map(|(strip, pieces)| (strip, joined(pieces)));
                out.push(Piece::If(piece));
            }
            (_, Piece::For(mut piece)) => {
                piece.body = joined(piece.body);
                out.push(Piece::For(piece));
            }
            (_, piece) => out.push(piece),
        }
    }
    out
}
