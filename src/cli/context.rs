//! Where a command works: the project, its recipes, and the folder that is written to.

use super::args::{Evaluating, Globals, Target};
use super::exit::Failure;
use super::git::files::recipe_files;
use super::output::cover;
use super::output::cover::hold;
use super::output::log::{Level, Log};
use super::output::progress::Progress;
use super::process::{ahead, interrupt};
use super::terminal::Terminal;
use super::ui::is_watched;
use anyhow::Context as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, words};
use sw::engine::world::DiskWorld;
use sw::engine::{Cancel, Limits, TraceFilter, World as _};
use sw::model::FilePath;
use sw::pipeline::Inputs;
use sw::project::{self, CONFIG, Project};
use sw::worker::Isolation;
use sw::{Event, Request, Runtime};

/// What a command was called on.
pub(super) struct Context {
    pub(super) runtime: Runtime,
    /// What Ctrl-C stops.
    pub(super) cancel: Cancel,
    /// Where it is reported what is done.
    pub(super) log: Log,
    /// What is shown while it takes long.
    pub(super) progress: Arc<Progress>,
    /// What its configuration could do better, with its text.
    pub(super) warnings: (Vec<Diagnostic>, Texts),
    /// The recipes to evaluate, as paths in the project.
    pub(super) recipes: Vec<String>,
    /// Where files go.
    pub(super) out: PathBuf,
    /// Values for what the recipes ask for.
    pub(super) inputs: Inputs,
    /// The environments that it is limited to, by their configured names; none is no limit.
    pub(super) environments: Vec<String>,
    /// How long to wait for another run that is writing.
    pub(super) patience: Duration,
    /// How long a recipe may take, and what is looked for in what it made.
    pub(super) time: Duration,
    /// What is wanted beside the files.
    pub(super) wants: Wants,
    /// Which calls are shown.
    trace: Option<TraceFilter>,
    /// Where the command was started.
    here: PathBuf,
}

/// What is wanted of a run beside its files.
#[derive(Clone, Copy)]
pub(super) enum Wants {
    /// Nothing.
    Nothing,
    /// The graph of what the recipes make.
    Graph,
    /// What differs between its two environments.
    Differences,
}

impl Context {
    /// Finds the project around the recipe, or around the folder that the command was started in.
    pub(super) fn find(target: &Target, globals: &Globals) -> Result<Self, Failure> {
        Self::with(interrupt::cancel(), target, globals)
    }

    /// The same for a session, which outlives what Ctrl-C stops.
    pub(super) fn find_for_session(target: &Target, globals: &Globals) -> Result<Self, Failure> {
        Self::with(interrupt::pressed(), target, globals)
    }

    fn with(cancel: Cancel, target: &Target, globals: &Globals) -> Result<Self, Failure> {
        let isolation = isolation(&target.evaluating)?;
        let log = Log::new(globals)?;
        let progress = Arc::new(Progress::new(is_watched(globals)));
        let here = folder(globals)?;
        let recipe = target.recipe.as_ref().map(|recipe| plain(&here.join(recipe)));
        let (project, warnings) = load(&start(recipe.as_deref(), &here))?;
        let recipes = match recipe {
            Some(recipe) => vec![in_project(&recipe, &project.root)?],
            None => project.recipes.clone(),
        };
        let environments = limit(&project, &target.environments)?;
        let out = out_folder(target.out.as_deref(), &here, &project.root)?;
        let inputs = target.inputs.iter().cloned().collect();
        suspect(&project.root, &recipes);
        if log.is_on() {
            hold();
        }
        log.tell(Level::Info, || format!("project {}", project.root.display()));
        let terminal = Terminal::new(disk(&project.root)?, globals, cancel.clone());
        let limits = limits(&target.evaluating);
        let builder =
            Runtime::builder().project(project).world(terminal).limits(limits).isolation(isolation);
        Ok(Self {
            runtime: builder.on_event(listener(&log, &progress)).build()?,
            cancel,
            log,
            progress,
            warnings,
            recipes,
            out,
            inputs,
            environments,
            patience: Duration::from_secs(globals.lock_timeout),
            time: limits.time,
            wants: Wants::Nothing,
            trace: target.tracing.filter(),
            here,
        })
    }

    /// The folder that holds the project.
    pub(super) fn root(&self) -> &Path {
        &self.runtime.project().root
    }

    /// The recipe that is meant, when it can only be one.
    pub(super) fn only_recipe(&self) -> Result<&str, Failure> {
        match self.recipes.as_slice() {
            [only] => Ok(only),
            several => {
                let message = format!(
                    "the project has {}: {}",
                    words::count(several.len(), "recipe"),
                    words::list(several, "and")
                );
                let example = several
                    .first()
                    .map(|recipe| format!("say which one is meant: `--recipe {recipe}`"));
                Err(Diagnostic::error("ambiguous-recipe", message).hint(example.as_deref()).into())
            }
        }
    }

    /// What is asked of a runtime: these recipes, environments and inputs.
    pub(super) fn request(&self) -> Request {
        let request =
            self.environments.iter().fold(Request::of(self.recipes.clone()), Request::environment);
        let request =
            self.inputs.iter().fold(request, |request, (name, value)| request.input(name, value));
        let request = match (self.wants, self.environments.as_slice()) {
            (Wants::Graph, _) => request.graph(),
            (Wants::Differences, [old, new]) => request.comparing(old, new),
            _ => request,
        };
        let request = self.trace.iter().cloned().fold(request, Request::trace);
        request.cancelled_by(&self.cancel)
    }

    /// A path as typed, seen from the output root.
    pub(super) fn file_path(&self, typed: &Path) -> Result<FilePath, Failure> {
        let full = plain(&self.here.join(typed));
        let inside = full
            .strip_prefix(plain(&self.out))
            .unwrap_or(typed)
            .to_string_lossy()
            .replace('\\', "/");
        FilePath::parse(&inside).map_err(|error| {
            Diagnostic::error(
                "invalid-path",
                format!("{inside:?} can't be a generated file: it {}", error.reason),
            )
            .hint("give the path of a file inside the project")
            .into()
        })
    }
}

/// Where tests run: a project without anybody at a terminal.
pub(super) struct Bench {
    pub(super) runtime: Runtime,
    pub(super) world: Arc<Terminal>,
    pub(super) root: PathBuf,
    /// Where the command was started.
    pub(super) here: PathBuf,
}

impl Bench {
    /// Finds the project around the folder that the command was started in.
    pub(super) fn find(
        evaluating: &Evaluating,
        globals: &Globals,
        cancel: &Cancel,
    ) -> Result<Self, Failure> {
        let isolation = isolation(evaluating)?;
        let here = folder(globals)?;
        let start = start_without_recipe(&here);
        let (project, _) = load(&start)?;
        let root = if project::find(&start).is_some() { project.root.clone() } else { start };
        suspect(&root, &recipe_files(&root));
        let world = Arc::new(Terminal::of_tests(disk(&root)?, globals, cancel.clone()));
        let builder = Runtime::builder()
            .project(project)
            .shared_world(world.clone())
            .limits(limits(evaluating))
            .isolation(isolation);
        Ok(Self { runtime: builder.build()?, world, root, here })
    }
}

/// Covers what looks like the value of a secret, from before anything is said of these recipes.
fn suspect(root: &Path, recipes: &[String]) {
    let read = |world: DiskWorld| {
        recipes.iter().filter_map(|recipe| world.read(recipe).ok()).collect::<Vec<String>>()
    };
    let texts = DiskWorld::new(root).map(read).unwrap_or_default();
    cover::suspect(root, texts.iter().map(String::as_str));
}

/// Covers it around the folder that a command is started in, before its configuration is read.
pub(super) fn suspect_around(globals: &Globals) {
    if let Ok(here) = folder(globals) {
        let start = start_without_recipe(&here);
        let root = project::find(&start).unwrap_or(start);
        suspect(&root, &["deploy.rhai".to_string()]);
    }
}

/// The folder that a command works in.
pub(super) fn folder(globals: &Globals) -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder no longer exists")?;
    match &globals.directory {
        Some(directory) => here
            .join(directory)
            .canonicalize()
            .with_context(|| format!("`{}` can't be entered", directory.display())),
        None => Ok(here),
    }
}

/// Without a configuration, the nearest folder with a recipe of the usual name is the project.
/// The folder from which the project is looked for.
fn start(recipe: Option<&Path>, here: &Path) -> PathBuf {
    match recipe {
        Some(recipe) => recipe.parent().unwrap_or(here).to_path_buf(),
        None => start_without_recipe(here),
    }
}

fn start_without_recipe(here: &Path) -> PathBuf {
    if project::find(here).is_some() {
        return here.to_path_buf();
    }
    project::nearest(here, "deploy.rhai").unwrap_or_else(|| here.to_path_buf())
}

/// Where recipes are evaluated.
fn isolation(evaluating: &Evaluating) -> Result<Isolation, Failure> {
    if evaluating.trust {
        return Ok(Isolation::InProcess);
    }
    Ok(Isolation::Process(ahead::program().context("the program can't find itself")?))
}

/// Logs the events of a run, and shows its progress.
fn listener(log: &Log, progress: &Arc<Progress>) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
    let (log, progress) = (log.clone(), progress.clone());
    move |event| {
        match event {
            Event::Evaluates(recipe) => progress.start(&format!("evaluating {recipe}")),
            // The line must not be in the way of the question.
            Event::Asks(_) | Event::Pauses(_) => progress.stop(),
            _ => {}
        }
        log.event(event);
    }
}

/// What a recipe may do; a worker's memory is bounded as a whole, and with `--trust` items are not counted either.
fn limits(evaluating: &Evaluating) -> Limits {
    Limits { time: Duration::from_secs(evaluating.timeout), items: None, ..Limits::default() }
}

fn disk(root: &Path) -> anyhow::Result<DiskWorld> {
    DiskWorld::new(root).with_context(|| format!("`{}` can't be entered", root.display()))
}

/// The project, and the warnings about its configuration.
fn load(start: &Path) -> Result<(Project, (Vec<Diagnostic>, Texts)), Failure> {
    let (project, mut messages) = project::load(start);
    let text = if messages.is_empty() {
        None
    } else {
        project::find(start).and_then(|root| project::text(&root).ok())
    };
    messages.extend(project::passed_over(start).map(|folder| passed_over(&folder)));
    let texts: Texts = text.into_iter().map(|text| (CONFIG.to_string(), text)).collect();
    match project {
        Some(project) => Ok((project, (messages, texts))),
        None => Err(Failure::new(messages, texts)),
    }
}

/// Where files go. A clone may hold a link in place of a folder that is named: what leads out of the project is refused.
fn out_folder(out: Option<&Path>, here: &Path, root: &Path) -> Result<PathBuf, Failure> {
    let Some(out) = out else { return Ok(root.to_path_buf()) };
    let named = here.join(out);
    let leads_out = || Some(!named.canonicalize().ok()?.starts_with(root.canonicalize().ok()?));
    if plain(&named).starts_with(root) && leads_out().unwrap_or(false) {
        let problem = Diagnostic::error(
            "link-in-the-way",
            format!("`{}` leads out of the project through a link", out.display()),
        );
        return Err(problem.hint("name the folder itself that is to be written to").into());
    }
    Ok(named)
}

/// That a project was found which does not count here.
fn passed_over(folder: &Path) -> Diagnostic {
    let at = folder.display();
    Diagnostic::warning(
        "foreign-project",
        format!("the project in `{at}` belongs to another user, and is not used here"),
    )
    .hint(format!("if you trust it, name its folder: `-C {at}`").as_str())
}

/// A recipe as its path in the project, which is looked for from the recipe upward.
fn in_project(recipe: &Path, root: &Path) -> Result<String, Diagnostic> {
    let inside = recipe
        .strip_prefix(root)
        .ok()
        .filter(|inside| !inside.as_os_str().is_empty() && !recipe.is_dir());
    inside.map(|inside| inside.to_string_lossy().replace('\\', "/")).ok_or_else(|| {
        Diagnostic::error(
            "invalid-path",
            format!("`{}` is no recipe: it is a folder", recipe.display()),
        )
        .hint("give the path of a recipe, or nothing for those of the project")
    })
}

/// The environments of these names or aliases, by their configured names.
pub(super) fn limit(project: &Project, names: &[String]) -> Result<Vec<String>, Failure> {
    let known = names
        .iter()
        .map(|name| project.environment(name).map(|environment| environment.name.clone()));
    Ok(known.collect::<Result<_, _>>().map_err(|unknown| unknown.to_diagnostic())?)
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
