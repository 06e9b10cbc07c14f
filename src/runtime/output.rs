//! What came out of a run: files in memory, messages, and the plan that they lead to.

use crate::diag::Diagnostic;
use crate::diag::render::{Style, Texts, render};
use crate::engine::Evaluation;
use crate::model::{Allowed, File};
use crate::pipeline::{self, Inputs};
use crate::plan::{Plan, Scope};
use crate::secrets::Secret;
use std::collections::BTreeMap;
use std::path::Path;

/// All that the recipes of a run made and said. Nothing of it is on disk.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The recipes that ran, by their paths in the project.
    pub recipes: Vec<String>,
    /// The files that they made; none of a recipe that is wrong is meant to be used.
    pub files: Vec<File>,
    /// The secrets that they declare, by name; never their values.
    pub secrets: BTreeMap<String, Secret>,
    /// The literal credentials that their authors mean to be there, each with its reason.
    pub allowed: Vec<Allowed>,
    /// What is wrong, and what is doubtful.
    pub diagnostics: Vec<Diagnostic>,
    /// What the last expression of the last recipe is, as a recipe would write it.
    pub value: String,
    /// What they printed, a line each.
    pub printed: Vec<String>,
    /// What they asked for with `input`, by name: what that is.
    pub asked: Inputs,
    /// The sources that the messages speak of.
    pub texts: Texts,
    /// The environments that the run was limited to; none is no limit.
    pub environments: Option<Vec<String>>,
}

impl Output {
    /// An output without files yet: its plan is to delete all that these recipes own.
    pub fn of(recipes: Vec<String>) -> Self {
        Self { recipes, ..Self::default() }
    }

    /// What is wrong. When there is any, no plan should be made.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|message| message.is_error())
    }

    /// Whether anything is wrong.
    pub fn is_wrong(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The messages as the command line shows them, without colours; empty when there are none.
    pub fn messages(&self) -> String {
        render(&self.diagnostics, &self.texts, Style::Human { color: false })
    }

    /// Compares the files with those below `root` and with the ledger there. What was edited by hand or made
    /// by somebody else is a conflict, unless it may be overwritten by `force`.
    ///
    /// # Errors
    /// When something is wrong with the output, names clash, or the disk or the ledger can't be read.
    pub fn plan(&self, root: &Path, force: bool) -> Result<Plan, Vec<Diagnostic>> {
        if self.is_wrong() {
            return Err(self.errors().cloned().collect());
        }
        let scope = Scope { recipes: self.recipes.clone(), environments: self.environments.clone(), force };
        pipeline::plan(&self.files, root, &scope)
    }

    /// Adds what one recipe made and said.
    pub(super) fn add(&mut self, mut evaluation: Evaluation) {
        self.files.append(&mut evaluation.model.files);
        self.secrets.append(&mut evaluation.model.secrets);
        evaluation.model.allowed.retain(|allowed| !self.allowed.contains(allowed));
        self.allowed.append(&mut evaluation.model.allowed);
        self.value = evaluation.value;
        self.printed.append(&mut evaluation.printed);
        self.asked.append(&mut evaluation.asked);
        self.texts.append(&mut evaluation.texts);
        // Recipes that import the same file have its warnings in common.
        evaluation.diagnostics.retain(|message| !self.diagnostics.contains(message));
        self.diagnostics.append(&mut evaluation.diagnostics);
    }
}
