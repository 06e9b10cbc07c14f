//! The project as recipes hold it: the word `project`.

use super::convert::to_dynamic;
use super::handle::Handle;
use crate::diag::Diagnostic;
use crate::engine::reference::collect::things::{About, Property};
use crate::engine::run::context::Run;
use crate::value::Value;
use rhai::Dynamic;

/// What `.specweave/config.yaml` says about the project as a whole. In text it is its name.
#[derive(Clone, Copy, Debug)]
pub struct ProjectHandle;

/// What it is, and its properties in the order in which they are shown.
const ABOUT: About = About {
    doc: r#"What `.specweave/config.yaml` says about the project as a whole: the word `project`.

```rhai
project.name
// => "shop"
```"#,
    properties: &[
        Property::of("name", "text", "What it is called, or `()`.", "project.name", r#""shop""#),
        Property::of(
            "type",
            "text",
            "What kind of project it is, or `()`.",
            "project.type",
            r#""webapp""#,
        ),
        Property::of(
            "compute",
            "any",
            "What runs it: the `infrastructure.compute` of the configuration, or `()`.",
            "project.compute",
            r#"#{ size: "small" }"#,
        ),
        Property::of(
            "database",
            "any",
            "What keeps its data: the `infrastructure.database` of the configuration, or `()`.",
            "project.database",
            r#"#{ engine: "postgresql" }"#,
        ),
    ],
};

impl Handle for ProjectHandle {
    fn about() -> About {
        ABOUT
    }

    fn show(&self) -> String {
        "the project".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(Diagnostic::error("not-data", "the project as a whole can't stand in a file")
            .hint("use one of its properties: `project.name`"))
    }

    fn member(&self, run: &Run, name: &str) -> Option<Dynamic> {
        let project = &run.project();
        let optional = |text: &Option<String>| text.clone().map_or(Dynamic::UNIT, Dynamic::from);
        let section = |section: &Option<Value>| {
            section.as_ref().map_or(Dynamic::UNIT, |value| to_dynamic(run, value))
        };
        match name {
            "name" => Some(optional(&project.name)),
            "type" => Some(optional(&project.kind)),
            "compute" => Some(section(&project.infrastructure.compute)),
            "database" => Some(section(&project.infrastructure.database)),
            _ => None,
        }
    }

    fn members(&self) -> Vec<String> {
        ABOUT.names()
    }
}
