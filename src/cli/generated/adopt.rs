//! `sw adopt`: settles whose a file is, without changing it.

use super::evaluate::{generate, lock, mend};
use crate::cli::args::{Adopt, Globals, Target, Tracing};
use crate::cli::context::Context;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::ui::Ui;
use std::path::PathBuf;
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::model::FilePath;
use sw::pipeline;
use sw::plan::{self, LEDGER, Ledger, Plan};

pub(crate) fn run(adopt: &Adopt, globals: &Globals, ui: &Ui) -> Outcome {
    let target = Target {
        recipe: adopt.recipe.clone(),
        environments: Vec::new(),
        inputs: adopt.inputs.clone(),
        out: adopt.out.clone(),
        evaluating: adopt.evaluating.clone(),
        tracing: Tracing::default(),
    };
    let context = Context::find(&target, globals)?;
    mend(&context, ui)?;
    let count = if adopt.rebuild { rebuilt(&context, ui)? } else { settled(adopt, &context, ui)? };
    ui.out(&if ui.is_json() {
        json(count)
    } else {
        format!("{LEDGER} now lists {}\n", words::count(count, "file"))
    });
    Ok(Exit::Done)
}

/// Makes the ledger anew; gives how many files it lists now.
fn rebuilt(context: &Context, ui: &Ui) -> Result<usize, Failure> {
    let ledger = || {
        let text = Ledger::text(&context.out).map_err(|error| error.diagnostic())?;
        text.ok_or_else(|| {
            Diagnostic::error("nothing-to-adopt", format!("there is no `{LEDGER}` to make anew"))
                .hint("`sw run` makes it")
        })
    };
    ledger()?;
    // Another run may have written it until the lock is taken.
    let _lock = lock(context, ui)?;
    let new = plan::rebuild(&ledger()?, &context.out)?;
    pipeline::replace_ledger(&new, &context.out)?;
    Ok(new.entries().count())
}

/// Settles it in the ledger; gives how many files it lists now. Where that changes nothing, nothing is made either.
fn settled(adopt: &Adopt, context: &Context, ui: &Ui) -> Result<usize, Failure> {
    let old = Ledger::read(&context.out).map_err(|error| error.diagnostic())?;
    let new = changed(adopt, &old, context, ui)?;
    let count = new.entries().count();
    let plan = Plan { changes: Vec::new(), old, new };
    if plan.is_change() {
        pipeline::apply(&plan, &lock(context, ui)?)?;
    }
    Ok(count)
}

fn changed(adopt: &Adopt, old: &Ledger, context: &Context, ui: &Ui) -> Result<Ledger, Failure> {
    if let Some(from) = &adopt.from {
        return Ok(plan::adopt_from(old, from, context.only_recipe()?));
    }
    let paths = paths(&adopt.paths, context)?;
    if adopt.release {
        return Ok(plan::release(old, &paths));
    }
    Ok(plan::adopt(&generate(context, ui)?.files, &paths, &context.out, old)?)
}

/// Paths as typed, seen from the output root.
fn paths(typed: &[PathBuf], context: &Context) -> Result<Vec<FilePath>, Failure> {
    if typed.is_empty() {
        return Err(Diagnostic::error(
            "missing-path",
            "`sw adopt` takes the paths of the files to adopt",
        )
        .hint("`sw plan` lists the files that are in the way")
        .into());
    }
    typed.iter().map(|path| context.file_path(path)).collect()
}

/// What is settled, for programs.
fn json(files: usize) -> String {
    format!(
        "{}\n",
        serde_json::json!({ "format_version": FORMAT_VERSION, "ledger": LEDGER, "files": files })
    )
}
