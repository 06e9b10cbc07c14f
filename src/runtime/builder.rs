//! Putting a runtime together.

use super::event::{Event, Hook};
use super::{Inner, LazyKit, Runtime};
use crate::check::Finding;
use crate::diag::Diagnostic;
use crate::engine::world::DiskWorld;
use crate::engine::{Extension, Limits, World};
use crate::model::Model;
use crate::pipeline::{self, Check, Kit};
use crate::project::Project;
use crate::secrets::Platform;
use crate::worker::Isolation;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// A [`Runtime`] that is being put together.
///
/// ```
/// use sw::{Builder, engine::world::MemoryWorld};
/// let runtime = Builder::default().world(MemoryWorld::default()).build().unwrap();
/// assert_eq!(runtime.run("deploy.rhai").diagnostics[0].code, "missing-recipe");
/// ```
#[derive(Default)]
pub struct Builder {
    project: Option<Arc<Project>>,
    world: Option<Arc<dyn World>>,
    extensions: Vec<Extension>,
    checks: Vec<Check>,
    platforms: Vec<Platform>,
    limits: Limits,
    isolation: Option<Isolation>,
    hook: Option<Hook>,
}

impl Builder {
    /// The project with its environments: [`project::load`](crate::project::load) finds one on disk,
    /// [`Project::parse`] reads one from text. Without it there are no environments.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use sw::project::Project;
    /// let config = "environments: { definitions: [{ name: staging, deployment: { type: local } }] }";
    /// let project = Project::parse(".".as_ref(), config, "config.yaml").0.unwrap();
    /// let world = MemoryWorld::from([("deploy.rhai", "environments().len()")]);
    /// assert_eq!(Runtime::builder().project(project).world(world).build().unwrap().run("deploy.rhai").value, "1");
    /// ```
    #[must_use]
    pub fn project(mut self, project: impl Into<Arc<Project>>) -> Self {
        self.project = Some(project.into());
        self
    }

    /// What recipes see of the outside. Without it these are the files below the project's root, and
    /// no one answers questions.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "read_json(\"a.json\").a"), ("a.json", "{ \"a\": 1 }")]);
    /// assert_eq!(Runtime::builder().world(world).build().unwrap().run("deploy.rhai").value, "1");
    /// ```
    #[must_use]
    pub fn world(self, world: impl World + 'static) -> Self {
        self.shared_world(Arc::new(world))
    }

    /// The same for a world that others hold as well.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use std::sync::Arc;
    /// let world = Arc::new(MemoryWorld::from([("deploy.rhai", "1")]));
    /// assert_eq!(Runtime::builder().shared_world(world.clone()).build().unwrap().run("deploy.rhai").value, "1");
    /// ```
    #[must_use]
    pub fn shared_world(mut self, world: Arc<dyn World>) -> Self {
        self.world = Some(world);
        self
    }

    /// Functions and things of the host's own; several may be added.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use sw::engine::Extension;
    /// use sw::rhai::{FuncRegistration, Module};
    /// let mut functions = Module::new();
    /// FuncRegistration::new("host").set_into_module(&mut functions, |name: &str| format!("{name}.acme.example"));
    /// let world = MemoryWorld::from([("deploy.rhai", "acme::host(\"shop\")")]);
    /// let runtime = Runtime::builder().world(world).extension(Extension::new("acme", functions)).build().unwrap();
    /// assert_eq!(runtime.run("deploy.rhai").value, "\"shop.acme.example\"");
    /// ```
    #[must_use]
    pub fn extension(mut self, extension: Extension) -> Self {
        self.extensions.push(extension);
        self
    }

    /// A check of the host's own, on all files of a recipe together; several may be added.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use sw::check::Finding;
    /// use sw::diag::Diagnostic;
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"a\")")]);
    /// let runtime = Runtime::builder().world(world).check(|model| {
    ///     let wrong = model.files.iter().filter(|file| file.environment.is_none());
    ///     let problem = Diagnostic::error("acme-rule", "every file belongs to an environment");
    ///     wrong.map(|file| Finding { emit: file.origin.emit, diagnostic: problem.clone().at(file.origin.place.clone()) }).collect()
    /// });
    /// assert!(runtime.build().unwrap().run("deploy.rhai").is_wrong());
    /// ```
    #[must_use]
    pub fn check(mut self, check: impl Fn(&Model) -> Vec<Finding> + Send + Sync + 'static) -> Self {
        self.checks.push(Box::new(check));
        self
    }

    /// A platform and the secrets that it asks for, for `secrets::platform`; several may be added.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use sw::secrets::platforms;
    /// let acme = sw::secrets::Platform { id: "acme".into(), ..platforms()[0].clone() };
    /// let world = MemoryWorld::from([("deploy.rhai", "secrets::platform(\"acme\").len()")]);
    /// assert_eq!(Runtime::builder().world(world).platform(acme).build().unwrap().run("deploy.rhai").value, "1");
    /// ```
    #[must_use]
    pub fn platform(mut self, platform: Platform) -> Self {
        self.platforms.push(platform);
        self
    }

    /// How much a recipe may do.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use sw::engine::Limits;
    /// let world = MemoryWorld::from([("deploy.rhai", "loop { }")]);
    /// let limits = Limits { steps: 1000, ..Limits::default() };
    /// let output = Runtime::builder().world(world).limits(limits).build().unwrap().run("deploy.rhai");
    /// assert_eq!(output.diagnostics[0].code, "too-long");
    /// ```
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Where recipes run (default: in this process). A worker is the program that it is reported to start,
    /// called with [`worker::ARGUMENT`](crate::worker::ARGUMENT): for a host with extensions that is the host
    /// itself, which then calls [`Runtime::serve`].
    ///
    /// ```no_run
    /// use sw::{Runtime, worker::{Isolation, Program}};
    /// let program = Program::new(std::env::current_exe().unwrap());
    /// let runtime = Runtime::builder().isolation(Isolation::Process(program)).build().unwrap();
    /// ```
    #[must_use]
    pub fn isolation(mut self, isolation: Isolation) -> Self {
        self.isolation = Some(isolation);
        self
    }

    /// Who hears of what happens in a run.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// use std::sync::{Arc, Mutex};
    /// use sw::Event;
    /// let read: Arc<Mutex<Vec<String>>> = Arc::default();
    /// let heard = read.clone();
    /// let world = MemoryWorld::from([("deploy.rhai", "1")]);
    /// let runtime = Runtime::builder().world(world).on_event(move |event| {
    ///     if let Event::Reads(path) = event {
    ///         heard.lock().unwrap().push(path.to_string());
    ///     }
    /// });
    /// runtime.build().unwrap().run("deploy.rhai");
    /// assert_eq!(*read.lock().unwrap(), ["deploy.rhai"]);
    /// ```
    #[must_use]
    pub fn on_event(mut self, hook: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.hook = Some(Arc::new(hook));
        self
    }

    /// The runtime.
    ///
    /// ```
    /// use sw::{Runtime, project::Project};
    /// let nowhere = Runtime::builder().project(Project::bare("/there/is/no/such/folder".as_ref()));
    /// assert_eq!(nowhere.build().unwrap_err().code, "system-error");
    /// ```
    ///
    /// # Errors
    /// When an extension can't be called, or would replace another one or a part of sw; and when no world was given
    /// and the project's root is no folder that can be entered.
    pub fn build(self) -> Result<Runtime, Diagnostic> {
        let project = self.project.unwrap_or_else(|| Arc::new(Project::bare(Path::new("."))));
        let world = match self.world {
            Some(world) => world,
            None => Arc::new(disk(&project.root)?),
        };
        if let Some(problem) = pipeline::refused(&self.extensions) {
            return Err(problem);
        }
        let kit = kit(self.extensions, self.checks, self.platforms);
        let isolation = Arc::new(self.isolation.unwrap_or(Isolation::InProcess));
        Ok(Runtime(Arc::new(Inner {
            project,
            world,
            limits: self.limits,
            isolation,
            hook: self.hook,
            kit,
        })))
    }
}

/// The kit of all runtimes that add nothing to it, which is never taken apart.
static STANDARD: LazyLock<Arc<LazyKit>> =
    LazyLock::new(|| Arc::new(LazyLock::new(Box::new(Kit::default))));

fn kit(extensions: Vec<Extension>, checks: Vec<Check>, platforms: Vec<Platform>) -> Arc<LazyKit> {
    if extensions.is_empty() && checks.is_empty() && platforms.is_empty() {
        return STANDARD.clone();
    }
    Arc::new(LazyLock::new(Box::new(move || {
        let mut kit = Kit::default();
        extensions.into_iter().for_each(|extension| kit.vocabulary.add(extension));
        platforms.into_iter().for_each(|platform| kit.vocabulary.add_platform(platform));
        kit.checks.extend(checks);
        kit
    })))
}

fn disk(root: &Path) -> Result<DiskWorld, Diagnostic> {
    DiskWorld::new(root).map_err(|error| {
        Diagnostic::error("system-error", format!("`{}` can't be entered", root.display()))
            .note(error.to_string())
            .hint("give the project a root that exists, or the runtime a world")
    })
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("extensions", &self.extensions).finish_non_exhaustive()
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime")
            .field("project", &self.0.project.root)
            .field("isolation", &self.0.isolation)
            .finish_non_exhaustive()
    }
}
