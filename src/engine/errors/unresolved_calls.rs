//! A call that fits no function, or a name without a call: which one was meant, and what it takes instead.

use super::type_names::{callee, type_in_words, types_in_words};
use crate::diag::{Diagnostic, Place, suggest, words};
use crate::engine::reference::collect::catalogue::{Catalogue, Form, Parameter};
use crate::engine::source::sources::{Closure, Exported, Exports};

/// How many forms of a function are shown.
const SHOWN: usize = 6;

/// A call, by its name and how many values it gives.
pub(crate) struct Called<'a> {
    /// The name before `::`; empty without one.
    pub(crate) namespace: &'a str,
    pub(crate) name: &'a str,
    pub(crate) given: usize,
}

impl Called<'_> {
    fn written(&self) -> String {
        if self.namespace.is_empty() {
            self.name.to_string()
        } else {
            format!("{}::{}", self.namespace, self.name)
        }
    }
}

/// The error that there is no such function; `own` are the functions of the file.
pub(crate) fn unknown(called: &Called<'_>, catalogue: &Catalogue, own: &[&str]) -> Diagnostic {
    let written = called.written();
    let problem =
        Diagnostic::error("unknown-function", format!("there is no function `{written}`"));
    if let Some(near) =
        suggest::nearest(called.name, catalogue.names(called.namespace).chain(own.iter().copied()))
    {
        let near = Called { name: near, ..*called }.written();
        return problem.hint(format!("did you mean `{near}`?").as_str());
    }
    let elsewhere: Vec<String> = catalogue
        .namespaces_with(called.name)
        .map(|namespace| format!("{namespace}::{}", called.name))
        .collect();
    if !elsewhere.is_empty() {
        return problem.hint(format!("did you mean {}?", words::list(elsewhere, "or")).as_str());
    }
    if !called.namespace.is_empty() {
        let all: Vec<&str> = catalogue.names(called.namespace).collect();
        return problem
            .hint(format!("`{}` has {}", called.namespace, words::list(all, "and")).as_str());
    }
    problem.hint(
        format!("define it with `fn {}(...) {{ ... }}`; what an import brings is called as `name::{}(...)`", called.name, called.name)
            .as_str(),
    )
}

/// The error that a native function takes another number of arguments, if no form takes as many as are given.
pub(crate) fn wrong_count(called: &Called<'_>, forms: &[Form]) -> Option<Diagnostic> {
    if forms.iter().any(|form| form.parameters.len() == called.given) {
        return None;
    }
    let plain: Vec<&Form> = forms.iter().filter(|form| !form.is_method).collect();
    let shown = if plain.is_empty() { forms.iter().collect() } else { plain };
    let counts: Vec<usize> = shown.iter().map(|form| form.parameters.len()).collect();
    Some(with_forms(counted(called, &counts), &called.written(), shown))
}

/// The error that functions of the recipe take another number of arguments; `forms` are their parameters.
pub(crate) fn wrong_count_of_own(called: &Called<'_>, forms: &[&[String]]) -> Diagnostic {
    let counts: Vec<usize> = forms.iter().map(|form| form.len()).collect();
    let written: Vec<String> =
        forms.iter().map(|form| format!("{}({})", called.written(), form.join(", "))).collect();
    counted(called, &counts).hint(format!("call it as {}", words::list(written, "or")).as_str())
}

fn counted(called: &Called<'_>, counts: &[usize]) -> Diagnostic {
    let mut counts = counts.to_vec();
    counts.sort_unstable();
    counts.dedup();
    let takes = match counts.as_slice() {
        [] | [0] => "no arguments".to_string(),
        [one] => words::count(*one, "argument"),
        [rest @ .., last] => format!(
            "{} or {last} arguments",
            rest.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        ),
    };
    Diagnostic::error(
        "wrong-arguments",
        format!("`{}` expects {takes}, got {}", called.written(), called.given),
    )
}

/// The error that no function fits `signature`: `name (type, type)`, as the engine writes it.
pub(crate) fn unfit(signature: &str, catalogue: &Catalogue) -> Diagnostic {
    let (written, types) = signature.split_once('(').unwrap_or((signature, ""));
    let written = written.trim();
    let given = argument_types(types);
    if written.starts_with("anon$") {
        return wrong_closure(given.len());
    }
    let (namespace, name) = written.rsplit_once("::").unwrap_or(("", written));
    if given.len() == 2
        && (name == "in" || !name.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    {
        return operator(name, &given[0], &given[1]);
    }
    if given.len() == 1 && matches!(name, "-" | "+" | "!") {
        return Diagnostic::error("wrong-type", format!("`{name}` does not work on {}", given[0]))
            .hint("it works on numbers, and `!` on bools");
    }
    let forms = catalogue.forms(namespace, name);
    if is_method_of_others(forms, &given, catalogue)
        && let Some(problem) = unknown_method(name, &given, catalogue)
    {
        return problem;
    }
    if !forms.is_empty() {
        return unfit_form(written, forms, &given);
    }
    unknown_method(name, &given, catalogue)
        .unwrap_or_else(|| unknown(&Called { namespace, name, given: given.len() }, catalogue, &[]))
}

fn wrong_closure(given: usize) -> Diagnostic {
    let message = format!(
        "{} is called with {}, but takes another number of arguments",
        callee("anon$"),
        words::count(given, "argument")
    );
    Diagnostic::error("wrong-arguments", message)
        .hint("write as many parameters between the bars: `|a, b| ...`")
}

/// The error that a closure can't be called with `signature` at `place`: with another number of values
/// than it takes, or outside the file that made it.
pub(crate) fn unfit_closure(signature: &str, closure: &Closure, place: &Place) -> Diagnostic {
    let given = argument_types(signature.split_once('(').map_or("", |(_, types)| types)).len();
    if given != closure.parameters || closure.file == place.file {
        return wrong_closure(given);
    }
    Diagnostic::error(
        "wrong-arguments",
        format!("a closure that `{}` makes can't be called here", closure.file),
    )
    .note("a closure knows the functions of its own file, which is not imported here")
    .hint("import that file at the top of this one, and not inside a function")
}

/// The error that nothing fits `signature` in the file that an import brings.
pub(crate) fn unfit_import(signature: &str, module: &Exports) -> Diagnostic {
    let (written, types) = signature.split_once('(').unwrap_or((signature, ""));
    let (alias, name) = written.trim().split_once("::").unwrap_or(("", written.trim()));
    let given = argument_types(types).len();
    if let Some((inner, _)) = name.split_once("::") {
        return private_import(&module.file, inner);
    }
    let named: Vec<&Exported> =
        module.functions.iter().filter(|function| function.name == name).collect();
    if named.iter().any(|function| function.is_private) {
        return Diagnostic::error(
            "unknown-function",
            format!("`{name}` is private in `{}`", module.file),
        )
        .hint("leave `private` out in front of it there, or call it from a function of that file");
    }
    if !named.is_empty() {
        let forms: Vec<&[String]> =
            named.iter().map(|function| function.parameters.as_slice()).collect();
        return wrong_count_of_own(&Called { namespace: alias, name, given }, &forms);
    }
    let public: Vec<&str> = module
        .functions
        .iter()
        .filter(|function| !function.is_private)
        .map(|function| function.name.as_str())
        .collect();
    let problem = Diagnostic::error(
        "unknown-function",
        format!("`{}` has no function `{name}`", module.file),
    );
    match suggest::nearest(name, public.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{alias}::{near}`?").as_str()),
        None if public.is_empty() => {
            problem.hint(format!("define it there: `fn {name}(...) {{ ... }}`").as_str())
        }
        None => problem.hint(format!("it has {}", words::list(public, "and")).as_str()),
    }
}

/// The error that a file's import is used from outside.
fn private_import(file: &str, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-namespace", format!("`{file}` offers no namespace `{name}`"))
        .note("what a file imports is its own")
        .hint(
            format!("import that file here, or offer it there: `export import \"...\" as {name};`")
                .as_str(),
        )
}

/// The kinds of plain data: much of what they can do is written as a function of a copy, and no method.
pub(crate) const PLAIN: [&str; 8] =
    ["a string", "an array", "a map", "an int", "a float", "a bool", "a range", "`()`"];

/// Whether a thing with methods of its own is asked for one that only other things have.
fn is_method_of_others(forms: &[Form], given: &[String], catalogue: &Catalogue) -> bool {
    let has_methods = |thing: &&String| {
        !PLAIN.contains(&thing.as_str()) && catalogue.methods(thing).next().is_some()
    };
    let Some(thing) = given.first().filter(has_methods) else { return false };
    let takes = |form: &Form| {
        form.parameters
            .first()
            .is_some_and(|first| first.what == *thing || first.what == "any value")
    };
    !forms.is_empty() && forms.iter().all(|form| form.is_method && !takes(form))
}

/// The argument types in words; text has a list of names that itself holds no comma.
fn argument_types(types: &str) -> Vec<String> {
    let types = types.trim().strip_suffix(')').unwrap_or(types);
    types.split(", ").filter(|name| !name.is_empty()).map(type_in_words).collect()
}

/// The name is right, and what is given is not: says what differs from the form that comes nearest.
fn unfit_form(written: &str, forms: &[Form], given: &[String]) -> Diagnostic {
    let is_on = |form: &Form| {
        form.is_method
            && form.parameters.first().is_some_and(|thing| Some(&thing.what) == given.first())
    };
    let on_thing = forms.iter().any(is_on);
    let fitting: Vec<&Form> =
        forms.iter().filter(|form| if on_thing { is_on(form) } else { !form.is_method }).collect();
    let shown = if fitting.is_empty() { forms.iter().collect() } else { fitting };
    let same_count = shown.iter().filter(|form| form.parameters.len() == given.len());
    // Of two that are as near, the one without options is what most calls mean.
    let has_options =
        |form: &Form| form.parameters.iter().any(|parameter| parameter.name == "options");
    let nearest = same_count.min_by_key(|form| (differences(form, given).len(), has_options(form)));
    let Some((form, differing)) = nearest
        .map(|form| (*form, differences(form, given)))
        .filter(|(_, differing)| !differing.is_empty())
    else {
        let given = if on_thing { &given[1..] } else { given };
        return with_forms(
            Diagnostic::error(
                "wrong-arguments",
                format!("`{written}` can't be called with {}", types_in_words(given)),
            ),
            written,
            shown,
        );
    };
    let differences: Vec<String> =
        differing.iter().map(|(parameter, found)| difference(parameter, found)).collect();
    let problem =
        Diagnostic::error("wrong-arguments", format!("`{written}` takes {}", takes(form)));
    with_forms(problem.note(format!("here {}", differences.join(", and "))), written, shown)
}

fn differences<'f>(form: &'f Form, given: &'f [String]) -> Vec<(&'f Parameter, &'f String)> {
    form.parameters
        .iter()
        .zip(given)
        .filter(|(parameter, found)| parameter.what != **found && parameter.what != "any value")
        .collect()
}

fn difference(parameter: &Parameter, found: &str) -> String {
    if parameter.name.is_empty() {
        format!("it is {found} instead of {}", parameter.what)
    } else {
        let verb = if parameter.name == "options" { "are" } else { "is" };
        format!("the {} {verb} {found}", parameter.name)
    }
}

/// What a form takes, as a sentence: `a path (text) and a thing`.
fn takes(form: &Form) -> String {
    let parameters = if form.is_method { &form.parameters[1..] } else { &form.parameters[..] };
    let words: Vec<String> = parameters
        .iter()
        .map(|parameter| match (parameter.name.as_str(), parameter.what.as_str()) {
            ("", what) => what.to_string(),
            (name, "any value") => with_article(name),
            (name, what) if without_article(what) == name.replace('_', " ") => what.to_string(),
            (name, what) => format!("{} ({})", with_article(name), without_article(what)),
        })
        .collect();
    types_in_words(&words)
}

fn with_article(name: &str) -> String {
    let name = name.replace('_', " ");
    if name == "options" {
        return name;
    }
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// Adds the ways in which a function can be called.
fn with_forms(problem: Diagnostic, name: &str, mut forms: Vec<&Form>) -> Diagnostic {
    forms.sort_by_key(|form| (form.is_method, form.parameters.len()));
    let mut shown: Vec<String> = forms.into_iter().map(|form| usage(name, form)).collect();
    shown.dedup();
    let rest = shown.len().saturating_sub(SHOWN);
    shown.truncate(SHOWN);
    let more = if rest > 0 {
        format!(", and in {}", words::count(rest, "other way"))
    } else {
        String::new()
    };
    problem.hint(format!("call it as {}{more}", words::list(shown, "or")).as_str())
}

/// A form as it is called: `emit(path, thing)`, `root.output(name, value)`.
fn usage(name: &str, form: &Form) -> String {
    let names: Vec<&str> = form
        .parameters
        .iter()
        .map(|parameter| match parameter.name.as_str() {
            "" => without_article(&parameter.what),
            name => name,
        })
        .collect();
    match (form.is_method, form.parameters.first()) {
        (true, Some(thing)) => {
            // `a Terraform root` is a `root`.
            let thing = thing.what.rsplit(' ').next().unwrap_or_default().to_lowercase();
            format!("{thing}.{name}({})", names[1..].join(", "))
        }
        _ => format!("{name}({})", names.join(", ")),
    }
}

fn without_article(what: &str) -> &str {
    what.strip_prefix("a ").or_else(|| what.strip_prefix("an ")).unwrap_or(what)
}

/// Methods as other languages call them, and what they are called here.
const CALLED_ELSEWHERE: [(&str, &str); 5] = [
    ("any", "some"),
    ("every", "all"),
    ("includes", "contains"),
    ("length", "len"),
    ("select", "filter"),
];

/// A name that is no function at all, called on something: the nearest method of that thing.
fn unknown_method(name: &str, given: &[String], catalogue: &Catalogue) -> Option<Diagnostic> {
    let (thing, rest) = given.split_first()?;
    let methods: Vec<&str> = catalogue.methods(thing).collect();
    if methods.is_empty() {
        return None;
    }
    let problem =
        Diagnostic::error("unknown-function", format!("there is no function `{name}` for {thing}"));
    let here = CALLED_ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == name);
    let here = here.map(|(_, here)| *here).filter(|here| methods.contains(here));
    let near =
        || suggest::nearest(name, methods.iter().copied().chain(catalogue.methods("any value")));
    if let Some(near) = here.or_else(near) {
        return Some(problem.hint(format!("did you mean `{near}`?").as_str()));
    }
    let problem = if rest.is_empty() {
        problem
    } else {
        problem.note(format!("it is called with {}", types_in_words(rest)))
    };
    let elsewhere: Vec<String> = catalogue
        .namespaces_with(name)
        .map(|namespace| format!("{namespace}::{name}(...)"))
        .collect();
    Some(match (elsewhere.as_slice(), methods.len()) {
        ([], count) if count <= 24 => {
            problem.hint(format!("it has {}", words::list(methods, "and")).as_str())
        }
        ([], _) => problem.hint(format!("define it: `fn {name}(...) {{ ... }}`").as_str()),
        (elsewhere, _) => {
            problem.hint(format!("did you mean {}?", words::list(elsewhere, "or")).as_str())
        }
    })
}

/// An operator between things that it does not join.
fn operator(name: &str, left: &str, right: &str) -> Diagnostic {
    let problem = Diagnostic::error(
        "wrong-type",
        format!("`{name}` does not work between {left} and {right}"),
    );
    let hint = match (name, left, right) {
        (_, "`()`", _) | (_, _, "`()`") => {
            "one of the values is missing: it is `()`; `value ?? other` gives another one instead"
                .to_string()
        }
        ("+", "an array", _) => {
            "an item is added with `list.push(item)`, or `list + [item]`".to_string()
        }
        ("+", "a map", _) | ("+", _, "a map") => {
            "a map is joined with a map: `map + #{ key: value }`".to_string()
        }
        ("+", "a string", _) | ("+", _, "a string") => {
            "put the value into a string with backticks: `...${value}...`".to_string()
        }
        ("-" | "*" | "/" | "%" | "**", "a string", _)
        | ("-" | "*" | "/" | "%" | "**", _, "a string") => {
            "a string is parsed as a number with `parse_int(text)` or `parse_float(text)`"
                .to_string()
        }
        ("<" | "<=" | ">" | ">=", ..) => {
            "only values of one kind can be compared in size".to_string()
        }
        ("in" | "contains", ..) => {
            "`in` looks for an item in an array, a key in a map, or a string in a string"
                .to_string()
        }
        _ => format!("check the types on both sides of `{name}`"),
    };
    problem.hint(hint.as_str())
}

/// A name without parentheses that is nowhere made.
pub(super) fn unknown_variable(name: &str, catalogue: &Catalogue) -> Diagnostic {
    match name.rsplit_once("::") {
        Some((namespace, value)) if catalogue.has_namespace(namespace) => no_value(namespace, value, catalogue),
        Some(("global", constant)) => Diagnostic::error("unknown-variable", format!("the file has no constant `{constant}`"))
            .hint(format!("make it at the top level, before the function is called: `const {constant} = ...;`").as_str()),
        Some((import, value)) => Diagnostic::error("unknown-variable", format!("the import `{import}` has no value `{value}`"))
            .hint(format!("the imported file has to hand it out: `export const {value} = ...;`").as_str())
            .hint(format!("a function of it is called: `{import}::{value}(...)`").as_str()),
        None => Diagnostic::error("unknown-variable", format!("there is no variable `{name}`"))
            .hint("a function sees its parameters and the top-level constants: pass in what else it needs"),
    }
}

/// A name of a namespace without parentheses: namespaces have functions, and no values.
fn no_value(namespace: &str, name: &str, catalogue: &Catalogue) -> Diagnostic {
    if catalogue.names(namespace).any(|own| own == name) {
        return Diagnostic::error(
            "unknown-variable",
            format!("`{namespace}::{name}` is a function"),
        )
        .hint(format!("call it: `{namespace}::{name}(...)`").as_str());
    }
    let near = suggest::nearest(name, catalogue.names(namespace));
    Diagnostic::error("unknown-variable", format!("the namespace `{namespace}` has no `{name}`"))
        .hint(near.map(|near| format!("did you mean `{namespace}::{near}(...)`?")).as_deref())
        .hint(format!("`sw doc {namespace}` lists what it has").as_str())
}
