//! The tokens of HCL text and the one rule that puts spaces between them.
//!
//! The rule is that of hclwrite, the formatter in `terraform fmt`, and held by the property test. It
//! looks at kinds of tokens only, so it has its oddities (`in - 1`, `x.* -1`, `if(a)`): they are
//! kept, because a file that `fmt` would change is worse than an odd space.

/// A token: what it is and how it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a>(pub(super) Kind, pub(super) &'a str);

/// What a token is, as far as spaces and indentation depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No token: the start of a line.
    Start,
    /// A name or a keyword.
    Word,
    /// The word `in`, keyword or not.
    In,
    Number,
    Dot,
    DoubleColon,
    Comma,
    Ellipsis,
    Equal,
    Question,
    Colon,
    Arrow,
    Bang,
    Minus,
    /// Any other operator, and the `*` of a splat.
    Operator,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    OpenQuote,
    CloseQuote,
    OpenHeredoc,
    CloseHeredoc,
    /// Text inside quotes or a heredoc.
    Literal,
    /// `${`
    Interpolation,
    /// `%{`
    Directive,
    /// The `}` of `${` and `%{`.
    CloseSequence,
}

use Kind::*;

pub(super) const DOT: Token = Token(Dot, ".");
pub(super) const DOUBLE_COLON: Token = Token(DoubleColon, "::");
pub(super) const COMMA: Token = Token(Comma, ",");
pub(super) const ELLIPSIS: Token = Token(Ellipsis, "...");
pub(super) const EQUAL: Token = Token(Equal, "=");
pub(super) const QUESTION: Token = Token(Question, "?");
pub(super) const COLON: Token = Token(Colon, ":");
pub(super) const ARROW: Token = Token(Arrow, "=>");
pub(super) const MINUS: Token = Token(Minus, "-");
pub(super) const STAR: Token = Token(Operator, "*");
pub(super) const OPEN_PAREN: Token = Token(OpenParen, "(");
pub(super) const CLOSE_PAREN: Token = Token(CloseParen, ")");
pub(super) const OPEN_BRACKET: Token = Token(OpenBracket, "[");
pub(super) const CLOSE_BRACKET: Token = Token(CloseBracket, "]");
pub(super) const OPEN_BRACE: Token = Token(OpenBrace, "{");
pub(super) const CLOSE_BRACE: Token = Token(CloseBrace, "}");
pub(super) const OPEN_QUOTE: Token = Token(OpenQuote, "\"");
pub(super) const CLOSE_QUOTE: Token = Token(CloseQuote, "\"");

/// The token of a name or a keyword.
pub(super) fn word(text: &str) -> Token<'_> {
    Token(if text == "in" { In } else { Word }, text)
}

impl Kind {
    /// How many brackets it opens, or closes when negative.
    pub(super) fn nesting(self) -> i32 {
        match self {
            OpenParen | OpenBracket | OpenBrace | Interpolation | Directive => 1,
            CloseParen | CloseBracket | CloseBrace | CloseSequence => -1,
            _ => 0,
        }
    }

    /// Whether a `-` behind it is taken for a sign.
    fn wants_operand(self) -> bool {
        matches!(
            self,
            Start
                | OpenParen
                | OpenBrace
                | OpenBracket
                | Equal
                | Colon
                | Comma
                | Question
                | Operator
                | Minus
                | Bang
        )
    }

    fn is_word(self) -> bool {
        matches!(self, Word | In)
    }
}

/// Whether a space stands between `left` and `right`, when `before` comes before `left` on the line.
pub(super) fn spaced(before: Kind, left: Kind, right: Kind) -> bool {
    match (left, right) {
        (Start, _) => false,
        (Word | In, OpenParen | DoubleColon) | (DoubleColon, Word | In) => false,
        (Dot, _) | (_, Dot | Comma | Ellipsis) => false,
        (Comma, _) => true,
        (Literal | OpenQuote | OpenHeredoc, _) | (_, Literal | CloseQuote | CloseHeredoc) => false,
        (In, _) if before.is_word() => true,
        (Word | In | Number, OpenBracket) => false,
        (_, OpenBracket) if left.nesting() < 0 => false,
        (Bang, _) => false,
        (Minus, _) => !before.wants_operand(),
        (OpenBrace, CloseBrace) => false,
        (OpenBrace, _) | (_, CloseBrace) => true,
        (Interpolation | Directive, OpenBrace) | (CloseBrace, CloseSequence) => true,
        (CloseSequence, Interpolation | Directive) => false,
        _ => left.nesting() <= 0 && right.nesting() >= 0,
    }
}
