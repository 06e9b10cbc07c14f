//! `sw schema`: what can stand in a file, as a JSON schema that editors read.

use super::Outcome;
use super::exit::Exit;
use super::ui::Ui;
use clap::{Args, Subcommand};
use sw::project;

const EXAMPLES: &str = "\
Examples:
  sw schema config > .specweave/schema.json
                         Then make this the configuration's first line:
                         # yaml-language-server: $schema=schema.json
                         VS Code (with the YAML extension), Neovim, Helix and others
                         complete and check what you write";

#[derive(Args, Debug)]
pub(super) struct Schema {
    #[command(subcommand)]
    of: Of,
}

/// What is described.
#[derive(Debug, Subcommand)]
enum Of {
    /// `.specweave/config.yaml`, as a JSON schema (2020-12)
    #[command(before_help = EXAMPLES)]
    Config,
}

pub(super) fn run(schema: &Schema, ui: &Ui) -> Outcome {
    match schema.of {
        Of::Config => ui.out(&project::schema()),
    }
    Ok(Exit::Done)
}
