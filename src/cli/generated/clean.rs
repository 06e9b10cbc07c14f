//! `sw clean`: removes the files that a recipe made, and nothing else.

use super::evaluate::{lock, mend, plan};
use super::run::report;
use crate::cli::args::{Clean, Globals};
use crate::cli::context::Context;
use crate::cli::exit::{Exit, Outcome};
use crate::cli::ui::Ui;
use sw::{Output, pipeline};

pub(crate) fn run(clean: &Clean, globals: &Globals, ui: &Ui) -> Outcome {
    let context = Context::find(&clean.target, globals)?;
    mend(&context, ui)?;
    // Recipes without files are recipes whose every file is to be pruned.
    let nothing = Output {
        environments: (!context.environments.is_empty()).then(|| context.environments.clone()),
        ..Output::of(context.recipes.clone())
    };
    let plan = plan(&nothing, &context, clean.force)?;
    // Where there is nothing to delete, nothing is made either.
    if plan.is_change() {
        pipeline::apply(&plan, &lock(&context, ui)?)?;
    }
    ui.out(&report(&plan, ui));
    Ok(Exit::Done)
}
