//! `sw repl`: inputs are evaluated one after the other, and each value is shown as what it would become.

mod act;
pub(super) mod breakpoint;
mod commands;
mod edit;
mod files;
mod input;
mod repl_state;

use super::args::{Evaluating, Globals, Target, Tracing, input};
use super::exit::{Exit, Outcome};
use super::output::cover::hold;
use super::ui::{Ui, is_conversation};
use clap::Args;
use input::console::{Console, Read};
use repl_state::{Flow, ReplState};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  sw repl                          Starts with the project: its environments, secrets and libraries
  sw repl deploy.rhai              Starts with all that a recipe defines and emits
  sw repl < script                 Without a terminal: shows each value, and ends with 1 when something is wrong

Tab completes names, methods, options, environments and paths; `:help` lists the commands, Ctrl-D ends.";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Repl {
    /// A recipe to start with, as with `:load`
    recipe: Option<PathBuf>,
    /// What `target()` is, and what `:write` is limited to; may be given several times
    #[arg(short, long = "env", value_name = "NAME")]
    environments: Vec<String>,
    /// Give a value for what is asked for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    inputs: Vec<(String, String)>,
    /// Where `:diff` looks and `:write` writes, instead of the project's folder
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    evaluating: Evaluating,
}

pub(crate) fn run(repl: &Repl, globals: &Globals, ui: &Ui) -> Outcome {
    let Repl { recipe, environments, inputs, out, evaluating } = repl;
    let (recipe, environments, inputs) = (recipe.clone(), environments.clone(), inputs.clone());
    let (out, evaluating, tracing) = (out.clone(), evaluating.clone(), Tracing::default());
    let target = Target { recipe, environments, inputs, out, evaluating, tracing };
    let mut state = ReplState::open(target, globals, ui)?;
    if !is_conversation() {
        hold();
    }
    state.greet();
    state.start();
    let mut console = Console::open(&state, is_conversation())?;
    while let Some(text) = next(&mut console)? {
        let flow = state.take(&text);
        console.keep(&text, &state);
        if flow == Flow::End {
            break;
        }
        if state.context.cancel.is_cancelled() && !is_conversation() {
            // Ctrl-C is for the script, and not for one of its inputs.
            return Ok(Exit::Interrupted);
        }
    }
    Ok(if state.is_wrong() && !is_conversation() { Exit::Wrong } else { Exit::Done })
}

/// The next input that is no empty line; none at the end.
fn next(console: &mut Console<'_>) -> anyhow::Result<Option<String>> {
    loop {
        match console.read()? {
            Read::Text(text) if text.trim().is_empty() => {}
            Read::Text(text) => return Ok(Some(text)),
            Read::Left => {}
            Read::End => return Ok(None),
        }
    }
}
