//! The project: what `.specweave/config.yaml` says about environments, promotion, secrets and cost.
//!
//! [`Project`] is plain data that can cross to another process; [`load`] alone looks at the disk.
//! [`Project::parse`] finds every mistake of a configuration at once, each with its place.

mod choose;
mod config;
pub mod edit;
mod environment;
pub mod names;
mod pipeline;
mod question;
mod rules;
mod strategy;

pub use choose::{ChooseError, choose};
pub use config::find::{CONFIG, find, load, nearest, passed_over, text};
pub use config::schema::schema;
pub use config::settings::{CostBudget, Infrastructure, Kubernetes, Naming, Secrets, Store};
pub use environment::{Environment, Kind, UnknownEnvironment};
pub use pipeline::{Promotion, Trigger};
pub use question::strategies;
pub use strategy::Strategy;

use crate::diag::Diagnostic;
use crate::value::read::{self, Located};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A project as its configuration describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// The folder that holds `.specweave`.
    pub root: PathBuf,
    /// Its name. There is none to fall back on: a folder's name differs from clone to clone.
    pub name: Option<String>,
    /// What it is made with, in one word: `nodejs`.
    pub kind: Option<String>,
    /// The recipes that commands evaluate when none is named, from the root.
    pub recipes: Vec<String>,
    /// The strategy its environments follow.
    pub strategy: Option<Strategy>,
    /// Its environments, in the order of the configuration.
    pub environments: Vec<Environment>,
    /// How software moves between them.
    pub pipeline: Vec<Promotion>,
    /// What it runs on, in the author's own keys.
    pub infrastructure: Infrastructure,
    /// The clusters that manifests are for.
    pub kubernetes: Kubernetes,
    /// Where secrets live, and what CI systems call them.
    pub secrets: Secrets,
    /// What it may cost.
    pub cost_budget: CostBudget,
}

impl Project {
    /// A project without a configuration: no environments, and the usual recipe.
    pub fn bare(root: &Path) -> Self {
        Self {
            root: root.into(),
            name: None,
            kind: None,
            recipes: vec!["deploy.rhai".into()],
            strategy: None,
            environments: Vec::new(),
            pipeline: Vec::new(),
            infrastructure: Infrastructure::default(),
            kubernetes: Kubernetes::default(),
            secrets: Secrets::default(),
            cost_budget: CostBudget::default(),
        }
    }

    /// The environments, for anyone who can do nothing without one.
    ///
    /// # Errors
    /// When there is none: the message explains what to choose from.
    pub fn required_environments(&self) -> Result<&[Environment], Box<Diagnostic>> {
        if self.environments.is_empty() {
            Err(Box::new(question::no_environments()))
        } else {
            Ok(&self.environments)
        }
    }

    /// The environment that `name` means, by its name or an alias.
    ///
    /// # Errors
    /// When the project has none that answers to the name.
    pub fn environment(&self, name: &str) -> Result<&Environment, UnknownEnvironment> {
        self.environments.iter().find(|environment| environment.answers_to(name)).ok_or_else(|| {
            UnknownEnvironment {
                asked: name.into(),
                known: self
                    .environments
                    .iter()
                    .map(|environment| environment.name.clone())
                    .collect(),
            }
        })
    }

    /// Whether `name` can mean an environment at all: a configured or a well-known one.
    pub fn knows(&self, name: &str) -> bool {
        names::find(name).is_some() || self.environment(name).is_ok()
    }

    /// Reads a configuration. `file` is its path as messages show it.
    ///
    /// Gives every mistake in it, ordered by place; the project is there when none is an error.
    ///
    /// ```
    /// use sw::project::Project;
    /// let (project, diagnostics) = Project::parse(".".as_ref(), "environments: { strategy: standart }", "config.yaml");
    /// assert!(project.is_none());
    /// assert_eq!(diagnostics[0].hints, ["did you mean `standard`?"]);
    /// ```
    pub fn parse(root: &Path, text: &str, file: &str) -> (Option<Self>, Vec<Diagnostic>) {
        match only_document(text, file) {
            Ok(Some(located)) => {
                rules::read(&located, file, |config| config::assemble::project(root, config))
            }
            Ok(None) => (Some(Self::bare(root)), Vec::new()),
            Err(error) => (None, vec![*error]),
        }
    }
}

fn only_document(text: &str, file: &str) -> Result<Option<Located>, Box<Diagnostic>> {
    let mut documents = read::yaml(text).map_err(|error| error.to_diagnostic(file))?.into_iter();
    let first = documents.next();
    match documents.next() {
        Some(second) => Err(Box::new(
            Diagnostic::error(
                "unreadable-file",
                "a configuration is one document, and a second one starts here",
            )
            .at(second.name_span(&crate::value::Path::root()).in_file(file))
            .hint("remove the `---` above it"),
        )),
        None => Ok(first),
    }
}
