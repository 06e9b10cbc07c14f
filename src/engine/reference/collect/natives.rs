//! Native functions, as they tell of themselves.

use super::options::OptionMap;
use super::wording::{Call, Types};
use crate::engine::reference::entry::FunctionDoc;
use crate::engine::reference::page::{Page, heading_of};
use crate::engine::reference::text::{self, Parts};
use crate::engine::vocabulary::Words;
use rhai::{Engine, FuncInfo, Module, Shared};

/// Functions that the language calls for an author, who never writes their names. Those with
/// documentation of their own, as `+` on maps, are documented.
const BEHIND_THE_SCENES: [(&str, &str); 18] = [
    ("to_string", "what a thing is inside text"),
    ("to_debug", "what a thing is when it is printed"),
    ("index$get$", "a property: the thing's own documentation names them"),
    ("+", "refuses `()` in text"),
    ("==", "compares nulls and things"),
    ("!=", "compares nulls and things"),
    ("<", "refused: things have no order"),
    ("<=", "refused: things have no order"),
    (">", "refused: things have no order"),
    (">=", "refused: things have no order"),
    ("-", "part of an expression: documented at its type"),
    ("*", "part of an expression: documented at its type"),
    ("/", "part of an expression: documented at its type"),
    ("%", "part of an expression: documented at its type"),
    ("!", "part of an expression: documented at its type"),
    ("sleep", "refused: a recipe has no clock"),
    ("timestamp", "refused: a recipe has no clock"),
    ("exit", "refused: a recipe ends where it ends"),
];

/// The functions and methods of a namespace.
pub(crate) fn of(words: &Words, types: &Types) -> Vec<FunctionDoc> {
    let Words { name, options, pages, .. } = words;
    let mut all = functions(words.functions.clone(), name, (options, pages), types);
    all.extend(functions(words.methods.clone(), "", (options, pages), types));
    all
}

/// The functions of a module that are called with `namespace`.
pub(crate) fn functions(
    module: Shared<Module>,
    namespace: &str,
    documented: (&[OptionMap], &[Page]),
    types: &Types,
) -> Vec<FunctionDoc> {
    let mut engine = Engine::new_raw();
    engine.register_global_module(module);
    engine.collect_fn_metadata(None, |info| function(&info, namespace, documented, types), false)
}

fn function(
    info: &FuncInfo<'_>,
    namespace: &str,
    (options, pages): (&[OptionMap], &[Page]),
    types: &Types,
) -> Option<FunctionDoc> {
    let comments = info.metadata.comments.iter().map(|comment| comment.as_str());
    let doc = match heading_of(info.metadata) {
        Some(heading) => pages.iter().map(|page| page.text(heading)).collect(),
        None => text::of_comments(comments),
    };
    let name = info.metadata.name.to_string();
    if doc.is_empty() && BEHIND_THE_SCENES.iter().any(|(hidden, _)| *hidden == name) {
        return None;
    }
    let call = Call::of(info, namespace, types);
    let map = options.iter().find(|map| call.has_options && map.is_of(&name));
    let parts = Parts::of(&doc);
    Some(FunctionDoc {
        namespace: namespace.into(),
        name,
        options: map.map(OptionMap::docs).unwrap_or_default(),
        errors: parts.errors(),
        summary: parts.summary,
        doc: parts.prose,
        examples: parts.examples,
        receiver: call.receiver,
        signature: call.signature,
        parameters: call.parameters,
        returns: call.returns,
    })
}
