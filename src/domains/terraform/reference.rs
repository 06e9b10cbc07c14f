//! References to what a root declares: `var.region`, `local.environment`, `module.server.ipv4`.

use super::{ELSEWHERE, LANGUAGE};
use crate::diag::Diagnostic;
use crate::emit::hcl::{Ident, Step, emit_expr};
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

    /// Its expression in Terraform's words.
    pub(super) fn source(&self) -> &str {
        &self.address
    }

    fn to_item(&self, step: Step) -> Self {
        self.step(emit_expr(&self.expr().step(step)), self.of_items.clone())
    }

    /// The reference one index further: `aws_subnet.public[0]`.
    pub(super) fn index(&self, index: i64) -> Self {
        self.to_item(Step::Index(index.into()))
    }

    /// The item that another expression tells.
    pub(super) fn item(&self, index: &Self) -> Self {
        self.to_item(Step::Index(index.expr()))
    }

    /// The item of a key: `aws_subnet.public["a"]`.
    pub(super) fn key(&self, key: &str) -> Self {
        self.to_item(Step::Index(key.into()))
    }

    /// All items: `aws_subnet.public[*]`.
    pub(super) fn all(&self) -> Self {
        self.to_item(Step::Splat)
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
```

What Terraform is to compare or to work out is written as if the recipe did: `==`, `!=`, `<`, `<=`, `>`, `>=`, `+`, `-`, `*`, `/`,
`%` and `!` give an expression. `+` with text joins text. In place of `&&`, `||` and `if` stand `terraform::all`, `terraform::any`
and `terraform::when`, since those of the language decide at once.

```rhai
let tf = terraform::root("web");
let size = tf.variable("size", #{ type: "number" });
terraform::when(size > 2, size * 2 - 1, 1)
// => var.size > 2 ? var.size * 2 - 1 : 1
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
        let name = Ident::new(name).ok().filter(|_| known)?;
        Some(Dynamic::from(self.step(emit_expr(&self.expr().get(name)), None)))
    }

    fn members(&self) -> Vec<String> {
        self.members.iter().flat_map(|members| members.iter().cloned()).collect()
    }
}

/// The hole for an expression in one of Terraform's languages.
pub(super) fn hole(source: &str, language: &str) -> Hole {
    Hole::Expr(Box::new(Expr { language: Language(language.into()), source: source.into(), result: None }))
}
