//! Every environment runs somewhere, and says enough about it.

use super::subject::Subject;
use crate::diag::{Diagnostic, suggest};
use crate::project::config::file::{Definition, Hosting};
use crate::project::environment::Kind;
use crate::value::Path;

/// Providers that are written often enough to notice when one is misspelt; others are fine.
const PROVIDERS: [&str; 14] = [
    "aws",
    "azure",
    "cloudflare",
    "digitalocean",
    "fly",
    "gcp",
    "heroku",
    "hetzner",
    "linode",
    "netlify",
    "railway",
    "render",
    "scaleway",
    "vercel",
];

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let flaws = |(path, definition): &(Path, &Definition)| match &definition.deployment {
        Some(hosting) => hosting_flaws(subject, &path.key("deployment"), hosting),
        None => subject
            .missing(path, "deployment")
            .map(|error| error.hint(TYPE_HINT))
            .into_iter()
            .collect(),
    };
    subject.definitions().iter().flat_map(flaws).collect()
}

fn hosting_flaws(subject: &Subject<'_>, path: &Path, hosting: &Hosting) -> Vec<Diagnostic> {
    match hosting.kind {
        None => {
            subject.missing(path, "type").map(|error| error.hint(TYPE_HINT)).into_iter().collect()
        }
        Some(Kind::Cloud) => cloud(subject, path, hosting).into_iter().collect(),
        Some(Kind::Local) => [("provider", &hosting.provider), ("region", &hosting.region)]
            .into_iter()
            .filter(|(_, value)| value.is_some())
            .map(|(key, _)| {
                Diagnostic::warning(
                    "unused-option",
                    format!("`{key}` has no effect: the environment is local"),
                )
                .at(subject.name(&path.key(key)))
                .hint("remove it, or write `type: cloud`")
            })
            .collect(),
    }
}

fn cloud(subject: &Subject<'_>, path: &Path, hosting: &Hosting) -> Option<Diagnostic> {
    let Some(provider) = hosting.provider.as_deref() else {
        let missing = subject.missing(path, "provider")?;
        return Some(
            missing
                .note("a cloud environment runs at a provider")
                .hint("write `provider: hetzner`, `aws`, `azure`, `gcp`, ..."),
        );
    };
    if PROVIDERS.contains(&provider) {
        return None;
    }
    let hint = suggest::did_you_mean(provider, PROVIDERS)?;
    let warning = Diagnostic::warning(
        "unknown-provider",
        format!("`{provider}` is not a provider that is known here"),
    );
    Some(warning.at(subject.value(&path.key("provider"))).hint(hint.as_str()))
}

const TYPE_HINT: &str = "write `deployment: { type: local }`, or `{ type: cloud, provider: ... }`";
