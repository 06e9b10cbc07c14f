//! Values that their author vouches for: they are written as they are, and no schema checks them.

use super::handle::Handle;
use crate::diag::Diagnostic;
use crate::model::NoticeKind;
use crate::model::graph::Links;
use crate::value::tagged::UNCHECKED;
use crate::value::{Tag, Trail, Value, Walk};

/// How long a reason is at least: a word says nothing to those who read it later.
const REASON: usize = 8;

/// A value that no schema checks.
#[derive(Clone, Debug)]
pub struct Unchecked {
    value: Value,
    reason: String,
}

impl Unchecked {
    /// A value, and why it is right.
    ///
    /// # Errors
    /// When that is no reason that others can judge.
    pub fn new(value: Value, reason: &str) -> Result<Self, Diagnostic> {
        let reason = reason.trim();
        if reason.chars().count() < REASON {
            return Err(Diagnostic::error(
                "missing-reason",
                "`unchecked` is given no reason that others can judge",
            )
            .note("`sw check` lists every unchecked value, with its reason")
            .hint("say why it is right: `unchecked(true, \"GitHub has it since October\")`"));
        }
        Ok(Self { value, reason: reason.into() })
    }

    /// The value itself.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Why it is right.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Adds to the graph that a value is not checked, and why; for a walk over all values of a file.
pub fn notice(value: &Value, trail: &Trail<'_>, links: Links<'_>) -> Walk {
    match value.find_tag(UNCHECKED) {
        Some(tag) => {
            links.notice(NoticeKind::Unchecked, &tag.detail, links.at(trail));
            Walk::Over
        }
        None => Walk::Into,
    }
}

impl Handle for Unchecked {
    fn about() -> &'static str {
        include_str!("unchecked.md")
    }

    fn show(&self) -> String {
        "an unchecked value".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let tag = || Tag::new(UNCHECKED, self.reason.as_str());
        // Items with tags of their own keep them.
        let items =
            self.value.as_list().filter(|items| items.iter().any(|item| item.tag().is_some()));
        Ok(match items.filter(|_| self.value.tag().is_none()) {
            Some(items) => {
                items.iter().map(|item| item.clone().tagged(tag())).collect::<Vec<_>>().into()
            }
            None => self.value.clone().tagged(tag()),
        })
    }
}
