//! Vercel: the configuration of a project.

use crate::document::{self, Format, PathRule, Tag};
use crate::emit::Syntax;
use crate::engine::{Namespace, Page};

/// The namespace `vercel`.
pub const VERCEL: Namespace =
    document::namespace::<Config>("vercel", "Vercel: the configuration of a project.");

/// The format of configurations.
pub const FORMAT: &Format = Config::FORMAT;

/// A configuration, as a type of its own.
struct Config;

impl Tag for Config {
    const FORMAT: &'static Format = &Format {
        title: "Vercel config",
        noun: "a Vercel configuration",
        syntax: Syntax::Json,
        page: Page::new(include_str!("config.md")),
        ..Format::new("vercel/config", PathRule::Fixed("vercel.json"))
    };
}
