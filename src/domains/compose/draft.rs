//! A Compose file while a recipe writes it: what it was made with, and what was added to it.

use super::file::ComposeFile;
use crate::diag::{Diagnostic, Place};
use crate::engine::Around;
use crate::value::{Map, Path, Step, Value};

/// What has been written so far.
#[derive(Debug)]
pub(super) struct Draft {
    /// Where it goes by convention.
    pub(super) path: String,
    /// The file that it is read on top of.
    pub(super) base: Option<ComposeFile>,
    /// What it was made with, and by which call.
    pub(super) given: Map,
    pub(super) place: Place,
    pub(super) added: Vec<Added>,
    /// Comment lines for what is added next.
    pub(super) comment: Vec<String>,
    /// Where it was emitted; nothing can be added after that.
    pub(super) emitted: Option<Place>,
}

/// A service, a volume or something else with a name that was added by a call.
#[derive(Debug)]
pub(super) struct Added {
    /// `services`, `volumes`, ...
    pub(super) section: &'static str,
    pub(super) name: String,
    pub(super) body: Value,
    pub(super) place: Place,
}

impl Draft {
    /// Adds something, with the comment that was waiting for it.
    pub(super) fn add(&mut self, mut added: Added) -> Result<(), Diagnostic> {
        self.refuse_late()?;
        self.refuse_twice(&added)?;
        let comment = std::mem::take(&mut self.comment);
        if !comment.is_empty() {
            added.body = added.body.commented(comment);
        }
        self.added.push(added);
        Ok(())
    }

    fn refuse_late(&self) -> Result<(), Diagnostic> {
        let Some(emitted) = &self.emitted else { return Ok(()) };
        Err(Diagnostic::error(
            "already-emitted",
            format!("the Compose file `{}` is already emitted", self.path),
        )
        .related(emitted.clone(), "it was emitted here")
        .hint("emit it after everything is added"))
    }

    fn refuse_twice(&self, added: &Added) -> Result<(), Diagnostic> {
        let Added { section, name, .. } = added;
        let what = format!("`{name}` is declared twice in `{section}` of `{}`", self.path);
        let problem =
            Diagnostic::error("duplicate-block", what).hint("give one of them another name");
        if let Some(other) =
            self.added.iter().find(|other| (other.section, &other.name) == (*section, name))
        {
            return Err(if other.place == added.place {
                problem
            } else {
                problem.related(other.place.clone(), "it was declared here before")
            });
        }
        let is_given = self.given.get(section).is_some_and(|section| section.get(name).is_some());
        if is_given {
            Err(problem.related(self.place.clone(), "it is in the map that the file was made with"))
        } else {
            Ok(())
        }
    }

    /// All of the file as one map.
    pub(super) fn whole(&self) -> Map {
        let mut whole = self.given.clone();
        for Added { section, name, body, .. } in &self.added {
            let mut entries =
                whole.get(section).and_then(Value::as_map).cloned().unwrap_or_default();
            entries.insert(name.as_str(), body.clone());
            match whole.get_mut(section) {
                Some(value) => *value.bare_mut() = entries.into(),
                None => drop(whole.insert(*section, entries)),
            }
        }
        whole
    }

    /// Where the recipe says what stands at `path` of the file.
    pub(super) fn locate(&self, path: &Path, around: &Around<'_>) -> Place {
        if let [Step::Key(section), Step::Key(name), rest @ ..] = path.0.as_slice()
            && let Some(added) =
                self.added.iter().find(|added| section == added.section && *name == added.name)
        {
            return around.locate(&added.place, &added.body, &Path(rest.to_vec()));
        }
        around.locate(&self.place, &Value::Map(self.given.clone()), path)
    }
}
