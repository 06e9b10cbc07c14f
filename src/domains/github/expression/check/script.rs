//! Scripts in a workflow: what reads them, and how they read a variable.

use super::place::is_below;
use crate::value::{Path, Pattern, Step, Value};

/// A script, by what reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Script {
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
    pub(crate) fn at(workflow: &Value, path: &Path) -> Option<Self> {
        let shells = [
            "jobs.*.steps[].run",
            "jobs.*.steps[].shell",
            "jobs.*.steps[].parallel[].run",
            "jobs.*.steps[].parallel[].shell",
            "jobs.*.defaults.run.shell",
            "runs.steps[].run",
            "runs.steps[].shell",
        ];
        if shells.iter().any(|pattern| is_below(path, Pattern::new(pattern).segments())) {
            return Some(Self::Shell);
        }
        let with = path.0.iter().position(|step| *step == Step::Key("with".into()))?;
        let Step::Key(input) = path.0.get(with + 1)? else { return None };
        let step = Path(path.0[..with].to_vec()).find(workflow)?;
        let uses = step.get("uses")?.as_str()?;
        let action = uses.split('@').next().unwrap_or_default();
        let is_it = |(name, key, _): &&(&str, &str, Self)| {
            name.eq_ignore_ascii_case(action) && key.eq_ignore_ascii_case(input)
        };
        SCRIPTS.iter().find(is_it).map(|(.., script)| *script)
    }

    /// When it is read, in words that follow `before`.
    pub(crate) fn is_read(self) -> &'static str {
        match self {
            Self::Shell => "the shell reads the script",
            Self::Node | Self::Action => "the script is read",
        }
    }

    /// How the script reads a variable.
    pub(crate) fn reads(self, variable: &str) -> String {
        match self {
            Self::Shell => format!("write `\"${variable}\"` in `run`"),
            Self::Node => format!("read `process.env.{variable}` in `script`"),
            Self::Action => format!("read the variable `{variable}` in the script"),
        }
    }
}
