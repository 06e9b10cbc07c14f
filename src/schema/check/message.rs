//! What is said of each problem: one set of words for all families of files.

use super::dialect::NEWER;
use super::scene::Scene;
use crate::diag::{Diagnostic, suggest, words};
use crate::formats::Format;
use crate::schema::Problem;
use crate::schema::cel::Cel;
use crate::schema::model::{Bounds, Field, ItemKey, Object, Version};
use crate::schema::table::{Head, View};
use crate::value::{Kinds, Part, Path, Step, Value};

/// How many words are listed where one of them is expected.
const MOST_WORDS: usize = 16;

/// How many keys are listed where one of them is expected.
const MOST_KEYS: usize = 40;

/// A map with known keys that is checked, and where it is.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) object: &'a Object,
    pub(super) view: View<'a>,
    pub(super) scene: Scene<'a>,
}

impl Site<'_> {
    /// What the map is, in words.
    fn subject(self) -> String {
        let key = || {
            let key = self.scene.path().0.into_iter().rev().find_map(|step| match step {
                Step::Key(key) => Some(key),
                Step::Index(_) => None,
            });
            let block = if self.scene.is_block { "the block " } else { "" };
            key.map(|key| format!("{block}`{key}`"))
        };
        match &self.object.subject {
            Some(subject) => subject.to_string(),
            None if self.scene.is_root => self.scene.dialect.subject.to_string(),
            None => key().unwrap_or_else(|| self.scene.dialect.subject.to_string()),
        }
    }

    /// A problem with a key, which is an argument in languages that have such.
    fn of_key(self, code: &'static str, key: &str, message: String, hint: &str) -> Problem {
        let path = self.scene.path().key(key);
        Problem { part: Part::Key, ..problem(self.code(code), path, message, hint) }
    }

    fn code(self, code: &'static str) -> &'static str {
        match code {
            "unknown-key" if self.scene.dialect.key == "argument" => "unknown-argument",
            "missing-key" if self.scene.dialect.key == "argument" => "missing-argument",
            code => code,
        }
    }

    /// The same problem with the table that says so.
    fn sourced(self, problem: Problem) -> Problem {
        let Some(table) = self.view.table else { return problem };
        let newer = self.scene.dialect.newer;
        Problem { diagnostic: by(problem.diagnostic, &table.head, newer, "there"), ..problem }
    }

    pub(super) fn unknown(self, key: &str) -> Problem {
        let word = self.scene.dialect.key;
        let message = format!("{} has no {word} `{key}`", self.subject());
        let names: Vec<&str> = self.object.names().collect();
        let hint = suggest::did_you_mean(key, names.iter().copied()).unwrap_or_default();
        let mut problem = self.of_key("unknown-key", key, message, &hint);
        if hint.is_empty() {
            problem.diagnostic = problem.diagnostic.note(match names.len() {
                0 => "it has none".into(),
                1..=MOST_KEYS => format!("it has {}", words::list(&names, "and")),
                count => format!("none of its {count} {word}s is similar"),
            });
        }
        if let Some(start) = self.object.fields.iter().find_map(Field::prefix) {
            problem = problem.hinted(&format!("a {word} of your own starts with `{start}`"));
        }
        self.sourced(problem)
    }

    pub(super) fn removed(self, key: &str, last: Option<Version>) -> Problem {
        let message = format!(
            "{} no longer has the {} `{key}`: version {} was the last to have it",
            self.subject(),
            self.scene.dialect.key,
            shown(last)
        );
        let hint = "the upgrade guide of that version says what replaces it";
        self.sourced(self.of_key("unknown-key", key, message, hint))
    }

    pub(super) fn too_new(self, key: &str, field: &Field) -> Problem {
        let message = format!(
            "{} has the {} `{key}` since version {}, and this is for {}",
            self.subject(),
            self.scene.dialect.key,
            shown(field.versions.since),
            shown(self.scene.dialect.version)
        );
        self.of_key("unknown-key", key, message, "remove it, or choose a later version")
    }

    pub(super) fn deprecated(self, key: &str, field: &Field) -> Problem {
        let message =
            format!("the {} `{key}` of {} is deprecated", self.scene.dialect.key, self.subject());
        let instead = match &field.instead {
            Some(instead) => format!("use `{instead}` instead"),
            None => "its documentation says what to use instead".into(),
        };
        let hint = format!("{instead}; `unchecked(value, \"why\")` silences this warning");
        let diagnostic = Diagnostic::warning("deprecated-argument", message).hint(hint.as_str());
        Problem::key(self.scene.path().key(key), diagnostic)
    }

    pub(super) fn computed(self, key: &str) -> Problem {
        let message = format!("`{key}` of {} can't be set: it is computed", self.subject());
        let hint = "remove it; what others need of it is a property of the reference that the call returns";
        self.of_key("computed-argument", key, message, hint)
    }

    pub(super) fn missing<S: AsRef<str>>(self, keys: &[S], conjunction: &str) -> Problem {
        let keys = words::list(keys, conjunction);
        let message = format!("{} needs {keys}", self.subject());
        problem(self.code("missing-key"), self.scene.path(), message, &format!("add {keys}"))
    }

    pub(super) fn lacking(self, key: &str, missing: &[&str]) -> Option<Problem> {
        let keys = words::list(missing, "and");
        let message = format!("{} with `{key}` needs {keys}", self.subject());
        let hint = format!("add {keys}, or remove `{key}`");
        (!missing.is_empty()).then(|| self.of_key("missing-key", key, message, &hint))
    }

    pub(super) fn too_many(self, given: &[&str]) -> Problem {
        let keys = words::list(given, "and");
        let message = format!("{} can't have both {keys}", self.subject());
        self.of_key("conflicting-keys", given[1], message, "keep one of them")
    }

    pub(super) fn misplaced(self, key: &str) -> Problem {
        let message = format!("`{key}` of {} is an argument, and no nested block", self.subject());
        let hint = "leave `terraform::block` out: a plain map is the value of an argument";
        self.of_key("misplaced-block", key, message, hint)
    }
}

fn problem(code: &'static str, path: Path, message: String, hint: &str) -> Problem {
    let hint = Some(hint).filter(|hint| !hint.is_empty());
    Problem::value(path, Diagnostic::error(code, message).hint(hint))
}

fn shown(version: Option<Version>) -> String {
    version.map(|version| version.to_string()).unwrap_or_default()
}

/// Which table says so, and the ways out when it is wrong; the last is for `place`.
#[must_use]
pub fn sourced(diagnostic: Diagnostic, head: &Head, place: &str) -> Diagnostic {
    by(diagnostic, head, NEWER, place)
}

fn by(diagnostic: Diagnostic, head: &Head, newer: &str, place: &str) -> Diagnostic {
    let hint =
        format!("if it is newer than that: {newer}, or write `unchecked(value, \"why\")` {place}",);
    diagnostic.note(format!("checked by the schema of {head}")).hint(hint.as_str())
}

impl Scene<'_> {
    fn problem(self, code: &'static str, message: String, hint: &str) -> Problem {
        problem(code, self.path(), message, hint)
    }

    /// That the value is to be something else; `hint` has what, where nothing better is known.
    fn takes(self, code: &'static str, expected: &str, found: &str, hint: &str) -> Problem {
        let path = self.path();
        let place =
            if path.is_root() { self.dialect.subject.to_string() } else { format!("`{path}`") };
        problem(code, path, format!("{place} takes {expected}{found}"), hint)
    }

    pub(super) fn wrong_type(self, value: &Value, view: View<'_>) -> Problem {
        let expected = view.expected(self.dialect.list);
        let found = match value {
            Value::Text(text) => match text.as_str().filter(|text| text.len() <= 32) {
                Some(text) if view.kinds().has(Kinds::SCALAR) && self.dialect.coerces => {
                    format!("the string `{text}`")
                }
                _ => "a string".into(),
            },
            Value::List(items) if view.kinds() == Kinds::LIST => words::count(items.len(), "item"),
            value => value.kind().into(),
        };
        let hint = match value {
            Value::Int(int) if view.kinds().has(Kinds::TEXT) => {
                format!("write it as a string: `\"{int}\"`")
            }
            _ => format!("write {expected} there"),
        };
        self.takes("wrong-type", &expected, &format!(", found {found}"), &hint)
    }

    pub(super) fn only_text(self, view: View<'_>) -> Problem {
        let hint = "put it into a value inside, as `environment: #{ NAME: secret(\"NAME\") }`";
        let found = ", and a variable or a secret is a string";
        self.takes("wrong-type", &view.expected(self.dialect.list), found, hint)
    }

    pub(super) fn misformed(self, value: &Value, format: &Format) -> Problem {
        let found = match value {
            Value::List(list) => match list.first().and_then(Value::as_str) {
                Some(first) => format!("an array that starts with `{first}`"),
                None => "another one".into(),
            },
            value => literal(value).map_or_else(|| value.kind().into(), |text| format!("`{text}`")),
        };
        let hint = format!("write it as {}", format.example);
        self.takes("invalid-format", format.what, &format!(", found {found}"), &hint)
    }

    pub(super) fn out_of_bounds(self, value: &Value, view: View<'_>) -> Problem {
        let expected = view.expected(self.dialect.list);
        let found = format!(", found `{}`", literal(value).unwrap_or_default());
        self.takes("invalid-format", &expected, &found, &format!("write {expected} there"))
    }

    pub(super) fn unmatched(self, value: &Value, view: View<'_>) -> Problem {
        let expected = view.expected(self.dialect.list);
        let found = format!(", found `{}`", literal(value).unwrap_or_default());
        let hint = "change it so that it matches, or write `unchecked(value, \"why\")` there";
        self.takes("invalid-format", &expected, &found, hint)
    }

    pub(super) fn not_one_of(self, value: &Value, allowed: &[Box<str>]) -> Option<Problem> {
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
        let hint = hint.as_deref().unwrap_or("choose one of these");
        Some(self.problem("not-one-of", format!("`{text}` is not one of {among}"), hint))
    }

    pub(super) fn broken(self, rule: &Cel) -> Problem {
        let path = self.path();
        let place =
            if path.is_root() { self.dialect.subject.to_string() } else { format!("`{path}`") };
        let message = format!("{place} breaks a rule of its schema: {}", rule.message);
        let hint = "change it so that the rule holds, or write `unchecked(value, \"why\")` there";
        let mut problem = problem("invalid-format", path, message, hint);
        problem.diagnostic = problem.diagnostic.note(format!("the rule is `{}`", rule.rule));
        problem
    }

    pub(super) fn count(self, count: usize, bounds: Bounds) -> Problem {
        let (path, range) = (self.path(), bounds.words());
        let (message, hint) = if (count, bounds.min) == (0, 1) {
            let message = format!("`{path}` is empty, and needs at least one entry");
            (message, "add one, or leave the key out with `if`".into())
        } else {
            let count = words::count(count, "entry");
            let message = format!("`{path}` has {count}, and takes a number{range}");
            (message, format!("write a number of entries{range}"))
        };
        problem("empty-value", path, message, &hint)
    }

    pub(super) fn repeated(self, item: &Value, at: usize) -> Problem {
        let what = literal(item).map_or_else(|| "the same".into(), |text| format!("`{text}`"));
        let path = self.path();
        let message = format!("{what} is twice in `{path}`");
        problem("repeated-item", path.index(at), message, "remove one of them")
    }

    pub(super) fn same_key(self, id: &str, keys: &[ItemKey], at: usize) -> Problem {
        let keys: Vec<&str> = keys.iter().map(|key| &*key.name).collect();
        let (path, keys) = (self.path(), words::list(&keys, "and"));
        let message = format!("two items of `{path}` have the {keys} `{id}`");
        problem("repeated-item", path.index(at), message, "remove one of them, or change it")
    }

    pub(super) fn block_in_value(self) -> Problem {
        let message = "a nested block is only allowed directly in a block".into();
        self.problem("misplaced-block", message, "use a plain map here")
    }

    pub(super) fn no_block(self, value: &Value) -> Problem {
        let (path, kind) = (self.path(), value.kind());
        let message = format!("`{path}` takes a map: it is a nested block, found {kind}");
        problem("wrong-type", path, message, "write a map there")
    }

    pub(super) fn too_many_blocks(self, bounds: Bounds) -> Problem {
        let path = self.path();
        let key = path.0.last().map(|step| match step {
            Step::Key(key) => key.to_string(),
            Step::Index(index) => index.to_string(),
        });
        let times = if bounds.max == 1 { "once".into() } else { format!("{} times", bounds.max) };
        let message = format!("the block `{}` can only be there {times}", key.unwrap_or_default());
        problem("too-many-blocks", path, message, "keep one of them")
    }
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
