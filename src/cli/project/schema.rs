//! `sw schema`: what can be in a file, for editors; and what the project knows of providers and modules.

mod chart;
mod document;
mod list;
mod module;
mod own;
mod place;
mod provider;
mod remove;
mod show;

use crate::cli::args::Globals;
use crate::cli::exit::{Exit, Outcome};
use crate::cli::ui::Ui;
use clap::{Args, Subcommand};
use place::Place;
use std::path::PathBuf;
use sw::check::graph::listing;
use sw::compare::report;
use sw::project;

const EXAMPLES: &str = "\
Examples:
  sw schema config > .specweave/schema.json
                         Then make this the configuration's first line:
                         # yaml-language-server: $schema=schema.json
                         VS Code (with the YAML extension), Neovim, Helix and others
                         complete and check what you write";

const ADD_EXAMPLES: &str = "\
Examples:
  sw schema add certificates.yaml
                         Custom resource definitions, as the project that has them publishes them
  sw schema add workflow.schema.json --name github/workflow
                         A JSON schema, for files that `sw` knows already";

const SHOW_EXAMPLES: &str = "\
Examples:
  sw schema show compose/file
                         Where it comes from, and the types that it has
  sw schema show compose/file service
                         The keys of a service
  sw schema show kubernetes/Deployment
                         A kind of Kubernetes objects: its API versions, how deep it is checked, its keys";

const PROVIDER_EXAMPLES: &str = "\
Examples:
  terraform providers schema -json | sw schema add terraform -
                         In a root whose `terraform init` was run: the project then knows
                         its providers as exactly as Terraform does. Commit what it writes";

const MODULE_EXAMPLES: &str = "\
Examples:
  sw schema add module .terraform/modules/vpc
                         After `terraform init`, which records the source and version, too
  sw schema add module ../vpc --source git::https://example.com/vpc.git --version 1.2.0
                         A folder of `.tf` files
  sw schema add module vpc.yaml
                         A file with `source`, `version`, `inputs` and `outputs`";

const CHART_EXAMPLES: &str = "\
Examples:
  helm pull oci://registry.example.com/charts/redis --version 20.1.0
  sw schema add chart redis-20.1.0.tgz
                         Values for the chart are then checked as Helm checks them
  sw schema add chart values.schema.json --name redis --version 20.1.0
                         The schema alone";

#[derive(Args, Debug)]
pub(crate) struct Schema {
    #[command(subcommand)]
    of: Of,
}

/// What is described.
#[derive(Debug, Subcommand)]
enum Of {
    /// `.specweave/config.yaml`, as a JSON schema (2020-12)
    #[command(before_help = EXAMPLES)]
    Config,
    /// What `sw graph --json` prints, as a JSON schema (2020-12)
    Graph,
    /// What `sw diff --format json` prints, as a JSON schema (2020-12)
    Diff,
    /// The documents, Kubernetes kinds, charts, providers and modules that are known, how deep they are checked, and where from
    List,
    /// What a schema has: its types, or what one of them takes
    #[command(before_help = SHOW_EXAMPLES)]
    Show {
        /// As `sw schema list` calls it
        name: String,
        /// Only this type of it, with its keys: `!` required, `?` optional, `=` set by the tool alone
        #[arg(value_name = "TYPE")]
        of: Option<String>,
    },
    /// Make something known to the project, in `.specweave/schemas/`
    #[command(before_help = ADD_EXAMPLES, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
    Add {
        #[command(flatten)]
        document: Option<document::Document>,
        #[command(subcommand)]
        what: Option<Add>,
    },
    /// Remove what was added
    Remove {
        /// As `sw schema list` calls it
        name: String,
    },
}

/// What is made known.
#[derive(Debug, Subcommand)]
enum Add {
    /// Providers, from what `terraform providers schema -json` says
    #[command(before_help = PROVIDER_EXAMPLES)]
    Terraform {
        /// The file that holds it; `-` reads what is piped in
        file: PathBuf,
        /// The file with the providers' versions (default: `.terraform.lock.hcl` beside the file, or here)
        #[arg(long, value_name = "FILE")]
        lock: Option<PathBuf>,
        /// Only this provider, by its name; may be given several times
        #[arg(long, value_name = "NAME")]
        only: Vec<String>,
    },
    /// A Terraform module from elsewhere, by its folder or a schema file
    #[command(before_help = MODULE_EXAMPLES)]
    Module(module::Module),
    /// The values of a Helm chart, by its folder, archive or `values.schema.json`
    #[command(before_help = CHART_EXAMPLES)]
    Chart(chart::Chart),
}

pub(crate) fn run(schema: &Schema, globals: &Globals, ui: &Ui) -> Outcome {
    match &schema.of {
        Of::Config => ui.out(&project::schema()),
        Of::Graph => ui.out(&listing::schema()),
        Of::Diff => ui.out(&report::schema()),
        Of::List => list::run(&Place::find(globals)?, ui)?,
        Of::Show { name, of } => show::run(&Place::find(globals)?, name, of.as_deref(), ui)?,
        Of::Add { what: Some(Add::Terraform { file, lock, only }), .. } => {
            provider::run(&Place::find(globals)?, file, lock.as_deref(), only, ui)?
        }
        Of::Add { what: Some(Add::Module(module)), .. } => {
            module::run(&Place::find(globals)?, module, ui)?
        }
        Of::Add { what: Some(Add::Chart(chart)), .. } => {
            chart::run(&Place::find(globals)?, chart, ui)?
        }
        Of::Add { document: Some(document), .. } => {
            document::run(&Place::find(globals)?, document, ui)?
        }
        Of::Add { .. } => {}
        Of::Remove { name } => remove::run(&Place::find(globals)?, name, ui)?,
    }
    Ok(Exit::Done)
}
