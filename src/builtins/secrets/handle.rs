//! A secret as recipes hold it.

use crate::diag::Diagnostic;
use crate::engine::{Handle, Property};
use crate::value::{Hole, Value};

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
}

impl Handle for SecretHandle {
    fn about() -> &'static str {
        include_str!("secret.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const { &[Property::of("name", |this, _| Some(this.name.clone().into()))] }
    }

    fn show(&self) -> String {
        format!("the secret `{}`", self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Secret(self.name.as_str().into()).into())
    }
}
