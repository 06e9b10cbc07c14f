//! Text with opaque holes: places that each target fills in its own way.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

/// Text as a recipe made it.
// The name in serde is one that `de` knows: a field of this type is handed over as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "$sw::Text")]
pub enum Text {
    /// Ordinary text.
    Plain(CompactString),
    /// Text with at least one hole, or with a piece that is meant exactly as typed.
    Pieces(Vec<Piece>),
}

/// A stretch of [`Text`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Piece {
    /// Data: a target escapes or refuses what it would otherwise evaluate.
    Plain(CompactString),
    /// Text that the author marked as meant exactly as typed, with `literal(...)`.
    Literal(CompactString),
    /// A place for something that the target knows by its own name.
    Hole(Hole),
}

/// A placeholder for a value that is not known while the recipe runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Hole {
    /// A declared secret, by the name it was declared with.
    Secret(CompactString),
    /// An expression that some tool evaluates later.
    Expr(Box<Expr>),
}

/// An expression in the language of the tool that will evaluate it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expr {
    /// Whose expression this is.
    pub language: Language,
    /// The expression as that language writes it, without delimiters: `var.region`, `github.sha`.
    pub source: String,
    /// What it evaluates to, in the language's own words (`string`, `list(string)`), where known.
    pub result: Option<CompactString>,
}

/// The name of an expression language, as a sentence has it: `Terraform`, `GitHub`, ... Each domain owns its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(pub CompactString);

impl Language {
    /// The language of the file that the expression is written in.
    pub fn target() -> Self {
        Self(CompactString::const_new("target"))
    }

    /// Whether an expression in this language can be used where `language` is expected.
    pub fn fits(&self, language: &str) -> bool {
        self.0 == language || *self == Self::target()
    }
}

impl Text {
    /// The text, if it has neither holes nor literal pieces.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Text::Plain(plain) => Some(plain),
            Text::Pieces(_) => None,
        }
    }

    /// The only hole, if the text is nothing but one.
    pub fn as_hole(&self) -> Option<&Hole> {
        match self {
            Text::Pieces(pieces) => match pieces.as_slice() {
                [Piece::Hole(hole)] => Some(hole),
                _ => None,
            },
            Text::Plain(_) => None,
        }
    }

    /// All holes, in order.
    pub fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.pieces().iter().filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(hole),
            _ => None,
        })
    }

    /// The pieces of a text with holes; none for ordinary text.
    pub fn pieces(&self) -> &[Piece] {
        match self {
            Text::Plain(_) => &[],
            Text::Pieces(pieces) => pieces,
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.as_str().is_some_and(str::is_empty)
    }
}

impl From<&str> for Text {
    fn from(plain: &str) -> Self {
        Text::Plain(plain.into())
    }
}

impl From<String> for Text {
    fn from(plain: String) -> Self {
        Text::Plain(plain.into())
    }
}

impl From<Hole> for Text {
    fn from(hole: Hole) -> Self {
        Text::Pieces(vec![Piece::Hole(hole)])
    }
}
