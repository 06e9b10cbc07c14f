//! Dependabot's configuration: what it updates, and where private packages come from.

use crate::diag::Diagnostic;
use crate::document::{Does, Format, PathRule, Placeholders, Reference, Tag, TextSite};
use crate::engine::Page;
use crate::engine::data_file::refused;
use crate::model::graph::NodeKind;
use crate::secrets::ci_name;
use crate::value::{Hole, Pattern, Value};

/// A configuration, as a type of its own.
pub(super) struct Dependabot;

impl Tag for Dependabot {
    const FORMAT: &'static Format = &Format {
        title: "GitHub dependabot",
        noun: "a Dependabot configuration",
        placeholders: &Secrets,
        references: REFERENCES,
        desugar: Some(version),
        page: Page::new(include_str!("dependabot.md")),
        ..Format::new("github/dependabot", PathRule::Fixed(".github/dependabot.yml"))
    };
}

static REGISTRY: NodeKind = NodeKind::new("dependabot/registry", "registry", "Dependabot")
    .declared("declare it in `registries`");
static GROUP: NodeKind = NodeKind::new("dependabot/group", "group", "Dependabot")
    .declared("declare it in `multi-ecosystem-groups`");

const REFERENCES: &[Reference] = &[
    Reference::key(&REGISTRY, Does::Defines, "registries.{name}"),
    Reference::text(&REGISTRY, Does::Refers, "updates[].registries[]"),
    Reference::key(&GROUP, Does::Defines, "multi-ecosystem-groups.{name}"),
    Reference::text(&GROUP, Does::Refers, "updates[].multi-ecosystem-group"),
];

/// There is one version of the format that GitHub still reads.
fn version(config: &mut Value) {
    if let Value::Map(config) = config.bare_mut()
        && !config.contains_key("version")
    {
        config.insert("version", 2);
    }
}

/// Dependabot fills in its own secrets, in registries only.
struct Secrets;

impl Placeholders for Secrets {
    fn secret(&self, name: &str, at: &TextSite<'_>) -> Result<String, Diagnostic> {
        let secret = at.secret(name, None);
        let naming = at.around.run.project().secrets.naming;
        let known = ci_name(&secret, at.around.environment, naming);
        let is_there = Pattern::new("registries.*.*").matches(at.trail).is_some();
        let written = known.filter(|_| is_there).map(|name| format!("${{{{secrets.{name}}}}}"));
        written.ok_or_else(|| refused(&Hole::Secret(name.into())))
    }
}
