//! `sw diff`: what differs between two environments.

use crate::cli::args::{Diff, Format, Globals, Target, Tracing};
use crate::cli::context::{Context, Wants};
use crate::cli::exit::{Exit, Outcome};
use crate::cli::generated::evaluate::generate;
use crate::cli::output::shown::of_library;
use crate::cli::ui::Ui;
use sw::compare::{Comparison, report};

pub(super) fn run(arguments: &Diff, globals: &Globals, ui: &Ui) -> Outcome {
    let target = Target {
        recipe: arguments.recipe.clone(),
        environments: vec![arguments.from.clone(), arguments.to.clone()],
        inputs: arguments.inputs.clone(),
        out: None,
        evaluating: arguments.evaluating.clone(),
        tracing: Tracing::default(),
    };
    let mut context = Context::find(&target, globals)?;
    context.wants = Wants::Differences;
    let output = generate(&context, ui)?;
    let [from, to] = context.environments.as_slice() else { return Ok(Exit::Wrong) };
    let comparison = Comparison::new(from, to, output.compared);
    ui.out(&match globals.format {
        Format::Json => report::json(&comparison),
        Format::Markdown => report::markdown(&comparison, arguments.names),
        Format::Human | Format::Short | Format::Github | Format::Sarif => {
            of_library(&report::text(&comparison, arguments.names, ui.colors_out()))
        }
    });
    let differs = arguments.exit_code && comparison.is_difference();
    Ok(if differs { Exit::Differs } else { Exit::Done })
}
