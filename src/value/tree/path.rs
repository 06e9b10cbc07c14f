//! Where a value is inside a tree: `spec.template.containers[0].env`.

use super::super::{Key, Value};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The way from the root of a tree to one of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Path(pub Vec<Step>);

/// What a path is meant for: the value there, or the key that it ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key, as where it is unknown.
    Key,
    /// The value, as where it is of a wrong type.
    Value,
}

/// One step down: by key or by index.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// Into a map.
    Key(Key),
    /// Into a list, counted from 0.
    Index(usize),
}

impl Path {
    /// The root of a tree.
    pub fn root() -> Self {
        Self::default()
    }

    /// The path one key further down.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.into()))
    }

    /// The path one index further down.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The path of what is at `inside` in the value at this path.
    #[must_use]
    pub fn join(&self, inside: &Self) -> Self {
        Self(self.0.iter().chain(&inside.0).cloned().collect())
    }

    /// Whether this is the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path one step up; the root's parent is the root.
    #[must_use]
    pub fn parent(&self) -> Self {
        let mut steps = self.0.clone();
        steps.pop();
        Self(steps)
    }

    /// The value at this path in `root`.
    ///
    /// ```
    /// use sw::value::{Map, Path, Value};
    /// let value = Value::from(Map::from([("ports", vec![Value::Int(80)])]));
    /// let path = Path::root().key("ports").index(0);
    /// assert_eq!(path.find(&value), Some(&Value::Int(80)));
    /// assert_eq!(path.to_string(), "ports[0]");
    /// ```
    pub fn find<'a>(&self, root: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(root, Value::child)
    }
}

impl FromStr for Path {
    type Err = BadPath;

    /// Reads what [`Path`] shows: `spec.ports[0]`, `labels["app.kubernetes.io/name"]`.
    ///
    /// ```
    /// use sw::value::Path;
    /// let path: Path = "spec.labels[\"a.b/c\"].ports[0]".parse()?;
    /// assert_eq!(path.to_string(), "spec.labels[\"a.b/c\"].ports[0]");
    /// assert!("spec..ports".parse::<Path>().is_err());
    /// # Ok::<(), sw::value::BadPath>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, BadPath> {
        let bad = || BadPath(text.into());
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (step, after) = if let Some(inside) = rest.strip_prefix('[') {
                let end = if inside.starts_with('"') {
                    inside.find("\"]").map(|end| end + 1)
                } else {
                    inside.find(']')
                };
                let (inside, after) = inside.split_at(end.ok_or_else(bad)?);
                (bracketed(inside).ok_or_else(bad)?, &after[1..])
            } else {
                let key =
                    if steps.is_empty() { rest } else { rest.strip_prefix('.').ok_or_else(bad)? };
                let (key, after) = key.split_at(key.find(['.', '[']).unwrap_or(key.len()));
                (Step::Key(Some(key).filter(|key| !key.is_empty()).ok_or_else(bad)?.into()), after)
            };
            steps.push(step);
            rest = after;
        }
        Ok(Self(steps))
    }
}

/// What is between the brackets: a number, or a key in quotes.
fn bracketed(inside: &str) -> Option<Step> {
    match inside.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"').map(|key| Step::Key(key.into())),
        None => inside.parse().ok().map(Step::Index),
    }
}

/// A text that is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no path")]
pub struct BadPath(pub String);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if !is_word(key) => write!(f, "[{key:?}]")?,
                Step::Key(key) if i == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}
