//! A kind of file, as data: everything that the general machinery needs to know of it.

use super::placeholder::{NoPlaceholders, Placeholders};
use super::reference::Reference;
use crate::diag::Diagnostic;
use crate::document::build::checked::Checked;
use crate::emit::Syntax;
use crate::engine::{Around, Page};
use crate::model::graph::Links;
use crate::schema::{Problem, Schema, Version};
use crate::value::{Path, Value};

/// A kind of file. [`Format::new`] has the defaults of a plain one.
#[derive(Clone, Copy)]
pub struct Format {
    /// The function that makes one, which is also the name of its table: `github/workflow`.
    pub id: &'static str,
    /// The title of its type, from which recipes' name of the type comes: `GitHub workflow`, for `github.workflow`.
    pub title: &'static str,
    /// What one is, with its article, for messages: `a workflow`.
    pub noun: &'static str,
    /// Where it goes.
    pub path: PathRule,
    /// How it is written.
    pub syntax: Syntax,
    /// What secrets and expressions become in it.
    pub placeholders: &'static dyn Placeholders,
    /// The rows of its layout; see [`Rules`](crate::emit::layout::Rules).
    pub layout: &'static str,
    /// The names that it defines and refers to.
    pub references: &'static [Reference],
    /// The maps of named entries to which methods add.
    pub sections: &'static [Section],
    /// What the entries of its sections are; none when it has no sections.
    pub entries: Option<&'static EntryType>,
    /// The key by which other files bring names along that references can use.
    pub brings_names: Option<&'static str>,
    /// Writes out what recipes may write shorter.
    pub desugar: Option<fn(&mut Value)>,
    /// Whether a file has anything of that.
    pub is_short: fn(&Value) -> bool,
    /// Adds to the graph what no row says of it; the text is its path.
    pub relate: Option<fn(&Value, &str, Links<'_>, &Around<'_>)>,
    /// Finds the types of a file where they depend on what is in it; without it they have the format's name.
    pub look_up: Option<fn(&Value, &Around<'_>) -> LookedUp>,
    /// What no table can say of it.
    pub checks: &'static [fn(&Checked<'_>) -> Vec<Problem>],
    /// Whether raw data for a path is such a file; without it the path rule decides.
    pub recognises: Option<fn(&str, &Value) -> bool>,
    /// The title of the type of its expressions: `Compose variable`; empty when recipes hold none.
    pub expressions: &'static str,
    /// Its documentation.
    pub page: Page,
}

/// What a file is checked by.
pub struct LookedUp {
    /// Its type; none where nothing is known of it.
    pub schema: Option<Schema>,
    /// The version of the tool that it is for; the newest where there is none.
    pub version: Option<Version>,
    /// What it is, for messages: ``the Deployment `web` ``.
    pub subject: String,
    /// What is wrong with what it claims to be.
    pub problems: Vec<Problem>,
    /// Why it is not checked, when it isn't.
    pub unchecked: Option<String>,
    /// The parts of it that are documents of their own, each with where it is.
    pub parts: Vec<(Path, LookedUp)>,
}

impl LookedUp {
    /// What of nothing is known but what it is.
    pub fn subject(subject: String) -> Self {
        Self {
            schema: None,
            version: None,
            subject,
            problems: Vec::new(),
            unchecked: None,
            parts: Vec::new(),
        }
    }

    /// Calls `see` with the document and all documents in it, each with where it is.
    pub(in crate::document) fn each<'a>(&'a self, see: &mut dyn FnMut(&Path, &'a LookedUp)) {
        self.each_below(&Path::root(), see);
    }

    fn each_below<'a>(&'a self, at: &Path, see: &mut dyn FnMut(&Path, &'a LookedUp)) {
        see(at, self);
        self.parts.iter().for_each(|(inside, part)| part.each_below(&at.join(inside), see));
    }
}

/// Where a file goes.
#[derive(Clone, Copy, Debug)]
pub enum PathRule {
    /// Always here.
    Fixed(&'static str),
    /// Where its name says, which is the first argument: `.github/workflows/{name}.yml`.
    Named(&'static str),
    /// Where the recipe says, with one of these endings.
    Given {
        /// The names by which the tool finds the file; the first is the path when the recipe says none.
        names: &'static [&'static str],
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
    /// Reads an entry that is given as one value; without it such a value is a name, and the entry has no body.
    pub value: Option<ReadEntry>,
}

/// Reads the name and the body of an entry from one value.
pub(crate) type ReadEntry = fn(&Value) -> Result<(String, Value), Diagnostic>;

impl Section {
    /// The section `key`, to which `method` adds.
    pub const fn of(key: &'static str, method: &'static str) -> Self {
        Self { key, method, value: None }
    }
}

/// A format as a type of its own, so that recipes' methods are dispatched on it.
pub trait Tag: Send + Sync + 'static {
    /// The format.
    const FORMAT: &'static Format;
}

/// What the entries of a format have besides their name.
#[derive(Clone, Copy)]
pub struct EntryType {
    /// The title of the type: `Compose name`.
    pub title: &'static str,
    /// What the entry `name` that `method` added has as a property.
    pub get: fn(method: &str, property: &str, name: &str) -> Option<EntryValue>,
}

/// What a property of an entry is.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryValue {
    /// Text.
    Text(String),
    /// The entry itself, with a tag and its detail, which say how it is meant.
    Tagged(&'static str, &'static str),
}

impl Format {
    /// A format without placeholders, layout, references, sections and checks of its own, in YAML.
    pub const fn new(id: &'static str, path: PathRule) -> Self {
        Self {
            id,
            title: "",
            noun: "a file",
            path,
            syntax: Syntax::Yaml,
            placeholders: &NoPlaceholders,
            layout: "",
            references: &[],
            sections: &[],
            entries: None,
            brings_names: None,
            desugar: None,
            is_short: |_| true,
            relate: None,
            look_up: None,
            checks: &[],
            recognises: None,
            expressions: "",
            page: Page::new(""),
        }
    }

    /// The name of the function that makes one: `workflow`.
    pub fn function(&self) -> &'static str {
        self.id.rsplit('/').next().unwrap_or(self.id)
    }
}

impl PathRule {
    /// Where a file goes for which the recipe says `given`.
    ///
    /// # Errors
    /// When a file of that name is not one of this kind.
    pub fn path(self, given: Option<&str>) -> Result<String, Diagnostic> {
        match (self, given) {
            (Self::Fixed(path), _) => Ok(path.into()),
            (Self::Given { names, .. }, None) => {
                Ok(names.first().copied().unwrap_or_default().into())
            }
            (Self::Named(pattern), name) => Ok(pattern.replace("{name}", name.unwrap_or_default())),
            (Self::Given { endings, .. }, Some(path)) => {
                if endings.iter().any(|ending| path.ends_with(ending)) {
                    return Ok(path.into());
                }
                Err(Diagnostic::error(
                    "invalid-path",
                    format!("`{path}` can't be the path of this file"),
                )
                .hint(format!("end its name in `{}`", endings.join("` or `")).as_str()))
            }
        }
    }

    pub(in crate::document) fn fits(self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        match self {
            Self::Fixed(fixed) => {
                path == fixed
                    || path.strip_suffix(fixed).is_some_and(|folder| folder.ends_with('/'))
            }
            Self::Given { names, .. } => names.contains(&name),
            Self::Named(pattern) => pattern.split_once("{name}").is_some_and(|(start, end)| {
                path.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).is_some()
            }),
        }
    }
}
