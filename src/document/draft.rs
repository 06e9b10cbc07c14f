//! A document while a recipe writes it: what it was made with, and what was added to it.

use super::document::Shared;
use super::format::{Format, PathRule};
use crate::diag::{Diagnostic, Place};
use crate::engine::Around;
use crate::schema::Problem;
use crate::value::{Map, Path, Step, Value, merge};
use std::borrow::Cow;

/// What has been written so far.
pub(super) struct Draft {
    pub(super) format: &'static Format,
    /// What it is called: its name, or its path.
    pub(super) title: String,
    /// Where it goes by convention.
    pub(super) path: String,
    /// The document that it is read on top of.
    pub(super) base: Option<Shared>,
    /// What it was made with, and by which call.
    pub(super) given: Value,
    pub(super) place: Place,
    pub(super) added: Vec<Added>,
    /// Comment lines for what is added next.
    pub(super) comment: Vec<String>,
    /// Where it was emitted; nothing can be added after that.
    pub(super) emitted: Option<Place>,
}

/// A named entry of a section that was added by a call.
pub(super) struct Added {
    pub(super) section: &'static str,
    pub(super) name: String,
    pub(super) body: Value,
    pub(super) place: Place,
}

impl Draft {
    /// A document that is made by the call at `place`.
    pub(super) fn new(
        format: &'static Format,
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
        let (added, comment, emitted) = (Vec::new(), Vec::new(), None);
        Ok(Self { format, title, path, base, given, place, added, comment, emitted })
    }

    /// Adds an entry, with the comment that was waiting for it.
    pub(super) fn add(&mut self, mut added: Added) -> Result<(), Diagnostic> {
        self.refuse_late()?;
        self.refuse_duplicate(&added)?;
        let comment = std::mem::take(&mut self.comment);
        if !comment.is_empty() {
            added.body = added.body.commented(comment);
        }
        self.added.push(added);
        Ok(())
    }

    fn refuse_late(&self) -> Result<(), Diagnostic> {
        let Some(emitted) = &self.emitted else { return Ok(()) };
        let message = format!("{} is already emitted", self.show());
        Err(Diagnostic::error("already-emitted", message)
            .related(emitted.clone(), "it was emitted here")
            .hint("emit it after everything is added"))
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
    pub(super) fn show(&self) -> String {
        let noun = self.format.noun.split_once(' ').map_or(self.format.noun, |(_, noun)| noun);
        format!("the {noun} `{}`", self.title)
    }

    /// All of the document, as its tool has it.
    pub(super) fn value(&self) -> Cow<'_, Value> {
        if self.added.is_empty() && self.format.desugar.is_none() {
            return Cow::Borrowed(&self.given);
        }
        let mut whole = self.given.as_map().cloned().unwrap_or_default();
        self.added.iter().for_each(|added| added.put(&mut whole));
        if let Some(desugar) = self.format.desugar {
            desugar(&mut whole);
        }
        Cow::Owned(whole.into())
    }

    /// What it and the documents below it say together; `own` is what it says itself.
    pub(super) fn all<'v>(&self, own: &'v Value) -> Cow<'v, Value> {
        let Some(base) = &self.base else { return Cow::Borrowed(own) };
        let below = base.draft();
        let value = below.value();
        Cow::Owned(merge::merge(below.all(&value).into_owned(), own.clone()))
    }

    /// The path of its file.
    pub(super) fn file(&self, around: &Around<'_>) -> String {
        match around.path {
            Some(folder) if folder.ends_with('/') => {
                format!("{folder}{}", self.path.rsplit('/').next().unwrap_or(&self.path))
            }
            Some(path) => path.into(),
            None => self.path.clone(),
        }
    }

    /// A problem with its place in the recipe and in the file.
    pub(super) fn placed(&self, problem: Problem, around: &Around<'_>) -> Diagnostic {
        let Problem { path, diagnostic } = problem;
        let file = self.file(around);
        diagnostic.at(self.locate(&path, around)).note(if path.is_root() {
            format!("in `{file}`")
        } else {
            format!("in `{file}`, at `{path}`")
        })
    }

    /// Where the recipe says what is at `path` of the document.
    pub(super) fn locate(&self, path: &Path, around: &Around<'_>) -> Place {
        if let [Step::Key(section), Step::Key(name), rest @ ..] = path.0.as_slice()
            && let Some(added) =
                self.added.iter().find(|added| section == added.section && *name == added.name)
        {
            return around.locate(&added.place, &added.body, &Path(rest.to_vec()));
        }
        around.locate(&self.place, &self.given, path)
    }
}

impl Added {
    fn put(&self, whole: &mut Map) {
        let Self { section, name, body, .. } = self;
        let mut entries = whole.get(section).and_then(Value::as_map).cloned().unwrap_or_default();
        entries.insert(name.as_str(), body.clone());
        match whole.get_mut(section) {
            Some(value) => *value.bare_mut() = entries.into(),
            None => drop(whole.insert(*section, entries)),
        }
    }
}
