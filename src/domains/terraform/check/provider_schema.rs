//! Blocks of types that are known, checked against what their providers accept.

use super::{dynamic, meta_arguments, tables};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::DYNAMIC;
use crate::domains::terraform::block::REPEATED;
use crate::domains::terraform::block::draft::Block;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::nested::{self, tagged as with_blocks};
use crate::domains::terraform::lower::body::script;
use crate::engine::Run;
use crate::schema::terraform::provider_of;
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
        (Some(kind), Some(name)) if !written.is_unchecked => tables::of(run).schema(kind, name),
        _ => Lookup::Unchecked,
    }
}

/// Everything in a block that its provider does not accept.
pub(crate) fn check(written: &Block, run: &Run) -> Vec<Problem> {
    match lookup(written, run) {
        Lookup::Known(schema) => {
            let subject = written.show();
            let language = meta_arguments::schema(written.kind, run);
            let is_passed_over = |key: &str| meta_arguments::is_one(language.as_ref(), key);
            let dialect = Dialect { subject: &subject, also: &is_passed_over, ..Dialect::LANGUAGE };
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
    let is_looked_up = table(written.kind).is_some() && !written.is_unchecked;
    let diagnostic =
        (is_looked_up && tables::of(run).is_broken(provider)).then(|| tables::broken(provider))?;
    Some(Problem { path: Path::root(), diagnostic })
}

fn deprecated(written: &Block) -> Problem {
    let message = format!("{} is deprecated", written.show());
    let hint = "its provider's documentation says what to use instead; wrap the arguments in `terraform::unchecked(...)` to silence this warning";
    Problem {
        path: Path::root(),
        diagnostic: Diagnostic::warning("deprecated-type", message).hint(hint),
    }
}

/// The provider of a block that nothing is known of.
pub(crate) fn unknown_provider<'a>(written: &'a Block, run: &Run) -> Option<&'a str> {
    let provider = provider_of(written.labels.first()?);
    let is_looked_up = table(written.kind).is_some() && !written.is_unchecked;
    let is_unknown = matches!(lookup(written, run), Lookup::Unchecked)
        && tables::of(run).version(provider).is_none();
    (is_looked_up && is_unknown).then_some(provider)
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
    let Lookup::Known(schema) = lookup(written, run) else {
        return Cow::Owned(written.with(meta_arguments::shaped(written.kind, &written.body, run)));
    };
    let view = schema.view();
    let mut body = meta_arguments::shaped(written.kind, &with_blocks(&written.body, view), run);
    if let Some(map) = written.body.get(DYNAMIC).and_then(Value::as_map) {
        body.insert(DYNAMIC, Value::Map(dynamic::shaped(map, view)).tagged(REPEATED));
    }
    Cow::Owned(written.with(body))
}

/// The block as its author vouches for it: what the tables know to be blocks are blocks, and nothing else is checked against them.
pub(crate) fn vouched(written: Block, run: &Run) -> Block {
    let is_typed = table(written.kind).is_some();
    let body = if let Lookup::Known(schema) = lookup(&written, run) {
        with_blocks(&written.body, schema.view())
    } else {
        written.body.clone()
    };
    Block { body, is_unchecked: is_typed, ..written }
}

/// The names of the attributes of this type; none where nothing is known of it.
pub(crate) fn members(run: &Run, kind: &str, name: &str) -> Option<Arc<[String]>> {
    tables::members(run, kind, name)
}

fn removed(written: &Block, last: &str, run: &Run) -> Problem {
    let name = written.labels.first().map_or("", String::as_str);
    let (source, version) = tables::of(run).version(provider_of(name)).unwrap_or_default();
    let what = what(written);
    let message = format!(
        "the provider `{source}` has no {what} `{name}` any more: it was last in version {last}.x"
    );
    let hint = format!(
        "the provider's upgrade guide says what took its place; if you pin a version that has it, say so: `terraform::unchecked(#{{ ... }})` around the arguments of `{name}`"
    );
    let diagnostic = Diagnostic::error("unknown-type", message)
        .note(format!("its table here is that of {version}"))
        .hint(hint.as_str());
    Problem { path: Path::root(), diagnostic }
}

/// What a block is called, in words.
fn what(written: &Block) -> &'static str {
    match written.kind {
        BlockKind::Data => "data source",
        BlockKind::Ephemeral => "ephemeral resource",
        _ => "resource",
    }
}

fn unknown(written: &Block, near: Option<String>, run: &Run) -> Problem {
    let name = written.labels.first().map_or("", String::as_str);
    let what = what(written);
    let (source, version) = tables::of(run).version(provider_of(name)).unwrap_or_default();
    let message = format!("the provider `{source}` has no {what} `{name}`");
    let table = if matches!(version.as_str(), "unknown" | "builtin") {
        "the project has a table of its own".into()
    } else {
        format!("its table here is that of {version}")
    };
    let diagnostic = Diagnostic::error("unknown-type", message).note(table);
    let hint = near.map_or_else(
        || format!("if yours has it, say so: `terraform::unchecked(#{{ ... }})` around the arguments of `{name}`"),
        |near| format!("did you mean `{near}`?"),
    );
    let is_own = tables::of(run).is_own(provider_of(name));
    let anew =
        is_own.then_some("if a newer version has it, make the table anew: `terraform providers schema -json | sw schema add terraform -`");
    Problem { path: Path::root(), diagnostic: diagnostic.hint(hint.as_str()).hint(anew) }
}
