//! References to what a root declares: `var.region`, `local.environment`, `module.server.ipv4`.

use super::{ELSEWHERE, LANGUAGE};
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
    /// The same of its items, where it is a list or map of things.
    of_items: Option<Arc<[String]>>,
    /// Whether what it names stands in no file of the run.
    is_elsewhere: bool,
}

impl Reference {
    /// A reference to `address`, whose inside is not known.
    pub(super) fn to(address: impl Into<Arc<str>>) -> Self {
        Self { address: address.into(), members: None, of_items: None, is_elsewhere: false }
    }

    /// A reference to `address`, which has these names inside and no others.
    pub(super) fn with_members(address: &str, members: impl IntoIterator<Item = String>) -> Self {
        Self { members: Some(members.into_iter().collect()), ..Self::to(address) }
    }

    /// A reference to a thing that has these names inside, where they are known; or to several such things.
    pub(super) fn to_thing(address: String, members: Option<Arc<[String]>>, is_several: bool) -> Self {
        let (members, of_items) = if is_several { (None, members) } else { (members, None) };
        Self { members, of_items, ..Self::to(address) }
    }

    /// A reference to what stands in no file of the run.
    pub(super) fn elsewhere(address: impl Into<Arc<str>>) -> Self {
        Self { is_elsewhere: true, ..Self::to(address) }
    }

    /// What is found one step further, with what is inside of it.
    fn step(&self, address: String, members: Option<Arc<[String]>>) -> Self {
        Self { address: address.into(), members, of_items: None, is_elsewhere: self.is_elsewhere }
    }

    /// The reference one index further: `aws_subnet.public[0]`.
    pub(super) fn index(&self, index: i64) -> Self {
        self.step(format!("{}[{index}]", self.address), self.of_items.clone())
    }

    /// The item that another expression tells.
    pub(super) fn item(&self, index: &Self) -> Self {
        self.step(format!("{}[{}]", self.address, index.address), self.of_items.clone())
    }

    /// The item of a key: `aws_subnet.public["a"]`.
    pub(super) fn key(&self, key: &str) -> Self {
        self.step(format!("{}[{key:?}]", self.address), self.of_items.clone())
    }

    /// All items: `aws_subnet.public[*]`.
    pub(super) fn all(&self) -> Self {
        self.step(format!("{}[*]", self.address), self.of_items.clone())
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
        let language = if self.is_elsewhere { ELSEWHERE } else { LANGUAGE };
        Ok(hole(&self.address, language).into())
    }

    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        let known = self.members.as_ref().is_none_or(|members| members.iter().any(|member| member == name));
        (known && Ident::new(name).is_ok()).then(|| Dynamic::from(self.step(format!("{}.{name}", self.address), None)))
    }

    fn members(&self) -> Vec<String> {
        self.members.iter().flat_map(|members| members.iter().cloned()).collect()
    }
}

/// The hole for an expression in one of Terraform's languages.
pub(super) fn hole(source: &str, language: &str) -> Hole {
    Hole::Expr(Box::new(Expr { language: Language(language.into()), source: source.into(), result: None }))
}
