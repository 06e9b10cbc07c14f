//! What a secret becomes in an object: a key of a Secret that the cluster has, never its value.

use super::shape::is_object;
use super::variables::variable_of;
use crate::diag::Diagnostic;
use crate::document::{Placeholders, TextSite};
use crate::secrets::{Secret, kubernetes_key};
use crate::value::{Path, Step, Value};

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
            [.., "secretKeyRef", "key"] => Ok(kubernetes_key(&at.secret(name, None))),
            [.., "secretKeyRef", "name"] => {
                let object = object_around(at.root, &path);
                Ok(holder(&at.around.declared(name), object))
            }
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

/// The innermost object around a place.
fn object_around<'v>(root: &'v Value, path: &Path) -> &'v Value {
    let mut here = root;
    let mut object = root;
    for step in &path.0 {
        let Some(below) = here.child(step) else { break };
        here = below;
        object = if is_object(here) { here } else { object };
    }
    object
}

/// The Secret that holds a secret for an object: `api-secrets`, unless the secret is declared to be in another one.
pub(super) fn holder(secret: &Secret, object: &Value) -> String {
    let name = object.get("metadata").and_then(|metadata| metadata.get("name"));
    let own = || format!("{}-secrets", name.and_then(Value::as_str).unwrap_or("app"));
    secret.kubernetes.name.clone().unwrap_or_else(own)
}

fn refused(name: &str) -> Diagnostic {
    let message = format!("the secret `{name}` can't be written into a Kubernetes object");
    Diagnostic::error("secret-refused", message)
        .note("its value would be in the file, and in the cluster for everyone who may read the object")
        .hint("give it to a container as a variable: `env: #{ NAME: secret(\"NAME\") }`, which becomes a `secretKeyRef`")
        .hint("for other places, let an ExternalSecret fetch it into a Secret, and refer to that by name")
}
