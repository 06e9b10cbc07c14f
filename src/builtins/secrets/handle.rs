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
        r#"A reference to a secret. It has no value in a recipe: each target writes it in its own way, and nothing that would have to
know the value takes it.

```rhai
let token = secret("HETZNER_TOKEN");
`Bearer ${token}`
// => `Bearer ${secret("HETZNER_TOKEN")}`
```"#
    }

    fn properties() -> &'static [Property<Self>] {
        const {
            &[Property::of(
                "name",
                "string",
                "The name that it was declared with.",
                r#"secret("DATABASE_URL").name"#,
                r#""DATABASE_URL""#,
                |this, _| Some(this.name.clone().into()),
            )]
        }
    }

    fn show(&self) -> String {
        format!("the secret `{}`", self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Secret(self.name.as_str().into()).into())
    }
}
