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
        r#"An environment of the project. In text it is its name.

It is equal to a text that is its name or an alias of it: `env == "prod"` understands `production`, and refuses names
that are no environment.

```rhai
let staging = environment("staging");
`config/${staging}.yaml`
// => "config/staging.yaml"
```"#
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
    Property::of(
        "name",
        "string",
        "The name in the configuration.",
        r#"environment("staging").name"#,
        r#""staging""#,
        |this, _| Some(this.0.name.clone().into()),
    ),
    Property::of(
        "short",
        "string",
        "The usual short name: `dev`, `staging`, `prod`.",
        r#"environment("production").short"#,
        r#""prod""#,
        |this, _| Some(this.0.short().into()),
    ),
    Property::of(
        "title",
        "string",
        "The name with a large first letter, for titles.",
        r#"environment("staging").title"#,
        r#""Staging""#,
        |this, _| Some(this.0.title().into()),
    ),
    Property::of(
        "prefix",
        "string",
        "Prefix of the names of its secrets in CI systems.",
        r#"environment("staging").prefix"#,
        r#""STAGING""#,
        |this, _| Some(this.0.prefix().into()),
    ),
    Property::of(
        "purpose",
        "string",
        "What it is for, or `()`.",
        r#"environment("staging").purpose"#,
        r#""Where releases are tried""#,
        |this, _| Some(optional(&this.0.purpose)),
    ),
    Property::of(
        "is_local",
        "bool",
        "Whether it runs on a developer's machine.",
        r#"environment("staging").is_local"#,
        "false",
        |this, _| Some(this.0.is_local().into()),
    ),
    Property::of(
        "is_cloud",
        "bool",
        "Whether it runs at a provider.",
        r#"environment("staging").is_cloud"#,
        "true",
        |this, _| Some(this.0.is_cloud().into()),
    ),
    Property::of(
        "is_production",
        "bool",
        "Whether it is production.",
        r#"environment("staging").is_production"#,
        "false",
        |this, _| Some(this.0.is_production().into()),
    ),
    Property::of(
        "provider",
        "string",
        "Who runs it, as `hetzner`, or `()`.",
        r#"environment("staging").provider"#,
        r#""hetzner""#,
        |this, _| Some(optional(&this.0.provider)),
    ),
    Property::of(
        "region",
        "string",
        "Where it runs in the words of the provider, or `()`.",
        r#"environment("staging").region"#,
        r#""eu-central""#,
        |this, _| Some(optional(&this.0.region)),
    ),
    Property::of(
        "target",
        "string",
        "What runs it there, as `docker-compose`, or `()`.",
        r#"environment("development").target"#,
        r#""docker-compose""#,
        |this, _| Some(optional(&this.0.target)),
    ),
    Property::of(
        "requires_approval",
        "bool",
        "Whether a deployment requires an approval.",
        r#"environment("production").requires_approval"#,
        "true",
        |this, _| Some(this.0.requires_approval.into()),
    ),
    Property::of(
        "approvers",
        "array",
        "Who approves.",
        r#"environment("production").approvers"#,
        r#"["ops"]"#,
        |this, _| {
            Some(this.0.approvers.iter().cloned().map(Dynamic::from).collect::<Vec<_>>().into())
        },
    ),
    Property::of(
        "ephemeral",
        "bool",
        "Whether it comes and goes, as for a pull request.",
        r#"environment("staging").ephemeral"#,
        "false",
        |this, _| Some(this.0.ephemeral.into()),
    ),
    Property::of(
        "promotion_from",
        "string",
        "The environment whose releases it takes over, or `()`.",
        r#"environment("production").promotion_from"#,
        r#""staging""#,
        |this, _| Some(optional(&this.0.promotion_from)),
    ),
    Property::of(
        "config",
        "map",
        "Whatever the configuration says under its `config`.",
        r#"environment("staging").config"#,
        "#{ replicas: 1 }",
        |this, run| Some(to_dynamic(run, &Value::Map(this.0.config.clone()))),
    ),
];
