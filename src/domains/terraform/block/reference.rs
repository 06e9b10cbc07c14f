//! References to what a root declares: `var.region`, `local.environment`, `module.server.ipv4`.

use super::{EXTERNAL, LANGUAGE, PAGE};
use crate::diag::Diagnostic;
use crate::emit::hcl::{self, Ident, Step, emit_expr};
use crate::engine::{Handle, OpenProperties, Run};
use crate::value::{Expr, Hole, Language, Map, Value};
use rhai::Dynamic;
use std::sync::Arc;

/// A reference as recipes hold it. Its properties are references to what is inside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    address: Arc<str>,
    /// The names inside, where they are known; any name otherwise.
    members: Option<Arc<[String]>>,
    /// What it is several of, and the names inside each, where they are known.
    several: Option<(Several, Option<Arc<[String]>>)>,
    /// Whether what it names is in no file of the run.
    is_elsewhere: bool,
}

/// How several things of one name are distinguished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Several {
    /// By `count`: each has a number.
    Counted,
    /// By `for_each`: each has a key.
    Keyed,
}

impl Several {
    /// How a block with these arguments is, if it is several.
    pub(crate) fn of(body: &Map) -> Option<Self> {
        [("count", Self::Counted), ("for_each", Self::Keyed)]
            .into_iter()
            .find(|(argument, _)| body.contains_key(argument))
            .map(|(_, how)| how)
    }
}

impl Reference {
    /// A reference to `address`, whose inside is not known.
    pub(crate) fn to(address: impl Into<Arc<str>>) -> Self {
        Self { address: address.into(), members: None, several: None, is_elsewhere: false }
    }

    /// A reference to `address`, which has these names inside and no others.
    pub(crate) fn with_members(address: &str, members: impl IntoIterator<Item = String>) -> Self {
        Self { members: Some(members.into_iter().collect()), ..Self::to(address) }
    }

    /// A reference to a thing that has these names inside, where they are known; or to several such things.
    pub(crate) fn to_thing(
        address: String,
        members: Option<Arc<[String]>>,
        several: Option<Several>,
    ) -> Self {
        match several {
            Some(how) => Self { several: Some((how, members)), ..Self::to(address) },
            None => Self { members, ..Self::to(address) },
        }
    }

    /// A reference to what is in no file of the run.
    pub(crate) fn elsewhere(address: impl Into<Arc<str>>) -> Self {
        Self { is_elsewhere: true, ..Self::to(address) }
    }

    /// What is found one step further, with what is inside of it.
    fn step(&self, address: String, members: Option<Arc<[String]>>) -> Self {
        Self { address: address.into(), members, several: None, is_elsewhere: self.is_elsewhere }
    }

    /// Its expression in Terraform's words.
    pub(crate) fn source(&self) -> &str {
        &self.address
    }

    fn to_item(&self, step: Step) -> Self {
        self.step(
            emit_expr(&self.expr().step(step)),
            self.several.as_ref().and_then(|(_, members)| members.clone()),
        )
    }

    /// The reference one index further: `aws_subnet.public[0]`.
    pub(crate) fn index(&self, index: i64) -> Self {
        self.to_item(Step::Index(index.into()))
    }

    /// The item that another expression selects.
    pub(crate) fn item(&self, index: &Self) -> Self {
        self.to_item(Step::Index(index.expr()))
    }

    /// The item of a key: `aws_subnet.public["a"]`.
    pub(crate) fn key(&self, key: &str) -> Self {
        self.to_item(Step::Index(key.into()))
    }

    /// All items: `aws_subnet.public[*]`; those with keys as a list.
    pub(crate) fn all(&self) -> Self {
        match &self.several {
            Some((Several::Keyed, _)) => {
                let values =
                    hcl::Expr::call("values", [self.expr()]).expect("`values` is a function");
                Self { address: emit_expr(&values).into(), ..self.clone() }.to_item(Step::Splat)
            }
            _ => self.to_item(Step::Splat),
        }
    }
}

impl Handle for Reference {
    fn about() -> &'static str {
        PAGE.text("Terraform reference")
    }

    fn show(&self) -> String {
        format!("`{}`", self.address)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let language = if self.is_elsewhere { EXTERNAL } else { LANGUAGE };
        Ok(hole(&self.address, language).into())
    }

    fn open(&self) -> Option<&dyn OpenProperties> {
        Some(self)
    }
}

impl OpenProperties for Reference {
    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        match &self.several {
            Some((Several::Keyed, _)) => return Some(Dynamic::from(self.key(name))),
            Some((Several::Counted, _)) => return None,
            None => {}
        }
        let known =
            self.members.as_ref().is_none_or(|members| members.iter().any(|member| member == name));
        let name = Ident::new(name).ok().filter(|_| known)?;
        Some(Dynamic::from(self.step(emit_expr(&self.expr().get(name)), None)))
    }

    fn members(&self) -> Vec<String> {
        self.members.iter().flat_map(|members| members.iter().cloned()).collect()
    }

    fn without(&self, name: &str) -> Option<String> {
        let is_counted = matches!(self.several, Some((Several::Counted, _)));
        is_counted.then(|| format!("there are several: say which, as in `[0].{name}`, or take that of each with `.all().{name}`"))
    }
}

/// The hole for an expression in one of Terraform's languages.
pub(crate) fn hole(source: &str, language: &str) -> Hole {
    Hole::Expr(Box::new(Expr {
        language: Language(language.into()),
        source: source.into(),
        result: None,
    }))
}
