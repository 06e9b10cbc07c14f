//! Compose files: what their services, names and variables are to the general machinery.

use super::desugar::{self, CONDITION};
use super::{checks, references};
use crate::diag::Diagnostic;
use crate::document::{
    EntryType, EntryValue, Format, PathRule, Placeholders, Section, Tag, TextSite,
};
use crate::engine::Page;
use crate::formats::interpolation;
use crate::schema::Openness;
use crate::secrets::dotenv_name;
use crate::value::{Expr, Text};
use std::borrow::Cow;

/// A Compose file, as a type of its own.
pub(super) struct File;

impl Tag for File {
    const FORMAT: &'static Format = &Format {
        title: "Compose file",
        noun: "a Compose file",
        placeholders: &Variables,
        layout: include_str!("file.layout"),
        references: references::ROWS,
        brings_names: Some("include"),
        sections: SECTIONS,
        expressions: "Compose variable",
        entries: Some(&EntryType { title: "Compose name", get: property }),
        desugar: Some(desugar::desugar),
        checks: checks::ALL,
        page: Page::new(include_str!("file.md")),
        ..Format::new("compose/file", PATH)
    };
}

/// The names are those that Compose looks for.
const PATH: PathRule = PathRule::Given {
    names: &["docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml"],
    endings: &[".yml", ".yaml"],
};

const SECTIONS: &[Section] = &[
    Section::of("services", "service"),
    Section::of("volumes", "volume"),
    Section::of("networks", "network"),
    Section::of("configs", "config"),
    Section { value: Some(desugar::secret), ..Section::of("secrets", "secret") },
    Section::of("models", "model"),
];

/// What the names of entries have as properties.
fn property(method: &str, property: &str, name: &str) -> Option<EntryValue> {
    match (method, property) {
        ("service", "healthy") => Some(EntryValue::Tagged(CONDITION, "service_healthy")),
        ("service", "completed") => {
            Some(EntryValue::Tagged(CONDITION, "service_completed_successfully"))
        }
        ("secret", "path") => Some(EntryValue::Text(format!("/run/secrets/{name}"))),
        ("config", "path") => Some(EntryValue::Text(format!("/{name}"))),
        _ => None,
    }
}

/// Compose fills in variables of the environment that it runs in.
struct Variables;

impl Placeholders for Variables {
    fn language(&self) -> Option<(&'static str, &'static str)> {
        let hint =
            "take it in as a variable: `compose::variable(\"NAME\")`, set where Compose runs";
        Some(("Compose", hint))
    }

    /// A variable that has to be set, with where people set it.
    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        let secret = at.secret(name, None);
        let name = dotenv_name(&secret);
        let environment = at.around.environment.map(|environment| format!(".{}", environment.name));
        Ok(format!("${{{name}:?set {name} in .env{}}}", environment.unwrap_or_default()))
    }

    fn expression(&self, expr: &Expr) -> String {
        format!("${{{}}}", expr.source)
    }

    fn literal<'t>(&self, text: &'t str, _: (&str, &str), _: &TextSite<'_>) -> Cow<'t, str> {
        text.replace('$', "$$").into()
    }

    fn is_open(&self, plain: &str) -> bool {
        plain.contains('$')
    }

    /// What is filled in is text.
    fn openness(&self, text: &Text) -> Openness {
        let is_known = text.as_str().is_some_and(|plain| !self.is_open(plain));
        if is_known { Openness::of_holes(text) } else { Openness::LaterText }
    }

    /// The variables without which Compose refuses the file or leaves something empty.
    fn reads<'t>(&self, written: &'t str) -> Vec<&'t str> {
        let used = interpolation::read(written).unwrap_or_default().into_iter();
        let is_needed = |operator: Option<&str>| operator.is_none_or(|with| with.ends_with('?'));
        used.filter(|used| is_needed(used.operator)).map(|used| used.name).collect()
    }

    fn check_written(&self, written: &str) -> Result<(), Diagnostic> {
        let Err(start) = interpolation::read(written) else { return Ok(()) };
        let shown: String = start.chars().take(24).collect();
        let message = format!("`{shown}` is no variable that Compose can fill in");
        Err(Diagnostic::error("invalid-expression", message)
            .hint("variables are `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `${NAME:+other}`")
            .hint("for a dollar itself write `$$`, or put the text into `literal(...)`"))
    }
}
