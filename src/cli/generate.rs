//! What `run` and `plan` share: evaluating the recipes and comparing the result with the disk.

use super::context::Context;
use super::exit::Failure;
use super::ui::Ui;
use crate::diag::Diagnostic;
use crate::diag::render::Texts;
use crate::engine::world::{DiskWorld, WorldError};
use crate::engine::{Evaluation, Limits, Question, World};
use crate::model::File;
use crate::pipeline::{self, Inputs};
use crate::plan::{Plan, Scope};
use crate::worker::{self, Isolation, Job};
use crate::write::Lock;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
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
    let disk = DiskWorld::new(root).with_context(|| format!("`{}` can't be entered", root.display()))?;
    let world: Arc<dyn World> = Arc::new(Desk { disk, ui: *ui, answers: Mutex::default() });
    let isolation = if context.evaluating.trust {
        Isolation::InProcess
    } else {
        Isolation::Process(std::env::current_exe().context("the program can't find itself")?)
    };
    let limits = Limits { time: Duration::from_secs(context.evaluating.timeout), ..Limits::default() };
    let mut asked = Inputs::new();
    let mut generated = Vec::with_capacity(context.recipes.len());
    for recipe in &context.recipes {
        let job = Job { recipe: recipe.clone(), project: (*context.project).clone(), inputs: context.inputs.clone(), limits };
        let mut evaluation = worker::run(&job, &world, &isolation);
        asked.append(&mut evaluation.asked);
        generated.push(told(recipe, evaluation, ui)?);
    }
    pipeline::unasked(&context.inputs, &asked).map_or(Ok(generated), |unknown| Err(unknown.into()))
}

/// The project's files, and whoever sits at the terminal.
struct Desk {
    disk: DiskWorld,
    ui: Ui,
    /// What was answered: a recipe that is evaluated again asks nobody twice.
    answers: Mutex<BTreeMap<String, Option<String>>>,
}

impl World for Desk {
    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.disk.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        self.disk.list(folder)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.entry(question.name.clone()).or_insert_with(|| self.ui.ask(question)).clone()
    }
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
