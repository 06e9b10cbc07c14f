//! Calls of modules: where they come from, what they pass in, and what is taken out of them.

use super::local_module;
use super::registry::registry_schemas::{self, Knowledge};
use super::slots::{INPUT, OUTPUT, PROVIDER};
use super::source::{Source, folder, way};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::PASSED;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::engine::{Around, Run};
use crate::model::{Contract, Given, Use};
use crate::schema::CALL;
use crate::schema::Problem;
use crate::value::tagged::UNCHECKED;
use crate::value::{Path, Value};
use std::borrow::Cow;

/// What Terraform itself takes in a call.
const OWN: [&str; 6] = ["source", "version", "providers", "count", "for_each", "depends_on"];

/// Where the module of a call comes from, where that is known: for a module of the recipe the way to its folder.
fn source_of(written: &Block, home: &str) -> Option<String> {
    match &written.module {
        Some(module) => Some(way(home, &module.draft().folder)),
        None => written.body.get("source").and_then(Value::as_str).map(String::from),
    }
}

/// The call as Terraform wants it: with its source, and with what it calls the providers told apart from text.
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
    Cow::Owned(written.with(body))
}

/// What Terraform does not accept in a call, whatever the module takes; a version that is missing is a warning.
pub(in crate::domains::terraform) fn check(written: &Block, home: &str, run: &Run) -> Vec<Problem> {
    let Some(source) = source_of(written, home).filter(|_| written.kind == BlockKind::Module)
    else {
        return Vec::new();
    };
    let has_version = written.body.contains_key("version");
    let (key, diagnostic) = match Source::of(&source) {
        Source::Registry if !has_version => {
            let warning = Diagnostic::warning(
                "missing-version",
                format!("the module `{source}` is called without a version"),
            );
            let warning =
                warning.note("Terraform takes the newest one there is, whatever it changes");
            ("source", warning.hint("say which: `version: \"~> 1.0\"`"))
        }
        Source::Local | Source::Remote if has_version => {
            let error = Diagnostic::error(
                "unexpected-version",
                format!("the module `{source}` can't have a version: it comes from no registry"),
            );
            let hint = if Source::of(&source) == Source::Local {
                "take it out"
            } else {
                "put it into the source, as `?ref=v1.2.0`"
            };
            ("version", error.hint(hint))
        }
        Source::Registry | Source::Remote => {
            match registry_schemas::of(run, &source, version(written)) {
                Knowledge::Other(path, known) => (
                    if has_version { "version" } else { "source" },
                    registry_schemas::other(&source, &path, &known),
                ),
                Knowledge::Told(_) | Knowledge::Nothing => return Vec::new(),
            }
        }
        Source::Local => return Vec::new(),
    };
    vec![Problem { path: Path::root().key(key), diagnostic }]
}

fn version(written: &Block) -> Option<&str> {
    written.body.get("version").and_then(Value::as_str)
}

/// A call, and what is known of its module besides what the run itself writes. None where the source tells nothing.
pub(super) fn of(
    written: &Block,
    draft: &Draft,
    references: &[ReferenceSite],
    home: &str,
    around: &Around<'_>,
) -> Option<(Use, Option<Contract>)> {
    let source = source_of(written, home)?;
    let name = written.labels.first()?;
    let (key, contract) = match Source::of(&source) {
        Source::Local => {
            let key = folder(home, &source)?;
            let contract = local_module::of(around.run, &key);
            (key, contract)
        }
        Source::Registry | Source::Remote => {
            if !around.is_preview {
                registry_schemas::note_call(around.run, &source, version(written), &written.place);
            }
            let Knowledge::Told(contract) =
                registry_schemas::of(around.run, &source, version(written))
            else {
                return None;
            };
            (contract.key.clone(), Some(contract))
        }
    };
    let given =
        passed(written, around).into_iter().chain(taken(name, draft, references, around)).collect();
    Some((
        Use { key, what: format!("the call `module.{name}`"), place: written.place.clone(), given },
        contract,
    ))
}

/// What a call passes in.
fn passed(written: &Block, around: &Around<'_>) -> Vec<Given> {
    let whole = Value::Map(written.body.clone());
    let given = |sort: &str, name: &str, value: Option<Value>, path: &Path| Given {
        sort: sort.into(),
        name: name.into(),
        value,
        place: around.locate(&written.place, &whole, path),
    };
    let own = written
        .body
        .iter()
        .filter(|(key, value)| !OWN.contains(&key.as_str()) && value.tag() != Some(UNCHECKED));
    let inputs =
        own.map(|(key, value)| given(INPUT, key, Some(literal(value)), &Path::root().key(key)));
    let providers = written.body.get("providers").and_then(Value::as_map);
    let providers = providers
        .into_iter()
        .flat_map(|map| map.keys())
        .map(|key| given(PROVIDER, key, None, &Path::root().key("providers").key(key)));
    inputs.chain(providers).collect()
}

/// A value with null for what only Terraform knows.
fn literal(value: &Value) -> Value {
    value.map_bare(&mut |value| {
        (value.is_tagged(CALL) || value.is_tagged(UNCHECKED)).then_some(Value::Null)
    })
}

/// What a root takes out of its module `name`.
fn taken(
    name: &str,
    draft: &Draft,
    references: &[ReferenceSite],
    around: &Around<'_>,
) -> Vec<Given> {
    let mut given: Vec<Given> = Vec::new();
    for ReferenceSite { block, path, address } in references {
        let [word, module, output, ..] = address.as_slice() else { continue };
        if word == "module" && module == name {
            let block = &draft.blocks[*block];
            let place = around.locate(&block.place, &Value::Map(block.body.clone()), path);
            if !given.iter().any(|known| known.name == *output && known.place == place) {
                given.push(Given { sort: OUTPUT.into(), name: output.clone(), value: None, place });
            }
        }
    }
    given
}
