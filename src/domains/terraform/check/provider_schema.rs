//! Blocks of types that are known, checked against what their providers accept.

use super::{dynamic, meta_arguments};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::DYNAMIC;
use crate::domains::terraform::block::REPEATED;
use crate::domains::terraform::block::draft::Block;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::nested::{self, tagged as with_blocks};
use crate::domains::terraform::lower::body::script;
use crate::domains::terraform::tables::{self, provider_of};
use crate::engine::Run;
use crate::schema::check::sourced;
use crate::schema::{Dialect, Lookup, Problem, View};
use crate::value::{Map, Path, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// The table's word for a kind of block that a provider describes.
fn table(kind: BlockKind) -> Option<&'static str> {
    let is_described = matches!(
        kind,
        BlockKind::Resource | BlockKind::Data | BlockKind::Provider | BlockKind::Ephemeral
    );
    is_described.then(|| kind.word())
}

/// What is known of a block's type. Only tables of the project's own describe ephemeral resources.
pub(crate) fn lookup(written: &Block, run: &Run) -> Lookup {
    match (table(written.kind), written.labels.first()) {
        (_, Some(name))
            if written.kind == BlockKind::Ephemeral
                && !tables::of(run).is_own(provider_of(name)) =>
        {
            Lookup::Unchecked
        }
        (Some(kind), Some(name)) if written.unchecked.is_none() => {
            tables::of(run).schema(kind, name)
        }
        _ => Lookup::Unchecked,
    }
}

/// Everything in a block that its provider does not accept.
pub(crate) fn check(written: &Block, run: &Run) -> Vec<Problem> {
    match lookup(written, run) {
        Lookup::Known(schema) => {
            let language = meta_arguments::schema(written.kind, run);
            let is_passed_over = |key: &str| meta_arguments::is_one(language.as_ref(), key);
            let dialect = Dialect { subject: written, also: &is_passed_over, ..Dialect::LANGUAGE };
            let mut problems = schema.check_map(&seen(&written.body, schema.view()), &dialect);
            problems.extend(dynamic::check(&written.body, schema.view()));
            problems.extend(schema.is_deprecated().then(|| deprecated(written)));
            problems
        }
        Lookup::Unknown(near) => vec![unknown(written, near, run)],
        Lookup::Removed(last) => vec![removed(written, &last, run)],
        Lookup::Unchecked => unreadable(written, run).into_iter().collect(),
    }
}

/// A table of the project's own that can't be read.
fn unreadable(written: &Block, run: &Run) -> Option<Problem> {
    let provider = provider_of(written.labels.first()?);
    let is_looked_up = table(written.kind).is_some() && written.unchecked.is_none();
    let diagnostic =
        (is_looked_up && tables::of(run).is_broken(provider)).then(|| tables::broken(provider))?;
    Some(Problem::value(Path::root(), diagnostic))
}

fn deprecated(written: &Block) -> Problem {
    let message = format!("{written} is deprecated");
    let hint = "its provider's documentation says what to use instead; `unchecked(#{ ... }, \"why\")` around the arguments silences this warning";
    Problem::value(Path::root(), Diagnostic::warning("deprecated-type", message).hint(hint))
}

/// The provider of a block that nothing is known of.
pub(crate) fn unknown_provider<'a>(written: &'a Block, run: &Run) -> Option<&'a str> {
    let provider = provider_of(written.labels.first()?);
    let is_unknown = table(written.kind).is_some()
        && written.unchecked.is_none()
        && matches!(lookup(written, run), Lookup::Unchecked)
        && tables::of(run).head(provider).is_none();
    is_unknown.then_some(provider)
}

/// The body as the provider will see it: a script in lines is a text, and a block that is there for each item of
/// something is there.
fn seen<'a>(body: &'a Map, view: View<'_>) -> Cow<'a, Map> {
    if !body.contains_key(DYNAMIC) && body.iter().all(|(key, value)| script(key, value).is_none()) {
        return Cow::Borrowed(body);
    }
    let own = body
        .iter()
        .map(|(key, value)| (key.clone(), script(key, value).unwrap_or_else(|| value.clone())));
    let dynamic = body.get(DYNAMIC).and_then(Value::as_map).into_iter().flat_map(Map::keys);
    let repeated = dynamic
        .filter(|key| nested::inside(view, key).is_some())
        .map(|key| (key.clone(), Value::List(Vec::new())));
    Cow::Owned(own.chain(repeated).collect())
}

/// The block with its nested blocks distinguished from its arguments.
pub(crate) fn shaped<'a>(written: &'a Block, run: &Run) -> Cow<'a, Block> {
    let body = Cow::Borrowed(&written.body);
    let Lookup::Known(schema) = lookup(written, run) else {
        return written.with(meta_arguments::shaped(written.kind, body, run));
    };
    let view = schema.view();
    let mut body = meta_arguments::shaped(written.kind, with_blocks(body, view), run);
    if let Some(map) = written.body.get(DYNAMIC).and_then(Value::as_map) {
        body.to_mut().insert(DYNAMIC, Value::Map(dynamic::shaped(map, view)).tagged(REPEATED));
    }
    written.with(body)
}

/// The block as its author vouches for it: what the tables know to be blocks are blocks, and nothing else is checked against them.
pub(crate) fn vouched(written: Block, reason: &Option<Arc<str>>, run: &Run) -> Block {
    let schema = lookup(&written, run);
    let mut body = Cow::Owned(written.body);
    if let Lookup::Known(schema) = schema {
        body = with_blocks(body, schema.view());
    }
    Block { body: body.into_owned(), unchecked: reason.clone(), ..written }
}

fn removed(written: &Block, last: &str, run: &Run) -> Problem {
    let (name, what) = (name_of(written), what(written));
    unknown_type(written, run, |source| {
        let message = format!(
            "the provider `{source}` no longer has the {what} `{name}`: version {last} was the last to have it"
        );
        (message, "the upgrade guide of that version says what replaces it".into())
    })
}

fn unknown(written: &Block, near: Option<String>, run: &Run) -> Problem {
    let (name, what) = (name_of(written), what(written));
    let near = near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
    unknown_type(written, run, |source| {
        (format!("the provider `{source}` has no {what} `{name}`"), near)
    })
}

/// A type that the table of a provider does not have; `said` is the message, and what to do.
fn unknown_type(
    written: &Block,
    run: &Run,
    said: impl FnOnce(&str) -> (String, String),
) -> Problem {
    let head = tables::of(run).head(provider_of(name_of(written))).unwrap_or_default();
    let (message, hint) = said(&head.source);
    let hint = Some(hint.as_str()).filter(|hint| !hint.is_empty());
    let diagnostic = Diagnostic::error("unknown-type", message).hint(hint);
    Problem::value(Path::root(), sourced(diagnostic, &head, "for its arguments"))
}

fn name_of(written: &Block) -> &str {
    written.labels.first().map_or("", String::as_str)
}

/// What a block is called, in words.
fn what(written: &Block) -> &'static str {
    match written.kind {
        BlockKind::Data => "data source",
        BlockKind::Ephemeral => "ephemeral resource",
        _ => "resource",
    }
}
