//! The project as recipes hold it: the word `project`.

use super::convert::to_dynamic;
use super::handle::Handle;
use crate::diag::Diagnostic;
use crate::engine::native::convert::optional;
use crate::engine::native::handle::{Property, not_data};
use crate::engine::run::context::Run;
use crate::value::Value;
use rhai::Dynamic;

/// What `.specweave/config.yaml` says about the project as a whole. In text it is its name.
#[derive(Clone, Copy, Debug)]
pub struct ProjectHandle;

impl Handle for ProjectHandle {
    fn about() -> &'static str {
        include_str!("project.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const {
            &[
                Property::of("name", |_, run| Some(optional(&run.project().name))),
                Property::of("type", |_, run| Some(optional(&run.project().kind))),
                Property::of("compute", |_, run| {
                    Some(section(run, &run.project().infrastructure.compute))
                }),
                Property::of("database", |_, run| {
                    Some(section(run, &run.project().infrastructure.database))
                }),
                Property::of("secret_store", |_, run| {
                    let store = run.project().secrets.store;
                    Some(store.map_or(Dynamic::UNIT, |store| store.name().into()))
                }),
            ]
        }
    }

    fn show(&self) -> String {
        "the project".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(
            "the project as a whole can't be written to a file",
            "use one of its properties: `project.name`",
        ))
    }
}

fn section(run: &Run, section: &Option<Value>) -> Dynamic {
    section.as_ref().map_or(Dynamic::UNIT, |value| to_dynamic(run, value))
}
