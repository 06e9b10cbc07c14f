//! The reference as plain data: what `sw doc --json` prints is these types as they are.

use crate::engine::world::module_ids::INTERNAL;
use serde::{Deserialize, Serialize};

/// Everything that a recipe can call and import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The version of this shape.
    pub format_version: String,
    /// The name before `::`, and what it is for.
    pub namespaces: Vec<NamespaceDoc>,
    /// Native functions and methods, sorted by namespace, receiver, name and signature.
    pub functions: Vec<FunctionDoc>,
    /// The types of things and of data, by name.
    pub types: Vec<TypeDoc>,
    /// The words that every recipe has.
    pub constants: Vec<ConstantDoc>,
    /// What can be imported: the standard library and the project's own files.
    pub modules: Vec<ModuleDoc>,
}

/// A namespace of native functions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamespaceDoc {
    /// The name before `::`.
    pub name: String,
    /// What it is for, in a line.
    pub summary: String,
}

/// A function or a method. Forms of one name are documented one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionDoc {
    /// The name before `::`; empty for what is called by its bare name.
    pub namespace: String,
    /// The type that it is a method of, which is before the dot; empty for functions.
    pub receiver: String,
    /// The name.
    pub name: String,
    /// How it is called and what it returns, in an author's words.
    pub signature: String,
    /// What it takes, but for what is before the dot.
    pub parameters: Vec<ParameterDoc>,
    /// The type of what it returns; empty when that is nothing.
    pub returns: String,
    /// The first sentence of the documentation.
    pub summary: String,
    /// All of the documentation in Markdown, without its examples.
    pub doc: String,
    /// The keys of the option map that it takes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionDoc>,
    /// The errors that its examples show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// Examples that run.
    pub examples: Vec<ExampleDoc>,
}

/// What a function takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterDoc {
    /// The name.
    pub name: String,
    /// The type, in an author's words; empty where it is not known.
    pub r#type: String,
}

/// A key of an option map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionDoc {
    /// The key.
    pub name: String,
    /// What can be given, in an author's words.
    pub r#type: String,
    /// Whether it has to be given.
    pub required: bool,
    /// What it is when it is left out, as a recipe writes it; none is `()`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// What it is for.
    pub summary: String,
    /// Whether it should not be given any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_deprecated: bool,
    /// The keys inside, when it is a map of options itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionDoc>,
}

/// An example, and what it returns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExampleDoc {
    /// What is shown: a recipe that can be run as it is, unless some of its lines are hidden.
    pub code: String,
    /// The recipe with its hidden lines, when it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<String>,
    /// Whether it is shown and never run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_only_shown: bool,
    /// What its last expression is, as a recipe writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<String>,
    /// A part of the message that it ends with, when it shows a mistake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl ExampleDoc {
    /// What is run.
    pub fn recipe(&self) -> &str {
        self.whole.as_deref().unwrap_or(&self.code)
    }
}

/// A type of things or data. Its methods are the functions with its name as receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeDoc {
    /// What it is looked up by: `environment`, `terraform.root`.
    pub name: String,
    /// What messages call it: `Terraform root`.
    pub title: String,
    /// The namespace that makes it; empty for what belongs to everybody.
    pub namespace: String,
    /// What it is, in a sentence.
    pub summary: String,
    /// All of the documentation in Markdown, without its examples.
    pub doc: String,
    /// What can be read from it with a dot.
    pub properties: Vec<PropertyDoc>,
    /// Examples that run.
    pub examples: Vec<ExampleDoc>,
}

/// A property of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyDoc {
    /// The name behind the dot.
    pub name: String,
    /// The type, in an author's words.
    pub r#type: String,
    /// What it is.
    pub summary: String,
    /// Examples that run.
    pub examples: Vec<ExampleDoc>,
}

/// A name of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstantDoc {
    /// The word.
    pub name: String,
    /// The type, in an author's words; of a module's constant, its value as it was written.
    pub r#type: String,
    /// The first sentence of the documentation.
    pub summary: String,
    /// All of the documentation in Markdown, without its examples.
    pub doc: String,
    /// Examples that run.
    pub examples: Vec<ExampleDoc>,
}

/// A file that recipes import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleDoc {
    /// What is behind `import`: `std/...`, or a path from the project's root: `./lib/web`.
    pub name: String,
    /// The file, from the project's root; empty for the standard library.
    pub file: String,
    /// What it is imported as in the signatures of its functions.
    pub alias: String,
    /// The first sentence of the documentation.
    pub summary: String,
    /// All of the documentation in Markdown.
    pub doc: String,
    /// How it is used, when its documentation shows that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<ExampleDoc>,
    /// The functions that it offers, in the order of the file.
    pub functions: Vec<FunctionDoc>,
    /// The constants that it offers.
    pub constants: Vec<ConstantDoc>,
}

impl ModuleDoc {
    /// Whether it is only for files of its own library.
    pub fn is_internal(&self) -> bool {
        let path = if self.file.is_empty() { &self.name } else { &self.file };
        path.split('/').rev().skip(1).any(|folder| folder == INTERNAL)
    }
}
