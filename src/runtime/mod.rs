//! What a host program embeds: recipes in, files out; the program `sw` is such a host and uses nothing else.
//!
//! ```text
//! Runtime::builder() ─► Runtime ─► run(Request) ─► Output ─► plan ─► apply
//!   project, world,                                files,
//!   extensions, checks,                            messages
//!   limits, isolation, hooks
//! ```
//!
//! ```
//! use sw::engine::world::MemoryWorld;
//! use sw::Runtime;
//! use sw::write::{Lock, State};
//!
//! let world = MemoryWorld::from([("deploy.rhai", r#"emit("config/app.yaml", #{ replicas: 2 });"#)]);
//! let runtime = Runtime::builder().world(world).build().unwrap();
//! let output = runtime.run("deploy.rhai");
//! assert!(output.errors().next().is_none(), "{}", output.messages());
//! assert_eq!(output.files[0].text, "replicas: 2\n");
//!
//! let (folder, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
//! // `Lock::take` keeps what shows that this machine wrote something in the user's own folder.
//! let lock = Lock::take_with(&State::at(own.path()), folder.path(), std::time::Duration::ZERO, &mut |_| {}).unwrap();
//! let plan = output.plan(folder.path(), false).unwrap();
//! let report = sw::apply(&plan, &lock).unwrap();
//! assert_eq!(report.created[0].as_str(), "config/app.yaml");
//! ```

mod builder;
mod event;
mod host_world;
mod output;
mod request;
mod run;
mod session;

pub use builder::Builder;
pub use event::Event;
pub use output::Output;
pub use request::Request;
pub use session::Session;

use crate::engine::{Limits, World};
use crate::pipeline::Kit;
use crate::project::Project;
use crate::worker::Isolation;
use event::Hook;
use std::sync::{Arc, LazyLock};

/// Runs recipes of one project. It holds no state of a run: clones are cheap and share everything, any
/// number of runs may go on at once, and each gives what it would give alone.
///
/// ```
/// use sw::{Runtime, engine::world::MemoryWorld};
/// let runtime = Runtime::builder().world(MemoryWorld::from([("deploy.rhai", "1 + 1")])).build().unwrap();
/// let other = runtime.clone();
/// let value = std::thread::spawn(move || other.run("deploy.rhai").value).join().unwrap();
/// assert_eq!(value, runtime.run("deploy.rhai").value);
/// ```
#[derive(Clone)]
pub struct Runtime(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    project: Arc<Project>,
    world: Arc<dyn World>,
    limits: Limits,
    isolation: Arc<Isolation>,
    hook: Option<Hook>,
    /// Not made before a recipe runs in this process: a worker has one of its own.
    kit: Arc<LazyKit>,
}

type LazyKit = LazyLock<Kit, Box<dyn FnOnce() -> Kit + Send>>;
