//! What all formats of documents share: a [`Format`] is data, and everything that is done with a file of it is done here.
//!
//! A domain declares its format: where its file goes, its types, its layout, the names in it that refer to each other, and a
//! page of documentation. The one thing that it implements is [`Placeholders`]: what a secret or an expression becomes in it.
//! Building is the one way from a recipe's data to a file's tree; [`functions`] and [`methods`] register what recipes call.

mod build;
mod format;
mod recipe;

pub use build::checked::{Checked, EntrySite};
pub use format::kind::{EntryType, EntryValue, Format, LookedUp, PathRule, Section, Tag};
pub use format::placeholder::{NoPlaceholders, Placeholders, TextSite, foreign};
pub use format::reference::{Does, FoundName, Reference, Site};
pub use recipe::document::Document;
pub use recipe::entry::Entry;
pub use recipe::expression::Expression;
pub use recipe::register::{functions, methods, namespace};
