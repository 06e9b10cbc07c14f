//! `sw run`: evaluate, check, plan, write.

use super::evaluate::{generate, lock, mend, plan};
use crate::cli::args::{Globals, Run};
use crate::cli::context::Context;
use crate::cli::exit::{Exit, Outcome};
use crate::cli::ui::Ui;
use sw::model::Own;
use sw::pipeline;
use sw::plan::report::json;
use sw::plan::{Action, Plan};

pub(crate) fn run(run: &Run, globals: &Globals, ui: &Ui) -> Outcome {
    let context = Context::find(&run.target, globals)?;
    mend(&context, ui)?;
    let generated = generate(&context, ui)?;
    let lock = lock(&context, ui)?;
    let plan = plan(&generated, &context, run.force)?;
    ui.messages(plan.other_version().as_slice(), &generated.texts);
    pipeline::apply(&plan, &lock)?;
    ui.out(&report(&plan, ui));
    ui.say(next(&plan, run.target.out.is_some()));
    Ok(Exit::Done)
}

/// What was done, in the form that was asked for.
pub(crate) fn report(plan: &Plan, ui: &Ui) -> String {
    if ui.is_json() { json(plan, true) } else { summary(plan) }
}

/// What to do with the files.
fn next(plan: &Plan, is_elsewhere: bool) -> &'static str {
    match plan.old.entries().next() {
        _ if is_elsewhere || !plan.is_change() => "",
        None => {
            "next: commit these files together with `.specweave/generated.json`; in CI, `sw check` fails when they are out of date"
        }
        Some(_) => "next: look through the changes, as with `git diff`, and commit them",
    }
}

/// A line for each file that changed, and the counts.
fn summary(plan: &Plan) -> String {
    let lines = plan.changes.iter().filter_map(|change| {
        let verb = match change.action {
            Action::Create => "created",
            Action::Update => "updated",
            Action::Delete => "deleted",
            Action::Keep | Action::Conflict(_) => return None,
        };
        let remark = match change.own {
            _ if change.is_again() => " (it was deleted by hand)".into(),
            Own::Block => format!(" (the block of `{}`)", change.recipe),
            Own::Whole | Own::Seed => String::new(),
        };
        Some(format!("  {verb}  {}{remark}\n", change.path))
    });
    let count =
        |action: &Action| plan.changes.iter().filter(|change| change.action == *action).count();
    let counts = [
        (Action::Create, "created"),
        (Action::Update, "updated"),
        (Action::Delete, "deleted"),
        (Action::Keep, "unchanged"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .map(|(action, word)| (count(action), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let counts = if counts.is_empty() { "no files".to_string() } else { counts.join(", ") };
    format!("{}{counts}\n", lines.collect::<String>())
}
