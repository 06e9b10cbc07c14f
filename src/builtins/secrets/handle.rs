//! A secret as recipes hold it.

use crate::builtins::collections::merge::map_of;
use crate::diag::Diagnostic;
use crate::engine::convert::optional;
use crate::engine::{Handle, Property, Run};
use crate::secrets::{Secret, kubernetes_key};
use crate::value::{Hole, Value};
use rhai::Map;

/// A reference to a secret. In text it is a hole that each target fills in its own way.
#[derive(Clone, Debug)]
pub(super) struct SecretHandle {
    name: String,
}

impl SecretHandle {
    /// A reference to the secret of this name.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.into() }
    }

    /// Its declaration, or what its name alone says.
    pub(super) fn declared(&self, run: &Run) -> Secret {
        run.secrets().remove(&self.name).unwrap_or_else(|| Secret::named(&self.name))
    }

    /// The Secret of a cluster that holds it, as far as that is said, and the key in that.
    fn in_cluster(&self, run: &Run) -> Map {
        let secret = self.declared(run);
        let (name, key) = (optional(&secret.kubernetes.name), kubernetes_key(&secret));
        map_of(run, vec![("name".into(), name), ("key".into(), key.into())])
    }
}

impl Handle for SecretHandle {
    fn about() -> &'static str {
        include_str!("secret.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const {
            &[
                Property::of("name", |this, _| Some(this.name.clone().into())),
                Property::of("kubernetes", |this, run| Some(this.in_cluster(run).into())),
            ]
        }
    }

    fn show(&self) -> String {
        format!("the secret `{}`", self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Secret(self.name.as_str().into()).into())
    }
}
