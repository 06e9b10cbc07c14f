//! The names that a Compose file defines and uses.

use crate::document::{Does, Reference, Site};
use crate::formats::mount;
use crate::model::graph::{ENVIRONMENT_VARIABLE, IMAGE, NodeKind, Spelling};
use crate::value::Value;
use Does::{Defines, Names, Reads, Refers, Waits, WaitsOptionally};

const fn kind(id: &'static str, declare: &'static str) -> NodeKind {
    let noun = id.split_at("compose/".len()).1;
    let hint = "use letters, digits, `.`, `_` and `-`";
    let spelling = Some(Spelling { is_right: is_name, hint });
    NodeKind { declare, spelling, ..NodeKind::new(id, noun, "Compose") }
}

fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    !name.is_empty() && name.chars().all(is_letter)
}

/// Where services are; a job is one that ends.
pub(super) const SERVICES: &[&str] = &["services", "jobs"];

pub(super) static SERVICE: NodeKind =
    kind("compose/service", "add it to `services`, or take it out here");
static MODEL: NodeKind =
    kind("compose/model", "declare it with `file.model(\"{name}\", #{ model: \"ai/smollm2\" })`");
static NETWORK: NodeKind = kind(
    "compose/network",
    "declare it: `networks: #{ {name}: null }`, or with `file.network(\"{name}\")`",
);
static VOLUME: NodeKind = kind(
    "compose/volume",
    "declare it: `volumes: #{ {name}: null }`, or with `file.volume(\"{name}\")`\nfor a folder beside the file, write `./{name}:...`",
);
static CONFIG: NodeKind = kind(
    "compose/config",
    "declare it: `configs: #{ \"{name}\": #{ file: \"...\" } }`, or with `file.config(...)`",
);
static SECRET: NodeKind = kind(
    "compose/secret",
    "put the secret itself there, which declares it: `secrets: [secret(\"{NAME}\")]`; or say where it is with `file.secret(...)`",
);
static JOB: NodeKind = kind("compose/job", "");

pub(super) const ROWS: &[Reference] = &[
    Reference::key(&SERVICE, Defines, "services.{name}"),
    Reference::key(&JOB, Defines, "jobs.{name}"),
    Reference::key(&MODEL, Defines, "models.{name}"),
    Reference::key(&NETWORK, Defines, "networks.{name}"),
    Reference::key(&VOLUME, Defines, "volumes.{name}"),
    Reference::key(&CONFIG, Defines, "configs.{name}"),
    Reference::key(&SECRET, Defines, "secrets.{name}"),
    Reference::text(&SERVICE, Waits, "(services|jobs).{from}.depends_on[]"),
    row(&SERVICE, Waits, "(services|jobs).{from}.depends_on.{name}", required),
    row(&SERVICE, WaitsOptionally, "(services|jobs).{from}.depends_on.{name}", optional),
    row(&SERVICE, Waits, "(services|jobs).{from}.(network_mode|ipc|pid)", shared),
    row(&SERVICE, Waits, "(services|jobs).{from}.(links|volumes_from)[]", linked),
    Reference::text(&SERVICE, Refers, "(services|jobs).{from}.extends"),
    row(&SERVICE, Refers, "(services|jobs).{from}.extends.service", extended),
    row(&SERVICE, Refers, "(services|jobs).{from}.build.additional_contexts.{name}", shared),
    row(&SERVICE, Refers, "(services|jobs).{from}.build.additional_contexts[]", built_on),
    row(&NETWORK, Refers, "(services|jobs).{from}.networks.{name}", network),
    row(&NETWORK, Refers, "(services|jobs).{from}.networks[]", network),
    Reference::key(&MODEL, Refers, "(services|jobs).{from}.models.{name}"),
    Reference::text(&MODEL, Refers, "(services|jobs).{from}.models[]"),
    Reference::text(&CONFIG, Refers, "(services|jobs).{from}.configs[]"),
    Reference::text(&CONFIG, Refers, "(services|jobs).{from}.configs[].source"),
    Reference::text(&SECRET, Refers, "(services|jobs).{from}.secrets[]"),
    Reference::text(&SECRET, Refers, "(services|jobs).{from}.secrets[].source"),
    Reference::text(&SECRET, Refers, "(services|jobs).{from}.build.secrets[]"),
    Reference::text(&SECRET, Refers, "(services|jobs).{from}.build.secrets[].source"),
    row(&VOLUME, Refers, "(services|jobs).{from}.volumes[]", mounted),
    row(&VOLUME, Refers, "(services|jobs).{from}.volumes[].source", mounted_source),
    Reference::text(&ENVIRONMENT_VARIABLE, Reads, "secrets.{from}.environment"),
    Reference::text(&IMAGE, Names, "(services|jobs).{from}.image"),
];

type Name = for<'v> fn(&Site<'v>) -> Option<&'v str>;

const fn row(kind: &'static NodeKind, does: Does, at: &'static str, name: Name) -> Reference {
    Reference { kind, does, at, name }
}

fn optional<'v>(site: &Site<'v>) -> Option<&'v str> {
    let required = site.value.get("required").map(Value::bare);
    Some(site.key).filter(|_| required == Some(&Value::Bool(false)))
}

fn required<'v>(site: &Site<'v>) -> Option<&'v str> {
    Some(site.key).filter(|_| optional(site).is_none())
}

/// `service:db`.
fn shared<'v>(site: &Site<'v>) -> Option<&'v str> {
    site.value.as_str()?.strip_prefix("service:")
}

/// `db:alias`, `db:ro`; another project's container is none of these.
fn linked<'v>(site: &Site<'v>) -> Option<&'v str> {
    site.value.as_str()?.split(':').next().filter(|name| *name != "container")
}

/// Another file's service is none of this one.
fn extended<'v>(site: &Site<'v>) -> Option<&'v str> {
    site.value.as_str().filter(|_| site.parent.get("file").is_none())
}

/// `base=service:db`.
fn built_on<'v>(site: &Site<'v>) -> Option<&'v str> {
    site.value.as_str()?.split_once('=')?.1.strip_prefix("service:")
}

/// Every project has the network `default`.
fn network<'v>(site: &Site<'v>) -> Option<&'v str> {
    let named = if site.key.is_empty() { site.value.as_str() } else { Some(site.key) };
    named.filter(|name| *name != "default")
}

/// `data:/var/lib`.
fn mounted<'v>(site: &Site<'v>) -> Option<&'v str> {
    mount::read(site.value.as_str()?)?.volume()
}

fn mounted_source<'v>(site: &Site<'v>) -> Option<&'v str> {
    let kind = site.parent.get("type").and_then(Value::as_str);
    site.value.as_str().filter(|_| kind == Some("volume"))
}
