//! Values in a store, read through its vendor's own program, which has the credentials for it.
//!
//! ```text
//! secret, environment ─► query: a program and its arguments ─► run ─► answer: the value in what it said
//! ```

mod address;
mod answer;
mod error;
mod query;
mod run;

pub use error::{StoreError, title};
pub use query::entry;
pub(super) use query::kept_by;

use super::secret_string::SecretString;
use crate::project::{Environment, Store};
use crate::secrets::secret::Secret;
use std::time::Duration;

/// How long a store's program may take: some ask a server on the other side of the world.
const PATIENCE: Duration = Duration::from_secs(20);

/// The value of a secret; none when the store has none.
pub(super) fn fetch(
    store: Store,
    secret: &Secret,
    environment: &Environment,
) -> Result<Option<SecretString>, StoreError> {
    let query = query::query(store, secret, environment)?;
    match run::run(&query, PATIENCE)? {
        Some(said) => answer::value(&query.answer, said)
            .map(Some)
            .map_err(|why| StoreError::Failed { program: query.program, said: why }),
        None => Ok(None),
    }
}
