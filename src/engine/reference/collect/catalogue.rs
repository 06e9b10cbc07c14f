//! Everything native that can be called, form by form, in an author's words.

use crate::engine::errors::type_names::type_in_words;
use crate::engine::reference::page::signature;
use rhai::{Engine, FuncInfo, FuncMetadata};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Functions that the language itself provides, which no module lists.
pub(crate) const BUILT_IN: [&str; 8] =
    ["print", "debug", "type_of", "call", "curry", "is_def_fn", "is_def_var", "is_shared"];

/// The native functions of an engine, by namespace and name.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// The types that authors have a name for, by the last part of their inner name.
    things: BTreeMap<String, String>,
    /// The functions without a namespace are under the empty name, methods among them.
    namespaces: BTreeMap<String, BTreeMap<String, Named>>,
}

/// All functions of one name. Most of them are never looked at closely.
#[derive(Debug, Default)]
struct Named {
    registered: Vec<Registered>,
    forms: OnceLock<Vec<Form>>,
}

/// A function in the engine's words.
#[derive(Debug)]
struct Registered(FuncMetadata);

/// One way to call a function.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) parameters: Vec<Parameter>,
    /// Whether it takes its first value before the dot.
    pub(crate) is_method: bool,
    /// Whether calling it is all there is to it.
    pub(crate) gives_nothing: bool,
}

/// What a form takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Parameter {
    /// The type in words, with its article.
    pub(crate) what: String,
    /// The name; empty where it says nothing.
    pub(crate) name: String,
}

impl Catalogue {
    /// Reads what `engine` knows; `things` are the inner names of the types that have a name for authors.
    pub(crate) fn of(engine: &Engine, things: &[&str]) -> Self {
        let things = things
            .iter()
            .map(|name| (short_name(name).to_string(), engine.map_type_name(name).to_string()))
            .collect();
        let mut catalogue = Self { things, ..Self::default() };
        for (namespace, name, function) in
            engine.collect_fn_metadata(None, |info| registered(&info), true)
        {
            catalogue
                .namespaces
                .entry(namespace)
                .or_default()
                .entry(name)
                .or_default()
                .registered
                .push(function);
        }
        catalogue
    }

    /// A type's inner name in an author's words, with its article.
    pub(crate) fn type_in_words(&self, name: &str) -> String {
        type_in_words(self.things.get(short_name(name.trim())).map_or(name, String::as_str))
    }

    /// Whether this is, in words, one of the things that domains and builtins make, and no plain data.
    pub(crate) fn is_thing(&self, what: &str) -> bool {
        self.things.values().any(|name| type_in_words(name) == what)
    }

    /// The ways to call a function; none when there is no such function.
    pub(crate) fn forms(&self, namespace: &str, name: &str) -> &[Form] {
        self.namespaces
            .get(namespace)
            .and_then(|names| names.get(name))
            .map_or(&[], |named| self.forms_of(named))
    }

    fn forms_of<'a>(&self, named: &'a Named) -> &'a [Form] {
        named.forms.get_or_init(|| {
            let mut forms: Vec<Form> =
                named.registered.iter().map(|function| function.form(&self.things)).collect();
            // The engine lists them in an order that differs between builds.
            forms.sort_by(|a, b| {
                (a.parameters.len(), &a.parameters).cmp(&(b.parameters.len(), &b.parameters))
            });
            forms
        })
    }

    /// Whether there is such a namespace.
    pub(crate) fn has_namespace(&self, namespace: &str) -> bool {
        !namespace.is_empty() && self.namespaces.contains_key(namespace)
    }

    /// All namespaces.
    pub(crate) fn namespaces(&self) -> impl Iterator<Item = &str> {
        self.namespaces.keys().map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The functions of a namespace; with the empty one, those that need none, methods among them.
    pub(crate) fn names(&self, namespace: &str) -> impl Iterator<Item = &str> {
        self.namespaces
            .get(namespace)
            .into_iter()
            .flat_map(|names| names.keys().map(String::as_str))
    }

    /// The namespaces with a function of this name.
    pub(crate) fn namespaces_with(&self, name: &str) -> impl Iterator<Item = &str> {
        self.namespaces
            .iter()
            .filter(move |(_, names)| names.contains_key(name))
            .map(|(namespace, _)| namespace.as_str())
            .filter(|name| !name.is_empty())
    }

    /// The methods of things of this type, given in words.
    pub(crate) fn methods(&self, what: &str) -> impl Iterator<Item = &str> {
        let names = self.namespaces.get("").into_iter().flatten();
        let fits = move |form: &Form| {
            form.is_method && form.parameters.first().is_some_and(|first| first.what == what)
        };
        names
            .filter(move |(_, named)| self.forms_of(named).iter().any(fits))
            .map(|(name, _)| name.as_str())
    }
}

/// A type's inner name without its path; one with types inside, `Document<Workflow>`, is only distinguished by all of it.
pub(super) fn short_name(name: &str) -> &str {
    if name.contains('<') { name } else { name.rsplit("::").next().unwrap_or(name) }
}

/// A function as it is registered; none for operators and what the language calls by itself.
fn registered(info: &FuncInfo<'_>) -> Option<(String, String, Registered)> {
    let metadata = info.metadata;
    let name = metadata.name.as_str();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') || name.contains('$') {
        return None;
    }
    Some((info.namespace.to_string(), name.to_string(), Registered(metadata.clone())))
}

impl Registered {
    fn form(&self, things: &BTreeMap<String, String>) -> Form {
        let (parameters, result) = signature(&self.0);
        let written = |i: usize| parameters.get(i).map_or("_", String::as_str);
        let is_method = !parameters.is_empty() && written(0).replace(' ', "").contains(":&mut");
        let result = result.replace(' ', "");
        let gives_nothing = matches!(result.as_str(), "" | "()" | "Fallible<()>")
            || result.starts_with("Result<(),");
        Form {
            parameters: (0..self.0.num_params).map(|i| parameter(written(i), things)).collect(),
            is_method,
            gives_nothing,
        }
    }
}

/// `name: &mut Type` in an author's words.
fn parameter(written: &str, things: &BTreeMap<String, String>) -> Parameter {
    let (name, inner) = written.split_once(':').unwrap_or((written, "Dynamic"));
    let inner = inner.trim().trim_start_matches('&').trim_start().trim_start_matches("mut ").trim();
    let what = type_in_words(things.get(inner).map_or(inner, String::as_str));
    let name = match name.trim().trim_start_matches('_') {
        // What natives call the map of options that they read.
        "given" => "options",
        // The language's own functions name it by what it does.
        _ if what == "a function" => "closure",
        name => name,
    };
    Parameter { name: name.to_string(), what }
}
