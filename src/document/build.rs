//! From a recipe's data to a file's tree: the one way by which documents are checked, written and shown.

use super::draft::Draft;
use super::format::Format;
use super::placeholder::TextSite;
use super::reference::{self, Does, Found, Kind};
use crate::diag::Diagnostic;
use crate::emit::Node;
use crate::emit::layout::Rules;
use crate::emit::lower::lower;
use crate::engine::{Around, Built, Run, WriteBuilt};
use crate::model::{Fact, Role, SECRET_VARIABLE};
use crate::schema::{Problem, walk};
use crate::value::{Hole, Path, Value};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A document whose keys and types are right, for what no table can say of it.
pub struct Checked<'a> {
    /// What it says itself.
    pub own: &'a Value,
    /// What it says together with the documents that it is read on top of.
    pub all: &'a Value,
    /// Whether there are documents below it.
    pub is_on_top: bool,
    format: &'static Format,
    found: Vec<Found<'a>>,
}

impl<'a> Checked<'a> {
    fn new(draft: &Draft, own: &'a Value, all: &'a Value) -> Self {
        let rows = draft.format.references.iter();
        let found = rows.flat_map(|row| row.find(all)).collect();
        Self { own, all, is_on_top: draft.base.is_some(), format: draft.format, found }
    }

    /// The names that the entries of this document define and use, in the order of the rows.
    pub fn references(&self) -> impl Iterator<Item = &Found<'a>> {
        let is_own =
            |path: &Path| Path(path.0.iter().take(2).cloned().collect()).find(self.own).is_some();
        self.found.iter().filter(move |found| !self.is_on_top || is_own(&found.path))
    }

    /// All names of a kind that are defined.
    pub fn names(&self, kind: &Kind) -> Vec<&'a str> {
        let defined = |found: &&Found<'a>| {
            found.row.does == Does::Defines && std::ptr::eq(found.row.kind, kind)
        };
        self.found.iter().filter(defined).map(|found| found.name).collect()
    }

    /// Whether no other file brings names along.
    pub fn is_closed(&self) -> bool {
        self.format.brings_names.is_none_or(|key| self.all.get(key).is_none())
    }

    /// Everything that is wrong: with keys, types and texts, or else with what they say.
    fn problems(&self, around: &Around<'_>) -> Vec<Problem> {
        let mut problems = walk::check(self.own, self.format.types);
        self.own.texts(&mut |text, trail| {
            let site = TextSite { root: self.own, trail, around };
            let mut wrong = self.format.placeholders.check(text, &site);
            if wrong.is_empty() {
                wrong.extend(self.format.written(text, &site).err());
            }
            problems.extend(
                wrong.into_iter().map(|diagnostic| Problem { path: trail.path(), diagnostic }),
            );
        });
        if problems.is_empty() {
            problems = reference::check(self);
            problems.extend(self.format.checks.iter().flat_map(|check| check(self)));
        }
        problems
    }

    /// The file's tree, from the value whose keys are in canonical order.
    fn node<'v>(&self, ordered: &'v Value, around: &Around<'_>) -> Result<Node<'v>, Problem> {
        let mut node = lower(ordered, &mut |text, trail| {
            let site = TextSite { root: self.own, trail, around };
            let written = self.format.written(text, &site);
            written.map(Node::from).map_err(|diagnostic| Problem { path: trail.path(), diagnostic })
        })?;
        layout(self.format, around.run).apply(&mut node);
        Ok(node)
    }
}

/// The rows of layouts that were read in a run.
type Layouts = Mutex<BTreeMap<&'static str, Arc<Rules>>>;

fn layout(format: &Format, run: &Run) -> Arc<Rules> {
    let layouts = run.kept::<Layouts>();
    let mut layouts = layouts.lock().unwrap_or_else(PoisonError::into_inner);
    let parsed = || Arc::new(Rules::parse(format.layout).expect("the rows of a layout are right"));
    layouts.entry(format.layout).or_insert_with(parsed).clone()
}

/// Checks a document, and passes its tree on.
///
/// # Errors
/// Everything that is wrong with it, each at its place.
pub(super) fn build(
    draft: &Draft,
    around: &Around<'_>,
    write: WriteBuilt<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let own = draft.value();
    let all = draft.all(&own);
    let checked = Checked::new(draft, &own, &all);
    let place = |problem| draft.placed(problem, around);
    let problems = checked.problems(around).into_iter().map(place);
    let (errors, warnings): (Vec<_>, Vec<_>) = problems.partition(Diagnostic::is_error);
    warnings.into_iter().for_each(|warning| around.run.report(warning));
    if !errors.is_empty() {
        return Err(errors);
    }
    let ordered = walk::arrange(own.clone().into_owned(), draft.format.types);
    let node = checked.node(&ordered, around).map_err(|problem| vec![place(problem)])?;
    let facts = facts(&checked, draft, around);
    write(Built { path: draft.path.clone(), syntax: draft.format.syntax, node, facts });
    Ok(())
}

/// What the document offers to others and needs from them.
fn facts(checked: &Checked<'_>, draft: &Draft, around: &Around<'_>) -> Vec<Fact> {
    let fact = |role, kind: &str, scope: String, name: &str, path: &Path| Fact {
        role,
        kind: kind.into(),
        scope,
        name: name.into(),
        inside: path.to_string(),
        place: Some(draft.locate(path, around)),
    };
    let of_row = |found: &Found<'_>| {
        let (role, scope) = match found.row.does {
            Does::Defines => (Role::Provides, draft.file(around)),
            Does::Refers | Does::Waits if checked.is_closed() => (Role::Needs, draft.file(around)),
            Does::Reads => (Role::Asks, draft.file(around)),
            Does::Sets => match found.value.as_text()?.as_hole()? {
                Hole::Secret(secret) => (Role::Provides, secret.to_string()),
                Hole::Expr(_) => return None,
            },
            _ => return None,
        };
        let kind = if found.row.does == Does::Sets { SECRET_VARIABLE } else { found.row.kind.noun };
        Some(fact(role, kind, scope, found.name, &found.path))
    };
    checked.references().filter_map(of_row).collect()
}
