//! An environment as recipes hold it.

use super::convert::to_dynamic;
use super::handle::Handle;
use super::run::Run;
use crate::diag::Diagnostic;
use crate::project::Environment;
use crate::value::Value;
use rhai::Dynamic;
use std::sync::Arc;

/// A share in one of the project's environments. In text it is its name.
#[derive(Clone, Debug)]
pub struct EnvironmentHandle(Arc<Environment>);

impl EnvironmentHandle {
    /// A handle on `environment`.
    pub fn new(environment: Environment) -> Self {
        Self(Arc::new(environment))
    }

    /// What it is a handle on.
    pub fn environment(&self) -> &Environment {
        &self.0
    }
}

/// The properties, in the order in which they are told.
const MEMBERS: [&str; 16] = [
    "name",
    "short",
    "title",
    "prefix",
    "purpose",
    "is_local",
    "is_cloud",
    "is_production",
    "provider",
    "region",
    "target",
    "requires_approval",
    "approvers",
    "ephemeral",
    "promotion_from",
    "config",
];

impl Handle for EnvironmentHandle {
    fn show(&self) -> String {
        format!("the environment `{}`", self.0.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(self.0.name.as_str().into())
    }

    fn member(&self, run: &Run, name: &str) -> Option<Dynamic> {
        let environment = &*self.0;
        let optional = |text: &Option<String>| text.clone().map_or(Dynamic::UNIT, Dynamic::from);
        Some(match name {
            "name" => environment.name.clone().into(),
            "short" => environment.short().into(),
            "title" => environment.title().into(),
            "prefix" => environment.prefix().into(),
            "purpose" => optional(&environment.purpose),
            "is_local" => environment.is_local().into(),
            "is_cloud" => environment.is_cloud().into(),
            "is_production" => environment.is_production().into(),
            "provider" => optional(&environment.provider),
            "region" => optional(&environment.region),
            "target" => optional(&environment.target),
            "requires_approval" => environment.requires_approval.into(),
            "approvers" => environment.approvers.iter().cloned().map(Dynamic::from).collect::<Vec<_>>().into(),
            "ephemeral" => environment.ephemeral.into(),
            "promotion_from" => optional(&environment.promotion_from),
            "config" => to_dynamic(run, &Value::Map(environment.config.clone())),
            _ => return None,
        })
    }

    fn members(&self) -> Vec<String> {
        MEMBERS.map(String::from).into()
    }
}
