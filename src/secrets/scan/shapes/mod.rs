//! Credentials that are known by their looks: the tables, one file for each area. A row has the page above it that says so:
//! the platform's own, and the rule of a public scanner where the platform has none.
//!
//! A prefix that platforms use for what is public (an AWS account, a Stripe `pk_`, a Sentry DSN) has no row.

pub(super) mod clouds;
pub(super) mod code;
pub(super) mod data;
pub(super) mod messages;
pub(super) mod models;
pub(super) mod monitoring;
pub(super) mod office;
pub(super) mod vaults;

/// A credential that is recognised by its pattern. What its title says is the end of "this looks like ...".
pub(super) struct Row {
    pub(super) title: &'static str,
    pub(super) trigger: Mark,
    /// A regular expression for all of it; letters, digits or `_` behind it make it something else.
    pub(super) pattern: &'static str,
}

/// What makes a text worth trying a pattern on.
pub(super) enum Mark {
    /// It starts with one of these, letter by letter, two letters at least.
    Start(&'static [&'static str]),
    /// One of these is inside of it, with up to so many characters in front.
    Inside(usize, &'static [&'static str]),
    /// It is beside a key with one of these words: its pattern alone is not enough.
    Key(&'static [&'static str]),
}

const fn row(title: &'static str, trigger: Mark, pattern: &'static str) -> Row {
    Row { title, trigger, pattern }
}
