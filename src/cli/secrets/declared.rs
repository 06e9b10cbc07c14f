//! What the project's recipes declare: they are evaluated for that, and nothing is written.

use super::super::args::{Evaluating, Globals, Target, Tracing, input};
use super::super::context::Context;
use super::super::exit::Failure;
use super::super::ui::Ui;
use crate::cli::generated::evaluate::evaluate;
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;
use sw::diag::{Diagnostic, suggest};
use sw::project::{Environment, Project};
use sw::secrets::Secret;

/// Which recipes declare the secrets.
#[derive(Args, Clone, Debug)]
pub(super) struct Recipes {
    /// The recipe that declares the secrets (default: the project's recipes, or `deploy.rhai`)
    #[arg(long, value_name = "RECIPE")]
    recipe: Option<PathBuf>,
    /// Give a value for what a recipe asks for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    inputs: Vec<(String, String)>,
    #[command(flatten)]
    evaluating: Evaluating,
}

/// The secrets of a project.
pub(super) struct Declared {
    pub(super) context: Context,
    /// By name.
    pub(super) secrets: BTreeMap<String, Secret>,
}

impl Recipes {
    /// The project around, for these environments.
    pub(super) fn context(
        &self,
        environments: &[String],
        globals: &Globals,
    ) -> Result<Context, Failure> {
        let target = Target {
            recipe: self.recipe.clone(),
            environments: environments.to_vec(),
            inputs: self.inputs.clone(),
            out: None,
            evaluating: self.evaluating.clone(),
            tracing: Tracing::default(),
        };
        Context::find(&target, globals)
    }

    /// Evaluates the recipes. What is doubtful in them is reported by the commands that write their files.
    pub(super) fn declared(
        &self,
        environments: &[String],
        globals: &Globals,
        ui: &Ui,
    ) -> Result<Declared, Failure> {
        let context = self.context(environments, globals)?;
        let output = evaluate(&context, ui);
        if output.is_wrong() {
            return Err(Failure::new(output.diagnostics, output.texts));
        }
        Ok(Declared { context, secrets: output.secrets })
    }
}

impl Declared {
    pub(super) fn project(&self) -> &Project {
        self.context.runtime.project()
    }

    /// The environments that were asked for, or all.
    pub(super) fn environments(&self) -> Result<Vec<&Environment>, Failure> {
        let all = self.project().required_environments().map_err(|none| *none)?;
        let asked = &self.context.environments;
        Ok(all
            .iter()
            .filter(|environment| asked.is_empty() || asked.contains(&environment.name))
            .collect())
    }

    /// The only environment that was asked for.
    pub(super) fn environment(&self) -> Result<&Environment, Failure> {
        let environments = self.environments()?;
        Ok(environments
            .into_iter()
            .next()
            .expect("an environment that was asked for is one of the project's"))
    }

    /// The secret of this name.
    pub(super) fn secret(&self, name: &str) -> Result<&Secret, Failure> {
        self.secrets.get(name).ok_or_else(|| {
            let error = Diagnostic::error(
                "unknown-secret",
                format!("no recipe declares a secret `{name}`"),
            );
            let near = suggest::did_you_mean(name, self.secrets.keys().map(String::as_str));
            let declare = format!(
                "declare it in the recipe: `secret(\"{name}\", #{{ description: \"...\" }})`"
            );
            error.hint(near.as_deref().unwrap_or(&declare)).into()
        })
    }
}
