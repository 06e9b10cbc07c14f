//! What commands share: evaluating the recipes and comparing the result with the disk.

use super::context::Context;
use super::exit::Failure;
use super::ui::{Ui, ask};
use crate::diag::Diagnostic;
use crate::diag::render::Texts;
use crate::engine::world::{DiskWorld, WorldError};
use crate::engine::{Limits, Question, World};
use crate::model::File;
use crate::pipeline::{self, Inputs};
use crate::plan::{Plan, Scope};
use crate::worker::{self, Job};
use crate::write::{Lock, interrupted};
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the recipes made, all of them together.
#[derive(Default)]
pub(super) struct Generated {
    pub(super) files: Vec<File>,
    /// What is wrong with them, and what is doubtful.
    pub(super) messages: Vec<Diagnostic>,
    /// The sources that the messages speak of.
    pub(super) texts: Texts,
}

impl Generated {
    /// Whether nothing may be written.
    pub(super) fn is_wrong(&self) -> bool {
        self.messages.iter().any(Diagnostic::is_error)
    }
}

/// Evaluates all recipes of the context.
pub(super) fn evaluate(context: &Context, ui: &Ui) -> Result<Generated, Failure> {
    let root = &context.project.root;
    let disk = DiskWorld::new(root).with_context(|| format!("`{}` can't be entered", root.display()))?;
    let world: Arc<dyn World> = Arc::new(Desk { disk, may_ask: context.may_ask, answers: Mutex::default() });
    let limits = Limits { time: Duration::from_secs(context.evaluating.timeout), ..Limits::default() };
    let (messages, texts) = context.warnings.clone();
    let (mut all, mut asked) = (Generated { messages, texts, ..Generated::default() }, Inputs::new());
    for recipe in &context.recipes {
        let job = Job { recipe: recipe.clone(), project: (*context.project).clone(), inputs: context.inputs.clone(), limits };
        let mut one = worker::run(&job, &world, &context.isolation);
        one.printed.iter().for_each(|line| ui.say(line));
        asked.append(&mut one.asked);
        all.files.append(&mut one.model.files);
        all.texts.append(&mut one.texts);
        // Recipes that import the same file have its warnings in common.
        one.diagnostics.retain(|message| !all.messages.contains(message));
        all.messages.append(&mut one.diagnostics);
    }
    if !all.is_wrong() {
        all.messages.extend(pipeline::unasked(&context.inputs, &asked));
    }
    Ok(all)
}

/// Evaluates all recipes of the context; warnings are told, errors are a failure.
pub(super) fn generate(context: &Context, ui: &Ui) -> Result<Generated, Failure> {
    let all = evaluate(context, ui)?;
    if all.is_wrong() {
        return Err(Failure::new(all.messages, all.texts));
    }
    ui.messages(&all.messages, &all.texts);
    Ok(all)
}

/// The project's files, and whoever sits at the terminal.
struct Desk {
    disk: DiskWorld,
    may_ask: bool,
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
        if !self.may_ask {
            return None;
        }
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.entry(question.name.clone()).or_insert_with(|| ask(question)).clone()
    }
}

/// Takes the lock of the output root; a write that was interrupted is finished or taken back.
pub(super) fn lock(context: &Context, ui: &Ui) -> Result<Lock<'static>, Failure> {
    let waiting = &mut |holder: &_| ui.say(&format!("waiting for another `sw`: {holder}"));
    let lock = Lock::take(&context.out, context.patience, waiting).map_err(|error| error.diagnostic())?;
    if let Some(recovered) = &lock.recovered {
        ui.messages(&[recovered.diagnostic()], &Texts::new());
    }
    Ok(lock)
}

/// Finishes or takes back a write that was interrupted, before anybody looks at the files.
pub(super) fn mend(context: &Context, ui: &Ui) -> Result<(), Failure> {
    if interrupted(&context.out) { lock(context, ui).map(drop) } else { Ok(()) }
}

/// Compares the files with the disk.
pub(super) fn compare(generated: &Generated, context: &Context, force: bool) -> Result<Plan, Failure> {
    let scope = Scope { recipes: context.recipes.clone(), environments: context.environments.clone(), force };
    pipeline::plan(&generated.files, &context.out, &scope).map_err(|messages| Failure::new(messages, generated.texts.clone()))
}

/// Compares the files with the disk; whatever is in the way is a failure.
pub(super) fn plan(generated: &Generated, context: &Context, force: bool) -> Result<Plan, Failure> {
    let plan = compare(generated, context, force)?;
    let conflicts = plan.conflicts();
    if conflicts.is_empty() { Ok(plan) } else { Err(Failure::new(conflicts, generated.texts.clone())) }
}
