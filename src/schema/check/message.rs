//! What is said of each problem: one set of words for all families of files.

use super::dialect::Dialect;
use super::scene::Scene;
use crate::diag::{Diagnostic, suggest, words};
use crate::schema::Problem;
use crate::schema::formats::Format;
use crate::schema::model::{Bounds, Field, Kinds, Object, Version};
use crate::schema::table::{Head, View};
use crate::value::{Path, Step, Value};

/// How many words are listed where one of them is expected.
const MOST_WORDS: usize = 16;

/// How many keys are listed where one of them is expected.
const MOST_KEYS: usize = 40;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A key that the type does not have.
    UnknownKey,
    /// A key that the type once had, or has only in later versions.
    Removed,
    /// A key that has to be there is not.
    MissingKey,
    /// Keys that can't be there together.
    Conflict,
    /// A value of another kind.
    WrongType,
    /// A value of the right kind that is written in a wrong way, or out of bounds.
    BadFormat,
    /// A word that is none of those that are known.
    NotOneOf,
    /// An item that is there twice.
    Repeated,
    /// Too few or too many items or keys.
    Empty,
    /// A key that the tool sets.
    Computed,
    /// A key that should no longer be used.
    Deprecated,
    /// A nested block where an argument is expected, or too many of them.
    Misplaced,
    /// Too many nested blocks.
    TooMany,
}

impl ProblemKind {
    fn code(self, is_argument: bool) -> &'static str {
        match self {
            Self::UnknownKey | Self::Removed if is_argument => "unknown-argument",
            Self::UnknownKey | Self::Removed => "unknown-key",
            Self::MissingKey if is_argument => "missing-argument",
            Self::MissingKey => "missing-key",
            Self::Conflict => "conflicting-keys",
            Self::WrongType => "wrong-type",
            Self::BadFormat => "invalid-format",
            Self::NotOneOf => "not-one-of",
            Self::Repeated => "repeated-item",
            Self::Empty => "empty-value",
            Self::Computed => "computed-argument",
            Self::Deprecated => "deprecated-argument",
            Self::Misplaced => "misplaced-block",
            Self::TooMany => "too-many-blocks",
        }
    }
}

/// A problem, and what kind of problem it is.
pub(super) struct Found {
    pub(super) kind: ProblemKind,
    pub(super) problem: Problem,
}

impl Found {
    pub(super) fn is_error(&self) -> bool {
        self.kind != ProblemKind::Deprecated
    }

    fn new(kind: ProblemKind, path: Path, dialect: &Dialect<'_>, message: String) -> Self {
        let code = kind.code(dialect.key == "argument");
        let diagnostic = if kind == ProblemKind::Deprecated {
            Diagnostic::warning(code, message)
        } else {
            Diagnostic::error(code, message)
        };
        Self { kind, problem: Problem { path, diagnostic } }
    }

    fn hint(mut self, hint: &str) -> Self {
        self.problem.diagnostic = self.problem.diagnostic.hint(hint);
        self
    }

    fn note(mut self, note: String) -> Self {
        self.problem.diagnostic = self.problem.diagnostic.note(note);
        self
    }
}

/// What a map is, in words.
fn subject(object: &Object, scene: Scene<'_>, dialect: &Dialect<'_>) -> String {
    let key = || {
        let key = scene.path().0.into_iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key),
            Step::Index(_) => None,
        });
        let block = if scene.is_block { "the block " } else { "" };
        key.map(|key| format!("{block}`{key}`"))
    };
    match &object.subject {
        Some(subject) => subject.to_string(),
        None if scene.is_root => dialect.subject.into(),
        None => key().unwrap_or_else(|| dialect.subject.into()),
    }
}

/// A path in a message; the whole value has none.
fn shown(scene: Scene<'_>, dialect: &Dialect<'_>) -> String {
    let path = scene.path();
    if path.is_root() { dialect.subject.into() } else { format!("`{path}`") }
}

pub(super) fn unknown(
    key: &str,
    object: &Object,
    view: View<'_>,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let word = dialect.key;
    let message = format!("{} has no {word} `{key}`", subject(object, scene, dialect));
    let found = Found::new(ProblemKind::UnknownKey, scene.path().key(key), dialect, message);
    let names: Vec<&str> = object.names().collect();
    let found = match suggest::did_you_mean(key, names.iter().copied()) {
        Some(hint) => found.hint(&hint),
        None if names.is_empty() => found.note("it has none".into()),
        None if names.len() > MOST_KEYS => {
            found.note(format!("none of its {} {word}s is similar", names.len()))
        }
        None => found.note(format!("it has {}", words::list(&names, "and"))),
    };
    let own = object.fields.iter().find_map(Field::prefix);
    let found = match own {
        Some(start) => found.hint(&format!("a {word} of your own starts with `{start}`")),
        None => found,
    };
    with_source(found, view)
}

fn with_source(mut found: Found, view: View<'_>) -> Found {
    if let Some(table) = view.table {
        found.problem.diagnostic = sourced(found.problem.diagnostic, &table.head, "there");
    }
    found
}

/// Which table says so, and the ways out when it is wrong; the last is for `place`.
#[must_use]
pub fn sourced(diagnostic: Diagnostic, head: &Head, place: &str) -> Diagnostic {
    let hint = format!(
        "if it is newer than that: use a newer `sw`, give the project the schema with `sw schema add`, or write \
         `unchecked(value, \"why\")` {place}",
    );
    diagnostic.note(format!("checked by the schema of {head}")).hint(hint.as_str())
}

pub(super) fn removed(
    key: &str,
    last: Option<Version>,
    object: &Object,
    view: View<'_>,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let last = last.map(|last| last.to_string()).unwrap_or_default();
    let message = format!(
        "{} no longer has the {} `{key}`: version {last} was the last to have it",
        subject(object, scene, dialect),
        dialect.key
    );
    let found = Found::new(ProblemKind::Removed, scene.path().key(key), dialect, message)
        .hint("the upgrade guide of that version says what replaces it");
    with_source(found, view)
}

pub(super) fn too_new(
    key: &str,
    field: &Field,
    object: &Object,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let words = |version: Option<_>| {
        version.map_or_else(String::new, |version: Version| version.to_string())
    };
    let message = format!(
        "{} has the {} `{key}` since version {}, and this is for {}",
        subject(object, scene, dialect),
        dialect.key,
        words(field.versions.since),
        words(dialect.version)
    );
    Found::new(ProblemKind::Removed, scene.path().key(key), dialect, message)
        .hint("remove it, or choose a later version")
}

pub(super) fn deprecated(
    key: &str,
    field: &Field,
    object: &Object,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let subject = subject(object, scene, dialect);
    let message = format!("the {} `{key}` of {subject} is deprecated", dialect.key);
    let instead = match &field.instead {
        Some(instead) => format!("use `{instead}` instead"),
        None => "its documentation says what to use instead".into(),
    };
    Found::new(ProblemKind::Deprecated, scene.path().key(key), dialect, message)
        .hint(&format!("{instead}; `unchecked(value, \"why\")` silences this warning"))
}

pub(super) fn computed(
    key: &str,
    object: &Object,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let subject = subject(object, scene, dialect);
    let message = format!("`{key}` of {subject} can't be set: it is computed");
    Found::new(ProblemKind::Computed, scene.path().key(key), dialect, message).hint(
        "remove it; what others need of it is a property of the reference that the call returns",
    )
}

pub(super) fn missing<S: AsRef<str>>(
    keys: &[S],
    conjunction: &str,
    object: &Object,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let keys = words::list(keys, conjunction);
    let message = format!("{} needs {keys}", subject(object, scene, dialect));
    Found::new(ProblemKind::MissingKey, scene.path(), dialect, message).hint(&format!("add {keys}"))
}

pub(super) fn lacking(
    key: &str,
    missing: &[&str],
    object: &Object,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Option<Found> {
    let keys = words::list(missing, "and");
    let message = format!("{} with `{key}` needs {keys}", subject(object, scene, dialect));
    let found = Found::new(ProblemKind::MissingKey, scene.path().key(key), dialect, message)
        .hint(&format!("add {keys}, or remove `{key}`"));
    (!missing.is_empty()).then_some(found)
}

pub(super) fn too_many(
    given: &[&str],
    object: &Object,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let message = format!(
        "{} can't have both {}",
        subject(object, scene, dialect),
        words::list(given, "and")
    );
    Found::new(ProblemKind::Conflict, scene.path().key(given[1]), dialect, message)
        .hint("keep one of them")
}

pub(super) fn wrong_type(
    value: &Value,
    view: View<'_>,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let expected = view.expected(dialect.list);
    let found = match value {
        Value::Text(text) => match text.as_str().filter(|text| text.len() <= 32) {
            Some(text) if view.kinds().has(Kinds::SCALAR) && dialect.coerces => {
                format!("the string `{text}`")
            }
            _ => "a string".into(),
        },
        Value::List(items) if view.kinds() == Kinds::LIST => words::count(items.len(), "item"),
        value => value.kind().into(),
    };
    let message = format!("{} takes {expected}, found {found}", shown(scene, dialect));
    let hint = match value {
        Value::Int(int) if view.kinds().has(Kinds::TEXT) => {
            format!("write it as a string: `\"{int}\"`")
        }
        _ => format!("write {expected} there"),
    };
    Found::new(ProblemKind::WrongType, scene.path(), dialect, message).hint(&hint)
}

pub(super) fn only_text(view: View<'_>, scene: Scene<'_>, dialect: &Dialect<'_>) -> Found {
    let expected = view.expected(dialect.list);
    let message = format!(
        "{} takes {expected}, and a variable or a secret is a string",
        shown(scene, dialect)
    );
    Found::new(ProblemKind::WrongType, scene.path(), dialect, message)
        .hint("put it into a value inside, as `environment: #{ NAME: secret(\"NAME\") }`")
}

pub(super) fn misformed(
    format: &Format,
    value: &Value,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let found = match value {
        Value::List(list) => list.first().and_then(Value::as_str).map_or_else(
            || "another one".into(),
            |first| format!("an array that starts with `{first}`"),
        ),
        value => literal(value).map_or_else(|| value.kind().into(), |text| format!("`{text}`")),
    };
    let message = format!("{} takes {}, found {found}", shown(scene, dialect), format.what);
    Found::new(ProblemKind::BadFormat, scene.path(), dialect, message)
        .hint(&format!("write it as {}", format.example))
}

pub(super) fn out_of_bounds(
    value: &Value,
    view: View<'_>,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let expected = view.expected(dialect.list);
    let found = literal(value).unwrap_or_default();
    let message = format!("{} takes {expected}, found `{found}`", shown(scene, dialect));
    Found::new(ProblemKind::BadFormat, scene.path(), dialect, message)
        .hint(&format!("write {expected} there"))
}

/// A scalar as it is written.
fn literal(value: &Value) -> Option<String> {
    match value {
        Value::Int(int) => Some(int.to_string()),
        Value::Float(float) => Some(float.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        value => value.as_str().map(String::from),
    }
}

pub(super) fn one_of(value: &Value, allowed: &[Box<str>], scene: Scene<'_>) -> Option<Found> {
    let text = literal(value)?;
    if allowed.iter().any(|word| **word == *text) {
        return None;
    }
    let among = if allowed.len() > MOST_WORDS {
        format!("the {} words that are allowed there", allowed.len())
    } else {
        words::list(allowed, "and")
    };
    let hint = suggest::did_you_mean(&text, allowed.iter().map(|word| &**word));
    let message = format!("`{text}` is not one of {among}");
    let found = Found::new(ProblemKind::NotOneOf, scene.path(), &Dialect::DOCUMENT, message);
    Some(found.hint(hint.as_deref().unwrap_or("choose one of these")))
}

pub(super) fn count(count: usize, bounds: Bounds, scene: Scene<'_>) -> Found {
    let path = scene.path();
    let (message, hint) = match (count, bounds.min) {
        (0, 1) => (
            format!("`{path}` is empty, and needs at least one entry"),
            "add one, or leave the key out with `if`".into(),
        ),
        _ => {
            let range = bounds.words();
            (
                format!("`{path}` has {}, and takes a number{range}", words::count(count, "entry")),
                format!("write a number of entries{range}"),
            )
        }
    };
    Found::new(ProblemKind::Empty, path, &Dialect::DOCUMENT, message).hint(&hint)
}

pub(super) fn repeated(item: &Value, at: usize, scene: Scene<'_>) -> Found {
    let what = literal(item).map_or_else(|| "the same".into(), |text| format!("`{text}`"));
    let path = scene.path();
    let message = format!("{what} is twice in `{path}`");
    Found::new(ProblemKind::Repeated, path.index(at), &Dialect::DOCUMENT, message)
        .hint("remove one of them")
}

pub(super) fn same_key(id: Option<&str>, keys: &[Box<str>], at: usize, scene: Scene<'_>) -> Found {
    let path = scene.path();
    let message = format!(
        "two items of `{path}` have the {} `{}`",
        words::list(keys, "and"),
        id.unwrap_or_default()
    );
    Found::new(ProblemKind::Repeated, path.index(at), &Dialect::DOCUMENT, message)
        .hint("remove one of them, or change it")
}

pub(super) fn misplaced(
    key: &str,
    object: &Object,
    below: Scene<'_>,
    scene: Scene<'_>,
    dialect: &Dialect<'_>,
) -> Found {
    let subject = subject(object, scene, dialect);
    let message = format!("`{key}` of {subject} is an argument, and no nested block");
    Found::new(ProblemKind::Misplaced, below.path(), dialect, message)
        .hint("leave `terraform::block` out: a plain map is the value of an argument")
}

pub(super) fn block_in_value(scene: Scene<'_>) -> Found {
    let message = "a nested block is only allowed directly in a block".into();
    Found::new(ProblemKind::Misplaced, scene.path(), &Dialect::LANGUAGE, message)
        .hint("use a plain map here")
}

pub(super) fn no_block(value: &Value, scene: Scene<'_>) -> Found {
    let path = scene.path();
    let message = format!("`{path}` takes a map: it is a nested block, found {}", value.kind());
    Found::new(ProblemKind::WrongType, path, &Dialect::LANGUAGE, message).hint("write a map there")
}

pub(super) fn too_many_blocks(bounds: Bounds, scene: Scene<'_>) -> Found {
    let path = scene.path();
    let key = path.0.last().map(|step| match step {
        Step::Key(key) => key.to_string(),
        Step::Index(index) => index.to_string(),
    });
    let times = if bounds.max == 1 { "once".into() } else { format!("{} times", bounds.max) };
    let message = format!("the block `{}` can only be there {times}", key.unwrap_or_default());
    Found::new(ProblemKind::TooMany, path, &Dialect::LANGUAGE, message).hint("keep one of them")
}
