//! Blocks of types that are known, held against what their providers accept.

use super::body::script;
use super::dynamic::{self, DYNAMIC};
use super::meta;
use super::root::{Kind, Written};
use crate::diag::Diagnostic;
use crate::schema::Problem;
use crate::schema::terraform::{self, Block, Lookup, check as held, provider_of, schema, shaped as with_blocks, version};
use crate::value::{Map, Path, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// What Terraform itself takes in every resource.
const IN_RESOURCES: [&str; 8] = ["count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner", "dynamic"];
/// The same in data sources.
const IN_DATA: [&str; 6] = ["count", "for_each", "provider", "depends_on", "lifecycle", "dynamic"];
/// The same in a provider's settings.
const IN_PROVIDERS: [&str; 2] = ["alias", "version"];

/// The table's word for a kind of block, and what Terraform takes in each of them.
fn table(kind: Kind) -> Option<(&'static str, &'static [&'static str])> {
    match kind {
        Kind::Resource => Some(("resource", &IN_RESOURCES)),
        Kind::Data => Some(("data", &IN_DATA)),
        Kind::Provider => Some(("provider", &IN_PROVIDERS)),
        _ => None,
    }
}

/// What is known of a block's type.
fn lookup(written: &Written) -> Lookup {
    match (table(written.kind), written.labels.first()) {
        (Some((kind, _)), Some(name)) if !written.is_unchecked => schema(kind, name),
        _ => Lookup::Unchecked,
    }
}

/// Everything in a block that its provider does not accept.
pub(super) fn check(written: &Written) -> Vec<Problem> {
    let also = table(written.kind).map_or(&[][..], |(_, also)| also);
    match lookup(written) {
        Lookup::Known(block) => {
            let mut problems = held(&seen(&written.body, &block), &block, &written.show(), also);
            problems.extend(dynamic::check(&written.body, &block));
            problems
        }
        Lookup::Unknown(near) => vec![unknown(written, near)],
        Lookup::Unchecked => Vec::new(),
    }
}

/// The body as the provider will see it: a script in lines is a text, and a block that is there for each item of
/// something is there.
fn seen(body: &Map, block: &Block) -> Map {
    let own = body.iter().map(|(key, value)| (key.clone(), script(key, value).unwrap_or_else(|| value.clone())));
    let dynamic = body.get(DYNAMIC).and_then(Value::as_map).into_iter().flat_map(Map::keys);
    let repeated = dynamic
        .filter(|key| block.get(key).is_some_and(|argument| matches!(argument.kind, terraform::Kind::Block(..))))
        .map(|key| (key.clone(), Value::List(Vec::new())));
    own.chain(repeated).collect()
}

/// The block with its nested blocks told apart from its arguments.
pub(super) fn shaped(written: &Written) -> Cow<'_, Written> {
    match lookup(written) {
        Lookup::Known(block) => {
            let mut body = meta::shaped(&with_blocks(&written.body, &block));
            if let Some(map) = written.body.get(DYNAMIC).and_then(Value::as_map) {
                body.insert(DYNAMIC, Value::Map(dynamic::told(map, &block)).tagged(meta::REPEATED));
            }
            Cow::Owned(Written { body, ..written.clone() })
        }
        _ if matches!(written.kind, Kind::Resource | Kind::Data | Kind::Ephemeral) => {
            Cow::Owned(Written { body: meta::shaped(&written.body), ..written.clone() })
        }
        _ => Cow::Owned(Written { body: meta::plain(written.kind, &written.body), ..written.clone() }),
    }
}

/// The block as its author vouches for it: what the tables know to be blocks are blocks, and nothing else is held against them.
pub(super) fn vouched(written: Written) -> Written {
    let is_typed = table(written.kind).is_some();
    let body = if let Lookup::Known(block) = lookup(&written) { with_blocks(&written.body, &block) } else { written.body.clone() };
    Written { body, is_unchecked: is_typed, ..written }
}

/// The names of what a thing of this type tells; none where nothing is known of it.
pub(super) fn members(kind: &str, name: &str) -> Option<Arc<[String]>> {
    match schema(kind, name) {
        Lookup::Known(block) => Some(block.arguments.iter().map(|argument| argument.name.to_string()).collect()),
        _ => None,
    }
}

fn unknown(written: &Written, near: Option<String>) -> Problem {
    let name = written.labels.first().map_or("", String::as_str);
    let what = match written.kind {
        Kind::Data => "data source",
        _ => "resource",
    };
    let (source, version) = version(provider_of(name)).unwrap_or_default();
    let message = format!("the provider `{source}` has no {what} `{name}`");
    let diagnostic = Diagnostic::error("unknown-type", message).note(format!("its table here is that of {version}"));
    let hint = near.map_or_else(
        || format!("if yours has it, say so: `terraform::unchecked(#{{ ... }})` around the arguments of `{name}`"),
        |near| format!("did you mean `{near}`?"),
    );
    Problem { path: Path::root(), diagnostic: diagnostic.hint(hint.as_str()) }
}
