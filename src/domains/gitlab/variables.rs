//! Secrets as variables of GitLab, which are masked and protected there.

use crate::diag::Diagnostic;
use crate::document::{Placeholders, TextSite};
use crate::project::Environment;
use crate::secrets::ci_name;
use crate::value::{Hole, Piece, Step, Text};
use std::borrow::Cow;

/// What GitLab and its shells fill in.
pub(super) struct Variables;

impl Placeholders for Variables {
    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        Ok(format!("${{{}}}", variable(name, at)?))
    }

    /// A text that is a secret and nothing else needs no braces.
    fn whole(&self, text: &Text, at: &TextSite<'_>) -> Option<Result<String, Diagnostic>> {
        match text {
            Text::Pieces(pieces) => match pieces.as_slice() {
                [Piece::Hole(Hole::Secret(name))] => {
                    Some(variable(name, at).map(|name| format!("${name}")))
                }
                _ => None,
            },
            Text::Plain(_) => None,
        }
    }

    fn is_open(&self, plain: &str) -> bool {
        plain.contains('$')
    }
}

/// The variable of a secret at a place: that of its job's environment.
fn variable(name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
    let environment = environment(at);
    let secret = at.secret(name, environment.as_deref());
    let naming = at.around.run.project().secrets.naming;
    ci_name(&secret, environment.as_deref(), naming).ok_or_else(|| {
        let message = format!(
            "the secret `{}` differs between environments, and none applies here",
            secret.name
        );
        Diagnostic::error("secret-without-environment", message)
            .hint("give the job an `environment`, or declare the secret with `shared: true`")
    })
}

/// The environment of the job that a place is in, or of the file.
fn environment<'a>(at: &TextSite<'a>) -> Option<Cow<'a, Environment>> {
    let job = match at.path().0.as_slice() {
        [Step::Key(name), ..] => at.root.get(name),
        _ => None,
    };
    let environment = job.and_then(|job| job.get("environment"));
    let name = environment
        .and_then(|environment| environment.as_str().or_else(|| environment.get("name")?.as_str()));
    let named = name.and_then(|name| at.around.run.project().environment(name).ok().cloned());
    named.map(Cow::Owned).or(at.around.environment.map(Cow::Borrowed))
}
