//! What all formats of documents share: a [`Format`] is data, and everything that is done with a file of it is done here.
//!
//! A domain declares its format: where its file goes, its types, its layout, the names in it that refer to each other, and a
//! page of documentation. The one thing that it implements is [`Placeholders`]: what a secret or an expression becomes in it.
//! `build` is the one way from a recipe's data to a file's tree; [`functions`] and [`methods`] register what
//! recipes call.

mod build;
mod document;
mod draft;
mod format;
mod page;
mod placeholder;
mod reference;
mod register;

pub use build::Checked;
pub use document::{Document, Tag};
pub use format::{Format, PathRule, Section};
pub use placeholder::{NoPlaceholders, Placeholders, TextSite, foreign};
pub use reference::{Does, Found, Kind, Reference, Site};
pub use register::{create, functions, methods, namespace};
