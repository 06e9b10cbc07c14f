//! Values of secrets, for the commands that need them: where they are found, whether they will do, and what is said.
//!
//! ```text
//! Sources: variables ─► .env.<environment> ─► .env ─► store
//!                                   │ find
//!                                   ▼
//!                        Lookup ─► judge ─► State, messages
//! ```
//!
//! No value is in a message, and none can be shown: [`SecretString`] has to be asked for it by name.

mod files;
mod judge;
mod known;
mod messages;
mod secret_string;
mod sources;
mod store;

pub use files::{file_name, read};
pub use judge::{Judged, State, flaw, judge};
pub use known::{at_hand, known, suspected};
pub use messages::{malformed, missing, placeholder, readable, shared, stale, tracked, unignored};
pub use secret_string::SecretString;
pub use sources::{FoundValue, Lookup, Origin, Sources};
pub use store::{StoreError, entry, title};
