//! A kind of file, as data: everything that the general machinery needs to know of it.

use super::build::Checked;
use super::placeholder::{NoPlaceholders, Placeholders};
use super::reference::Reference;
use crate::diag::Diagnostic;
use crate::emit::Syntax;
use crate::schema::{Problem, shape::Shape};
use crate::value::{Map, Value};
use rhai::Dynamic;

/// A kind of file. [`Format::new`] has the defaults of a plain one.
#[derive(Clone, Copy)]
pub struct Format {
    /// The function that makes one, which also names its golden folder: `github/workflow`.
    pub id: &'static str,
    /// What one is, with its article, for messages: `a workflow`.
    pub noun: &'static str,
    /// An expression that reads the path of one, and that path, for the documentation.
    pub example: (&'static str, &'static str),
    /// Where it goes.
    pub path: PathRule,
    /// How it is written.
    pub syntax: Syntax,
    /// What it may hold.
    pub types: &'static Shape,
    /// What secrets and expressions become in it.
    pub placeholders: &'static dyn Placeholders,
    /// The rows of its layout; see [`Rules`](crate::emit::layout::Rules).
    pub layout: &'static str,
    /// The names that it defines and refers to.
    pub references: &'static [Reference],
    /// The maps of named entries to which methods add.
    pub sections: &'static [Section],
    /// The key by which other files bring names along that references can use.
    pub brings_names: Option<&'static str>,
    /// Writes out what recipes may write shorter.
    pub desugar: Option<fn(&mut Map)>,
    /// What no table can say of it.
    pub checks: &'static [fn(&Checked<'_>) -> Vec<Problem>],
    /// Whether raw data for a path is such a file; without it the path rule decides.
    pub recognises: Option<fn(&str, &Value) -> bool>,
    /// Its documentation: see [`Page`](super::page::Page).
    pub page: &'static str,
}

/// Where a file goes.
#[derive(Clone, Copy, Debug)]
pub enum PathRule {
    /// Always here.
    Fixed(&'static str),
    /// Where its name says, which is the first argument: `.github/workflows/{name}.yml`.
    Named(&'static str),
    /// Where the recipe says, with one of these endings; here when it says nothing.
    Given {
        /// The path when the recipe says none.
        default: &'static str,
        /// How the file's name ends.
        endings: &'static [&'static str],
    },
}

/// A map of named entries, to which a method adds: `file.service(name, body)` to `services`.
#[derive(Clone, Copy)]
pub struct Section {
    /// The key of the map.
    pub key: &'static str,
    /// The method, which is also the noun of an entry.
    pub method: &'static str,
    /// What the method returns, by its type's name: the name of the entry, as recipes hold it.
    pub returns: &'static str,
    /// Makes that.
    pub entry: fn(&'static str, &str) -> Dynamic,
}

impl Format {
    /// A format without placeholders, layout, references, sections and checks of its own, in YAML.
    pub const fn new(id: &'static str, path: PathRule, types: &'static Shape) -> Self {
        Self {
            id,
            noun: "a file",
            example: ("", ""),
            path,
            syntax: Syntax::Yaml,
            types,
            placeholders: &NoPlaceholders,
            layout: "",
            references: &[],
            sections: &[],
            brings_names: None,
            desugar: None,
            checks: &[],
            recognises: None,
            page: "",
        }
    }

    /// The name of the function that makes one: `workflow`.
    pub fn function(&self) -> &'static str {
        self.id.rsplit('/').next().unwrap_or(self.id)
    }

    /// The name of its type in recipes: `github.workflow`.
    pub fn type_name(&self) -> String {
        self.id.replace('/', ".")
    }

    /// Whether raw data that is emitted to `path` is such a file.
    pub fn is_at(&self, path: &str, value: &Value) -> bool {
        match self.recognises {
            Some(recognises) => recognises(path, value),
            None => self.path.fits(path) && value.as_map().is_some(),
        }
    }
}

impl PathRule {
    /// Where a file goes for which the recipe says `given`.
    ///
    /// # Errors
    /// When a file of that name is not one of this kind.
    pub fn path(self, given: Option<&str>) -> Result<String, Diagnostic> {
        match (self, given) {
            (Self::Fixed(path), _) | (Self::Given { default: path, .. }, None) => Ok(path.into()),
            (Self::Named(pattern), name) => Ok(pattern.replace("{name}", name.unwrap_or_default())),
            (Self::Given { default, endings }, Some(path)) => {
                if endings.iter().any(|ending| path.ends_with(ending)) {
                    return Ok(path.into());
                }
                Err(Diagnostic::error(
                    "invalid-path",
                    format!("`{path}` can't be the path of this file"),
                )
                .hint(
                    format!("end its name in `{}`, as in `{default}`", endings.join("` or `"))
                        .as_str(),
                ))
            }
        }
    }

    fn fits(self, path: &str) -> bool {
        match self {
            Self::Fixed(fixed) | Self::Given { default: fixed, .. } => {
                path == fixed
                    || path.strip_suffix(fixed).is_some_and(|folder| folder.ends_with('/'))
            }
            Self::Named(pattern) => pattern.split_once("{name}").is_some_and(|(start, end)| {
                path.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).is_some()
            }),
        }
    }
}
