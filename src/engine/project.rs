//! The project as recipes hold it: the word `project`.

use super::convert::to_dynamic;
use super::handle::Handle;
use super::run::Run;
use crate::diag::Diagnostic;
use crate::value::Value;
use rhai::Dynamic;

/// What `.specweave/config.yaml` says about the project as a whole. In text it is its name.
#[derive(Clone, Copy, Debug)]
pub struct ProjectHandle;

/// The properties, in the order in which they are told.
const MEMBERS: [&str; 4] = ["name", "type", "compute", "database"];

impl Handle for ProjectHandle {
    fn show(&self) -> String {
        "the project".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(Diagnostic::error("not-data", "the project as a whole can't stand in a file").hint("use one of its properties: `project.name`"))
    }

    fn member(&self, run: &Run, name: &str) -> Option<Dynamic> {
        let project = &run.project;
        let optional = |text: &Option<String>| text.clone().map_or(Dynamic::UNIT, Dynamic::from);
        let section = |section: &Option<Value>| section.as_ref().map_or(Dynamic::UNIT, |value| to_dynamic(run, value));
        match name {
            "name" => Some(optional(&project.name)),
            "type" => Some(optional(&project.kind)),
            "compute" => Some(section(&project.infrastructure.compute)),
            "database" => Some(section(&project.infrastructure.database)),
            _ => None,
        }
    }

    fn members(&self) -> Vec<String> {
        MEMBERS.map(String::from).into()
    }
}
