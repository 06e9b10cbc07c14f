//! A plan as text: for a person, for programs, and for the comments on a pull request.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::{code, fenced, markdown};
pub use text::{brief, text};

use super::change::{Action, Change};

/// What happens to a file, in a word.
fn verb(change: &Change) -> &'static str {
    match change.action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Keep => "keep",
        Action::Delete => "delete",
        Action::Conflict(_) => "conflict",
    }
}
