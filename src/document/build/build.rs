//! From a recipe's data to a file's tree: the one way by which documents are checked, written and shown.

use super::checked::Checked;
use super::links;
use crate::diag::Diagnostic;
use crate::document::format::kind::{Format, LookedUp};
use crate::document::format::placeholder::TextSite;
use crate::document::recipe::draft::{Draft, Shared};
use crate::emit::layout::Rules;
use crate::emit::lower::lower;
use crate::emit::{Data, Node};
use crate::engine::world::tables;
use crate::engine::{Around, Built, FileFormat, Run, WriteBuilt, unchecked};
use crate::model::NoticeKind;
use crate::model::graph::{Lazy, Links};
use crate::schema::{Dialect, Problem, Ranks, TypeRef, View, check};
use crate::value::{Map, Path, Step, Trail, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

impl FileFormat for Format {
    fn recognises(&self, path: &str, value: &Value) -> bool {
        match self.recognises {
            Some(recognises) => recognises(path, value),
            None => self.path.fits(path) && value.as_map().is_some(),
        }
    }

    fn build(
        &self,
        path: &str,
        value: Value,
        around: &Around<'_>,
        write: WriteBuilt<'_>,
    ) -> Result<(), Vec<Diagnostic>> {
        let draft = Draft::raw(*self, path, value, around.place.clone());
        if !around.run.knows_places() {
            return build(&draft, Lazy::default(), around, write);
        }
        let shared = Shared::new(draft);
        let kept = shared.clone();
        let source = Lazy::new(move |_, path| kept.draft().passed(&path));
        let draft = shared.draft();
        build(&draft, source, around, write)
    }
}

/// Checks a document, and passes its tree on; `source` finds what the recipe passed for a place of it.
///
/// # Errors
/// Everything that is wrong with it, each at its place.
pub(in crate::document) fn build(
    draft: &Draft,
    source: Lazy,
    around: &Around<'_>,
    write: WriteBuilt<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let own = draft.value();
    let all = draft.all(&own);
    let types = types(&draft.format, &own, around);
    let building = Building { draft, around, types, checked: checked(draft, &own, &all) };
    let place = |problem| draft.placed(problem, around);
    let problems = building.problems().into_iter().map(place);
    let (errors, warnings): (Vec<_>, Vec<_>) = problems.partition(Diagnostic::is_error);
    warnings.into_iter().for_each(|warning| around.run.report(warning));
    if !errors.is_empty() {
        return Err(errors);
    }
    let links = around.links().document("", &Path::root(), None, &draft.place, source);
    let node = building.node(links).map_err(|problem| vec![place(problem)])?;
    building.unchecked(links);
    draft.note_changes(around.links());
    let has_all_names = building.checked.is_closed && !building.checked.is_on_top;
    building.checked.references().for_each(|found| found.link(links, has_all_names));
    let path = around.path.filter(|path| !path.ends_with('/')).unwrap_or(&draft.path);
    draft.format.relate.into_iter().for_each(|relate| relate(&own, path, links, around));
    let (path, syntax) = (draft.path.clone(), draft.format.syntax);
    write(Built { path, syntax, node, value: &own });
    Ok(())
}

/// What a file is checked by: the type of the name of the format's function, in the table of its name, unless the
/// format says otherwise.
fn types(format: &Format, value: &Value, around: &Around<'_>) -> LookedUp {
    if let Some(look_up) = format.look_up {
        return look_up(value, around);
    }
    let root = TypeRef { family: format.id, root: format.function() };
    let schema = tables::of(around.run).tables().root(root);
    LookedUp { schema, ..LookedUp::subject(format.noun.into()) }
}

fn checked<'a>(draft: &Draft, own: &'a Value, all: &'a Value) -> Checked<'a> {
    let format = &draft.format;
    let found = format.references.iter().flat_map(|row| row.find(all, format.placeholders));
    Checked {
        own,
        all,
        is_on_top: draft.base.is_some(),
        is_closed: format.brings_names.is_none_or(|key| all.get(key).is_none()),
        found: found.collect(),
    }
}

/// A text as it is written, or what is wrong with it.
type Written<'t> = Result<Cow<'t, str>, Vec<Diagnostic>>;

/// A document that is built.
struct Building<'a> {
    draft: &'a Draft,
    around: &'a Around<'a>,
    types: LookedUp,
    checked: Checked<'a>,
}

impl Building<'_> {
    fn format(&self) -> &Format {
        &self.draft.format
    }

    /// Calls `see` with each text, the text as it is written and its place.
    fn texts(&self, see: &mut dyn FnMut(Written<'_>, &Trail<'_>)) {
        let own = self.checked.own;
        own.texts(&mut |text, trail| {
            let at =
                TextSite { root: own, trail, around: self.around, links: None, is_whole: false };
            let wrong = self.format().placeholders.check(text, &at);
            let written = if wrong.is_empty() {
                at.written(text, self.format().placeholders).map_err(|problem| vec![problem])
            } else {
                Err(wrong)
            };
            see(written, trail);
        });
    }

    /// Everything that is wrong: with keys, types and texts, or else with what they say.
    fn problems(&self) -> Vec<Problem> {
        let (own, format) = (self.checked.own, self.format());
        let mut problems = Vec::new();
        self.types.each(&mut |at, types| {
            let wrong = self.mistyped(at, types);
            problems.extend(wrong.into_iter().map(|problem| problem.below(at)));
        });
        self.texts(&mut |written, trail| {
            let wrong = written.err().into_iter().flatten();
            problems.extend(wrong.map(|diagnostic| Problem::value(trail.path(), diagnostic)));
        });
        if !format.sections.is_empty() && own.as_map().is_some_and(Map::is_empty) {
            problems.push(Problem::value(Path::root(), empty(format)));
        }
        if !problems.iter().any(Problem::is_error) {
            problems.extend(links::check(&self.checked));
            problems.extend(format.checks.iter().flat_map(|check| check(&self.checked)));
        }
        problems
    }

    /// What is wrong with the types of the document, or of one that is in it.
    fn mistyped(&self, at: &Path, types: &LookedUp) -> Vec<Problem> {
        let dialect = Dialect {
            openness: &|text| self.format().placeholders.openness(text),
            subject: &types.subject,
            is_whole: !self.checked.is_on_top,
            version: types.version,
            ..Dialect::DOCUMENT
        };
        let (value, schema) = (at.find(self.checked.own), types.schema.as_ref());
        let wrong = value.zip(schema).map(|(value, it)| check(value, it.view(), &dialect));
        types.problems.iter().cloned().chain(wrong.into_iter().flatten()).collect()
    }

    /// The file's tree, with its keys in canonical order.
    fn node(&self, links: Links<'_>) -> Result<Node<'_>, Problem> {
        let (root, around, placeholders) =
            (self.checked.own, self.around, self.format().placeholders);
        let mut node = lower(root, &mut |text, trail| {
            let (links, is_whole) = (Some(links), text.as_hole().is_some());
            let at = TextSite { root, trail, around, links, is_whole };
            let written = at.written(text, placeholders);
            let written = written.map_err(|diagnostic| Problem::value(trail.path(), diagnostic))?;
            placeholders.reads(&written).into_iter().for_each(|name| at.reads(name));
            Ok(Node::from(written))
        })?;
        self.types.each(&mut |at, types| {
            let part = at.find(root).zip(inside(&mut node, &at.0));
            if let (Some((value, node)), Some(schema)) = (part, &types.schema) {
                arrange(node, value, schema.view());
            }
        });
        layout(self.format().layout, self.around.run).apply(&mut node);
        Ok(node)
    }

    /// Adds what no schema checks.
    fn unchecked(&self, links: Links<'_>) {
        self.checked.own.visit(&mut |value, trail| unchecked::notice(value, trail, links));
        self.types.each(&mut |at, types| {
            types.unchecked.iter().for_each(|reason| {
                links.notice(NoticeKind::Unchecked, reason, links.at_path(at));
            });
        });
    }
}

/// The node at a path.
fn inside<'n, 'v>(node: &'n mut Node<'v>, path: &[Step]) -> Option<&'n mut Node<'v>> {
    let Some((step, rest)) = path.split_first() else { return Some(node) };
    let below = match (&mut node.data, step) {
        (Data::Map(entries, _), Step::Key(key)) => {
            entries.iter_mut().find(|(name, _)| name.text == key.as_str()).map(|(_, node)| node)
        }
        (Data::List(items, _), Step::Index(index)) => items.get_mut(*index),
        _ => None,
    };
    inside(below?, rest)
}

/// Puts the keys of a node, which `value` became, into the order of its type.
fn arrange(node: &mut Node<'_>, value: &Value, view: View<'_>) {
    match (&mut node.data, value.bare()) {
        (Data::Map(entries, _), Value::Map(map)) => {
            let view = view.chosen(value);
            for ((_, node), (key, inner)) in entries.iter_mut().zip(map.iter()) {
                view.under(key).into_iter().for_each(|view| arrange(node, inner, view));
            }
            let ranks = Ranks::of(view).into_iter();
            ranks.for_each(|ranks| entries.sort_by_cached_key(|(key, _)| ranks.rank(&key.text)));
        }
        (Data::List(nodes, _), Value::List(items)) => {
            let view = view.chosen(value);
            for (i, (node, inner)) in nodes.iter_mut().zip(items).enumerate() {
                view.nth(i).into_iter().for_each(|view| arrange(node, inner, view));
            }
        }
        _ => {}
    }
}

fn empty(format: &Format) -> Diagnostic {
    let noun = format.noun.split_once(' ').map_or(format.noun, |(_, noun)| noun);
    let method = format.sections.first().map_or("", |section| section.method);
    let hint = format!("add a {method}: `{}.{method}(name, #{{ ... }})`", format.function());
    Diagnostic::error("empty-value", format!("this {noun} is empty")).hint(hint.as_str())
}

/// The rows of layouts that were read in a run.
type Layouts = Mutex<BTreeMap<&'static str, Arc<Rules>>>;

fn layout(rows: &'static str, run: &Run) -> Arc<Rules> {
    let layouts = run.kept::<Layouts>();
    let mut layouts = layouts.lock().unwrap_or_else(PoisonError::into_inner);
    let parsed = || Arc::new(Rules::parse(rows).expect("the rows of a layout are right"));
    layouts.entry(rows).or_insert_with(parsed).clone()
}
