//! What `run` and `plan` share: evaluating the recipes and comparing the result with the disk.

use super::context::Context;
use super::exit::Failure;
use super::ui::Ui;
use crate::diag::Diagnostic;
use crate::diag::render::Texts;
use crate::engine::world::DiskWorld;
use crate::engine::{Evaluation, Limits};
use crate::model::File;
use crate::pipeline::{self, Inputs};
use crate::plan::{Plan, Scope};
use crate::write::Lock;
use anyhow::Context as _;
use std::sync::Arc;
use std::time::Duration;

/// How long a run waits for another one.
const PATIENCE: Duration = Duration::from_secs(30);

/// A recipe's files.
pub(super) struct Generated {
    pub(super) recipe: String,
    pub(super) files: Vec<File>,
    texts: Texts,
}

impl Generated {
    /// What a recipe that emits nothing would make.
    pub(super) fn nothing(recipe: &str) -> Self {
        Self { recipe: recipe.into(), files: Vec::new(), texts: Texts::new() }
    }
}

/// Evaluates all recipes of the context; warnings are told, errors are a failure.
pub(super) fn generate(context: &Context, ui: &Ui) -> Result<Vec<Generated>, Failure> {
    ui.messages(&context.warnings.0, &context.warnings.1);
    let root = &context.project.root;
    let world = Arc::new(DiskWorld::new(root).with_context(|| format!("`{}` can't be entered", root.display()))?);
    let mut asked = Inputs::new();
    let mut generated = Vec::with_capacity(context.recipes.len());
    for recipe in &context.recipes {
        let mut evaluation = pipeline::generate(recipe, context.project.clone(), world.clone(), &context.inputs, Limits::default());
        asked.append(&mut evaluation.asked);
        generated.push(told(recipe, evaluation, ui)?);
    }
    pipeline::unasked(&context.inputs, &asked).map_or(Ok(generated), |unknown| Err(unknown.into()))
}

fn told(recipe: &str, evaluation: Evaluation, ui: &Ui) -> Result<Generated, Failure> {
    evaluation.printed.iter().for_each(|line| ui.say(line));
    if evaluation.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(Failure::new(evaluation.diagnostics, evaluation.texts));
    }
    ui.messages(&evaluation.diagnostics, &evaluation.texts);
    Ok(Generated { recipe: recipe.into(), files: evaluation.model.files, texts: evaluation.texts })
}

/// Takes the lock of the output root; a write that was interrupted is finished or taken back.
pub(super) fn lock(context: &Context, ui: &Ui) -> Result<Lock<'static>, Failure> {
    let waiting = &mut |holder: &str| ui.say(&format!("waiting for another sw, {holder}"));
    let lock = Lock::take(&context.out, PATIENCE, waiting).map_err(|error| error.diagnostic())?;
    if let Some(recovered) = &lock.recovered {
        ui.messages(&[recovered.diagnostic()], &Texts::new());
    }
    Ok(lock)
}

/// Compares a recipe's files with the disk; whatever is in the way is a failure.
pub(super) fn plan(generated: &Generated, context: &Context, force: bool) -> Result<Plan, Failure> {
    let scope = Scope { recipe: generated.recipe.clone(), environments: context.environments.clone(), force };
    let failed = |messages| Failure::new(messages, generated.texts.clone());
    let plan = pipeline::plan(&generated.files, &context.out, &scope).map_err(failed)?;
    let conflicts = plan.conflicts();
    if conflicts.is_empty() { Ok(plan) } else { Err(failed(conflicts)) }
}
