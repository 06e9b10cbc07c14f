//! Where a command works: the project, its recipes, and the folder that is written to.

use super::args::{Evaluating, Globals, Target};
use super::exit::Failure;
use crate::diag::render::Texts;
use crate::diag::{Diagnostic, words};
use crate::model::FilePath;
use crate::pipeline::Inputs;
use crate::project::{self, CONFIG, Project};
use crate::worker::{Isolation, Program};
use anyhow::Context as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What a command was called on.
pub(super) struct Context {
    pub(super) project: Arc<Project>,
    /// What its configuration could do better, with its text.
    pub(super) warnings: (Vec<Diagnostic>, Texts),
    /// The recipes to evaluate, as paths in the project.
    pub(super) recipes: Vec<String>,
    /// Where files go.
    pub(super) out: PathBuf,
    /// Values for what the recipes ask for.
    pub(super) inputs: Inputs,
    /// How they are evaluated.
    pub(super) evaluating: Evaluating,
    /// Where they are evaluated.
    pub(super) isolation: Isolation,
    /// The environments that it is limited to, by their configured names.
    pub(super) environments: Option<Vec<String>>,
    /// How long to wait for another run that is writing.
    pub(super) patience: Duration,
    /// Whether whoever sits at the terminal may be asked.
    pub(super) may_ask: bool,
    /// Where the command was started.
    here: PathBuf,
}

impl Context {
    /// Finds the project around the recipe, or around the folder that the command was started in.
    pub(super) fn find(target: &Target, globals: &Globals) -> Result<Self, Failure> {
        let isolation = isolation(&target.evaluating)?;
        let here = folder(globals)?;
        let recipe = target.recipe.as_ref().map(|recipe| plain(&here.join(recipe)));
        let start = match &recipe {
            Some(recipe) => recipe.parent().unwrap_or(&here).to_path_buf(),
            None => start_without_recipe(&here),
        };
        let (project, warnings) = load(&start)?;
        let recipes = match recipe {
            Some(recipe) => vec![in_project(&recipe, &project.root)],
            None => project.recipes.clone(),
        };
        let environments = limit(&project, &target.environments)?;
        let out = target.out.as_ref().map_or_else(|| project.root.clone(), |out| here.join(out));
        let inputs = target.inputs.iter().cloned().collect();
        let evaluating = target.evaluating.clone();
        let patience = Duration::from_secs(globals.lock_timeout);
        let may_ask = !globals.no_input;
        Ok(Self {
            project: Arc::new(project),
            warnings,
            recipes,
            out,
            inputs,
            evaluating,
            isolation,
            environments,
            patience,
            may_ask,
            here,
        })
    }

    /// Whether what is tagged with an environment, or with none, is looked at.
    pub(super) fn covers(&self, environment: Option<&str>) -> bool {
        self.environments.as_ref().is_none_or(|only| environment.is_some_and(|name| only.iter().any(|one| one == name)))
    }

    /// The recipe that is meant, when it can only be one.
    pub(super) fn only_recipe(&self) -> Result<&str, Failure> {
        match self.recipes.as_slice() {
            [only] => Ok(only),
            several => {
                let message = format!("the project has {}: {}", words::count(several.len(), "recipe"), words::list(several, "and"));
                let example = several.first().map(|recipe| format!("say which one is meant: `--recipe {recipe}`"));
                Err(Diagnostic::error("ambiguous-recipe", message).hint(example.as_deref()).into())
            }
        }
    }

    /// A path as typed, seen from the output root.
    pub(super) fn file_path(&self, typed: &Path) -> Result<FilePath, Failure> {
        let full = plain(&self.here.join(typed));
        let inside = full.strip_prefix(plain(&self.out)).unwrap_or(typed).to_string_lossy().replace('\\', "/");
        FilePath::parse(&inside).map_err(|error| {
            Diagnostic::error("invalid-path", format!("{inside:?} can't be a generated file: it {}", error.reason))
                .hint("give the path of a file inside the project")
                .into()
        })
    }
}

fn folder(globals: &Globals) -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder is gone")?;
    match &globals.directory {
        Some(directory) => here.join(directory).canonicalize().with_context(|| format!("`{}` can't be entered", directory.display())),
        None => Ok(here),
    }
}

/// Without a configuration, the nearest folder with a recipe of the usual name is the project.
fn start_without_recipe(here: &Path) -> PathBuf {
    if project::find(here).is_some() {
        return here.to_path_buf();
    }
    here.ancestors().find(|folder| folder.join("deploy.rhai").is_file()).unwrap_or(here).to_path_buf()
}

/// The project, and the warnings about its configuration.
/// Where recipes are evaluated; the worker starts while the project is looked at.
fn isolation(evaluating: &Evaluating) -> Result<Isolation, Failure> {
    if evaluating.trust {
        return Ok(Isolation::InProcess);
    }
    let program = Program::new(std::env::current_exe().context("the program can't find itself")?);
    program.start_ahead(Duration::from_secs(evaluating.timeout));
    Ok(Isolation::Process(program))
}

fn load(start: &Path) -> Result<(Project, (Vec<Diagnostic>, Texts)), Failure> {
    let (project, messages) = project::load(start);
    let text = if messages.is_empty() { None } else { project::find(start).and_then(|file| std::fs::read_to_string(file).ok()) };
    let texts: Texts = text.into_iter().map(|text| (CONFIG.to_string(), text)).collect();
    match project {
        Some(project) => Ok((project, (messages, texts))),
        None => Err(Failure::new(messages, texts)),
    }
}

fn in_project(recipe: &Path, root: &Path) -> String {
    let inside = recipe.strip_prefix(root).expect("a project is looked for from its recipe upward");
    inside.to_string_lossy().replace('\\', "/")
}

fn limit(project: &Project, names: &[String]) -> Result<Option<Vec<String>>, Failure> {
    let known = names.iter().map(|name| project.environment(name).map(|environment| environment.name.clone()));
    let known: Vec<String> = known.collect::<Result<_, _>>().map_err(|unknown| unknown.to_diagnostic())?;
    Ok((!known.is_empty()).then_some(known))
}

/// The path without `.` and `..`, so that it can be compared with the project's.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            component => plain.push(component),
        }
    }
    plain
}
