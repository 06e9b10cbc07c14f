//! `sw secrets example`: what documents the secrets for a team.

use super::super::args::Globals;
use super::super::exit::Exit;
use super::super::ui::Ui;
use super::declared::Recipes;
use crate::cli::exit::Outcome;
use clap::Args;
use sw::diag::Diagnostic;
use sw::emit::dotenv::emit;
use sw::secrets::{Secret, example};

const EXAMPLES: &str = "\
Examples:
  sw secrets example > .env.example
                         Or emit it with the other files: `emit(secrets::example())`";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct Example {
    #[command(flatten)]
    recipes: Recipes,
}

pub(super) fn run(example_of: &Example, globals: &Globals, ui: &Ui) -> Outcome {
    let declared = example_of.recipes.declared(&[], globals, ui)?;
    let secrets: Vec<&Secret> = declared.secrets.values().collect();
    let text = emit(&example(&secrets)).map_err(|unfit| {
        Diagnostic::error("unsupported-value", unfit.to_string())
            .note("in `.env.example`")
            .hint("give it a simpler example")
    })?;
    ui.out(&text);
    Ok(Exit::Done)
}
