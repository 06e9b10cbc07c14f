//! What can be typed after `sw`; the doc comments are the help.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

pub(super) use super::doc::Doc;
pub(super) use super::env::Env;
pub(super) use super::eval::Eval;
pub(super) use super::init::Init;
pub(super) use super::new::New;
pub(super) use super::repl::Repl;
pub(super) use super::schema::Schema;
pub(super) use super::secrets::Secrets;
pub(super) use super::test::Test;

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

/// What every command takes.
#[derive(Args, Debug)]
pub(super) struct Globals {
    /// Work as if started in this folder.
    #[arg(short = 'C', value_name = "DIR", global = true, help_heading = "Everywhere")]
    pub(super) directory: Option<PathBuf>,
    /// How messages are written.
    #[arg(long, value_enum, default_value_t, global = true, help_heading = "Everywhere")]
    pub(super) format: Format,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t, global = true, help_heading = "Everywhere")]
    pub(super) color: Color,
    /// How long to wait for another run that is writing to the same folder.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 30,
        global = true,
        help_heading = "Everywhere"
    )]
    pub(super) lock_timeout: u64,
    /// Never ask: take defaults, and fail where there is none.
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(super) no_input: bool,
    /// Say less: only errors and what was asked for.
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(super) quiet: bool,
    /// Say more.
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = "Everywhere")]
    pub(super) verbose: bool,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person, with the source around the place.
    #[default]
    Human,
    /// For editors: one line each.
    Short,
    /// For programs: one JSON object per line, with `code`, `message`, `place` and `rendered`; of `plan`,
    /// `check`, `test`, `doc` and `explain` one document.
    Json,
    /// For GitHub Actions: annotations beside the code.
    Github,
    /// For code scanning (`check` only).
    Sarif,
    /// For the comments on a pull request (`plan`), and for wikis (`doc`).
    Markdown,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

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
    /// Print what can stand in a file, for editors
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

/// What is generated, and where it goes.
#[derive(Args, Debug)]
pub(super) struct Target {
    /// The recipe (default: the project's recipes, or `deploy.rhai`)
    pub(super) recipe: Option<PathBuf>,
    /// Only write and prune files of this environment; may be given several times
    #[arg(short, long = "env", value_name = "NAME")]
    pub(super) environments: Vec<String>,
    /// Give a value for what a recipe asks for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    pub(super) inputs: Vec<(String, String)>,
    /// Write below this folder instead of the project's; it has a ledger of its own
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) evaluating: Evaluating,
}

/// How recipes are evaluated.
#[derive(Args, Clone, Debug)]
pub(super) struct Evaluating {
    /// Evaluate in this process instead of one that is kept in: for recipes and libraries that you trust
    #[arg(long)]
    pub(super) trust: bool,
    /// How long a recipe may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(super) timeout: u64,
}

pub(super) fn input(text: &str) -> Result<(String, String), String> {
    let (name, value) =
        text.split_once('=').ok_or("write the name, `=` and the value: `--set replicas=3`")?;
    Ok((name.into(), value.into()))
}

#[derive(Args, Debug)]
pub(super) struct Run {
    #[command(flatten)]
    pub(super) target: Target,
    /// Overwrite files that were edited by hand or made by somebody else
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args, Debug)]
pub(super) struct Plan {
    #[command(flatten)]
    pub(super) target: Target,
    /// Exit with code 2 when something would change
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Args, Debug)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) target: Target,
}

#[derive(Args, Debug)]
pub(super) struct Adopt {
    /// The files to take over
    pub(super) paths: Vec<PathBuf>,
    /// The recipe that owns them from now on (default: the project's)
    #[arg(long, value_name = "RECIPE")]
    pub(super) recipe: Option<PathBuf>,
    /// The folder they stand in, when it is not the project's
    #[arg(short, long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Give a value for what a recipe asks for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    pub(super) inputs: Vec<(String, String)>,
    #[command(flatten)]
    pub(super) evaluating: Evaluating,
    /// Take over all files of this recipe, which was renamed or removed
    #[arg(long, value_name = "OLD", conflicts_with_all = ["paths", "rebuild", "release"])]
    pub(super) from: Option<String>,
    /// Make a damaged ledger anew, also after a merge, from its lines and the files on disk
    #[arg(long, conflicts_with_all = ["paths", "release"])]
    pub(super) rebuild: bool,
    /// Let the files go instead: they stay, and are no longer sw's
    #[arg(long)]
    pub(super) release: bool,
}

#[derive(Args, Debug)]
pub(super) struct Clean {
    #[command(flatten)]
    pub(super) target: Target,
    /// Remove also what was edited by hand
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Args, Debug)]
pub(super) struct Completions {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Args, Debug)]
pub(super) struct Man {
    /// The command (default: the program as a whole)
    pub(super) command: Option<String>,
    /// Write the pages of all commands into this folder
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(super) struct Explain {
    /// The code, as in `error[unknown-option]`; without it, all codes are listed
    pub(super) code: Option<String>,
}
