//! Extensions that can't be added: nothing could call them, or they would silently replace what is there.

use super::host;
use super::vocabulary::{Extension, Vocabulary};
use crate::diag::{Diagnostic, words};
use crate::engine::guards::text_guards;
use crate::engine::namespace::Namespace;
use crate::engine::source::lexing::token_hook::Reader;
use rhai::{
    Array, Blob, Dynamic, Engine, FLOAT, FnNamespace, FnPtr, FuncInfo, INT, ImmutableString, Map,
    Module,
};
use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What is wrong with the first of `extensions` that can't be used beside the others, or beside `ours`.
pub fn refused(ours: &[Namespace], extensions: &[Extension]) -> Option<Diagnostic> {
    let named = extensions
        .iter()
        .enumerate()
        .find_map(|(i, extension)| wrong_name(ours, &extensions[..i], extension));
    named.or_else(|| replaced(ours, extensions))
}

fn unfit(message: String) -> Diagnostic {
    Diagnostic::error("unfit-extension", message)
}

fn wrong_name(
    ours: &[Namespace],
    before: &[Extension],
    extension: &Extension,
) -> Option<Diagnostic> {
    let name = extension.name.as_str();
    if name.is_empty() {
        return None;
    }
    if !is_callable(name) {
        let rule = "a name has letters of the English alphabet, digits and `_`, and is no word of the language";
        return Some(
            unfit(format!(
                "nothing can call the extension `{name}`: recipes can't write this name"
            ))
            .hint(rule),
        );
    }
    if ours.iter().any(|namespace| namespace.name == name) {
        return Some(
            unfit(format!("the extension `{name}` would replace the namespace `{name}` of sw"))
                .hint("give it another name"),
        );
    }
    if before.iter().any(|other| other.name == name) {
        let way = "give one of them another name, or put the functions of both into one module";
        return Some(unfit(format!("two extensions are called `{name}`")).hint(way));
    }
    let odd = functions(extension.functions.clone())
        .into_iter()
        .find(|(function, _)| is_odd(function))?
        .0
        .name;
    Some(
        unfit(format!("nothing can call the function `{odd}` of the extension `{name}`"))
            .hint("a name has letters, digits and `_`"),
    )
}

/// Whether a recipe can call a function as `name::function()`.
fn is_callable(name: &str) -> bool {
    let mut engine = Engine::new_raw();
    host::make_strict(&mut engine);
    let reader = Mutex::new(Reader::default());
    #[expect(
        deprecated,
        reason = "the hook is marked so because it may change; the version is pinned"
    )]
    engine.on_parse_token(move |token, position, _| {
        reader.lock().unwrap_or_else(PoisonError::into_inner).next(token, position)
    });
    name != "global"
        && rhai::is_valid_identifier(name)
        && engine.compile(format!("{name}::function()")).is_ok()
}

/// Whether a function has a name that no call can have; operators and properties have such a name rightly.
fn is_odd(function: &Signature) -> bool {
    function.name.starts_with(char::is_alphabetic)
        && !function.name.contains('$')
        && !rhai::is_valid_identifier(&function.name)
}

/// A function by what the language distinguishes functions by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Signature {
    name: String,
    types: Vec<TypeId>,
}

/// The functions of a module, each with whether it is called by its bare name.
fn functions(module: Module) -> Vec<(Signature, bool)> {
    let mut engine = Engine::new_raw();
    engine.register_global_module(module.into());
    let signature = |info: FuncInfo<'_>| {
        let (name, types) = (info.metadata.name.to_string(), info.metadata.param_types.to_vec());
        Some((Signature { name, types }, info.metadata.namespace == FnNamespace::Global))
    };
    engine.collect_fn_metadata(None, signature, true)
}

/// Those that the whole recipe sees: methods, and functions with a bare name.
fn global(extension: &Extension) -> BTreeSet<Signature> {
    let is_bare = extension.name.is_empty();
    let own = functions(extension.functions.clone())
        .into_iter()
        .filter(|(_, is_global)| is_bare || *is_global);
    own.chain(functions(extension.methods.clone())).map(|(function, _)| function).collect()
}

/// A function that would replace one that is there already.
fn replaced(ours: &[Namespace], extensions: &[Extension]) -> Option<Diagnostic> {
    let kinds = Kinds::new(ours);
    let mut known: BTreeMap<Signature, &str> = BTreeMap::new();
    let mut suspects: Vec<(Signature, &str)> = Vec::new();
    for extension in extensions {
        let name = extension.name.as_str();
        for function in global(extension) {
            if let Some(other) = known.insert(function.clone(), name) {
                return Some(replacing(
                    &function,
                    name,
                    &format!("that of the extension `{other}`"),
                ));
            }
            if kinds.are_ours(&function) {
                suspects.push((function, name));
            }
        }
    }
    // Most extensions have functions of their own things only, which needs no list of all of ours.
    let ours = if suspects.is_empty() { Vec::new() } else { of_sw(ours) };
    let is_taken = |function: &Signature| {
        is_operator(&function.name) || ours.iter().any(|own| covers(own, function))
    };
    suspects
        .into_iter()
        .find(|(function, _)| is_taken(function))
        .map(|(function, name)| replacing(&function, name, "what sw has"))
}

fn replacing(function: &Signature, extension: &str, what: &str) -> Diagnostic {
    let count = words::count(function.types.len(), "value");
    let whose = if extension.is_empty() {
        "the extension without a name".into()
    } else {
        format!("the extension `{extension}`")
    };
    unfit(format!("the function `{}` of {count} in {whose} would replace {what}", function.name))
        .hint("give it another name, or call it by a namespace: `Extension::new(\"acme\", functions)`")
}

/// What the language does with plain data is not for an extension to change.
fn is_operator(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// All functions of sw and of the language that every recipe sees.
fn of_sw(ours: &[Namespace]) -> Vec<Signature> {
    let mut engine = Engine::new_raw();
    Vocabulary::new(ours.iter().copied(), &[]).install(&mut engine, text_guards::module(1 << 20));
    let signature = |info: FuncInfo<'_>| {
        let is_global = info.namespace.is_empty();
        is_global.then(|| Signature {
            name: info.metadata.name.to_string(),
            types: info.metadata.param_types.to_vec(),
        })
    };
    engine.collect_fn_metadata(None, signature, true)
}

/// The types that belong to the language or to sw.
struct Kinds(BTreeSet<TypeId>);

impl Kinds {
    fn new(ours: &[Namespace]) -> Self {
        let plain = [
            TypeId::of::<INT>(),
            TypeId::of::<FLOAT>(),
            TypeId::of::<bool>(),
            TypeId::of::<char>(),
            TypeId::of::<()>(),
        ];
        let large = [
            TypeId::of::<ImmutableString>(),
            TypeId::of::<Array>(),
            TypeId::of::<Blob>(),
            TypeId::of::<Map>(),
        ];
        let things =
            ours.iter().flat_map(|namespace| namespace.handles).map(|handle| (handle.id)());
        Self(
            plain
                .into_iter()
                .chain(large)
                .chain([TypeId::of::<FnPtr>(), any()])
                .chain(things)
                .collect(),
        )
    }

    fn are_ours(&self, function: &Signature) -> bool {
        function.types.iter().all(|kind| self.0.contains(kind))
    }
}

/// Whether a call that means `own` so far would mean `new`, whose types are all known.
fn covers(own: &Signature, new: &Signature) -> bool {
    let same = |(own, new): (&TypeId, &TypeId)| own == new || *own == any();
    own.name == new.name
        && own.types.len() == new.types.len()
        && own.types.iter().zip(&new.types).all(same)
}

/// The type of a value of any type.
fn any() -> TypeId {
    TypeId::of::<Dynamic>()
}
