//! An expression as a tree, and its canonical text.

use std::fmt;

/// An expression in GitHub's language.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expr {
    /// `null`, `true`, `false`, or a number as it was written.
    Word(String),
    /// Text, without its quotes.
    Text(String),
    /// The name of a context: `github`.
    Context(String),
    /// A function and what it is given.
    Call(String, Vec<Expr>),
    /// What lies inside of something: `github.event.commits[0].message`.
    Reach(Box<Expr>, Vec<Step>),
    /// Not this.
    Not(Box<Expr>),
    /// Operands joined by operators of one rank.
    Operation(Box<Expr>, Vec<(&'static str, Expr)>),
    /// An expression in parentheses.
    Group(Box<Expr>),
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// `.name`
    Name(String),
    /// `[index]`
    Index(Expr),
    /// `.*`: every element.
    All,
}

/// The operators, from the one that binds least; those of one rank are read from the left.
pub(crate) const RANKS: [&[&str]; 4] = [&["||"], &["&&"], &["==", "!="], &["<=", "<", ">=", ">"]];

impl Expr {
    /// The context and the steps into it, if that is what the expression is.
    pub(crate) fn path(&self) -> Option<(&str, &[Step])> {
        match self {
            Expr::Context(name) => Some((name, &[])),
            Expr::Reach(base, steps) => match base.as_ref() {
                Expr::Context(name) => Some((name, steps)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Shows `look` this expression and every one inside, those of a [`Expr::path`] as one.
    pub(crate) fn visit<'a>(&'a self, look: &mut dyn FnMut(&'a Expr)) {
        look(self);
        match self {
            Expr::Word(_) | Expr::Text(_) | Expr::Context(_) => {}
            Expr::Call(_, arguments) => arguments.iter().for_each(|argument| argument.visit(look)),
            Expr::Not(inner) | Expr::Group(inner) => inner.visit(look),
            Expr::Operation(first, rest) => {
                first.visit(look);
                rest.iter().for_each(|(_, operand)| operand.visit(look));
            }
            Expr::Reach(base, steps) => {
                if self.path().is_none() {
                    base.visit(look);
                }
                steps.iter().filter_map(Step::index).for_each(|index| index.visit(look));
            }
        }
    }
}

impl Step {
    /// The name it goes to, written as `.name` or `['name']`.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Step::Name(name) | Step::Index(Expr::Text(name)) => Some(name),
            Step::Index(_) | Step::All => None,
        }
    }

    /// Whether it goes to an element by its number.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Step::Index(Expr::Word(_)))
    }

    fn index(&self) -> Option<&Expr> {
        match self {
            Step::Index(index) => Some(index),
            Step::Name(_) | Step::All => None,
        }
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Word(word) | Expr::Context(word) => f.write_str(word),
            Expr::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Expr::Not(inner) => write!(f, "!{inner}"),
            Expr::Group(inner) => write!(f, "({inner})"),
            Expr::Call(name, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(Expr::to_string).collect();
                write!(f, "{name}({})", arguments.join(", "))
            }
            Expr::Reach(base, steps) => {
                write!(f, "{base}")?;
                steps.iter().try_for_each(|step| write!(f, "{step}"))
            }
            Expr::Operation(first, rest) => {
                write!(f, "{first}")?;
                rest.iter().try_for_each(|(sign, operand)| write!(f, " {sign} {operand}"))
            }
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Name(name) => write!(f, ".{name}"),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::All => f.write_str(".*"),
        }
    }
}
