//! An environment as recipes hold it.

use super::convert::to_dynamic;
use super::handle::Handle;
use crate::diag::Diagnostic;
use crate::engine::native::convert::optional;
use crate::engine::native::handle::Property;
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

impl Handle for EnvironmentHandle {
    fn about() -> &'static str {
        include_str!("environment.md")
    }

    fn properties() -> &'static [Property<Self>] {
        PROPERTIES
    }

    fn show(&self) -> String {
        format!("the environment `{}`", self.0.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(self.0.name.as_str().into())
    }
}

const PROPERTIES: &[Property<EnvironmentHandle>] = &[
    Property::of("name", |this, _| Some(this.0.name.clone().into())),
    Property::of("short", |this, _| Some(this.0.short().into())),
    Property::of("title", |this, _| Some(this.0.title().into())),
    Property::of("prefix", |this, _| Some(this.0.prefix().into())),
    Property::of("purpose", |this, _| Some(optional(&this.0.purpose))),
    Property::of("is_local", |this, _| Some(this.0.is_local().into())),
    Property::of("is_cloud", |this, _| Some(this.0.is_cloud().into())),
    Property::of("is_production", |this, _| Some(this.0.production.into())),
    Property::of("provider", |this, _| Some(optional(&this.0.provider))),
    Property::of("region", |this, _| Some(optional(&this.0.region))),
    Property::of("target", |this, _| Some(optional(&this.0.target))),
    Property::of("requires_approval", |this, _| Some(this.0.requires_approval.into())),
    Property::of("approvers", |this, _| {
        Some(this.0.approvers.iter().cloned().map(Dynamic::from).collect::<Vec<_>>().into())
    }),
    Property::of("ephemeral", |this, _| Some(this.0.ephemeral.into())),
    Property::of("promotion_from", |this, _| Some(optional(&this.0.promotion_from))),
    Property::of("config", |this, run| Some(to_dynamic(run, &Value::Map(this.0.config.clone())))),
];
