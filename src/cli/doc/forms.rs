//! The forms of a function as one entry: signatures with what is optional, and one description.

use std::collections::BTreeSet;
use sw::engine::reference::{ExampleDoc, FunctionDoc, OptionDoc};

/// A function with all of its forms.
pub(super) struct Forms<'a> {
    /// The form with the fullest description.
    pub(super) main: &'a FunctionDoc,
    forms: Vec<&'a FunctionDoc>,
}

/// A way to call it; several forms that differ by what is left out are one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Signature<'a> {
    /// What comes before the parenthesis: `terraform::root`.
    pub(super) start: &'a str,
    pub(super) parameters: Vec<Parameter<'a>>,
    /// The type of what it returns; empty when that is nothing.
    pub(super) returns: &'a str,
    /// The whole of it, where it is no call: an operator, an index.
    pub(super) verbatim: Option<&'a str>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'a str,
    /// The types that it may have.
    pub(super) types: Vec<&'a str>,
    pub(super) is_optional: bool,
}

impl<'a> Forms<'a> {
    /// Functions by name, in the order in which they come.
    pub(super) fn of(functions: impl IntoIterator<Item = &'a FunctionDoc>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for function in functions {
            let name = function.full_name();
            match all.iter_mut().find(|forms| forms.main.full_name() == name) {
                Some(known) => known.add(function),
                None => all.push(Self { main: function, forms: vec![function] }),
            }
        }
        all
    }

    fn add(&mut self, form: &'a FunctionDoc) {
        if fullness(form) > fullness(self.main) {
            self.main = form;
        }
        self.forms.push(form);
    }

    /// The ways to call it, the one with the most parameters first.
    pub(super) fn signatures(&self) -> Vec<Signature<'a>> {
        let mut forms = self.forms.clone();
        forms.sort_by_key(|form| std::cmp::Reverse(form.parameters.len()));
        let mut all: Vec<Signature<'a>> = Vec::new();
        for form in forms {
            let signature = Signature::of(form);
            if !all.iter_mut().any(|known| known.takes_in(&signature)) {
                all.push(signature);
            }
        }
        all
    }

    /// The descriptions, the fullest first; those that only repeat another are left out.
    pub(super) fn descriptions(&self) -> Vec<&'a str> {
        let mut docs: Vec<&str> = vec![&self.main.doc];
        for doc in self.forms.iter().map(|form| form.doc.as_str()) {
            if !docs.iter().any(|known| repeats(doc, known)) {
                docs.push(doc);
            }
        }
        docs
    }

    /// The keys of the map of options that any of them takes.
    pub(super) fn options(&self) -> &'a [OptionDoc] {
        self.forms
            .iter()
            .map(|form| form.options.as_slice())
            .max_by_key(|all| all.len())
            .unwrap_or(&[])
    }

    /// The examples of all forms, each once.
    pub(super) fn examples(&self) -> Vec<&'a ExampleDoc> {
        let mut seen = BTreeSet::new();
        let all = self.forms.iter().flat_map(|form| &form.examples);
        all.filter(|example| seen.insert(&example.code)).collect()
    }
}

/// How much a form says of itself; what only refers to another form says nothing.
fn fullness(form: &FunctionDoc) -> usize {
    if form.doc.starts_with("The same") { 0 } else { form.doc.len() }
}

/// Whether a description says nothing that another does not.
fn repeats(doc: &str, known: &str) -> bool {
    let start = doc.trim_end_matches('.').trim_end_matches(", with options");
    let is_bare = doc.ends_with("with options.") && !doc.contains("\n\n");
    doc.is_empty() || is_bare || doc.starts_with("The same") || known.starts_with(start)
}

impl<'a> Signature<'a> {
    fn of(form: &'a FunctionDoc) -> Self {
        let start = form.signature.split('(').next().unwrap_or_default();
        let parameters = form.parameters.iter().map(|parameter| Parameter {
            name: &parameter.name,
            types: vec![parameter.r#type.as_str()],
            is_optional: false,
        });
        let is_call = start.ends_with(form.name.as_str());
        Self {
            start,
            parameters: parameters.collect(),
            returns: &form.returns,
            verbatim: (!is_call).then_some(form.signature.as_str()),
        }
    }

    /// Takes another form into this signature, where it leaves out parameters at the end or differs in types.
    fn takes_in(&mut self, other: &Self) -> bool {
        let count = other.parameters.len();
        let pairs = || self.parameters.iter().zip(&other.parameters);
        let has_names = pairs().all(|(own, other)| own.name == other.name);
        let has_types = pairs().all(|(own, other)| own.types.contains(&other.types[0]));
        let is_alike = self.verbatim.is_none()
            && other.verbatim.is_none()
            && self.returns == other.returns
            && has_names;
        let is_shorter = count < self.parameters.len();
        if !is_alike || count > self.parameters.len() || (is_shorter && !has_types) {
            return false;
        }
        self.parameters.iter_mut().skip(count).for_each(|left_out| left_out.is_optional = true);
        for (own, other) in self.parameters.iter_mut().zip(&other.parameters) {
            if !own.types.contains(&other.types[0]) {
                own.types.push(other.types[0]);
            }
        }
        true
    }

    /// How it is written, with every part as `shown`.
    pub(super) fn text(&self) -> String {
        if let Some(verbatim) = self.verbatim {
            return verbatim.into();
        }
        let parameters: Vec<String> = self.parameters.iter().map(Parameter::text).collect();
        let returns =
            if self.returns.is_empty() { String::new() } else { format!(" -> {}", self.returns) };
        format!("{}({}){returns}", self.start, parameters.join(", "))
    }
}

impl Parameter<'_> {
    /// `name: type`, with a `?` behind the name of what may be left out.
    fn text(&self) -> String {
        match self.types.as_slice() {
            [""] => self.head(),
            types => format!("{}: {}", self.head(), types.join(" | ")),
        }
    }

    pub(super) fn head(&self) -> String {
        format!("{}{}", self.name, if self.is_optional { "?" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sw::engine::reference::ParameterDoc;

    fn form(parameters: &[(&str, &str)], doc: &str) -> FunctionDoc {
        let parameters: Vec<ParameterDoc> = parameters
            .iter()
            .map(|(name, kind)| ParameterDoc { name: (*name).into(), r#type: (*kind).into() })
            .collect();
        FunctionDoc {
            name: "add".into(),
            signature: "add(...)".into(),
            parameters,
            doc: doc.into(),
            ..FunctionDoc::default()
        }
    }

    #[test]
    fn what_can_be_left_out_is_optional() {
        let all = [
            form(&[("path", "string")], "Adds a file."),
            form(&[("path", "string"), ("options", "map")], "Adds a file, with options."),
            form(&[("path", "handle")], "The same for a handle."),
            form(&[("number", "int")], "Adds a number, whichever it may be."),
        ];
        let forms = Forms::of(&all);
        let texts: Vec<String> = forms[0].signatures().iter().map(Signature::text).collect();
        let expected =
            ["add(path: string, options?: map)", "add(path: handle)", "add(number: int)"];
        assert_eq!(texts, expected);
        let expected = ["Adds a number, whichever it may be.", "Adds a file."];
        assert_eq!(forms[0].descriptions(), expected);
    }
}
