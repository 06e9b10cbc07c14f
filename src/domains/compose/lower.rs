//! A Compose file's data to YAML: what holes and dollars mean in it.

use super::{LANGUAGE, layout, variable};
use crate::diag::Diagnostic;
use crate::emit::Node;
use crate::emit::lower::lower;
use crate::engine::Around;
use crate::schema::Problem;
use crate::secrets::dotenv_name;
use crate::value::{Hole, Path, Piece, Text, Trail, Value};
use std::borrow::Cow;

/// Turns one file into nodes.
pub(super) struct Lowering<'a> {
    around: &'a Around<'a>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(around: &'a Around<'a>) -> Self {
        Self { around }
    }

    /// The file's tree; its keys are in canonical order.
    pub(super) fn file<'v>(&self, file: &'v Value) -> Result<Node<'v>, Problem> {
        let mut node = lower(file, &mut |text, trail| {
            self.text(text)
                .map(Node::from)
                .map_err(|diagnostic| Problem { path: trail.path(), diagnostic })
        })?;
        layout::arrange(&mut node);
        Ok(node)
    }

    /// Everything that is wrong with texts.
    pub(super) fn problems(&self, file: &Value) -> Vec<Problem> {
        let mut problems = Vec::new();
        walk(file, &Trail::ROOT, &mut |text, trail| {
            problems.extend(
                self.text(text).err().map(|diagnostic| Problem { path: trail.path(), diagnostic }),
            );
        });
        problems
    }

    /// The variables without which Compose refuses the file or leaves something empty, once each.
    pub(super) fn variables(&self, file: &Value) -> Vec<(Path, String)> {
        let mut found: Vec<(Path, String)> = Vec::new();
        let mut add = |path: Path, name: &str| {
            if found.iter().all(|(_, known)| known != name) {
                found.push((path, name.to_string()));
            }
        };
        walk(file, &Trail::ROOT, &mut |text, trail| {
            let written = self.text(text).unwrap_or_default();
            let used = variable::read(&written).unwrap_or_default();
            let needed = used
                .iter()
                .filter(|used| used.operator.is_none_or(|operator| operator.ends_with('?')));
            needed.for_each(|used| add(trail.path(), used.name));
        });
        let secrets = file.get("secrets").and_then(Value::as_map);
        for (name, secret) in secrets.into_iter().flat_map(crate::value::Map::iter) {
            let variable = secret.get("environment").and_then(Value::as_str);
            variable.into_iter().for_each(|variable| {
                add(Path::root().key("secrets").key(name).key("environment"), variable)
            });
        }
        found
    }

    fn text<'v>(&self, text: &'v Text) -> Result<Cow<'v, str>, Diagnostic> {
        let written = match text {
            Text::Plain(plain) => Cow::Borrowed(plain.as_str()),
            Text::Pieces(pieces) => Cow::Owned(
                pieces.iter().map(|piece| self.piece(piece)).collect::<Result<String, _>>()?,
            ),
        };
        variable::check(&written)?;
        Ok(written)
    }

    fn piece<'v>(&self, piece: &'v Piece) -> Result<Cow<'v, str>, Diagnostic> {
        match piece {
            Piece::Plain(plain) => Ok(Cow::Borrowed(plain)),
            Piece::Literal(literal) => Ok(Cow::Owned(literal.replace('$', "$$"))),
            Piece::Hole(Hole::Secret(name)) => Ok(Cow::Owned(self.secret(name))),
            Piece::Hole(Hole::Expr(expr)) if expr.language.fits(LANGUAGE) => {
                Ok(Cow::Owned(format!("${{{}}}", expr.source)))
            }
            Piece::Hole(Hole::Expr(expr)) => Err(foreign(&expr.source, &expr.language.0)),
        }
    }

    /// A variable that has to be set, with where people set it.
    fn secret(&self, name: &str) -> String {
        let secret = self.around.secret(name, None);
        let name = dotenv_name(&secret);
        let file = self
            .around
            .environment
            .map_or_else(|| ".env".to_string(), |environment| format!(".env.{}", environment.name));
        format!("${{{name}:?set {name} in {file}}}")
    }
}

fn walk(value: &Value, trail: &Trail<'_>, see: &mut dyn FnMut(&Text, &Trail<'_>)) {
    match value.bare() {
        Value::Text(text) => see(text, trail),
        Value::List(list) => {
            list.iter().enumerate().for_each(|(i, item)| walk(item, &trail.index(i), see))
        }
        Value::Map(map) => map.iter().for_each(|(key, item)| walk(item, &trail.key(key), see)),
        _ => {}
    }
}

fn foreign(source: &str, language: &str) -> Diagnostic {
    Diagnostic::error(
        "foreign-expression",
        format!("`{source}` is a {language} expression, which Compose can't evaluate"),
    )
    .hint("take it in as a variable: `compose::variable(\"NAME\")`, set where Compose runs")
}
