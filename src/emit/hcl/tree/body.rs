//! The nodes of a file: attributes, blocks and comments.

use super::expr::Expr;
use super::margin::Margin;
use super::name::{Ident, Label};

/// What is in a file or between the braces of a block, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Attributes, blocks and comments.
    pub structures: Vec<Structure>,
    /// Whether blank lines part attributes that take several lines from their neighbours.
    pub airy: bool,
}

/// One thing in a [`Body`].
#[derive(Clone, Debug, PartialEq)]
pub enum Structure {
    /// `name = value`
    Attribute(Attribute),
    /// `type "label" { ... }`
    Block(Block),
    /// Comment lines that belong to nothing below them.
    Comment(Comment),
}

/// `name = value`
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// What it is called.
    pub name: Ident,
    /// What it is.
    pub value: Expr,
    /// What is around it.
    pub margin: Margin,
}

/// `type "label" { ... }`
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// `resource`, `backend`, ...
    pub kind: Ident,
    /// What is in quotes behind it.
    pub labels: Vec<Label>,
    /// What is between its braces.
    pub body: Body,
    /// What is around it. Blocks always have a blank line before them.
    pub margin: Margin,
}

/// Comment lines on their own: blank lines part them from what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The lines, without the comment sign.
    pub lines: Vec<String>,
    /// Whether a blank line parts them from what comes before.
    pub blank_before: bool,
}

impl Body {
    /// A body without anything in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same body, with blank lines around attributes that take several lines.
    #[must_use]
    pub fn airy(self) -> Self {
        Self { airy: true, ..self }
    }

    /// Adds an attribute, a block or a comment at the end.
    pub fn push(&mut self, structure: impl Into<Structure>) {
        self.structures.push(structure.into());
    }

    /// The same body with something more at its end.
    #[must_use]
    pub fn with(mut self, structure: impl Into<Structure>) -> Self {
        self.push(structure);
        self
    }
}

impl Attribute {
    /// An attribute without comments.
    pub fn new(name: Ident, value: impl Into<Expr>) -> Self {
        Self { name, value: value.into(), margin: Margin::default() }
    }

    /// The same attribute with this around it.
    #[must_use]
    pub fn within(self, margin: Margin) -> Self {
        Self { margin, ..self }
    }
}

impl Block {
    /// A block without anything in it.
    pub fn new(kind: Ident, labels: impl IntoIterator<Item = Label>) -> Self {
        Self {
            kind,
            labels: labels.into_iter().collect(),
            body: Body::new(),
            margin: Margin::default(),
        }
    }

    /// The same block with something more at the end of its body.
    #[must_use]
    pub fn with(mut self, structure: impl Into<Structure>) -> Self {
        self.body.push(structure);
        self
    }

    /// The same block with this around it.
    #[must_use]
    pub fn within(self, margin: Margin) -> Self {
        Self { margin, ..self }
    }
}

impl Comment {
    /// Comment lines, without the comment sign.
    pub fn new<S: Into<String>>(lines: impl IntoIterator<Item = S>) -> Self {
        Self { lines: lines.into_iter().map(Into::into).collect(), blank_before: false }
    }
}

impl From<Attribute> for Structure {
    fn from(attribute: Attribute) -> Self {
        Structure::Attribute(attribute)
    }
}

impl From<Block> for Structure {
    fn from(block: Block) -> Self {
        Structure::Block(block)
    }
}

impl From<Comment> for Structure {
    fn from(comment: Comment) -> Self {
        Structure::Comment(comment)
    }
}
