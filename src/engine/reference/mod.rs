//! What recipes can call and import, read from the sources themselves: `sw doc`, the REPL, editors and the
//! tests read it here, and nowhere else is a list of it.

pub(crate) mod collect;
pub(crate) mod entry;
pub(crate) mod find;
mod headings;
pub mod page;
pub(crate) mod text;

pub use collect::language::of_the_language;
pub use collect::modules::{MOST_TEXT, read_modules};
pub use collect::options::OptionMap;
pub use entry::{
    ConstantDoc, ExampleDoc, FunctionDoc, ModuleDoc, NamespaceDoc, OptionDoc, ParameterDoc,
    PropertyDoc, Reference, TypeDoc,
};
pub use find::Entry;

use crate::diag::FORMAT_VERSION;
use crate::engine::guards::prelude;
use crate::engine::run::limits::Limits;
use crate::engine::vocabulary::{Vocabulary, Words};
use collect::wording::Types;
use collect::{language, natives, things};
use std::collections::BTreeSet;

/// Everything that a recipe can call, and what it can import of the standard library.
pub fn reference(vocabulary: &Vocabulary) -> Reference {
    let shelf: Vec<(String, String)> =
        vocabulary.shelf.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
    let (mut modules, _) = read_modules(vocabulary, &shelf, Limits::default());
    modules.retain(|module| !module.is_internal());
    Reference { modules, ..without_modules(vocabulary) }
}

/// The same without the standard library: reading all of its recipes takes longer than a key press may.
pub(crate) fn without_modules(vocabulary: &Vocabulary) -> Reference {
    let prelude = Words::from(prelude::NAMESPACE);
    let all: Vec<&Words> = [&prelude].into_iter().chain(&vocabulary.words).collect();
    debug_assert_eq!(headings::unmatched(&all), BTreeSet::new(), "pages and functions");
    let mut types = Types::new();
    all.iter().for_each(|words| types.learn(words));
    let mut functions: Vec<FunctionDoc> =
        all.iter().flat_map(|words| natives::of(words, &types)).collect();
    functions.extend(language::functions());
    functions.sort_by(|a, b| place(a).cmp(&place(b)));
    let mut things: Vec<TypeDoc> = vocabulary
        .words
        .iter()
        .flat_map(|words| things::of(words, &types))
        .chain(language::types())
        .collect();
    things.sort_by(|a, b| a.name.cmp(&b.name));
    Reference {
        format_version: FORMAT_VERSION.into(),
        namespaces: namespaces(vocabulary),
        functions,
        types: things,
        constants: language::constants(),
        modules: Vec::new(),
    }
}

fn place(function: &FunctionDoc) -> [&str; 4] {
    [&function.namespace, &function.receiver, &function.name, &function.signature]
}

/// Those with a name, sorted.
fn namespaces(vocabulary: &Vocabulary) -> Vec<NamespaceDoc> {
    let named = vocabulary.words.iter().filter(|words| !words.name.is_empty());
    let mut docs: Vec<NamespaceDoc> = named
        .map(|Words { name, summary, .. }| NamespaceDoc {
            name: name.clone(),
            summary: summary.clone(),
        })
        .collect();
    docs.sort_by(|a, b| a.name.cmp(&b.name));
    docs
}
