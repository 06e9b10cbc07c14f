//! `sw clean`: removes the files that a recipe made, and nothing else.

use super::Outcome;
use super::args::{Clean, Globals};
use super::context::Context;
use super::exit::Exit;
use super::generate::{Generated, lock, plan};
use super::run::told;
use super::ui::Ui;
use crate::pipeline;

pub(super) fn run(clean: &Clean, globals: &Globals, ui: &Ui) -> Outcome {
    let context = Context::find(&clean.target, globals)?;
    let lock = lock(&context, ui)?;
    // Recipes without files are recipes whose every file is to be pruned.
    let plan = plan(&Generated::default(), &context, clean.force)?;
    pipeline::apply(&plan, &lock)?;
    ui.out(&told(&plan));
    Ok(Exit::Done)
}
