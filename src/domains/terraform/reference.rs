//! References to what a root declares: `var.region`, `local.environment`, `module.server.ipv4`.

use super::LANGUAGE;
use crate::diag::Diagnostic;
use crate::emit::hcl::Ident;
use crate::engine::About;
use crate::engine::{Handle, Run};
use crate::value::{Expr, Hole, Language, Value};
use rhai::Dynamic;
use std::sync::Arc;

/// A reference as recipes hold it. Its properties are references to what is inside.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    address: Arc<str>,
    /// The names inside, where they are known; any name otherwise.
    members: Option<Arc<[String]>>,
}

impl Reference {
    /// A reference to `address`, whose inside is not known.
    pub(super) fn to(address: impl Into<Arc<str>>) -> Self {
        Self { address: address.into(), members: None }
    }

    /// A reference to `address`, which has these names inside and no others.
    pub(super) fn with_members(address: &str, members: impl IntoIterator<Item = String>) -> Self {
        Self { address: address.into(), members: Some(members.into_iter().collect()) }
    }

    /// The reference one index further: `aws_subnet.public[0]`.
    pub(super) fn index(&self, index: i64) -> Self {
        Self::to(format!("{}[{index}]", self.address))
    }
}

impl Handle for Reference {
    fn about() -> About {
        About {
            doc: r#"A reference to something in a Terraform root: `var.region`, `module.server`. Its properties are references to what is
inside, and an index names one of several instances. In text it is an interpolation.

```rhai
let tf = terraform::root("web");
let server = tf.resource("hcloud_server", "web", #{ name: "web", server_type: "cx22" });
server.ipv4_address
// => hcloud_server.web.ipv4_address
```"#,
            properties: &[],
        }
    }

    fn show(&self) -> String {
        format!("`{}`", self.address)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(hole(&self.address).into())
    }

    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        let known = self.members.as_ref().is_none_or(|members| members.iter().any(|member| member == name));
        (known && Ident::new(name).is_ok()).then(|| Dynamic::from(Self::to(format!("{}.{name}", self.address))))
    }

    fn members(&self) -> Vec<String> {
        self.members.iter().flat_map(|members| members.iter().cloned()).collect()
    }
}

/// The hole for an expression in Terraform's language.
pub(super) fn hole(source: &str) -> Hole {
    Hole::Expr(Box::new(Expr { language: Language(LANGUAGE.into()), source: source.into(), result: None }))
}
