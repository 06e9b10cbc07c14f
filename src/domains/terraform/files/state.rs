//! Where a root keeps its state: `backend "s3" { ... }` or `cloud { ... }`.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::CALL_TAG;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::nested;
use crate::domains::terraform::lower::body;
use crate::domains::terraform::lower::expression::Lowering;
use crate::domains::terraform::tables::{CLOUD, backend, backends};
use crate::emit::hcl;
use crate::schema::{Dialect, Lookup, Problem};
use crate::value::{Hole, Map, Path, Value, Walk};
use std::borrow::Cow;

/// Where the conventional folders of roots are.
const FOLDER: &str = "infrastructure/terraform/";

/// The settings that distinguish one state from another, by kind of backend. What is in no list is how to get there.
const PLACES: [(&str, &[&str]); 10] = [
    ("azurerm", &["storage_account_name", "container_name", "key"]),
    ("consul", &["address", "datacenter", "path"]),
    ("cos", &["bucket", "prefix", "key"]),
    (CLOUD, &["hostname", "organization", "workspaces"]),
    ("gcs", &["bucket", "prefix"]),
    ("http", &["address"]),
    ("kubernetes", &["host", "config_context", "namespace", "secret_suffix"]),
    ("pg", &["conn_str", "schema_name"]),
    ("remote", &["hostname", "organization", "workspaces"]),
    ("s3", &["endpoint", "endpoints", "bucket", "key"]),
];

/// A setting, what is before it, and what a root's place adds to make a state of its own.
struct OwnKey {
    kind: &'static str,
    after: &'static str,
    name: &'static str,
    end: &'static str,
}

const OWN_KEYS: [OwnKey; 3] = [
    OwnKey { kind: "s3", after: "bucket", name: "key", end: "/terraform.tfstate" },
    OwnKey { kind: "azurerm", after: "container_name", name: "key", end: ".tfstate" },
    OwnKey { kind: "gcs", after: "bucket", name: "prefix", end: "" },
];

/// The kind of backend that a block is.
fn kind(written: &Block) -> &str {
    written.labels.first().map_or(CLOUD, String::as_str)
}

/// The block in HCL.
pub(crate) fn block(
    written: &Block,
    draft: &Draft,
    lowering: &Lowering<'_>,
) -> Result<hcl::Block, Vec<Problem>> {
    let wrong = check(written);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    body::block(&completed(written, draft), lowering).map_err(|problem| vec![problem])
}

/// Everything in the block that this kind of backend does not accept. Nothing is missing: what is not here can be given to
/// `terraform init` with `-backend-config`.
fn check(written: &Block) -> Vec<Problem> {
    let Lookup::Known(schema) = backend(kind(written)) else { return vec![unknown(written)] };
    let dialect = Dialect { subject: &subject(written), is_whole: false, ..Dialect::LANGUAGE };
    let found = schema.check_map(&written.body, &dialect);
    found.into_iter().chain(not_constant(&written.body, "where the state is")).collect()
}

fn subject(written: &Block) -> String {
    if written.kind == BlockKind::Cloud {
        "`cloud`".into()
    } else {
        format!("the backend `{}`", kind(written))
    }
}

fn unknown(written: &Block) -> Problem {
    let near = if let Lookup::Unknown(near) = backend(kind(written)) { near } else { None };
    let known = backends().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
    let hint = near
        .map_or_else(|| format!("Terraform has {known}"), |near| format!("did you mean `{near}`?"));
    let diagnostic = Diagnostic::error(
        "unknown-backend",
        format!("`{}` is no backend of Terraform", kind(written)),
    );
    Problem::value(Path::root(), diagnostic.hint(hint.as_str()))
}

/// Terraform reads such settings before anything else, so that nothing in them can be computed.
pub(crate) fn not_constant(settings: &Map, what: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    settings.visit(&mut |value, trail| {
        let path = trail.path();
        let is_call = value.is_tagged(CALL_TAG);
        let diagnostic = match value.as_text().and_then(|text| text.holes().next()) {
            Some(hole) => Some(computed(&path, hole, what)),
            None => value.as_list().filter(|_| is_call).map(|call| {
                let name = call.first().and_then(Value::as_str).unwrap_or_default();
                too_early(&path, &format!("calls `{name}`"), what)
            }),
        };
        problems.extend(diagnostic.map(|diagnostic| Problem::value(path, diagnostic)));
        if is_call { Walk::Over } else { Walk::Into }
    });
    // One for each setting is enough.
    problems.dedup_by(|next, first| next.path.0.first() == first.path.0.first());
    problems
}

fn computed(path: &Path, hole: &Hole, what: &str) -> Diagnostic {
    match hole {
        Hole::Secret(name) => too_early(path, &format!("refers to the secret `{name}`"), what)
            .hint("leave it out, and give it to the job that runs Terraform, in its environment: `tf.environment()` does for variables"),
        Hole::Expr(expr) => too_early(path, &format!("refers to `{}`", expr.source), what)
            .hint("write the value itself: what the recipe knows, such as `env.region`, can be written there"),
    }
}

fn too_early(path: &Path, does: &str, what: &str) -> Diagnostic {
    Diagnostic::error(
        "not-constant",
        format!("`{path}` {does}, but Terraform reads {what} before anything else"),
    )
}

/// The block as it is written: its nested blocks distinguished, and a key of its own where the recipe names none.
fn completed<'a>(written: &'a Block, draft: &Draft) -> Cow<'a, Block> {
    let Lookup::Known(schema) = backend(kind(written)) else { return Cow::Borrowed(written) };
    let mut body = nested::tagged(Cow::Borrowed(&written.body), schema.view());
    let own = OWN_KEYS.iter().find(|own| own.kind == kind(written));
    if let Some(own) =
        own.filter(|own| body.contains_key(own.after) && !body.contains_key(own.name))
    {
        body = Cow::Owned(with_key(&body, own, &place(draft)));
    }
    written.with(body)
}

fn with_key(body: &Map, own: &OwnKey, place: &str) -> Map {
    let mut keyed = Map::new();
    for (key, value) in body.iter() {
        keyed.insert(key.clone(), value.clone());
        if key == own.after {
            keyed.insert(own.name, Value::from(format!("{place}{}", own.end)));
        }
    }
    keyed
}

/// What distinguishes the root from the others of its project: `staging`, `staging/network`.
fn place(draft: &Draft) -> String {
    draft.folder.strip_prefix(FOLDER).unwrap_or(&draft.name).to_string()
}

/// The state that the root keeps, where its settings say which: `s3 shop-state shop/terraform.tfstate`.
pub(crate) fn kept(written: &Block, draft: &Draft) -> Option<String> {
    let (_, settings) = PLACES.iter().find(|(known, _)| *known == kind(written))?;
    let written = completed(written, draft);
    let parts: Vec<String> =
        settings.iter().filter_map(|setting| written.body.get(setting).map(words)).collect();
    // Tags name every workspace that has them, and a setting alone is not enough to know.
    let is_known = settings.last().is_some_and(|last| written.body.contains_key(last));
    let is_one = written
        .body
        .get("workspaces")
        .and_then(Value::as_map)
        .is_none_or(|map| map.contains_key("name"));
    (is_known && is_one).then(|| format!("{} {}", kind(&written), parts.join(" ")))
}

fn words(value: &Value) -> String {
    match value.bare() {
        Value::Map(map) => map.values().map(words).collect::<Vec<_>>().join(" "),
        other => other.as_str().map_or_else(|| format!("{other:?}"), String::from),
    }
}
