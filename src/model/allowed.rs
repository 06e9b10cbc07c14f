//! A literal credential that is meant to be there.

use crate::diag::Place;
use serde::{Deserialize, Serialize};

/// A text that a recipe hands to `allow_literal`: files may hold it although it looks like a credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// The text. It is for the checks, and not to be shown.
    pub text: String,
    /// Why it may be there, in the author's words.
    pub reason: String,
    /// Where the recipe says so.
    pub place: Place,
}
