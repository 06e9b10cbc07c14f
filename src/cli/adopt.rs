//! `sw adopt`: settles whose a file is, without changing it.

use super::Outcome;
use super::args::{Adopt, Globals, Target};
use super::context::Context;
use super::exit::{Exit, Failure};
use super::generate::{generate, lock};
use super::site::text;
use super::ui::Ui;
use std::path::PathBuf;
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::model::FilePath;
use sw::pipeline;
use sw::plan::{self, LEDGER, Ledger, Plan};

pub(super) fn run(adopt: &Adopt, globals: &Globals, ui: &Ui) -> Outcome {
    let target = Target {
        recipe: adopt.recipe.clone(),
        environments: Vec::new(),
        inputs: adopt.inputs.clone(),
        out: adopt.out.clone(),
        evaluating: adopt.evaluating.clone(),
    };
    let context = Context::find(&target, globals)?;
    let lock = lock(&context, ui)?;
    let old = if adopt.rebuild { Ledger::default() } else { Ledger::read(&context.out).map_err(|error| error.diagnostic())? };
    let new = settled(adopt, &old, &context, ui)?;
    let count = new.entries().count();
    if adopt.rebuild {
        pipeline::replace_ledger(&new, &context.out)?;
    } else {
        pipeline::apply(&Plan { changes: Vec::new(), old, new }, &lock)?;
    }
    ui.out(&if ui.is_json() { json(count) } else { format!("{LEDGER} now lists {}\n", words::count(count, "file")) });
    Ok(Exit::Done)
}

fn settled(adopt: &Adopt, old: &Ledger, context: &Context, ui: &Ui) -> Result<Ledger, Failure> {
    if adopt.rebuild {
        let text = text(&context.out, LEDGER)?.unwrap_or_default();
        return Ok(plan::rebuild(&text, &context.out)?);
    }
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
        return Err(Diagnostic::error("missing-path", "`sw adopt` takes the paths of the files to adopt")
            .hint("`sw plan` lists the files that are in the way")
            .into());
    }
    typed.iter().map(|path| context.file_path(path)).collect()
}

/// What is settled, for programs.
fn json(files: usize) -> String {
    format!("{}\n", serde_json::json!({ "format_version": FORMAT_VERSION, "ledger": LEDGER, "files": files }))
}
