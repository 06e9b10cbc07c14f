//! What secrets and expressions become in a kind of file: the one thing that a format has code for.

use crate::diag::Diagnostic;
use crate::engine::Around;
use crate::engine::data_file::refused;
use crate::model::graph::{ENVIRONMENT_VARIABLE, Link, Links, NameIn, NodeName, Relation};
use crate::project::Environment;
use crate::schema::Openness;
use crate::secrets::Secret;
use crate::value::{Expr, Hole, Path, Piece, Text, Trail, Value};
use std::borrow::Cow;

/// How a kind of file writes what is only known later.
pub trait Placeholders: Sync {
    /// The language of its expressions, as holes name it, and how an expression of another one gets in; none when it
    /// evaluates nothing.
    fn language(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// A secret.
    ///
    /// # Errors
    /// When it can't be written there.
    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        let _ = at;
        Err(refused(&Hole::Secret(name.into())))
    }

    /// An expression in the format's own language.
    fn expression(&self, expr: &Expr) -> String {
        expr.source.clone()
    }

    /// Text that is meant as it is typed, with what is written before it and what follows.
    fn literal<'t>(
        &self,
        text: &'t str,
        _around: (&str, &str),
        _at: &TextSite<'_>,
    ) -> Cow<'t, str> {
        text.into()
    }

    /// A text with holes where it is more than its pieces in a row; none elsewhere.
    fn whole(&self, _text: &Text, _at: &TextSite<'_>) -> Option<Result<String, Diagnostic>> {
        None
    }

    /// What is wrong with a text as it is given.
    fn check(&self, _text: &Text, _at: &TextSite<'_>) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// Whether a text without holes holds something that the tool fills in, so that only it knows what it becomes.
    fn is_open(&self, _plain: &str) -> bool {
        false
    }

    /// What is known of a text, for the types of the format.
    fn openness(&self, text: &Text) -> Openness {
        match text.as_str() {
            Some(plain) if self.is_open(plain) => Openness::LaterText,
            _ => Openness::of_holes(text),
        }
    }

    /// The variables that the tool has to find in its environment for a text as it is written.
    fn reads<'t>(&self, _written: &'t str) -> Vec<&'t str> {
        Vec::new()
    }

    /// Whether a text can be written as it is.
    ///
    /// # Errors
    /// What is wrong with it.
    fn check_written(&self, _written: &str) -> Result<(), Diagnostic> {
        Ok(())
    }
}

/// Of a format that nothing fills in.
pub struct NoPlaceholders;

impl Placeholders for NoPlaceholders {}

/// A text's place in a document.
pub struct TextSite<'a> {
    /// The document.
    pub root: &'a Value,
    /// The place.
    pub trail: &'a Trail<'a>,
    /// What it is emitted into.
    pub around: &'a Around<'a>,
    /// The entries of the document, when it is written; they get the secrets that it reads.
    pub(in crate::document) links: Option<Links<'a>>,
    /// Whether the text is one hole and nothing else.
    pub(in crate::document) is_whole: bool,
}

impl TextSite<'_> {
    /// The place as a path.
    pub fn path(&self) -> Path {
        self.trail.path()
    }

    /// The declaration of a secret that the text reads, for an environment or for that of the file.
    pub fn secret(&self, name: &str, environment: Option<&Environment>) -> Secret {
        let Some(links) = self.links else { return self.around.declared(name) };
        let at = (links, links.at(self.trail));
        self.around.secret_at(name, environment, at, self.is_whole)
    }

    /// Adds that the text reads a variable of the environment.
    pub(in crate::document) fn reads(&self, name: &str) {
        let variable = NodeName::new(&ENVIRONMENT_VARIABLE, NameIn::Global, name);
        let links = self.links.into_iter();
        let link = Link::new(Relation::Reads, variable);
        links.for_each(|links| links.link(link, links.at(self.trail)));
    }

    /// A text as it is written here.
    pub(in crate::document) fn written<'v>(
        &self,
        text: &'v Text,
        by: &dyn Placeholders,
    ) -> Result<Cow<'v, str>, Diagnostic> {
        let written = match text {
            Text::Plain(plain) => Cow::Borrowed(plain.as_str()),
            Text::Pieces(pieces) => Cow::Owned(match by.whole(text, self) {
                Some(whole) => whole?,
                None => self.pieces(pieces, by)?,
            }),
        };
        by.check_written(&written)?;
        Ok(written)
    }

    fn pieces(&self, pieces: &[Piece], by: &dyn Placeholders) -> Result<String, Diagnostic> {
        let mut written = String::new();
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Plain(plain) => written.push_str(plain),
                Piece::Literal(literal) => {
                    let after = pieces.get(i + 1).map_or("", start);
                    let literal = by.literal(literal, (&written, after), self);
                    written.push_str(&literal);
                }
                Piece::Hole(hole) => written.push_str(&self.hole(hole, by)?),
            }
        }
        Ok(written)
    }

    fn hole(&self, hole: &Hole, by: &dyn Placeholders) -> Result<String, Diagnostic> {
        match (hole, by.language()) {
            (Hole::Secret(name), _) => by.secret(name, self),
            (Hole::Expr(expr), Some((language, _))) if expr.language.fits(language) => {
                Ok(by.expression(expr))
            }
            (Hole::Expr(expr), Some((language, hint))) => Err(foreign(expr, language, hint)),
            (hole, None) => Err(refused(hole)),
        }
    }
}

/// Another tool's expression.
pub fn foreign(expr: &Expr, language: &str, hint: &str) -> Diagnostic {
    let message = format!(
        "`{}` is a {} expression, which {language} can't evaluate",
        expr.source, expr.language.0
    );
    Diagnostic::error("foreign-expression", message).hint(hint)
}

/// How a piece starts, as far as it could complete what is before it.
fn start(piece: &Piece) -> &str {
    match piece {
        Piece::Plain(text) | Piece::Literal(text) => text,
        Piece::Hole(_) => "",
    }
}
