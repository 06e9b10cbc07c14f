//! What several commands take, and the arguments of those without a room; the doc comments are the help.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use sw::engine::TraceFilter;

/// What every command takes.
#[derive(Args, Clone, Debug)]
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
    /// `check`, `diff`, `graph`, `test`, `doc` and `explain` one document.
    Json,
    /// For GitHub Actions: annotations beside the code.
    Github,
    /// For code scanning (`check` only).
    Sarif,
    /// For the comments on a pull request (`plan`, `diff`), and for wikis (`doc`).
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
    #[command(flatten)]
    pub(super) tracing: Tracing,
}

/// What is shown of how a recipe comes to its files.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Tracing {
    /// Show each call of a recipe's and its libraries' functions, with what it was given and what it returned, on stderr;
    /// `--trace=NAME,...` only of functions with this in their name, which may hold `*`
    #[arg(long, value_name = "NAME,...", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    trace: Option<String>,
}

impl Tracing {
    /// Which calls are to be shown.
    pub(super) fn filter(&self) -> Option<TraceFilter> {
        self.trace.as_deref().map(TraceFilter::of)
    }
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
    /// Overwrite files that were edited by hand or made by another program
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

const DIFF_EXAMPLES: &str = "\
Examples:
  sw diff staging production     What production has that staging does not, and where the recipe says so
  sw diff staging production --names
                                 Also what differs in the environment's name only
  sw diff staging production --format json | jq '.files[].changes[] | select(.kind == \"added\")'
                                 What only production has
  sw schema diff                 The JSON schema of what `--format json` prints";

#[derive(Args, Debug)]
#[command(before_help = DIFF_EXAMPLES)]
pub(super) struct Diff {
    /// The first environment
    pub(super) from: String,
    /// The second environment
    pub(super) to: String,
    /// The recipe (default: the project's recipes, or `deploy.rhai`)
    pub(super) recipe: Option<PathBuf>,
    /// Give a value for what a recipe asks for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    pub(super) inputs: Vec<(String, String)>,
    /// List also the values that differ in the environment's name only
    #[arg(long)]
    pub(super) names: bool,
    /// Exit with code 2 when anything differs
    #[arg(long)]
    pub(super) exit_code: bool,
    #[command(flatten)]
    pub(super) evaluating: Evaluating,
}

const GRAPH_EXAMPLES: &str = "\
Examples:
  sw graph                       Files, what they declare, and what that refers to
  sw graph --env staging         The same for one environment
  sw graph --json | jq '.edges[] | select(.relation == \"reads\")'
                                 What reads which secret and variable
  sw schema graph                The JSON schema of what `--json` prints";

#[derive(Args, Debug)]
#[command(before_help = GRAPH_EXAMPLES)]
pub(super) struct Graph {
    /// The recipe (default: the project's recipes, or `deploy.rhai`)
    pub(super) recipe: Option<PathBuf>,
    /// Only what belongs to this environment or to all; may be given several times
    #[arg(short, long = "env", value_name = "NAME")]
    pub(super) environments: Vec<String>,
    /// Give a value for what a recipe asks for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    pub(super) inputs: Vec<(String, String)>,
    /// Print it as JSON; the same as `--format json`
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) evaluating: Evaluating,
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
    /// The folder they are in, when it is not the project's
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
