//! The commands that can be typed after `sw`; the doc comments are the help.

use super::args::{
    Adopt, Check, Clean, Completions, Diff, Explain, Globals, Graph, Man, Plan, Run,
};
use super::doc::Doc;
use super::eval::Eval;
use super::project::env::Env;
use super::project::init::Init;
use super::project::new::New;
use super::project::schema::Schema;
use super::repl::Repl;
use super::secrets::Secrets;
use super::test::Test;
use clap::{Parser, Subcommand};

/// One recipe in, every deployment file out: Terraform, Kubernetes, CI workflows and more,
/// checked before a byte is written.
#[derive(Debug, Parser)]
#[command(name = "sw", about, before_help = EXAMPLES, max_term_width = 100, disable_help_subcommand = true, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) globals: Globals,
    /// Print the version; with `--verbose`, what keeps recipes in on this system too.
    #[arg(short = 'V', long)]
    pub(super) version: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  sw init                        Start a project: asks what it needs to know
  sw run                         Write all files of the project's recipe
  sw plan                        Show what `sw run` would change, as a diff
  sw check                       For CI: exit code 2 when files are not what the recipe makes
  sw run deploy.rhai --env staging
                                 Write only the files of one environment
  sw run -o /tmp/preview         Write into another folder";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a project: a configuration, a first recipe that runs, and what git should know
    Init(Init),
    /// Add a recipe or a library to the project
    New(New),
    /// Evaluate a recipe, check the result and write all its files
    Run(Run),
    /// Show what `run` would change, and change nothing
    Plan(Plan),
    /// Say whether the recipes are right and the files are what they make: for CI
    Check(Check),
    /// Show what differs between two environments, value by value
    Diff(Diff),
    /// Show what the generated files declare and how they refer to each other
    Graph(Graph),
    /// Take files over as they are, so that the next run may change them
    Adopt(Adopt),
    /// Remove the files that a recipe made
    Clean(Clean),
    /// List, show, add and remove environments; what you wrote in the configuration stays as it is
    Env(Env),
    /// Say which secrets there are and which values are missing, keep values, and run commands with them
    Secrets(Secrets),
    /// Try things out: type what a recipe would say and see what becomes of it
    Repl(Repl),
    /// Print what an expression gives: `sw eval 'environments().map(|e| e.name)'`
    Eval(Eval),
    /// Print what can be in a file, for editors
    Schema(Schema),
    /// Run the tests of recipes and libraries, and the examples of what others import
    Test(Test),
    /// Tell what recipes can call: functions, types, options, libraries; with examples
    Doc(Doc),
    /// Say what the code of a message means, with an example and how to put it right
    Explain(Explain),
    /// Print what makes a shell complete commands and options: `source <(sw completions bash)`
    Completions(Completions),
    /// Print a page for `man`, or write all of them: `sw man run | man -l -`
    Man(Man),
}
