//! `sw init`: a configuration, a first recipe that runs, and what git should know.

mod answers;
mod summary;

use super::site::{already_there, known, put, text};
use crate::cli::args::Globals;
use crate::cli::context::folder;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::prompt::Prompt;
use crate::cli::ui::Ui;
use anyhow::Context as _;
use clap::Args;
use std::path::Path;
use summary::Summary;
use sw::engine::world::DiskWorld;
use sw::project::{CONFIG, Project, Strategy};
use sw::scaffold::{self, Choices, Found, Provider, Target};

const EXAMPLES: &str = "\
Examples:
  sw init                        Ask what there is to decide
  sw init --strategy standard --provider hetzner --region eu-central
                                 Development here, staging and production at Hetzner
  sw init --strategy minimal --provider aws --target kubernetes
                                 Production only, on EKS
  sw init --strategy custom --environment development --environment production-eu --provider gcp
                                 Environments of your own";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Init {
    /// Which environments there are: minimal, standard, progressive, enterprise or custom
    #[arg(long, value_parser = answers::strategy)]
    strategy: Option<Strategy>,
    /// An environment of your own, for `--strategy custom`; may be given several times
    #[arg(long = "environment", value_name = "NAME", value_parser = answers::environment)]
    environments: Vec<String>,
    /// Whose cloud: hetzner, aws, azure, gcp or digitalocean
    #[arg(long, value_parser = answers::provider)]
    provider: Option<&'static Provider>,
    /// Where in that cloud (default: the provider's usual region)
    #[arg(long)]
    region: Option<String>,
    /// What runs it there: terraform, kubernetes or docker-compose (default: terraform)
    #[arg(long, value_parser = answers::target)]
    target: Option<Target>,
    /// The most that all environments together may cost in a month
    #[arg(long, value_name = "AMOUNT", value_parser = answers::budget)]
    budget: Option<f64>,
    /// What the project is called
    #[arg(long, value_parser = answers::name)]
    name: Option<String>,
    /// Ask nothing: what is not given is the usual
    #[arg(short, long)]
    yes: bool,
}

const RECIPE: &str = "deploy.rhai";

pub(crate) fn run(init: &Init, globals: &Globals, ui: &Ui) -> Outcome {
    let root = folder(globals)?;
    if text(&root, CONFIG)?.is_some() {
        return Err(already_there(CONFIG)
            .note("`sw init` starts a project, and this one is started")
            .hint("`sw env add NAME` adds an environment; everything else is yours to edit")
            .into());
    }
    let world =
        DiskWorld::new(&root).with_context(|| format!("`{}` can't be entered", root.display()))?;
    let found = scaffold::detect(&world);
    let prompt = Prompt::find(globals).filter(|_| !init.yes);
    let folder =
        root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(choices) = answers::choices(init, prompt.as_ref(), &found, folder, ui)? else {
        return Ok(Exit::Interrupted);
    };
    let summary = write(&root, &choices, found)?;
    ui.out(&if ui.is_json() { summary.json() } else { summary.text() });
    Ok(Exit::Done)
}

/// Writes everything; the configuration comes last, so that whatever fails can be tried again.
fn write(root: &Path, choices: &Choices, found: Found) -> Result<Summary, Failure> {
    let owned = scaffold::owned(choices);
    let in_the_way = owned
        .iter()
        .filter(|path| root.join(path.trim_end_matches('/')).exists())
        .cloned()
        .collect();
    let config = checked(root, choices)?;
    let mut summary =
        Summary { owned, kinds: scaffold::kinds(choices), in_the_way, found, ..Summary::default() };
    if text(root, RECIPE)?.is_some() {
        summary.kept.push((RECIPE.into(), "it is yours, and the project's recipe now"));
    } else {
        put(root, &known(RECIPE), &scaffold::recipe(choices))?;
        summary.written.push(RECIPE.into());
    }
    for (path, inner) in
        [(".gitignore", scaffold::GIT_IGNORE), (".gitattributes", scaffold::GIT_ATTRIBUTES)]
    {
        let before = text(root, path)?.unwrap_or_default();
        match scaffold::with_block(&known(path), &before, inner) {
            None => summary
                .kept
                .push((path.into(), "a marker of the block in it is missing or there twice")),
            Some(after) if after == before => {}
            Some(after) => {
                put(root, &known(path), &after)?;
                summary.written.push(path.into());
            }
        }
    }
    put(root, &known(CONFIG), &config)?;
    summary.written.insert(0, CONFIG.into());
    Ok(summary)
}

/// The configuration, read back: what can't be right is never written.
fn checked(root: &Path, choices: &Choices) -> Result<String, Failure> {
    let text = scaffold::config(choices);
    let (project, messages) = Project::parse(root, &text, CONFIG);
    match project {
        Some(_) => Ok(text),
        None => Err(Failure::new(messages, [(CONFIG.to_string(), text)].into_iter().collect())),
    }
}
