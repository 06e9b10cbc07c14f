//! Signatures in an author's words.

use super::catalogue::short_name;
use crate::engine::reference::entry::ParameterDoc;
use crate::engine::reference::page::signature;
use crate::engine::vocabulary::Words;
use rhai::FuncInfo;

/// A parameter as the engine has it: `name: &mut Type`.
struct Parameter<'a> {
    name: &'a str,
    inner_type: &'a str,
    is_receiver: bool,
}

impl<'a> Parameter<'a> {
    fn parse(info: &'a str) -> Self {
        let (name, inner_type) = info.split_once(':').unwrap_or((info, ""));
        let is_receiver = inner_type.replace(' ', "").starts_with("&mut");
        Self { name: name.trim().trim_start_matches('_'), inner_type, is_receiver }
    }

    fn doc(&self, types: &Types) -> ParameterDoc {
        ParameterDoc { name: self.name.into(), r#type: types.word(self.inner_type).into() }
    }
}

/// What natives call the map of options that they read.
const GIVEN: &str = "given";

/// How a function is called, and what it returns.
pub(crate) struct Call {
    pub(crate) receiver: String,
    pub(crate) signature: String,
    pub(crate) parameters: Vec<ParameterDoc>,
    pub(crate) returns: String,
    /// Whether its last parameter is a map of options.
    pub(crate) has_options: bool,
}

impl Call {
    /// How the engine's function is called by authors.
    pub(crate) fn of(info: &FuncInfo<'_>, namespace: &str, types: &Types) -> Self {
        let metadata = info.metadata;
        let (parameters, result) = signature(metadata);
        let mut parameters: Vec<Parameter<'_>> =
            parameters.iter().map(|info| Parameter::parse(info)).collect();
        let given = parameters.last_mut().filter(|last| last.name == GIVEN);
        let has_options = given.map(|last| last.name = "options").is_some();
        let result = result.replace(" <", "<").replace("< ", "<").replace(" >", ">");
        let result = result
            .strip_prefix("Fallible<")
            .and_then(|inner| inner.strip_suffix('>'))
            .unwrap_or(&result);
        let returns = if matches!(result, "" | "()") {
            String::new()
        } else {
            types.word(result).to_string()
        };
        let call = call(&metadata.name, namespace, &parameters, types);
        let receiver = parameters.first().filter(|first| first.is_receiver);
        Self {
            receiver: receiver.map_or("", |first| types.word(first.inner_type)).into(),
            signature: if returns.is_empty() { call } else { format!("{call} -> {returns}") },
            parameters: parameters
                .iter()
                .skip(usize::from(receiver.is_some()))
                .map(|parameter| parameter.doc(types))
                .collect(),
            returns,
            has_options,
        }
    }
}

fn call(name: &str, namespace: &str, parameters: &[Parameter<'_>], types: &Types) -> String {
    let typed = |parameter: &Parameter<'_>| {
        format!("{}: {}", parameter.name, types.word(parameter.inner_type))
    };
    let list =
        |parameters: &[Parameter<'_>]| parameters.iter().map(typed).collect::<Vec<_>>().join(", ");
    match parameters {
        [left, right] if !name.contains(char::is_alphanumeric) => {
            format!("<{}> {name} <{}>", types.word(left.inner_type), types.word(right.inner_type))
        }
        [thing, rest @ ..] if name == "index$get$" => {
            format!("<{}>[{}]", types.word(thing.inner_type), list(rest))
        }
        [thing, rest @ ..] if thing.is_receiver => {
            format!("<{}>.{name}({})", types.word(thing.inner_type), list(rest))
        }
        all if namespace.is_empty() => format!("{name}({})", list(all)),
        all => format!("{namespace}::{name}({})", list(all)),
    }
}

/// Inner type names, without their paths, and the word for each.
pub(crate) struct Types(Vec<(String, String)>);

impl Types {
    pub(crate) fn new() -> Self {
        let known = [
            ("INT", "int"),
            ("FLOAT", "float"),
            ("bool", "bool"),
            ("char", "char"),
            ("str", "string"),
            ("String", "string"),
            ("ImmutableString", "string"),
            ("Array", "array"),
            ("Map", "map"),
            ("FnPtr", "function"),
            ("Range<INT>", "range"),
            ("RangeInclusive<INT>", "range"),
            ("Dynamic", "any"),
            ("Noted", "commented_value"),
            ("()", "unit"),
        ];
        Self(known.map(|(inner, word)| (inner.into(), word.into())).into())
    }

    /// The types that a namespace makes, by their inner names and by what messages call them.
    pub(crate) fn learn(&mut self, words: &Words) {
        for handle in &words.handles {
            let inner = (handle.name)();
            let short = short_name(inner);
            let Some(title) = words.methods.get_custom_type_display_by_name(inner) else {
                continue;
            };
            let name = type_name(title, &words.name);
            self.0.extend([(short.to_string(), name.clone()), (title.to_string(), name)]);
        }
    }

    /// The name of a type from its words: `array of string`, `Terraform root`.
    pub(crate) fn named(&self, words: &str) -> String {
        let names: Vec<&str> = words.split(" of ").map(|word| self.word(word)).collect();
        names.join(" of ")
    }

    fn word<'a>(&'a self, inner: &'a str) -> &'a str {
        let bare =
            inner.trim().trim_start_matches('&').trim_start().trim_start_matches("mut ").trim();
        self.0.iter().find(|(name, _)| name == bare).map_or(bare, |(_, word)| word)
    }
}

/// A type's name as it can be typed: the `Terraform root` of the namespace `terraform` is `terraform.root`.
pub(crate) fn type_name(title: &str, namespace: &str) -> String {
    let title = title.to_lowercase();
    let words = title.split(' ').filter(|word| *word != namespace);
    let name = words.collect::<Vec<_>>().join("_");
    if namespace.is_empty() { name } else { format!("{namespace}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::type_name;

    #[test]
    fn a_name_has_no_spaces() {
        assert_eq!(type_name("Terraform root", "terraform"), "terraform.root");
        assert_eq!(type_name("nested block", "terraform"), "terraform.nested_block");
        assert_eq!(type_name("emitted file", ""), "emitted_file");
    }
}
