//! What a secret becomes in an object: a key of a Secret that the cluster has, never its value.

use super::variables::variable_of;
use crate::diag::Diagnostic;
use crate::document::{Placeholders, TextSite};
use crate::secrets::Secret;
use crate::value::Step;

/// How objects write secrets.
pub(super) struct Secrets;

impl Placeholders for Secrets {
    fn language(&self) -> Option<(&'static str, &'static str)> {
        let hint = "Kubernetes evaluates nothing: pass what it becomes as a variable of a container, or from a ConfigMap";
        Some(("Kubernetes", hint))
    }

    /// The key of the Secret, or the variable of the container that has it.
    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        let path = at.path();
        let keys: Vec<&str> = path.0.iter().filter_map(key).collect();
        match keys[..] {
            [.., "secretKeyRef", "key"] => Ok(key_of(&at.secret(name, None))),
            [.., "env", "value"] => {
                at.secret(name, None);
                let list = path.parent().parent();
                let variable = list.find(at.root).and_then(|list| variable_of(list, name));
                variable.map(|variable| format!("$({variable})")).ok_or_else(|| refused(name))
            }
            _ => Err(refused(name)),
        }
    }
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

/// The key of a secret in the Secret that holds it: `database-url`.
pub(super) fn key_of(secret: &Secret) -> String {
    secret.name.to_ascii_lowercase().replace('_', "-")
}

fn refused(name: &str) -> Diagnostic {
    let message = format!("the secret `{name}` can't be written into a Kubernetes object");
    Diagnostic::error("secret-refused", message)
        .note("its value would be in the file, and in the cluster for everyone who may read the object")
        .hint("give it to a container as a variable: `env: #{ NAME: secret(\"NAME\") }`, which becomes a `secretKeyRef`")
        .hint("for other places, let an ExternalSecret fetch it into a Secret, and refer to that by name")
}
