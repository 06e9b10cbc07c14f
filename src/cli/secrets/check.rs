//! `sw secrets check`: which values are there, and whether they will do. No value is shown.

use super::super::args::Globals;
use super::super::exit::{Exit, Failure};
use super::super::ui::Ui;
use super::declared::{Declared, Recipes};
use super::files::dates::age;
use super::files::protection::flaws;
use crate::cli::exit::Outcome;
use crate::cli::output::table::table;
use clap::Args;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hash::RandomState;
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, FORMAT_VERSION};
use sw::project::{Environment, Store};
use sw::secrets::Secret;
use sw::secrets::values::{self, Judged, Origin, Sources, State, judge};

const EXAMPLES: &str = "\
Examples:
  sw secrets check                     All environments
  sw secrets check --env production    Before a deployment: exit code 1 when a value is missing
  sw secrets check --format json       For programs

A value is looked for in variables (for staging in STAGING_NAME, then NAME), in .env.staging, in
.env, and in the store that the configuration names under `secrets: { store: ... }`.";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct Check {
    /// Only this environment; may be given several times
    #[arg(short, long = "env", value_name = "NAME")]
    environments: Vec<String>,
    #[command(flatten)]
    recipes: Recipes,
}

/// A secret in an environment.
struct Row<'a> {
    environment: &'a Environment,
    secret: &'a Secret,
    judged: Judged,
}

pub(super) fn run(check: &Check, globals: &Globals, ui: &Ui) -> Outcome {
    let declared = check.recipes.declared(&check.environments, globals, ui)?;
    let (rows, mut messages) = find(&declared)?;
    messages.extend(rows.iter().filter_map(|row| diagnostic(row, &declared)));
    messages.extend(rows.iter().filter_map(stale));
    messages.extend(declared.secrets.values().filter_map(|secret| shared(secret, &rows)));
    let exit = if messages.iter().any(Diagnostic::is_error) { Exit::Wrong } else { Exit::Done };
    if ui.is_json() {
        ui.out(&document(&rows, &messages, exit));
    } else {
        ui.messages(&messages, &Texts::new());
        ui.out(&text(&rows));
    }
    Ok(exit)
}

/// Judges every secret in every environment that needs it; what a store refuses, and how the files are kept, is reported once.
fn find(declared: &Declared) -> Result<(Vec<Row<'_>>, Vec<Diagnostic>), Failure> {
    let (key, variable) = (RandomState::new(), |name: &str| std::env::var(name).ok());
    let (mut rows, mut refusals, mut files) = (Vec::new(), Vec::new(), BTreeSet::new());
    for environment in declared.environments()? {
        let mut sources = Sources::read(declared.project(), environment, &variable)
            .map_err(|problem| *problem)?;
        for secret in declared.secrets.values().filter(|secret| secret.is_for(&environment.name)) {
            rows.push(Row { environment, secret, judged: judge(&mut sources, secret, &key) });
        }
        files.extend(sources.files().map(String::from));
        let store = declared.project().secrets.store;
        let refusal = store.and_then(|store: Store| Some(sources.refused()?.to_diagnostic(store)));
        refusals.extend(refusal.filter(|refusal| !refusals.contains(refusal)));
    }
    let root = declared.context.root();
    Ok((
        rows,
        refusals.into_iter().chain(files.iter().flat_map(|file| flaws(root, file))).collect(),
    ))
}

/// What is to be said about a row; nothing when all is well, or when no one needs it.
fn diagnostic(row: &Row<'_>, declared: &Declared) -> Option<Diagnostic> {
    let Row { environment, secret, judged } = row;
    match (judged.state, &judged.origin, &judged.flaw) {
        (State::Missing, ..) if !secret.optional => {
            Some(values::missing(secret, environment, declared.project()))
        }
        (State::Placeholder, Some(origin), _) if !secret.optional => {
            Some(values::placeholder(secret, environment, declared.project(), origin))
        }
        (State::Malformed, _, Some(flaw)) => Some(values::malformed(secret, environment, flaw)),
        _ => None,
    }
}

/// Whether a value is older than it should get. Only `sw secrets set` leaves a date.
fn stale(row: &Row<'_>) -> Option<Diagnostic> {
    let (most, set_on) = (row.secret.rotation_days?, row.judged.set_on.as_ref()?);
    let age = age(set_on)?;
    (age > most).then(|| values::stale(row.secret, row.environment, age))
}

/// Whether environments that should not have a value in common do. A variable of the secret's own name is that of
/// whichever environment the command is for, and says nothing.
fn shared(secret: &Secret, rows: &[Row<'_>]) -> Option<Diagnostic> {
    let plain = |origin: &Origin| matches!(origin, Origin::Variable(name) if *name == secret.name);
    let own: Vec<&Row<'_>> = rows
        .iter()
        .filter(|row| {
            row.secret.name == secret.name
                && !secret.shared
                && !row.judged.origin.as_ref().is_some_and(plain)
        })
        .collect();
    let same = |row: &&&Row<'_>| {
        own.iter().any(|other| {
            other.environment.name != row.environment.name && other.judged.print == row.judged.print
        })
    };
    let names: Vec<&str> = own
        .iter()
        .filter(|row| row.judged.print.is_some())
        .filter(same)
        .map(|row| row.environment.name.as_str())
        .collect();
    (!names.is_empty()).then(|| values::shared(secret, &names))
}

fn text(rows: &[Row<'_>]) -> String {
    if rows.is_empty() {
        return "no secrets are needed\n".into();
    }
    let head = ["ENVIRONMENT", "SECRET", "STATE", "WHERE"].map(String::from).to_vec();
    let line = |row: &Row<'_>| {
        let optional = if row.secret.optional { ", optional" } else { "" };
        let origin = row.judged.origin.as_ref().map_or_else(|| "-".into(), ToString::to_string);
        vec![
            row.environment.name.clone(),
            row.secret.name.clone(),
            format!("{}{optional}", row.judged.state.word()),
            origin,
        ]
    };
    format!(
        "{}{}\n",
        table(&std::iter::once(head).chain(rows.iter().map(line)).collect::<Vec<_>>()),
        summary(rows)
    )
}

/// `3 present, 1 missing, 1 optional and not there`.
fn summary(rows: &[Row<'_>]) -> String {
    let is_left_out = |row: &&Row<'_>| row.secret.optional && row.judged.state == State::Missing;
    let count = |state: State| {
        let n = rows.iter().filter(|row| row.judged.state == state && !is_left_out(row)).count();
        (n, state.word())
    };
    let states = [State::Present, State::Missing, State::Placeholder, State::Malformed].map(count);
    let left_out = (rows.iter().filter(is_left_out).count(), "optional and not there");
    let some = states.into_iter().chain([left_out]).filter(|(n, _)| *n > 0);
    some.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", ")
}

fn document(rows: &[Row<'_>], messages: &[Diagnostic], exit: Exit) -> String {
    let secrets: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "environment": row.environment.name,
                "name": row.secret.name,
                "state": row.judged.state,
                "required": !row.secret.optional,
                "where": row.judged.origin.as_ref().map(ToString::to_string),
            })
        })
        .collect();
    let page = json!({ "format_version": FORMAT_VERSION, "complete": exit == Exit::Done, "secrets": secrets, "diagnostics": messages });
    format!("{page}\n")
}
