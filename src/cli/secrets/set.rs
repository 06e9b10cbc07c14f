//! `sw secrets set`: keeps a value, which is never an argument and never shown.

use super::super::args::Globals;
use super::super::exit::{Exit, Failure};
use super::super::prompt::{Choice, Prompt};
use super::super::ui::Ui;
use super::declared::{Declared, Recipes};
use super::files::dates::today;
use super::files::edit;
use crate::cli::exit::Outcome;
use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use std::ffi::OsString;
use std::io::{IsTerminal, Read};
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, FORMAT_VERSION};
use sw::engine::cancelled;
use sw::project::Environment;
use sw::secrets::Secret;
use sw::secrets::values::{SecretString, file_name, flaw, malformed};

const EXAMPLES: &str = "\
Examples:
  sw secrets set DATABASE_URL --env staging    Asks; what is typed is not shown
  pbpaste | sw secrets set DATABASE_URL --env staging
  sw secrets set TLS_KEY --env staging < key.pem
                                               Reads it, so that it is in no history";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct Set {
    /// The secret, as the recipe declares it
    name: String,
    /// What is no argument; it is taken so that no message repeats it
    #[arg(hide = true)]
    values: Vec<OsString>,
    /// The environment that the value is for
    #[arg(short, long = "env", value_name = "NAME")]
    environment: String,
    /// Keep a value that does not look as declared
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    recipes: Recipes,
}

pub(super) fn run(set: &Set, globals: &Globals, ui: &Ui) -> Outcome {
    if let Some(name) = set
        .name
        .split_once('=')
        .map(|(name, _)| name)
        .or((!set.values.is_empty()).then_some(&set.name))
    {
        return Err(in_arguments(name, &set.environment).into());
    }
    let declared = set.recipes.declared(std::slice::from_ref(&set.environment), globals, ui)?;
    let (secret, environment) = (declared.secret(&set.name)?, declared.environment()?);
    let prompt = Prompt::find(globals);
    let value = value(secret, environment, prompt.as_ref(), ui)?;
    if !accepted(set, secret, environment, &value, prompt.as_ref(), ui)? {
        ui.say("nothing was written");
        return Ok(Exit::Wrong);
    }
    let file = file_name(environment);
    edit::edit(&declared.context, ui, &file, |document| {
        document.set(&secret.name, value.expose()).map_err(|why| unwritable(secret, &why))?;
        // Without an age that values may get, a date would be noise.
        if secret.rotation_days.is_some() {
            document.date(&secret.name, &today().to_string());
        }
        Ok(())
    })?;
    summary(&declared, secret, environment, &file, ui);
    Ok(Exit::Done)
}

fn in_arguments(name: &str, environment: &str) -> Diagnostic {
    Diagnostic::error("secret-as-argument", format!("the value of `{name}` can't be an argument"))
        .note("arguments are kept in the shell's history, and other users of the machine see them")
        .hint(format!("leave it out to be asked for it, or send it through a pipe: `sw secrets set {name} --env {environment}`").as_str())
        .hint("if it was the real value, replace it where it comes from")
}

/// Asks for the value, or reads it where no one sits at a terminal.
fn value(
    secret: &Secret,
    environment: &Environment,
    prompt: Option<&Prompt>,
    ui: &Ui,
) -> Result<SecretString, Failure> {
    if let Some(prompt) = prompt {
        ui.say(&introduced(secret, environment));
        let question = format!("{} for {}:", secret.name, environment.name);
        return prompt
            .password(&question, "what you type is not shown")
            .map(Into::into)
            .map_err(|_| cancelled().into());
    }
    let mut stdin = std::io::stdin();
    if stdin.is_terminal() {
        let error = Diagnostic::error(
            "missing-input",
            format!("`{}` has no value, and asking for it is switched off", secret.name),
        );
        return Err(error.hint("leave `--no-input` out, or send the value through a pipe").into());
    }
    let mut text = String::new();
    stdin.read_to_string(&mut text).context("the value can't be read from stdin")?;
    let length = text
        .strip_suffix('\n')
        .map_or(text.len(), |line| line.strip_suffix('\r').unwrap_or(line).len());
    text.truncate(length);
    Ok(text.into())
}

/// How to get it, where it is kept, and that this is safe.
fn introduced(secret: &Secret, environment: &Environment) -> String {
    let title = secret.description.as_deref().or(secret.group.as_deref()).unwrap_or("a secret");
    let mut lines = vec![format!("{}: {title}", secret.name)];
    if !secret.steps.is_empty() {
        lines.push("How to get it:".into());
        lines.extend(
            secret.steps.iter().enumerate().map(|(i, step)| format!("  {}. {step}", i + 1)),
        );
    } else if let Some(place) = &secret.get_from {
        lines.push(format!("Get it from: {place}"));
    }
    lines.extend(
        secret
            .permissions
            .as_ref()
            .map(|permissions| format!("Permissions it needs: {permissions}")),
    );
    lines.push(format!(
        "It is kept in {}, which only you can read and git leaves out, and goes nowhere else.",
        file_name(environment)
    ));
    lines.join("\n")
}

/// Whether a value is to be kept: one that does not look right only when the user says so.
fn accepted(
    set: &Set,
    secret: &Secret,
    environment: &Environment,
    value: &SecretString,
    prompt: Option<&Prompt>,
    ui: &Ui,
) -> Result<bool, Failure> {
    let Some(flaw) = flaw(secret, value) else { return Ok(true) };
    let warning = malformed(secret, environment, &flaw);
    if value.expose().is_empty() {
        let hint = format!(
            "send it through a pipe, or type it; `sw secrets unset {} --env {}` removes one",
            secret.name, environment.name
        );
        return Err(as_error(warning, &hint).into());
    }
    if set.yes {
        ui.messages(&[warning], &Texts::new());
        return Ok(true);
    }
    let Some(prompt) = prompt else {
        return Err(as_error(warning, "look at it again, or keep it as it is with `--yes`").into());
    };
    ui.messages(&[warning], &Texts::new());
    let choices =
        [(false, "no"), (true, "yes")].map(|(value, shown)| Choice { value, shown: shown.into() });
    prompt.choose("Keep it anyway?", "", choices.into(), 0).map_err(|_| cancelled().into())
}

fn as_error(warning: Diagnostic, hint: &str) -> Diagnostic {
    Diagnostic { severity: sw::diag::Severity::Error, ..warning }.hint(hint)
}

fn unwritable(secret: &Secret, why: &str) -> Failure {
    Diagnostic::error("unsupported-value", format!("the value of `{}` {why}", secret.name))
        .note("a file of values is read by shells, Python, Node and Docker Compose, which must all see the same")
        .hint("choose another value, or keep it in a secrets manager, or as Base64")
        .into()
}

fn summary(declared: &Declared, secret: &Secret, environment: &Environment, file: &str, ui: &Ui) {
    if ui.is_json() {
        let page = json!({ "format_version": FORMAT_VERSION, "set": secret.name, "environment": environment.name, "file": file });
        return ui.out(&format!("{page}\n"));
    }
    ui.out(&format!(
        "set `{}` in {file}, which only you can read and git leaves out\n",
        secret.name
    ));
    if !secret.is_for(&environment.name) {
        ui.say(&format!("note: the recipe says that `{}` does not need it", environment.name));
    }
    if environment.production && !declared.project().environments.is_empty() {
        ui.say("note: in production, use a secrets manager or the CI system's secrets, and no .env file: `sw secrets check` says how");
    }
}
