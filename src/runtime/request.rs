//! What a host asks a runtime for.

use crate::engine::Cancel;
use crate::pipeline::Inputs;
use crate::project::Project;

/// Which recipes to run, and with what. A path is a request already: `runtime.run("deploy.rhai")`.
#[derive(Clone, Debug, Default)]
pub struct Request {
    recipes: Option<Vec<String>>,
    pub(super) inputs: Inputs,
    pub(super) environments: Vec<String>,
    pub(super) cancel: Cancel,
}

impl Request {
    /// All recipes that the project's configuration names.
    pub fn all() -> Self {
        Self::default()
    }

    /// These recipes, by their paths in the project. Their files are one output: written together or not at all.
    pub fn of<S: Into<String>>(recipes: impl IntoIterator<Item = S>) -> Self {
        Self { recipes: Some(recipes.into_iter().map(Into::into).collect()), ..Self::default() }
    }

    /// Gives a value for what recipes ask for with `input`.
    #[must_use]
    pub fn input(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.inputs.insert(name.into(), value.into());
        self
    }

    /// Limits the run to an environment, by its configured name; several may be given. Only files of these
    /// are part of a plan, and a single one is what `target()` gives.
    #[must_use]
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.environments.push(name.into());
        self
    }

    /// What stops the run: it then ends within a blink, with the message `cancelled`.
    #[must_use]
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    pub(super) fn recipes(&self, project: &Project) -> Vec<String> {
        self.recipes.clone().unwrap_or_else(|| project.recipes.clone())
    }

    /// The environments that it is limited to.
    pub(super) fn only(&self) -> Option<Vec<String>> {
        (!self.environments.is_empty()).then(|| self.environments.clone())
    }
}

impl From<&str> for Request {
    fn from(recipe: &str) -> Self {
        Self::of([recipe])
    }
}
