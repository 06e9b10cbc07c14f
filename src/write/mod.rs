//! The only room that changes the disk.
//!
//! ```text
//! Lock::take ─► (recover) ─► plan ─► apply: stage ─► journal ─► commit ─► close
//! ```
//!
//! All or nothing: everything is staged in `.specweave/tmp` and made durable before the first file
//! of the tree is touched. The journal says from then on how to go on. A failure takes everything
//! back; a process that dies is finished by the next process that takes the lock, on the same machine: a journal that does not
//! carry its seal ([`State`]) may have come with a clone, and is left alone.
//!
//! Nothing is ever written through a link: folders are opened one by one below the root, and what
//! happens in them happens by open folder and name (`fs`).

mod destination;
pub mod disk;
mod error;
mod foreign;
mod lock;
mod records;
mod recovered;
mod state;
mod transaction;
mod write_file;
mod written;

pub use destination::Destination;
pub use disk::system::Disk;
pub use error::{UNFINISHED, WriteError};
pub use foreign::Foreign;
pub use lock::hold::Lock;
pub use lock::lock_owner::Holder;
pub use recovered::Recovered;
pub use state::State;
pub use transaction::leftover::{Leftover, leftover};
pub use transaction::recover::interrupted;
pub use write_file::{put, remove};
pub use written::Written;

use crate::model::FilePath;
use crate::plan::{Action, Plan};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// New files.
    pub created: Vec<FilePath>,
    /// Files with new content or permissions.
    pub updated: Vec<FilePath>,
    /// Files that no longer exist.
    pub deleted: Vec<FilePath>,
}

/// Carries out a plan, all of it or nothing; files that don't change are not touched.
///
/// ```
/// use sw::plan::{Ledger, Scope, plan};
/// use sw::write::{Lock, State, apply};
/// # use sw::{diag::Place, model::{File, FilePath, Origin, Own}};
/// # let origin = Origin { recipe: "deploy.rhai".into(), emit: 0, place: Place::new("deploy.rhai", 1, 1), calls: Vec::new() };
/// # let path = FilePath::parse("k8s/app.yaml").unwrap();
/// # let file = File { path, text: "a: 1\n".into(), executable: false, environment: None, own: Own::Whole, origin };
/// # let folder = tempfile::tempdir().unwrap();
/// # let root = folder.path();
/// # let own = tempfile::tempdir().unwrap();
/// let state = State::at(own.path());
/// let lock = Lock::take_with(&state, root, std::time::Duration::ZERO, &mut |holder| eprintln!("waiting for {holder}")).unwrap();
/// let plan = plan(&[file], root, &Ledger::read(root).unwrap(), &Scope::of("deploy.rhai"), &state.written(root)).unwrap();
/// assert_eq!(plan.summary(), "1 to create");
/// apply(&plan, &lock).unwrap();
/// assert_eq!(std::fs::read_to_string(root.join("k8s/app.yaml")).unwrap(), "a: 1\n");
/// ```
///
/// A plan without changes but with another ledger writes just the ledger.
///
/// # Errors
/// When the plan has conflicts, a file changed since it was made, or the system refuses. Nothing
/// has changed then, unless the error says otherwise.
pub fn apply(plan: &Plan, lock: &Lock) -> Result<Report, WriteError> {
    let conflicts =
        plan.changes.iter().filter(|change| matches!(change.action, Action::Conflict(_))).count();
    if conflicts > 0 {
        return Err(WriteError::Conflicts(conflicts));
    }
    if plan.is_change() {
        transaction::stage::stage(plan, lock)?.commit()?;
    }
    let net = transaction::stage::net(plan);
    let paths = |was: bool, is: bool| {
        let some =
            net.iter().filter(|draft| (draft.old.is_some(), draft.new.is_some()) == (was, is));
        some.map(|draft| draft.path.clone()).collect()
    };
    Ok(Report {
        created: paths(false, true),
        updated: paths(true, true),
        deleted: paths(true, false),
    })
}
