//! An environment as recipes hold it.

use super::convert::to_dynamic;
use super::handle::Handle;
use crate::diag::Diagnostic;
use crate::engine::reference::collect::things::{About, Property};
use crate::engine::run::context::Run;
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

/// What it is, and its properties in the order in which they are shown.
const ABOUT: About = About {
    doc: r#"An environment of the project. In text it is its name.

It is equal to a text that is its name or an alias of it: `env == "prod"` understands `production`, and refuses names
that are no environment.

```rhai
let staging = environment("staging");
`config/${staging}.yaml`
// => "config/staging.yaml"
```"#,
    properties: &[
        Property::of(
            "name",
            "text",
            "The name in the configuration.",
            r#"environment("staging").name"#,
            r#""staging""#,
        ),
        Property::of(
            "short",
            "text",
            "The usual short name: `dev`, `staging`, `prod`.",
            r#"environment("production").short"#,
            r#""prod""#,
        ),
        Property::of(
            "title",
            "text",
            "The name with a large first letter, for titles.",
            r#"environment("staging").title"#,
            r#""Staging""#,
        ),
        Property::of(
            "prefix",
            "text",
            "Prefix of the names of its secrets in CI systems.",
            r#"environment("staging").prefix"#,
            r#""STAGING""#,
        ),
        Property::of(
            "purpose",
            "text",
            "What it is for, or `()`.",
            r#"environment("staging").purpose"#,
            r#""Where releases are tried""#,
        ),
        Property::of(
            "is_local",
            "bool",
            "Whether it runs on a developer's machine.",
            r#"environment("staging").is_local"#,
            "false",
        ),
        Property::of(
            "is_cloud",
            "bool",
            "Whether it runs at a provider.",
            r#"environment("staging").is_cloud"#,
            "true",
        ),
        Property::of(
            "is_production",
            "bool",
            "Whether it is production.",
            r#"environment("staging").is_production"#,
            "false",
        ),
        Property::of(
            "provider",
            "text",
            "Who runs it, as `hetzner`, or `()`.",
            r#"environment("staging").provider"#,
            r#""hetzner""#,
        ),
        Property::of(
            "region",
            "text",
            "Where it runs in the words of the provider, or `()`.",
            r#"environment("staging").region"#,
            r#""eu-central""#,
        ),
        Property::of(
            "target",
            "text",
            "What runs it there, as `docker-compose`, or `()`.",
            r#"environment("development").target"#,
            r#""docker-compose""#,
        ),
        Property::of(
            "requires_approval",
            "bool",
            "Whether a deployment requires an approval.",
            r#"environment("production").requires_approval"#,
            "true",
        ),
        Property::of(
            "approvers",
            "array",
            "Who approves.",
            r#"environment("production").approvers"#,
            r#"["ops"]"#,
        ),
        Property::of(
            "ephemeral",
            "bool",
            "Whether it comes and goes, as for a pull request.",
            r#"environment("staging").ephemeral"#,
            "false",
        ),
        Property::of(
            "promotion_from",
            "text",
            "The environment whose releases it takes over, or `()`.",
            r#"environment("production").promotion_from"#,
            r#""staging""#,
        ),
        Property::of(
            "config",
            "map",
            "Whatever the configuration says under its `config`.",
            r#"environment("staging").config"#,
            "#{ replicas: 1 }",
        ),
    ],
};

impl Handle for EnvironmentHandle {
    fn about() -> About {
        ABOUT
    }

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
            "approvers" => {
                environment.approvers.iter().cloned().map(Dynamic::from).collect::<Vec<_>>().into()
            }
            "ephemeral" => environment.ephemeral.into(),
            "promotion_from" => optional(&environment.promotion_from),
            "config" => to_dynamic(run, &Value::Map(environment.config.clone())),
            _ => return None,
        })
    }

    fn members(&self) -> Vec<String> {
        ABOUT.names()
    }
}
