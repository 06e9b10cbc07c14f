//! `sw env`: the environments of the configuration, read and edited.

mod show;

use super::site::{configured, known, put};
use crate::cli::args::Globals;
use crate::cli::context::folder;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::ui::Ui;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::project::edit::{NewEnvironment, add_environment, remove_environment};
use sw::project::{CONFIG, Project, names};

const EXAMPLES: &str = "\
Examples:
  sw env list
  sw env show prod
  sw env add qa --provider hetzner --region eu-central --after staging
  sw env add production-us --provider aws --region us-east-1 --requires-approval --approver ops
  sw env remove qa";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Env {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// A table of all environments
    List,
    /// All that is known of one environment
    Show {
        /// Its name, or an alias of it
        name: String,
    },
    /// Add an environment; what you wrote in the configuration stays as it is
    Add(Add),
    /// Remove an environment, unless others come from it
    Remove {
        /// Its name, or an alias of it
        name: String,
    },
}

#[derive(Args, Debug)]
struct Add {
    /// Its name: small letters, digits and `-`
    name: String,
    /// Whose cloud (default: that of the other environments)
    #[arg(long)]
    provider: Option<String>,
    /// Where in that cloud (default: that of the other environments at the provider)
    #[arg(long)]
    region: Option<String>,
    /// What runs it: docker-compose, kubernetes
    #[arg(long)]
    target: Option<String>,
    /// On each developer's machine
    #[arg(long, conflicts_with_all = ["provider", "region"])]
    local: bool,
    /// The environment that software has passed before it comes here
    #[arg(long, value_name = "NAME")]
    after: Option<String>,
    /// Real users depend on it (default: when its name is `production` or starts with `production-`)
    #[arg(long)]
    production: bool,
    /// Each deployment requires an approval
    #[arg(long)]
    requires_approval: bool,
    /// Who may approve; may be given several times, and requires approval
    #[arg(long = "approver", value_name = "NAME")]
    approvers: Vec<String>,
    /// It comes and goes
    #[arg(long)]
    ephemeral: bool,
    /// What it is for, in a sentence
    #[arg(long)]
    purpose: Option<String>,
}

/// The configuration as it is.
struct Site {
    root: PathBuf,
    text: String,
    project: Project,
    messages: Vec<Diagnostic>,
}

impl Site {
    fn read(globals: &Globals) -> Result<Self, Failure> {
        let (root, text) = configured(&folder(globals)?)?;
        let (project, messages) = parsed(&root, &text)?;
        Ok(Self { root, text, project, messages })
    }

    /// Writes another text of the configuration; what it could do better since is reported.
    fn write(&self, text: &str, ui: &Ui) -> Result<Project, Failure> {
        let (project, messages) = parsed(&self.root, text)?;
        put(&self.root, &known(CONFIG), text)?;
        let is_new =
            |message: &&Diagnostic| !self.messages.iter().any(|old| old.message == message.message);
        let new: Vec<Diagnostic> = messages.iter().filter(is_new).cloned().collect();
        ui.messages(&new, &texts(text));
        Ok(project)
    }
}

fn parsed(root: &Path, text: &str) -> Result<(Project, Vec<Diagnostic>), Failure> {
    let (project, messages) = Project::parse(root, text, CONFIG);
    match project {
        Some(project) => Ok((project, messages)),
        None => Err(Failure::new(messages, texts(text))),
    }
}

fn texts(text: &str) -> Texts {
    [(CONFIG.to_string(), text.to_string())].into_iter().collect()
}

pub(crate) fn run(env: &Env, globals: &Globals, ui: &Ui) -> Outcome {
    let site = Site::read(globals)?;
    match &env.action {
        Action::List => {
            site.project.required_environments().map_err(|none| *none)?;
            ui.out(&if ui.is_json() {
                show::list_json(&site.project)
            } else {
                show::table(&site.project)
            });
        }
        Action::Show { name } => {
            let environment =
                site.project.environment(name).map_err(|unknown| unknown.to_diagnostic())?;
            ui.out(&if ui.is_json() { show::json(environment) } else { show::text(environment) });
        }
        Action::Add(add) => {
            let new = added(add, &site.project)?;
            let text = add_environment(&site.text, &new)
                .map_err(|error| Failure::new(vec![*error], texts(&site.text)))?;
            let project = site.write(&text, ui)?;
            done(ui, "added", &new.name, &project, "");
        }
        Action::Remove { name } => {
            let name = site
                .project
                .environment(name)
                .map_err(|unknown| unknown.to_diagnostic())?
                .name
                .clone();
            let text = remove_environment(&site.text, &name)
                .map_err(|error| Failure::new(vec![*error], texts(&site.text)))?;
            let project = site.write(&text, ui)?;
            done(ui, "removed", &name, &project, "; the next `sw run` removes its files");
        }
    }
    Ok(Exit::Done)
}

/// Says what was done to which environment.
fn done(ui: &Ui, verb: &str, name: &str, project: &Project, next: &str) {
    if ui.is_json() {
        return ui.out(&format!("{}\n", json!({ "format_version": FORMAT_VERSION, verb: name })));
    }
    let count = words::count(project.environments.len(), "environment");
    ui.out(&format!("{verb} `{name}`: {CONFIG} now has {count}{next}\n"));
}

/// The environment that is to be added: what was not said is as in the others.
fn added(add: &Add, project: &Project) -> Result<NewEnvironment, Failure> {
    if let Some(flaw) = names::flaw(&add.name) {
        let mended = names::mended(&add.name).map(|mended| format!("write `{mended}`"));
        let error = Diagnostic::error(
            "invalid-name",
            format!("`{}` can't name an environment: {flaw}", add.name),
        );
        return Err(error.hint(mended.as_deref().unwrap_or("choose another name")).into());
    }
    if let Ok(there) = project.environment(&add.name) {
        let error = Diagnostic::error(
            "duplicate-environment",
            format!("the project has `{}` already", there.name),
        );
        return Err(error
            .hint("give the new one another name, or edit the one that is there")
            .into());
    }
    let after = match &add.after {
        Some(after) => Some(
            project.environment(after).map_err(|unknown| unknown.to_diagnostic())?.name.clone(),
        ),
        None => None,
    };
    let (provider, region) = if add.local { (None, None) } else { place(add, project)? };
    Ok(NewEnvironment {
        name: add.name.clone(),
        purpose: add.purpose.clone(),
        is_local: add.local,
        provider,
        region,
        target: add.target.clone(),
        after,
        is_production: add.production,
        requires_approval: add.requires_approval || !add.approvers.is_empty(),
        approvers: add.approvers.clone(),
        ephemeral: add.ephemeral,
    })
}

/// The provider and region: as given, else the ones that all others have.
fn place(add: &Add, project: &Project) -> Result<(Option<String>, Option<String>), Failure> {
    let cloud: Vec<_> =
        project.environments.iter().filter(|environment| environment.is_cloud()).collect();
    let provider = add
        .provider
        .clone()
        .or_else(|| only(cloud.iter().map(|environment| environment.provider.clone())));
    let Some(provider) = provider else {
        let error = Diagnostic::error(
            "missing-flag",
            format!("where `{}` runs is not said: `--provider`", add.name),
        );
        return Err(error
            .hint("add `--provider hetzner`, `aws`, `azure`, `gcp`, ..., or `--local`")
            .into());
    };
    let there = cloud.iter().filter(|environment| environment.provider.as_ref() == Some(&provider));
    let region =
        add.region.clone().or_else(|| only(there.map(|environment| environment.region.clone())));
    Ok((Some(provider), region))
}

/// The one text that all have.
fn only(texts: impl Iterator<Item = Option<String>>) -> Option<String> {
    let mut all: Vec<Option<String>> = texts.collect();
    all.dedup();
    if all.len() == 1 { all.pop().flatten() } else { None }
}
