//! Calls of modules: where they come from, what they pass in, and what is taken out of them.

use super::local_module;
use super::registry::registry_schemas::{self, Knowledge};
use super::source::{Source, folder, way};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::PASSED;
use crate::domains::terraform::block::draft::Block;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::node_kinds::{REMOTE_MODULE, ROOT};
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::domains::terraform::check::meta_arguments;
use crate::engine::{Around, Run};
use crate::model::graph::{Link, Links, NameIn, NodeName, Relation};
use crate::model::{Argument, Call, Direction};
use crate::schema::CALL;
use crate::schema::Problem;
use crate::value::tagged::UNCHECKED;
use crate::value::{Key, Path, Trail, Value};
use std::borrow::Cow;

/// Where the module of a call comes from, where that is known: for a module of the recipe the way to its folder.
fn source_of(written: &Block, home: &str) -> Option<String> {
    match &written.module {
        Some(module) => Some(way(home, &module.draft().folder)),
        None => written.body.get("source").and_then(Value::as_str).map(String::from),
    }
}

/// The call as Terraform wants it: with its source, and with what it calls the providers distinguished from text.
pub(in crate::domains::terraform) fn marked<'a>(written: &'a Block, home: &str) -> Cow<'a, Block> {
    if written.kind != BlockKind::Module {
        return Cow::Borrowed(written);
    }
    let mut body = written.body.clone();
    if let Some(source) = source_of(written, home).filter(|_| written.module.is_some()) {
        body.insert("source", source.as_str());
    }
    if let Some(providers) =
        body.get_mut("providers").filter(|providers| providers.as_map().is_some())
    {
        *providers = providers.clone().tagged(PASSED);
    }
    written.with(Cow::Owned(body))
}

/// What Terraform does not accept in a call, whatever the module takes; a version that is missing is a warning.
pub(in crate::domains::terraform) fn check(written: &Block, home: &str, run: &Run) -> Vec<Problem> {
    let Some(source) = source_of(written, home).filter(|_| written.kind == BlockKind::Module)
    else {
        return Vec::new();
    };
    let has_version = written.body.contains_key("version");
    let (key, diagnostic) = match Source::of(&source) {
        Source::Registry if !has_version => ("source", missing_version(&source)),
        kind @ (Source::Local | Source::Remote) if has_version => {
            ("version", unexpected_version(&source, kind))
        }
        Source::Local => return Vec::new(),
        Source::Registry | Source::Remote => {
            let Knowledge::Other(path, known) =
                registry_schemas::of(run, &source, version(written))
            else {
                return Vec::new();
            };
            let key = if has_version { "version" } else { "source" };
            (key, registry_schemas::other(&source, &path, &known))
        }
    };
    vec![Problem::value(Path::root().key(key), diagnostic)]
}

fn missing_version(source: &str) -> Diagnostic {
    let message = format!("the module `{source}` is called without a version");
    Diagnostic::warning("missing-version", message)
        .note("Terraform takes the newest one there is, whatever it changes")
        .hint("say which: `version: \"~> 1.0\"`")
}

fn unexpected_version(source: &str, kind: Source) -> Diagnostic {
    let message = format!("the module `{source}` can't have a version: it comes from no registry");
    Diagnostic::error("unexpected-version", message).hint(match kind {
        Source::Local => "take it out",
        Source::Registry | Source::Remote => "put it into the source, as `?ref=v1.2.0`",
    })
}

fn version(written: &Block) -> Option<&str> {
    written.body.get("version").and_then(Value::as_str)
}

/// Adds a call with its arguments and what is known of its module, unless the run makes that itself; `blocks` are the
/// entries of all blocks of the root.
pub(super) fn link(
    block: &Block,
    found: &[ReferenceSite],
    home: &str,
    (links, blocks): (Links<'_>, &[Links<'_>]),
    around: &Around<'_>,
) {
    let (Some(source), Some(name)) = (source_of(block, home), block.labels.first()) else { return };
    let at = links.at(&Trail::ROOT);
    let (key, interface) = match Source::of(&source) {
        Source::Local => {
            let Some(key) = folder(home, &source) else { return };
            links.link(Link::new(Relation::Calls, NodeName::new(&ROOT, NameIn::Global, &key)), at);
            let interface = local_module::of(around.run, &key);
            (key, interface)
        }
        Source::Registry | Source::Remote => {
            let module = NodeName::new(&REMOTE_MODULE, NameIn::Global, &source);
            links.link(Link::new(Relation::Calls, module), at);
            let version = version(block);
            if !around.is_preview {
                registry_schemas::note_call(around.run, &source, version, &block.place);
            }
            match registry_schemas::of(around.run, &source, version) {
                Knowledge::Declared(interface) => (interface.key.clone(), Some(interface)),
                Knowledge::Other(..) | Knowledge::Nothing => return,
            }
        }
    };
    interface.into_iter().for_each(|interface| links.interface(interface));
    let arguments =
        passed(block, links, around.run).into_iter().chain(taken(name, found, blocks)).collect();
    links.call(Call {
        key,
        what: format!("the call `module.{name}` of `{home}`"),
        at,
        arguments,
        inherits: Vec::new(),
    });
}

/// What a call passes in.
fn passed(block: &Block, links: Links<'_>, run: &Run) -> Vec<Argument> {
    let own = meta_arguments::schema(block.kind, run);
    let is_checked = |(key, value): &(&Key, &Value)| {
        !meta_arguments::is_one(own.as_ref(), key) && value.tag() != Some(UNCHECKED)
    };
    let own = block.body.iter().filter(is_checked);
    let inputs = own.map(|(key, value)| Argument {
        direction: Direction::Input,
        name: key.to_string(),
        value: Some(literal(value)),
        at: links.at(&Trail::ROOT.key(key)),
    });
    let providers = block.body.get("providers").and_then(Value::as_map);
    let providers = providers.into_iter().flat_map(|map| map.keys()).map(|key| Argument {
        direction: Direction::Provider,
        name: key.to_string(),
        value: None,
        at: links.at(&Trail::ROOT.key("providers").key(key)),
    });
    inputs.chain(providers).collect()
}

/// A value with null for what only Terraform knows.
fn literal(value: &Value) -> Value {
    value.map_bare(&mut |value| {
        (value.is_tagged(CALL) || value.is_tagged(UNCHECKED)).then_some(Value::Null)
    })
}

/// What a root takes out of its module `name`.
fn taken<'a>(
    name: &'a str,
    found: &'a [ReferenceSite],
    blocks: &'a [Links<'_>],
) -> impl Iterator<Item = Argument> + 'a {
    found.iter().filter_map(move |ReferenceSite { block, path, address }| {
        let [word, module, output, ..] = address.as_slice() else { return None };
        (word == "module" && module == name).then(|| Argument {
            direction: Direction::Output,
            name: output.clone(),
            value: None,
            at: blocks[*block].at_path(path),
        })
    })
}
