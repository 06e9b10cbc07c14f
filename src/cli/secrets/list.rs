//! `sw secrets list`: what the recipes declare, and what to create in a CI system.

pub(crate) mod names;

use super::super::args::Globals;
use super::super::exit::{Exit, Failure};
use super::super::ui::Ui;
use super::declared::{Declared, Recipes};
use crate::cli::exit::Outcome;
use crate::cli::output::table::table;
use clap::Args;
use names::{Named, System, named};
use serde_json::{Value, json};
use sw::diag::FORMAT_VERSION;
use sw::project::Environment;
use sw::secrets::Secret;

const EXAMPLES: &str = "\
Examples:
  sw secrets list
  sw secrets list --env staging --for github   What to create in the repository's settings
  sw secrets list --env staging --for github --script
                                               The same as commands, without the values";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct List {
    /// Only what this environment needs; may be given several times
    #[arg(short, long = "env", value_name = "NAME")]
    environments: Vec<String>,
    /// What to create in this CI system for each environment
    #[arg(long = "for", value_name = "SYSTEM")]
    system: Option<System>,
    /// Print the commands that create it; each asks for the value
    #[arg(long, requires = "system")]
    script: bool,
    #[command(flatten)]
    recipes: Recipes,
}

pub(super) fn run(list: &List, globals: &Globals, ui: &Ui) -> Outcome {
    let declared = list.recipes.declared(&list.environments, globals, ui)?;
    let text = match list.system {
        Some(system) => for_system(list, system, &declared, ui)?,
        None => all(list, &declared, ui)?,
    };
    ui.out(&text);
    Ok(Exit::Done)
}

/// The secrets that any of the environments needs.
fn needed<'a>(declared: &'a Declared, environments: &[&Environment]) -> Vec<&'a Secret> {
    let is_needed =
        |secret: &&Secret| environments.iter().any(|environment| secret.is_for(&environment.name));
    declared.secrets.values().filter(is_needed).collect()
}

fn all(list: &List, declared: &Declared, ui: &Ui) -> Result<String, Failure> {
    let secrets = if list.environments.is_empty() {
        declared.secrets.values().collect()
    } else {
        needed(declared, &declared.environments()?)
    };
    if ui.is_json() {
        let secrets: Vec<Value> = secrets.into_iter().map(object).collect();
        return Ok(format!(
            "{}\n",
            json!({ "format_version": FORMAT_VERSION, "secrets": secrets })
        ));
    }
    if secrets.is_empty() {
        return Ok("no secrets: a recipe declares one with `secret(\"NAME\", #{ description: \"...\" })`\n".into());
    }
    let head = ["NAME", "ENVIRONMENTS", "REQUIRED", "FORMAT", "WHERE TO GET IT"]
        .map(String::from)
        .to_vec();
    Ok(table(&std::iter::once(head).chain(secrets.into_iter().map(row)).collect::<Vec<_>>()))
}

fn row(secret: &Secret) -> Vec<String> {
    let environments =
        secret.environments.as_ref().map_or_else(|| "all".into(), |names| names.join(", "));
    let shared = if secret.shared { ", one value" } else { "" };
    vec![
        secret.name.clone(),
        format!("{environments}{shared}"),
        if secret.optional { "no" } else { "yes" }.into(),
        secret.format.as_ref().map_or_else(|| "-".into(), |format| format.words.clone()),
        secret.get_from.clone().unwrap_or_else(|| "-".into()),
    ]
}

fn object(secret: &Secret) -> Value {
    json!({
        "name": secret.name,
        "description": secret.description,
        "environments": secret.environments,
        "required": !secret.optional,
        "shared": secret.shared,
        "format": secret.format.as_ref().map(|format| &format.words),
        "pattern": secret.format.as_ref().map(|format| &format.pattern),
        "get_from": secret.get_from,
        "platform": secret.platform,
        "rotation_days": secret.rotation_days,
    })
}

/// Environments on a developer's machine have no jobs: they are there when they are asked for.
fn for_system(
    list: &List,
    system: System,
    declared: &Declared,
    ui: &Ui,
) -> Result<String, Failure> {
    let environments = declared.environments()?;
    let (cloud, local): (Vec<&Environment>, Vec<&Environment>) =
        environments.into_iter().partition(|environment| environment.is_cloud());
    let environments = if list.environments.is_empty() && !cloud.is_empty() {
        cloud
    } else {
        cloud.into_iter().chain(local).collect()
    };
    let all =
        named(&needed(declared, &environments), &environments, declared.project().secrets.naming);
    if ui.is_json() {
        return Ok(format!("{}\n", json!({ "format_version": FORMAT_VERSION, "secrets": all })));
    }
    if list.script {
        let commands: String =
            all.iter().map(|named| format!("{}\n", system.command(named))).collect();
        return Ok(format!("{}\n{commands}", system.remark()));
    }
    let head = ["ENVIRONMENT", "CREATE", "SECRET", "REQUIRED"].map(String::from).to_vec();
    Ok(table(&std::iter::once(head).chain(all.iter().map(line)).collect::<Vec<_>>()))
}

fn line(named: &Named) -> Vec<String> {
    let environment = named.environment.clone().unwrap_or_else(|| "all".into());
    vec![
        environment,
        named.name.clone(),
        named.secret.clone(),
        if named.required { "yes" } else { "no" }.into(),
    ]
}
