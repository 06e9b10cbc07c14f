//! What commands share: evaluating the recipes and comparing the result with the disk.

use super::context::Context;
use super::exit::Failure;
use super::ui::Ui;
use crate::diag::Diagnostic;
use crate::diag::render::Texts;
use crate::engine::Limits;
use crate::engine::world::DiskWorld;
use crate::model::File;
use crate::pipeline::{self, Inputs};
use crate::plan::{Plan, Scope};
use crate::write::{Lock, interrupted};
use anyhow::Context as _;
use std::sync::Arc;

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
    let world = Arc::new(DiskWorld::new(root).with_context(|| format!("`{}` can't be entered", root.display()))?);
    let (mut all, mut asked) = (Generated::default(), Inputs::new());
    for recipe in &context.recipes {
        let mut one = pipeline::generate(recipe, context.project.clone(), world.clone(), &context.inputs, Limits::default());
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
