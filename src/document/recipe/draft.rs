//! A document while a recipe writes it: what it was made with, and what was added to it.

use crate::diag::{Diagnostic, Place};
use crate::document::format::kind::{Format, PathRule};
use crate::emit::Syntax;
use crate::engine::Around;
use crate::engine::handle::already_emitted;
use crate::model::graph::Passed;
use crate::schema::Problem;
use crate::value::{Map, Path, Step, Value, merge};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A draft that several hold.
#[derive(Clone)]
pub(in crate::document) struct Shared(Arc<Mutex<Draft>>);

impl Shared {
    pub(in crate::document) fn new(draft: Draft) -> Self {
        Self(Arc::new(Mutex::new(draft)))
    }

    /// What identifies it.
    pub(in crate::document) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    pub(in crate::document) fn draft(&self) -> MutexGuard<'_, Draft> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What has been written so far.
pub(in crate::document) struct Draft {
    pub(in crate::document) format: Format,
    /// What it is called: its name, or its path.
    pub(in crate::document) title: String,
    /// Where it goes by convention.
    pub(in crate::document) path: String,
    /// The document that it is read on top of.
    pub(in crate::document) base: Option<Shared>,
    /// What it was made with, and by which call.
    pub(in crate::document) given: Value,
    pub(in crate::document) place: Place,
    pub(in crate::document) added: Vec<Added>,
    /// What was changed since, which `given` and `added` have already.
    pub(in crate::document) changes: Vec<Change>,
    /// Comment lines for what is added next.
    pub(in crate::document) comment: Vec<String>,
    /// Where it was emitted; nothing can be added after that.
    pub(in crate::document) emitted: Option<Place>,
}

/// A named entry of a section that was added by a call.
pub(in crate::document) struct Added {
    pub(in crate::document) section: &'static str,
    pub(in crate::document) name: String,
    pub(in crate::document) body: Value,
    pub(in crate::document) place: Place,
}

/// A change that was made.
#[derive(Clone)]
pub(in crate::document) struct Change {
    /// What was changed, and how, for the log of a run.
    pub(in crate::document) subject: String,
    pub(in crate::document) path: Path,
    pub(in crate::document) place: Place,
    /// What was laid over the document there; none when something was removed.
    pub(in crate::document) over: Option<Value>,
}

impl Draft {
    /// A document that is made by the call at `place`.
    pub(in crate::document) fn new(
        format: Format,
        name: Option<&str>,
        given: Value,
        place: Place,
        base: Option<Shared>,
    ) -> Result<Self, Diagnostic> {
        let path = format.path.path(name)?;
        let title = match (format.path, name) {
            (PathRule::Named(_), Some(name)) => name.into(),
            _ => path.clone(),
        };
        Ok(Self { title, base, ..Self::raw(format, &path, given, place) })
    }

    /// Raw data that is emitted to a path.
    pub(in crate::document) fn raw(
        mut format: Format,
        path: &str,
        given: Value,
        place: Place,
    ) -> Self {
        format.syntax = Syntax::of(path).unwrap_or(format.syntax);
        let (added, changes, comment) = (Vec::new(), Vec::new(), Vec::new());
        let (title, path, base, emitted) = (path.into(), path.into(), None, None);
        Self { format, title, path, base, given, place, added, changes, comment, emitted }
    }

    /// Adds an entry, with the comment that was waiting for it.
    pub(in crate::document) fn add(&mut self, mut added: Added) -> Result<(), Diagnostic> {
        self.refuse_late()?;
        self.refuse_duplicate(&added)?;
        let comment = std::mem::take(&mut self.comment);
        if !comment.is_empty() {
            added.body = added.body.commented(comment);
        }
        self.added.push(added);
        Ok(())
    }

    pub(in crate::document) fn refuse_late(&self) -> Result<(), Diagnostic> {
        let Some(emitted) = &self.emitted else { return Ok(()) };
        Err(already_emitted(&self.show(), emitted))
    }

    fn refuse_duplicate(&self, added: &Added) -> Result<(), Diagnostic> {
        let Added { section, name, .. } = added;
        let message = format!("`{name}` is declared twice in `{section}` of `{}`", self.title);
        let problem =
            Diagnostic::error("duplicate-block", message).hint("give one of them another name");
        let is_same = |other: &&Added| (other.section, &other.name) == (*section, name);
        if let Some(other) = self.added.iter().find(is_same) {
            let is_one_call = other.place == added.place;
            let other = (!is_one_call).then(|| other.place.clone());
            return Err(match other {
                Some(place) => problem.related(place, "it was declared here before"),
                None => problem,
            });
        }
        match self.given.get(section).and_then(|section| section.get(name)) {
            Some(_) => {
                let place = self.place.clone();
                Err(problem.related(place, "it is in the map that the file was made with"))
            }
            None => Ok(()),
        }
    }

    /// What it is, with its name: ``the workflow `test` ``.
    pub(in crate::document) fn show(&self) -> String {
        let noun = self.format.noun.split_once(' ').map_or(self.format.noun, |(_, noun)| noun);
        format!("the {noun} `{}`", self.title)
    }

    /// All of the document, as its tool has it.
    pub(in crate::document) fn value(&self) -> Cow<'_, Value> {
        let mut whole = Cow::Borrowed(&self.given);
        self.added.iter().for_each(|added| added.put(whole.to_mut()));
        if let Some(desugar) = self.format.desugar.filter(|_| (self.format.is_short)(&whole)) {
            desugar(whole.to_mut());
        }
        whole
    }

    /// What it and the documents below it say together; `own` is what it says itself.
    pub(in crate::document) fn all<'v>(&self, own: &'v Value) -> Cow<'v, Value> {
        let Some(base) = &self.base else { return Cow::Borrowed(own) };
        let below = base.draft();
        let value = below.value();
        Cow::Owned(merge::merge(below.all(&value).into_owned(), own.clone()))
    }

    /// The path of its file.
    pub(in crate::document) fn file(&self, around: &Around<'_>) -> String {
        match around.path {
            Some(folder) if folder.ends_with('/') => {
                format!("{folder}{}", self.path.rsplit('/').next().unwrap_or(&self.path))
            }
            Some(path) => path.into(),
            None => self.path.clone(),
        }
    }

    /// A problem with its place in the recipe and in the file.
    pub(in crate::document) fn placed(&self, problem: Problem, around: &Around<'_>) -> Diagnostic {
        let Problem { path, part, diagnostic } = problem;
        let file = self.file(around);
        let passed = self.passed(&path);
        let place = around.run.locate_part(&passed.call, &passed.value, &passed.path, part);
        diagnostic.at(place).note(if path.is_root() {
            format!("in `{file}`")
        } else {
            format!("in `{file}`, at `{path}`")
        })
    }

    /// What the recipe passed as what is at `path` of the document.
    pub(in crate::document) fn passed(&self, path: &Path) -> Passed {
        if let Some(passed) = self.changed(path) {
            return passed;
        }
        if let Some(number) = self.added_at(path) {
            let Added { place, body, .. } = &self.added[number];
            let (call, value) = (place.clone(), body.clone());
            return Passed { call, value, path: Path(path.0[2..].to_vec()) };
        }
        // What was written shorter is elsewhere in it, and keeps where it was written.
        let value =
            if self.added.is_empty() { self.value().into_owned() } else { self.given.clone() };
        Passed { call: self.place.clone(), value, path: path.clone() }
    }
}

impl Draft {
    /// The number of the entry that was added at `path`, or around it.
    pub(in crate::document) fn added_at(&self, path: &Path) -> Option<usize> {
        let [Step::Key(section), Step::Key(name), ..] = path.0.as_slice() else { return None };
        self.added.iter().position(|added| section == added.section && *name == added.name)
    }
}

impl Added {
    fn put(&self, whole: &mut Value) {
        let Value::Map(whole) = whole.bare_mut() else { return };
        if whole.get(self.section).is_none_or(|section| section.as_map().is_none()) {
            whole.insert(self.section, Map::new());
        }
        if let Some(Value::Map(entries)) = whole.get_mut(self.section).map(Value::bare_mut) {
            entries.insert(self.name.as_str(), self.body.clone());
        }
    }
}
