//! The tokens of HCL text and the one rule that puts spaces between them.
//!
//! The rule is that of hclwrite, the formatter in `terraform fmt`, and held by the property test. It
//! looks at kinds of tokens only, so it has its oddities (`in - 1`, `x.* -1`, `if(a)`): they are
//! kept, because a file that `fmt` would change is worse than an odd space.

/// A token: what it is and how it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a>(pub(crate) Kind, pub(crate) &'a str);

/// What a token is, as far as spaces and indentation depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
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

pub(crate) const DOT: Token = Token(Dot, ".");
pub(crate) const DOUBLE_COLON: Token = Token(DoubleColon, "::");
pub(crate) const COMMA: Token = Token(Comma, ",");
pub(crate) const ELLIPSIS: Token = Token(Ellipsis, "...");
pub(crate) const EQUAL: Token = Token(Equal, "=");
pub(crate) const QUESTION: Token = Token(Question, "?");
pub(crate) const COLON: Token = Token(Colon, ":");
pub(crate) const ARROW: Token = Token(Arrow, "=>");
pub(crate) const MINUS: Token = Token(Minus, "-");
pub(crate) const STAR: Token = Token(Operator, "*");
pub(crate) const OPEN_PAREN: Token = Token(OpenParen, "(");
pub(crate) const CLOSE_PAREN: Token = Token(CloseParen, ")");
pub(crate) const OPEN_BRACKET: Token = Token(OpenBracket, "[");
pub(crate) const CLOSE_BRACKET: Token = Token(CloseBracket, "]");
pub(crate) const OPEN_BRACE: Token = Token(OpenBrace, "{");
pub(crate) const CLOSE_BRACE: Token = Token(CloseBrace, "}");
pub(crate) const OPEN_QUOTE: Token = Token(OpenQuote, "\"");
pub(crate) const CLOSE_QUOTE: Token = Token(CloseQuote, "\"");

/// The token of a name or a keyword.
pub(crate) fn word(text: &str) -> Token<'_> {
    Token(if text == "in" { In } else { Word }, text)
}

impl Kind {
    /// How many brackets it opens, or closes when negative.
    pub(crate) fn nesting(self) -> i32 {
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

/// Whether a space is between `left` and `right`, when `before` comes before `left` on the line.
pub(crate) fn spaced(before: Kind, left: Kind, right: Kind) -> bool {
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
