//! A workflow's data to YAML: what holes mean in GitHub, and the layout people write by hand.

use super::{expression, layout};
use crate::diag::Diagnostic;
use crate::emit::Node;
use crate::emit::lower::lower;
use crate::engine::Around;
use crate::project::Environment;
use crate::schema::Problem;
use crate::secrets::{Secret, ci_name};
use crate::value::{Hole, Path, Piece, Step, Text, Trail, Value};
use std::borrow::Cow;

/// Turns one workflow into nodes.
pub(super) struct Lowering<'a> {
    around: &'a Around<'a>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(around: &'a Around<'a>) -> Self {
        Self { around }
    }

    /// The file's tree; the keys of `workflow` are in canonical order.
    pub(super) fn workflow<'v>(&self, workflow: &'v Value) -> Result<Node<'v>, Problem> {
        let mut node = lower(workflow, &mut |text, trail| self.text(text, trail, workflow))?;
        layout::arrange(&mut node);
        Ok(node)
    }

    fn text<'v>(
        &self,
        text: &'v Text,
        trail: &Trail<'_>,
        workflow: &'v Value,
    ) -> Result<Node<'v>, Problem> {
        if let Some(plain) = text.as_str() {
            return Ok(Node::from(plain));
        }
        let path = trail.path();
        if expression::is_condition(&path) {
            let condition =
                expression::condition(text).map_err(|diagnostic| Problem { path, diagnostic })?;
            return Ok(Node::from(Cow::Owned(condition)));
        }
        let environment = self.environment(workflow, &path);
        let environment = environment.as_deref();
        let mut written = String::new();
        let is_evaluated = expression::is_evaluated(&path);
        for (at, piece) in text.pieces().iter().enumerate() {
            match piece {
                Piece::Literal(literal) if is_evaluated => {
                    let after = text.pieces().get(at + 1).map_or("", start);
                    written.push_str(&expression::literal(literal, &written, after));
                }
                Piece::Plain(plain) | Piece::Literal(plain) => written.push_str(plain),
                Piece::Hole(hole) => written.push_str(
                    &self
                        .hole(hole, environment)
                        .map_err(|diagnostic| Problem { path: path.clone(), diagnostic })?,
                ),
            }
        }
        Ok(Node::from(Cow::Owned(written)))
    }

    fn hole(&self, hole: &Hole, environment: Option<&Environment>) -> Result<String, Diagnostic> {
        match hole {
            Hole::Expr(expr) if expr.language.fits(expression::LANGUAGE) => {
                Ok(format!("${{{{ {} }}}}", expr.source))
            }
            Hole::Expr(expr) => Err(foreign(&expr.source, &expr.language.0)),
            Hole::Secret(name) => {
                let secret = self.around.secret(name, environment);
                let name = ci_name(&secret, environment, self.around.run.project().secrets.naming)
                    .ok_or_else(|| no_environment(&secret))?;
                Ok(format!("${{{{ secrets.{name} }}}}"))
            }
        }
    }

    /// The environment that a place of the workflow belongs to: its job's, or the file's.
    fn environment(&self, workflow: &Value, path: &Path) -> Option<Cow<'_, Environment>> {
        let job = match path.0.as_slice() {
            [Step::Key(jobs), Step::Key(id), ..] if jobs == "jobs" => workflow.get("jobs")?.get(id),
            _ => None,
        };
        let environment = job.and_then(|job| job.get("environment"));
        let name = environment.and_then(|environment| {
            environment.as_str().or_else(|| environment.get("name")?.as_str())
        });
        let named = name.and_then(|name| self.around.run.project().environment(name).ok().cloned());
        named.map(Cow::Owned).or(self.around.environment.map(Cow::Borrowed))
    }
}

/// How a piece starts, as far as it could complete what stands before it.
fn start(piece: &Piece) -> &str {
    match piece {
        Piece::Plain(text) | Piece::Literal(text) => text,
        Piece::Hole(_) => "",
    }
}

/// Another tool's expression.
pub(super) fn foreign(source: &str, language: &str) -> Diagnostic {
    Diagnostic::error(
        "foreign-expression",
        format!("`{source}` is a {language} expression, which GitHub can't evaluate"),
    )
    .hint("pass it on as an output of the step that knows it")
}

fn no_environment(secret: &Secret) -> Diagnostic {
    Diagnostic::error(
        "secret-without-environment",
        format!("the secret `{}` differs between environments, and none applies here", secret.name),
    )
    .hint("give the job an `environment`, emit the workflow with `env.emit(...)`, or declare the secret with `shared: true`")
}
