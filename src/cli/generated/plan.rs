//! `sw plan`: what `sw run` would change, and nothing is changed.

use super::evaluate::{compare, generate, mend_own};
use crate::cli::args::{Format, Globals, Plan as Arguments};
use crate::cli::context::Context;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::output::cover::is_left_out;
use crate::cli::output::shown::of_library;
use crate::cli::ui::Ui;
use sw::plan::{Plan, report};

pub(crate) fn run(arguments: &Arguments, globals: &Globals, ui: &Ui) -> Outcome {
    let context = Context::find(&arguments.target, globals)?;
    mend_own(&context, ui)?;
    let generated = generate(&context, ui)?;
    let plan = compare(&generated, &context, false)?;
    let render = |plan: &Plan| match globals.format {
        Format::Json => report::json(plan, false),
        Format::Markdown => report::markdown(plan),
        Format::Short => report::brief(plan),
        Format::Human | Format::Github | Format::Sarif => {
            of_library(&report::text(plan, ui.colors_out()))
        }
    };
    let report = render(&plan);
    let plan = if is_left_out(&report) { plan.without_contents() } else { plan };
    ui.out(&render(&plan));
    let conflicts = plan.conflicts();
    if !conflicts.is_empty() {
        return Err(Failure::new(conflicts, generated.texts));
    }
    ui.messages(plan.other_version().as_slice(), &generated.texts);
    if plan.is_change() {
        ui.say("next: `sw run` writes this");
    }
    Ok(if arguments.check && plan.is_change() { Exit::Differs } else { Exit::Done })
}
