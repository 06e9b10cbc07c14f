//! Running recipes: one after the other, as one output.

use super::builder::Builder;
use super::event::Event;
use super::host_world::HostWorld;
use super::output::Output;
use super::request::Request;
use super::{Inner, Runtime};
use crate::diag::Diagnostic;
use crate::engine::reference::{MOST_TEXT, ModuleDoc, Reference, read_modules, reference};
use crate::engine::{World, cancelled};
use crate::pipeline::{self, Job};
use crate::project::Project;
use crate::worker::{self, Heap};
use std::io::{Read, Write};
use std::sync::Arc;

impl Runtime {
    /// A runtime to be put together; what is not said is as the program `sw` has it, but for
    /// [`isolation`](Builder::isolation), which a host has to decide on.
    ///
    /// ```
    /// use sw::{Runtime, engine::world::MemoryWorld};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// assert!(runtime.run("missing.rhai").is_wrong());
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The project whose recipes it runs.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// assert_eq!(runtime.project().recipes, ["deploy.rhai"]);
    /// ```
    pub fn project(&self) -> &Project {
        &self.0.project
    }

    /// The same project, for others to hold.
    pub(crate) fn shared_project(&self) -> Arc<Project> {
        self.0.project.clone()
    }

    /// The same for another project with another world: what recipes can call and how they are checked is
    /// shared, which makes it cheap.
    ///
    /// ```
    /// use sw::engine::world::MemoryWorld;
    /// use sw::{Runtime, project::Project};
    /// let first = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let world = MemoryWorld::from([("deploy.rhai", "1 + 1")]);
    /// let second = first.with(Project::bare(".".as_ref()), world);
    /// assert_eq!(second.run("deploy.rhai").value, "2");
    /// ```
    #[must_use]
    pub fn with(&self, project: impl Into<Arc<Project>>, world: impl World + 'static) -> Self {
        Self(Arc::new(Inner {
            project: project.into(),
            world: Arc::new(world),
            ..(*self.0).clone()
        }))
    }

    /// Evaluates and checks recipes. Nothing is written; what went wrong is among the messages of the output.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"hello\"); 1 + 1")]);
    /// let output = Runtime::builder().world(world).build().unwrap().run("deploy.rhai");
    /// assert_eq!((output.files[0].text.as_str(), output.errors().count()), ("hello\n", 0));
    /// ```
    pub fn run(&self, request: impl Into<Request>) -> Output {
        let request = request.into();
        let host = HostWorld::new(self.0.world.clone(), self.0.hook.clone());
        let mut output = Output::of(request.recipes(&self.0.project));
        for recipe in output.recipes.clone() {
            host.tell(&Event::Evaluates(&recipe));
            let job = Job { pauses: host.pauses(), ..self.job(&recipe, &request) };
            let door: Arc<dyn World> = host.clone();
            let evaluation =
                worker::run(&job, &door, &self.0.isolation, || &self.0.kit, &request.cancel);
            // Whatever else went wrong then follows from it.
            if request.cancel.is_cancelled() {
                output.diagnostics = vec![cancelled()];
                return output;
            }
            evaluation.printed.iter().for_each(|line| host.tell(&Event::Prints(&line.text)));
            evaluation.model.files.iter().for_each(|file| host.tell(&Event::Makes(file)));
            output.add(evaluation);
            output.diagnostics.extend(host.take_faults());
        }
        output.environments = host.environment().map(|name| vec![name]).or(request.only());
        if !output.is_wrong() {
            output.diagnostics.extend(pipeline::unasked(&request.inputs, &output.asked));
        }
        output
    }

    pub(super) fn job(&self, recipe: &str, request: &Request) -> Job {
        let (project, limits) = (self.0.project.clone(), self.0.limits);
        Job {
            recipe: recipe.into(),
            project,
            inputs: request.inputs.clone(),
            targets: request.environments.clone(),
            limits,
            trial: request.trial.clone(),
            wants_graph: request.wants_graph,
            compared: request.compared.clone(),
            pauses: false,
            trace: request.trace.clone(),
        }
    }

    /// Everything that recipes can call and import, extensions and the standard library among it.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let all = runtime.reference();
    /// let target = all.functions.iter().find(|function| function.name == "target").unwrap();
    /// assert!(target.summary.starts_with("The one environment"));
    /// ```
    pub fn reference(&self) -> Reference {
        reference(&self.0.kit.vocabulary)
    }

    /// What can be imported of files of the world, by their paths; a file that offers nothing is left out. They are
    /// read and never run, for as long as the runtime's limits let. What is wrong with those that can't be read is reported
    /// beside.
    ///
    /// ```
    /// # use sw::{Runtime, engine::world::MemoryWorld};
    /// let world = MemoryWorld::from([("lib/web.rhai", "/// A port.\nfn port(given) { options(given, #{ port: 80 }).port }")]);
    /// let runtime = Runtime::builder().world(world).build().unwrap();
    /// let (modules, problems) = runtime.modules(&["lib/web.rhai".into()]);
    /// assert_eq!((modules[0].name.as_str(), problems.len()), ("./lib/web", 0));
    /// assert_eq!(modules[0].functions[0].options[0].default.as_deref(), Some("80"));
    /// ```
    pub fn modules(&self, paths: &[String]) -> (Vec<ModuleDoc>, Vec<Diagnostic>) {
        let (mut files, mut unreadable, mut size): (Vec<(String, String)>, Vec<Diagnostic>, usize) =
            (Vec::new(), Vec::new(), 0);
        // What is behind the first that goes beyond the bound is left out, and this one says so.
        for path in paths {
            if size > MOST_TEXT {
                break;
            }
            match self.0.world.read(path) {
                Ok(text) => {
                    size += text.len();
                    files.push((path.clone(), text));
                }
                Err(error) => unreadable.push(Diagnostic::warning(
                    "unreadable-file",
                    format!("`{path}` can't be read: {error}"),
                )),
            }
        }
        let (modules, mut problems) = read_modules(&self.0.kit.vocabulary, &files, self.0.limits);
        problems.extend(unreadable);
        (modules, problems)
    }

    /// Serves as a worker of this runtime, for a host that was started with the argument
    /// [`worker::ARGUMENT`]: its extensions and checks are then there as well. It gives up all access to
    /// files and the network first, and is over after one job.
    ///
    /// ```no_run
    /// # use sw::{Runtime, worker};
    /// # let runtime = Runtime::builder().build().unwrap();
    /// if std::env::args().nth(1).as_deref() == Some(worker::ARGUMENT) {
    ///     runtime.serve(std::io::stdin(), std::io::stdout(), None).unwrap();
    ///     return;
    /// }
    /// ```
    ///
    /// # Errors
    /// When anyone who started it no longer exists, or gives no job.
    pub fn serve<R, W>(&self, from: R, to: W, heap: Option<Heap>) -> std::io::Result<()>
    where
        R: Read + Send + 'static,
        W: Write + Send + 'static,
    {
        worker::serve(from, to, &self.0.kit, heap)
    }
}
