//! What a file's methods give back: the name of a service, a volume or a secret, to be used elsewhere in it.

use crate::diag::Diagnostic;
use crate::engine::{Handle, Run};
use crate::value::Value;
use rhai::Dynamic;
use std::sync::Arc;

/// A name as recipes hold it. In text it is the name itself.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// `service`, `volume`, ...
    kind: &'static str,
    name: Arc<str>,
    /// What is waited for, by Compose's word; for services only.
    condition: Option<&'static str>,
}

impl Name {
    /// The name of something of this kind.
    pub(super) fn new(kind: &'static str, name: &str) -> Self {
        Self { kind, name: name.into(), condition: None }
    }

    fn once(&self, condition: &'static str) -> Dynamic {
        Dynamic::from(Self { condition: Some(condition), ..self.clone() })
    }

    fn own_members(&self) -> &'static [&'static str] {
        match self.kind {
            "service" => &["name", "healthy", "completed"],
            "config" | "secret" => &["name", "path"],
            _ => &["name"],
        }
    }
}

impl Handle for Name {
    fn show(&self) -> String {
        format!("the {} `{}`", self.kind, self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let name = Value::from(&*self.name);
        Ok(match self.condition {
            Some(condition) => name.tagged(condition),
            None => name,
        })
    }

    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        let name = self.own_members().iter().find(|member| **member == name)?;
        Some(match *name {
            "healthy" => self.once("service_healthy"),
            "completed" => self.once("service_completed_successfully"),
            "path" if self.kind == "secret" => format!("/run/secrets/{}", self.name).into(),
            "path" => format!("/{}", self.name).into(),
            _ => self.name.to_string().into(),
        })
    }

    fn members(&self) -> Vec<String> {
        self.own_members().iter().map(ToString::to_string).collect()
    }
}
