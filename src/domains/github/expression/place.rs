//! Which contexts and functions GitHub has at which place of a workflow.
//!
//! Source: the table "Context availability" in GitHub's documentation of contexts. It leaves out
//! `shell`; that a step's keys other than `id` and `uses` are evaluated is said at the `env` context.

use crate::diag::{Diagnostic, words};
use crate::value::{Path, Step, Value};

use super::tree::Expr;

/// What is there to be used at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    contexts: &'static str,
    functions: &'static str,
}

const WORKFLOW: &str = "github inputs vars";
const NEEDS: &str = "github inputs needs vars";
const JOB: &str = "github inputs matrix needs strategy vars";
const JOB_SECRETS: &str = "github inputs matrix needs secrets strategy vars";
const CREDENTIALS: &str = "env github inputs matrix needs secrets strategy vars";
const RUNNER: &str = "env github inputs job matrix needs runner secrets strategy vars";
const STEPS: &str = "env github inputs job matrix needs runner secrets steps strategy vars";
const STEPS_NO_SECRETS: &str = "env github inputs job matrix needs runner steps strategy vars";

const STATUS: &str = "always cancelled failure success";
const STEP_STATUS: &str = "always cancelled failure hashFiles success";
const FILES: &str = "hashFiles";

/// Functions that are only there at some places.
const SPECIAL: [&str; 5] = ["always", "cancelled", "failure", "hashFiles", "success"];

/// Place, contexts, special functions. A row holds for everything below its place; the first
/// that fits wins. Places without a row, or with an empty one, are not evaluated.
const TABLE: &[(&str, &str, &str)] = &[
    ("run-name", WORKFLOW, ""),
    ("concurrency", WORKFLOW, ""),
    ("env", "github inputs secrets vars", ""),
    ("on.workflow_call.inputs.*.default", WORKFLOW, ""),
    ("on.workflow_call.outputs.*.value", "github inputs jobs vars", ""),
    ("jobs.*.if", NEEDS, STATUS),
    ("jobs.*.strategy", NEEDS, ""),
    ("jobs.*.name", JOB, ""),
    ("jobs.*.runs-on", JOB, ""),
    ("jobs.*.timeout-minutes", JOB, ""),
    ("jobs.*.continue-on-error", JOB, ""),
    ("jobs.*.concurrency", JOB, ""),
    ("jobs.*.with", JOB, ""),
    ("jobs.*.secrets", JOB_SECRETS, ""),
    ("jobs.*.env", JOB_SECRETS, ""),
    ("jobs.*.environment.url", STEPS_NO_SECRETS, ""),
    ("jobs.*.environment", JOB, ""),
    ("jobs.*.defaults.run", "env github inputs matrix needs strategy vars", ""),
    ("jobs.*.outputs", STEPS, ""),
    ("jobs.*.container.credentials", CREDENTIALS, ""),
    ("jobs.*.container.env.*", RUNNER, ""),
    ("jobs.*.container", JOB, ""),
    ("jobs.*.services.*.credentials", CREDENTIALS, ""),
    ("jobs.*.services.*.env.*", RUNNER, ""),
    ("jobs.*.services", JOB, ""),
    ("jobs.*.steps.*.if", STEPS_NO_SECRETS, STEP_STATUS),
    ("jobs.*.steps.*.id", "", ""),
    ("jobs.*.steps.*.uses", "", ""),
    ("jobs.*.steps", STEPS, FILES),
];

impl Place {
    /// What is there at `path` of a workflow; none where GitHub evaluates nothing.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let (_, contexts, functions) =
            TABLE.iter().find(|(pattern, ..)| is_below(path, pattern))?;
        (!contexts.is_empty()).then_some(Self { contexts, functions })
    }

    /// Every context and function in `expr` that is not there, once each.
    pub(super) fn check(&self, expr: &Expr) -> Vec<Diagnostic> {
        let mut missing: Vec<(&str, Diagnostic)> = Vec::new();
        expr.visit(&mut |expr| {
            let found = match expr {
                Expr::Call(name, _) => self.check_function(name),
                _ => expr.path().and_then(|(context, _)| self.check_context(context)),
            };
            missing
                .extend(found.filter(|(name, _)| missing.iter().all(|(known, _)| known != name)));
        });
        missing.into_iter().map(|(_, problem)| problem).collect()
    }

    /// Whether the context is there; unknown ones are told elsewhere.
    pub(super) fn has(&self, context: &str) -> bool {
        self.contexts.split(' ').any(|known| known.eq_ignore_ascii_case(context))
    }

    fn is_condition(&self) -> bool {
        self.functions.contains("success")
    }

    fn check_context(&self, context: &str) -> Option<(&'static str, Diagnostic)> {
        let everywhere = STEPS.split(' ').chain(["jobs"]);
        let name = everywhere
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(context))
            .filter(|_| !self.has(context))?;
        let problem =
            Diagnostic::error("misplaced-context", format!("`{name}` is not available here"))
                .note(format!("GitHub has {} here", words::list(self.contexts.split(' '), "and")));
        let problem = match name {
            "secrets" if self.is_condition() => {
                problem.hint("put the secret into the job's `env`, and ask for `env.NAME != ''` in a step's `if`")
            }
            "secrets" => problem.hint("hand the secret to a step, in its `env` or `with`"),
            "env" => problem.hint("use `vars`, an input, or a plain value of the recipe"),
            "steps" => problem.hint("make it an output of the job, and use `needs.<job>.outputs.<name>` in a later job"),
            "jobs" => problem.hint("results of other jobs are in `needs`"),
            _ => problem,
        };
        Some((name, problem))
    }

    fn check_function(&self, function: &str) -> Option<(&'static str, Diagnostic)> {
        let name = SPECIAL.into_iter().find(|special| special.eq_ignore_ascii_case(function))?;
        if self.functions.split(' ').any(|known| known == name) {
            return None;
        }
        let hint = if name == FILES {
            "it can be called inside of steps, `uses` and `id` excepted"
        } else {
            "it can be called in `if`"
        };
        Some((
            name,
            Diagnostic::error("misplaced-function", format!("`{name}` can't be called here"))
                .hint(hint),
        ))
    }
}

/// Whether GitHub evaluates expressions at `path`.
pub(in crate::domains::github) fn is_evaluated(path: &Path) -> bool {
    Place::of(path).is_some()
}

/// Whether what stands at `path` is an expression without `${{` and `}}`: the `if` of a job or step.
pub(in crate::domains::github) fn is_condition(path: &Path) -> bool {
    let ends_there = |pattern: &str| pattern.split('.').count() == path.0.len();
    ["jobs.*.if", "jobs.*.steps.*.if"]
        .iter()
        .any(|pattern| ends_there(pattern) && is_below(path, pattern))
}

/// A script, by what reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Script {
    /// A shell.
    Shell,
    /// JavaScript, in `actions/github-script`.
    Node,
    /// What an action runs.
    Action,
}

/// Inputs of actions that are scripts.
///
/// Source: the documentation of each action.
const SCRIPTS: &[(&str, &str, Script)] = &[
    ("actions/github-script", "script", Script::Node),
    ("amadevus/pwsh-script", "script", Script::Action),
    ("appleboy/ssh-action", "script", Script::Action),
    ("azure/cli", "inlineScript", Script::Action),
    ("azure/powershell", "inlineScript", Script::Action),
    ("nick-fields/retry", "command", Script::Action),
    ("reactivecircus/android-emulator-runner", "script", Script::Action),
];

impl Script {
    /// The script that `path` is, or is a line of.
    pub(super) fn at(workflow: &Value, path: &Path) -> Option<Self> {
        let shells = ["jobs.*.steps.*.run", "jobs.*.steps.*.shell", "jobs.*.defaults.run.shell"];
        if shells.iter().any(|pattern| is_below(path, pattern)) {
            return Some(Self::Shell);
        }
        let [
            Step::Key(jobs),
            Step::Key(job),
            Step::Key(steps),
            Step::Index(at),
            Step::Key(with),
            Step::Key(input),
            ..,
        ] = path.0.as_slice()
        else {
            return None;
        };
        let is_input = jobs == "jobs" && steps == "steps" && with == "with";
        let uses = workflow
            .get("jobs")?
            .get(job)?
            .get("steps")?
            .as_list()?
            .get(*at)?
            .get("uses")?
            .as_str()
            .filter(|_| is_input)?;
        let action = uses.split('@').next().unwrap_or_default();
        let is_it = |(name, key, _): &&(&str, &str, Self)| {
            name.eq_ignore_ascii_case(action) && key.eq_ignore_ascii_case(input)
        };
        SCRIPTS.iter().find(is_it).map(|(.., script)| *script)
    }

    /// When it is read, in words that follow `before`.
    pub(super) fn is_read(self) -> &'static str {
        match self {
            Self::Shell => "the shell reads the script",
            Self::Node | Self::Action => "the script is read",
        }
    }

    /// How the script reads a variable.
    pub(super) fn reads(self, variable: &str) -> String {
        match self {
            Self::Shell => format!("write `\"${variable}\"` in `run`"),
            Self::Node => format!("read `process.env.{variable}` in `script`"),
            Self::Action => format!("read the variable `{variable}` in the script"),
        }
    }
}

fn is_below(path: &Path, pattern: &str) -> bool {
    let mut steps = path.0.iter();
    pattern.split('.').all(|wanted| match steps.next() {
        Some(Step::Key(key)) => wanted == "*" || key == wanted,
        Some(Step::Index(_)) => wanted == "*",
        None => false,
    })
}
