//! `sw plan`: what `sw run` would change, and nothing is changed.

use super::Outcome;
use super::args::{Globals, Plan as Arguments};
use super::context::Context;
use super::exit::Exit;
use super::generate::{generate, lock, plan};
use super::ui::Ui;
use crate::diag::render::Texts;
use crate::plan::{Action, Plan, diff};
use crate::write::interrupted;

pub(super) fn run(arguments: &Arguments, globals: &Globals, ui: &Ui) -> Outcome {
    let context = Context::find(&arguments.target, globals)?;
    let recipes = generate(&context, ui)?;
    if interrupted(&context.out) {
        lock(&context, ui)?;
    }
    let mut changed = false;
    for generated in &recipes {
        let plan = plan(generated, &context, false)?;
        ui.messages(&plan.other_version().into_iter().collect::<Vec<_>>(), &Texts::new());
        changed |= plan.changes.iter().any(|change| change.action != Action::Keep);
        ui.out(&told(&plan, ui.colors_out()));
    }
    Ok(if changed && arguments.check { Exit::Differs } else { Exit::Done })
}

fn told(plan: &Plan, color: bool) -> String {
    let diffs: String = plan.changes.iter().filter(|change| change.action != Action::Keep).map(diff).collect();
    let diffs = if color { colored(&diffs) } else { diffs };
    format!("{diffs}{}\n", plan.summary())
}

/// The diff with added lines in green, removed ones in red, and places in cyan.
fn colored(diff: &str) -> String {
    let color = |line: &str| match line.chars().next() {
        Some('+') => Some(32),
        Some('-') => Some(31),
        Some('@') => Some(36),
        _ => None,
    };
    diff.lines().map(|line| color(line).map_or_else(|| format!("{line}\n"), |code| format!("\u{1b}[{code}m{line}\u{1b}[0m\n"))).collect()
}
