//! Steps: their names, shells, variables, and commands that scripts print.

use super::texts::{known, texts};
use crate::diag::{Diagnostic, suggest, words};
use crate::schema::findings::{Findings, at, items};
use crate::value::{Map, Value};

/// The shells that GitHub knows by name.
const SHELLS: [&str; 6] = ["bash", "sh", "pwsh", "python", "cmd", "powershell"];

/// Commands that scripts printed once, with the file that they write to instead.
const COMMANDS: [(&str, &str); 4] = [
    ("::set-output", "GITHUB_OUTPUT"),
    ("::save-state", "GITHUB_STATE"),
    ("::set-env", "GITHUB_ENV"),
    ("::add-path", "GITHUB_PATH"),
];

pub(super) fn check(job: &Value, findings: &mut Findings<'_>) {
    let all: Vec<&Value> = items(job, "steps").iter().flat_map(with_parallel).collect();
    ids(&all, findings);
    for step in all {
        at(step, &["shell"]).into_iter().for_each(|it| shell(it, findings));
        environment(step.get("env"), findings);
        let scripts = step.get("run").into_iter().flat_map(texts);
        scripts.for_each(|(value, script)| commands(value, script, findings));
    }
}

/// A script of an action names its shell: there is no default.
pub(super) fn with_shells(runs: &Value, findings: &mut Findings<'_>) {
    let scripts = items(runs, "steps").iter().filter_map(|step| Some((step, step.get("run")?)));
    for (_, script) in scripts.filter(|(step, _)| step.get("shell").is_none()) {
        let diagnostic = Diagnostic::error("missing-key", "a script of an action needs `shell`")
            .hint("add it to the step: `shell: \"bash\"`");
        findings.key(script, diagnostic);
    }
}

/// A step, or those that run beside each other in it.
fn with_parallel(step: &Value) -> Vec<&Value> {
    let inside = items(step, "parallel").iter().flat_map(with_parallel);
    std::iter::once(step).chain(inside).collect()
}

/// Each name is one, and there once: GitHub knows no difference between large and small letters.
fn ids(steps: &[&Value], findings: &mut Findings<'_>) {
    let mut seen: Vec<String> = Vec::new();
    for value in steps.iter().filter_map(|step| step.get("id")) {
        let Some(id) = known(value) else { continue };
        if !is_id(id) {
            let message = format!("{id:?} can't be the `id` of a step");
            findings.value(value, invalid_id(message));
        }
        let lower = id.to_ascii_lowercase();
        if seen.contains(&lower) {
            let message = format!("a second step of the job has the `id` `{id}`");
            let diagnostic = Diagnostic::error("repeated-item", message)
                .note("large and small letters are the same in an `id`")
                .hint("give each an `id` of its own");
            findings.value(value, diagnostic);
        }
        seen.push(lower);
    }
}

/// Whether GitHub takes a name for a job or a step.
pub(super) fn is_id(id: &str) -> bool {
    id.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && id.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_')
}

/// A name that GitHub does not take for a job or a step.
pub(super) fn invalid_id(message: String) -> Diagnostic {
    Diagnostic::error("invalid-name", message)
        .hint("it starts with a letter or `_`; letters, digits, `-` and `_` follow")
        .hint("what people read goes into `name`")
}

/// A shell: one that GitHub knows, or a command line with `{0}` for the file of the script.
pub(super) fn shell(value: &Value, findings: &mut Findings<'_>) {
    let Some(shell) = known(value) else { return };
    if SHELLS.contains(&shell) || shell.contains("{0}") {
        return;
    }
    let message = format!("GitHub has no shell `{shell}`");
    let diagnostic = Diagnostic::warning("not-one-of", message)
        .hint(suggest::did_you_mean(shell, SHELLS).as_deref())
        .hint(
            format!(
                "use {}, or a command line with `{{0}}` for the file: `{shell} {{0}}`",
                words::list(SHELLS, "or")
            )
            .as_str(),
        );
    findings.value(value, diagnostic);
}

/// The names of variables.
pub(super) fn environment(env: Option<&Value>, findings: &mut Findings<'_>) {
    for (name, value) in env.and_then(Value::as_map).into_iter().flat_map(Map::iter) {
        if name.is_empty() || name.contains(['=', ' ', '&', '\t', '\n']) {
            let message = format!("{:?} can't be the name of a variable", name.as_str());
            let diagnostic = Diagnostic::error("invalid-name", message)
                .hint("use letters, digits and `_`: `DATABASE_URL`");
            findings.key(value, diagnostic);
        }
    }
}

/// Commands that GitHub does not read any more.
fn commands(value: &Value, script: &str, findings: &mut Findings<'_>) {
    for (command, file) in COMMANDS.iter().filter(|(command, _)| script.contains(command)) {
        let message =
            format!("`{command}` is deprecated: what other programs print could set it, too");
        let write = match *file {
            "GITHUB_PATH" => "echo \"bin\"".to_string(),
            _ => "echo \"name=value\"".to_string(),
        };
        let hint = format!("append to the file: `{write} >> \"${file}\"`");
        findings
            .value(value, Diagnostic::warning("deprecated-command", message).hint(hint.as_str()));
    }
}
