//! What a recipe changes in a document that is already made, such as one that a library made.

use super::draft::{Change, Draft};
use super::entry::Entry;
use crate::diag::{Diagnostic, Place, suggest, words};
use crate::document::format::kind::Tag;
use crate::engine::Run;
use crate::model::NoticeKind;
use crate::model::graph::{Lazy, Links, Passed};
use crate::value::{Map, Path, Step, Trail, Value, merge::merge};
use rhai::{Dynamic, ImmutableString};

impl Draft {
    /// Lays `over` on what is at `path`: maps join, all else is replaced, a null removes its key.
    ///
    /// # Errors
    /// When nothing is there, or the document is already emitted.
    pub(in crate::document) fn lay_over(
        &mut self,
        path: Path,
        over: Map,
        place: Place,
    ) -> Result<(), Diagnostic> {
        let keys = words::list(over.keys(), "and");
        let (subject, over) = (format!("`{path}` has other values: {keys}"), Value::Map(over));
        self.refuse_missing(&path)?;
        if let Some(there) = self.find_mut(&path) {
            *there = merge(std::mem::replace(there, Value::Null), over.clone());
        }
        self.changes.push(Change { subject, path, place, over: Some(over) });
        Ok(())
    }

    /// Takes out what is at `path`.
    ///
    /// # Errors
    /// When nothing is there, or the document is already emitted.
    pub(in crate::document) fn remove(
        &mut self,
        path: Path,
        place: Place,
    ) -> Result<(), Diagnostic> {
        self.refuse_missing(&path)?;
        let is_it = |section: &str, name: &str| path == Path::root().key(section).key(name);
        self.added.retain(|added| !is_it(added.section, &added.name));
        if let (Some(last), Some(around)) = (path.0.last(), self.find_mut(&path.parent())) {
            match (around.bare_mut(), last) {
                (Value::Map(map), Step::Key(key)) => drop(map.remove(key)),
                (Value::List(items), Step::Index(index)) if *index < items.len() => {
                    drop(items.remove(*index));
                }
                _ => {}
            }
        }
        let subject = format!("`{path}` is left out");
        self.changes.push(Change { subject, path, place, over: None });
        Ok(())
    }

    /// Refuses to change what is not there, or was already written out.
    fn refuse_missing(&mut self, path: &Path) -> Result<(), Diagnostic> {
        self.refuse_late()?;
        if self.find_mut(path).is_some() { Ok(()) } else { Err(self.missing(path)) }
    }

    /// What is at `path`, in what was added or else in what the document was made with.
    fn find_mut(&mut self, path: &Path) -> Option<&mut Value> {
        let (root, rest) = match self.added_at(path) {
            Some(number) => (&mut self.added[number].body, &path.0[2..]),
            None => (&mut self.given, &path.0[..]),
        };
        rest.iter().try_fold(root, inside_mut)
    }

    /// That nothing is at `path`, with what is there beside it.
    fn missing(&self, path: &Path) -> Diagnostic {
        let whole = self.value();
        let known = (0..path.0.len()).rev().find_map(|length| {
            let around = Path(path.0[..length].to_vec());
            Some((around.clone(), around.find(&whole)?.as_map()?.clone(), path.0.get(length)?))
        });
        let problem =
            Diagnostic::error("undeclared-entry", format!("{} has no `{path}`", self.show()));
        let Some((around, map, Step::Key(key))) = known else { return problem };
        let names = || map.keys().map(|key| key.as_str());
        let hint = suggest::did_you_mean(key, names())
            .unwrap_or_else(|| "name something that is in it".into());
        let all = words::list(names(), "and");
        let inside = if around.is_root() { "it".into() } else { format!("`{around}`") };
        problem.note(format!("{inside} has {all}")).hint(hint.as_str())
    }

    /// What a change passed as what is at `path`, if one did.
    pub(in crate::document) fn changed(&self, path: &Path) -> Option<Passed> {
        self.changes.iter().rev().find_map(|change| {
            let inside = Path(path.0.strip_prefix(&change.path.0[..])?.to_vec());
            let over = change.over.as_ref()?;
            inside.find(over).filter(|_| !inside.is_root())?;
            Some(Passed { call: change.place.clone(), value: over.clone(), path: inside })
        })
    }

    /// Adds what was changed to the log of the run.
    pub(in crate::document) fn note_changes(&self, links: Links<'_>) {
        for Change { subject, path, place, .. } in &self.changes {
            let links = links.document("", path, None, place, Lazy::default());
            links.notice(NoticeKind::Changed, subject, links.at(&Trail::ROOT));
        }
    }
}

fn inside_mut<'v>(value: &'v mut Value, step: &Step) -> Option<&'v mut Value> {
    match (value.bare_mut(), step) {
        (Value::Map(map), Step::Key(key)) => map.get_mut(key),
        (Value::List(items), Step::Index(index)) => items.get_mut(*index),
        _ => None,
    }
}

/// The path that a recipe means: the name of an entry, an array of keys and numbers, or keys with dots between them.
///
/// # Errors
/// When it is none of these.
pub(in crate::document) fn target<T: Tag>(run: &Run, given: &Dynamic) -> Result<Path, Diagnostic> {
    if let Some(entry) = given.read_lock::<Entry<T>>() {
        return Ok(entry.path());
    }
    if let Some(text) = given.read_lock::<ImmutableString>() {
        let text = run.plain_text(&text)?;
        return Ok(text.split('.').fold(Path::root(), |path, key| path.key(key)));
    }
    let steps = run.convert(given)?.and_then(|value| match value.into_bare() {
        Value::List(items) => items.iter().map(step).collect::<Option<Vec<Step>>>(),
        _ => None,
    });
    steps.map(Path).ok_or_else(|| {
        Diagnostic::error("wrong-type", "this names nothing in the document").hint(
            "pass its path: keys with dots between them, or an array as `[\"jobs\", \"test\", \"steps\", 0]`",
        )
    })
}

fn step(value: &Value) -> Option<Step> {
    match value.bare() {
        Value::Int(index) => usize::try_from(*index).ok().map(Step::Index),
        value => value.as_str().map(|key| Step::Key(key.into())),
    }
}
