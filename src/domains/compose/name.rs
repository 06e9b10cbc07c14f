//! What a file's methods give back: the name of a service, a volume or a secret, to be used elsewhere in it.

use crate::diag::Diagnostic;
use crate::engine::{About, Property};
use crate::engine::{Handle, Run};
use crate::value::{Tag, Value};
use rhai::Dynamic;
use std::sync::Arc;

/// The tag of a service's name that has to be in a state first, which is the detail.
pub(super) const CONDITION: &str = "condition";

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
    fn about() -> About {
        About {
            doc: r#"The name of a service, volume, network, secret or config in a Compose file. In text it is the name itself.

```rhai
let file = compose::file();
let db = file.service("db", #{ image: "postgres:18", healthcheck: #{ test: ["CMD", "pg_isready"] } });
file.service("web", #{ image: "nginx:1.29", depends_on: [db.healthy], environment: #{ DB_HOST: db } });
emit(file).path
// => "docker-compose.yml"
```"#,
            properties: const {
                &[
                    Property::of(
                        "name",
                        "text",
                        "The name.",
                        r#"compose::file().volume("data").name"#,
                        r#""data""#,
                    ),
                    Property::of(
                        "healthy",
                        "Compose name",
                        "Of a service: in `depends_on`, that it has to be healthy before.",
                        r#"let file = compose::file(); file.service("db", #{ image: "postgres:18" }).healthy.name"#,
                        r#""db""#,
                    ),
                    Property::of(
                        "completed",
                        "Compose name",
                        "Of a service: in `depends_on`, that it has to have ended well before.",
                        r#"let file = compose::file(); file.service("migrate", #{ image: "shop:1" }).completed.name"#,
                        r#""migrate""#,
                    ),
                    Property::of(
                        "path",
                        "text",
                        "Of a secret or config: where a container finds it.",
                        r#"compose::file().secret("token", #{ file: "token.txt" }).path"#,
                        r#""/run/secrets/token""#,
                    ),
                ]
            },
        }
    }

    fn show(&self) -> String {
        format!("the {} `{}`", self.kind, self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let name = Value::from(&*self.name);
        Ok(match self.condition {
            Some(condition) => name.tagged(Tag::new(CONDITION, condition)),
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
