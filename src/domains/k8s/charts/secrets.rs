//! What a secret becomes in values: a key of a Secret that the cluster has, never its value.

use crate::diag::Diagnostic;
use crate::document::{Placeholders, TextSite};
use crate::domains::k8s::variables::{only_secret, refer};
use crate::secrets::kubernetes_key;
use crate::value::{Step, Value};

/// How values write secrets.
pub(super) struct Secrets;

impl Placeholders for Secrets {
    fn language(&self) -> Option<(&'static str, &'static str)> {
        let hint = "values are data for the chart's templates: write the value itself";
        Some(("Helm", hint))
    }

    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        let path = at.path();
        match &path.0[..] {
            [.., Step::Key(above), Step::Key(last)] if above == "secretKeyRef" && last == "key" => {
                Ok(kubernetes_key(&at.secret(name, None)))
            }
            [.., Step::Key(above), Step::Key(last)]
                if above == "secretKeyRef" && last == "name" =>
            {
                at.around.declared(name).kubernetes.name.ok_or_else(|| homeless(name))
            }
            _ => Err(refused(name)),
        }
    }
}

/// Makes references of the variables whose values are secrets: `#{ name: "TOKEN", value: secret("TOKEN") }` in a list.
pub(super) fn desugar(values: &mut Value) {
    match values.bare_mut() {
        Value::List(items) => {
            items.iter_mut().filter(|item| is_variable(item)).for_each(refer);
            items.iter_mut().for_each(desugar);
        }
        Value::Map(map) => map.iter_mut().for_each(|(_, value)| desugar(value)),
        _ => {}
    }
}

fn is_variable(item: &Value) -> bool {
    item.as_map().is_some_and(|map| map.len() == 2)
        && item.get("name").is_some()
        && item.get("value").is_some_and(|value| only_secret(value).is_some())
}

fn refused(name: &str) -> Diagnostic {
    let message = format!("the secret `{name}` can't be written into the values of a chart");
    Diagnostic::error("secret-refused", message)
        .note("its value would be in the file, and in the cluster with the release")
        .hint(format!("`secret(\"{name}\").kubernetes` has the name and the key of its Secret, for the chart's own keys such as `existingSecret`").as_str())
        .hint("in a list of variables, `#{ name: \"NAME\", value: secret(\"NAME\") }` becomes a `secretKeyRef`")
}

fn homeless(name: &str) -> Diagnostic {
    let message = format!("the secret `{name}` is in no Secret of the cluster that is known");
    Diagnostic::error("missing-option", message)
        .note("values refer to an existing Secret, by its name and the key in it")
        .hint(format!("say where it is: `secret(\"{name}\", #{{ kubernetes: #{{ name: \"shop\", key: \"token\" }} }})`").as_str())
}
