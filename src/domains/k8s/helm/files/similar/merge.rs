//! Templates of several objects as one: what all have as it is, what some have under a condition.

use super::conditions::{condition, where_holds};
use super::general::specific;
use crate::domains::k8s::helm::files::template::{self, ELSE, Entry, Part, constant, escaped};
use crate::domains::k8s::variants::{merged as merged_order, merged_or_first_seen};
use crate::value::{Map, Value};

/// What is there for a component, by its number.
type Own<'e> = (usize, &'e Entry);

/// How long a line with a choice may get.
const WIDTH: usize = 100;

/// What says which item of a list is which.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Id {
    Name(String),
    /// Items that are equal.
    Number(usize),
}

/// The entries of all components as one; none where their order contradicts.
pub(super) fn merged<'e>(
    names: &[String],
    each: impl Iterator<Item = &'e [Entry]>,
) -> Option<Vec<Entry>> {
    Merger { names }.lists(&each.enumerate().collect::<Vec<_>>())
}

struct Merger<'n> {
    names: &'n [String],
}

impl Merger<'_> {
    /// The entries of maps or lists, matched in the way that gives the shortest template.
    fn lists(&self, lists: &[(usize, &[Entry])]) -> Option<Vec<Entry>> {
        let matched = |ids: Vec<Vec<Id>>| self.matched(lists, &ids);
        shortest([ids(lists).and_then(matched), places(lists).and_then(matched)])
    }

    fn matched(&self, lists: &[(usize, &[Entry])], ids: &[Vec<Id>]) -> Option<Vec<Entry>> {
        let has_keys = lists.iter().all(|(_, list)| list.iter().all(|it| it.key.is_some()));
        let order = if has_keys { merged_or_first_seen(ids) } else { merged_order(ids)? };
        let all: Vec<usize> = lists.iter().map(|(member, _)| *member).collect();
        let mut entries = Vec::with_capacity(order.len());
        for id in order {
            let own = lists.iter().zip(ids).filter_map(|((member, list), ids)| {
                ids.iter().position(|other| *other == id).map(|at| (*member, &list[at]))
            });
            entries.extend(self.entry(&own.collect::<Vec<_>>(), &all)?);
        }
        Some(entries)
    }

    /// One entry, of those components that have it.
    fn entry(&self, own: &[Own<'_>], all: &[usize]) -> Option<Vec<Entry>> {
        let classes = classes(own);
        let there: Vec<usize> = own.iter().map(|(member, _)| *member).collect();
        let under = |entry: Entry| vec![where_holds(entry, condition(self.names, &there, all))];
        if let [(members, entry)] = classes.as_slice() {
            return Some(under(self.own(members, entry)));
        }
        let with = |part: Option<Part>| part.map(|part| under(Entry { part, ..own[0].1.clone() }));
        let has_one_guard = own.iter().all(|(_, entry)| entry.guard == own[0].1.guard);
        let joint = has_one_guard.then(|| {
            let parts =
                [self.choice(&classes, &there), self.below(&classes, &there), self.inside(own)];
            shortest(parts.map(with))
        });
        shortest([joint.flatten(), Some(self.alternatives(&classes, all))])
    }

    /// The entry of some components: that of a single one has its name.
    fn own(&self, members: &[usize], entry: &Entry) -> Entry {
        match members {
            [one] => specific(entry, &self.names[*one]),
            _ => entry.clone(),
        }
    }

    /// What is in maps or lists that differ.
    fn inside(&self, own: &[Own<'_>]) -> Option<Part> {
        let parts: Vec<Part> = own.iter().map(|(_, entry)| opened(&entry.part)).collect();
        let lists = |list: fn(&Part) -> Option<&[Entry]>| {
            let each = own.iter().zip(&parts);
            each.map(|((member, _), part)| Some((*member, list(part)?))).collect::<Option<Vec<_>>>()
        };
        if let Some(maps) = lists(|part| if let Part::Map(all) = part { Some(all) } else { None }) {
            return self.lists(&maps).map(Part::Map);
        }
        let items = lists(|part| if let Part::List(all) = part { Some(all) } else { None })?;
        self.lists(&items).map(Part::List)
    }

    /// Texts of one line that differ, on one line; none where it gets too long.
    fn choice(&self, classes: &[(Vec<usize>, &Entry)], all: &[usize]) -> Option<Part> {
        let texts: Vec<String> =
            classes.iter().map(|(_, entry)| line(entry)).collect::<Option<_>>()?;
        let (front, back) = common(&texts);
        let mut text = texts[0][..front].to_string();
        for (i, ((members, _), own)) in classes.iter().zip(&texts).enumerate() {
            let condition = condition(self.names, members, all)?;
            text += &match i {
                0 => format!("{{{{ if {condition} }}}}"),
                _ if i + 1 == classes.len() => "{{ else }}".into(),
                _ => format!("{{{{ else if {condition} }}}}"),
            };
            text += &own[front..own.len() - back];
            // A bracket in front of an action would be read as one of it.
            if own[..own.len() - back].ends_with('{') {
                return None;
            }
        }
        text = text + "{{ end }}" + &texts[0][texts[0].len() - back..];
        (text.len() <= WIDTH).then_some(Part::Inline(text))
    }

    /// Expressions that differ in texts alone, as one.
    fn below(&self, classes: &[(Vec<usize>, &Entry)], all: &[usize]) -> Option<Part> {
        let words = |entry: &Entry| match &entry.part {
            Part::Below(text) => Some(text.split(' ').map(String::from).collect()),
            _ => None,
        };
        let words =
            classes.iter().map(|(_, it)| words(it)).collect::<Option<Vec<Vec<String>>>>()?;
        let length = words[0].len();
        if words.iter().any(|it| it.len() != length) {
            return None;
        }
        let word = |i: usize| {
            let own =
                classes.iter().zip(&words).map(|((members, _), all)| (members, all[i].as_str()));
            self.word(&own.collect::<Vec<_>>(), all)
        };
        Some(Part::Below((0..length).map(word).collect::<Option<Vec<_>>>()?.join(" ")))
    }

    /// A word of an expression: one of two texts where components differ.
    fn word(&self, own: &[(&Vec<usize>, &str)], all: &[usize]) -> Option<String> {
        let (_, first) = own[0];
        let Some((_, second)) = own.iter().find(|(_, word)| *word != first) else {
            return Some(first.into());
        };
        let text = |word: &str| {
            word.trim_end_matches(')')
                .strip_prefix('"')
                .and_then(|it| it.strip_suffix('"'))
                .is_some()
        };
        let with_first: Vec<usize> = own
            .iter()
            .filter(|(_, word)| *word == first)
            .flat_map(|(it, _)| (*it).clone())
            .collect();
        let is_one_of_two = own.iter().all(|(_, word)| *word == first || word == second);
        if !is_one_of_two || !text(first) || !text(second) {
            return None;
        }
        let condition = condition(self.names, &with_first, all)?;
        let (first, end) = first.split_at(first.trim_end_matches(')').len());
        let second = second.trim_end_matches(')');
        Some(format!("(ternary {first} {second} ({condition})){end}"))
    }

    /// Each of what differs, under a condition of its own.
    fn alternatives(&self, classes: &[(Vec<usize>, &Entry)], all: &[usize]) -> Vec<Entry> {
        let has_all = classes.iter().map(|(members, _)| members.len()).sum::<usize>() == all.len();
        let mut entries = Vec::with_capacity(classes.len());
        for (i, (members, entry)) in classes.iter().enumerate() {
            let is_rest = has_all && i + 1 == classes.len();
            let guard = match condition(self.names, members, all).filter(|_| i == 0 || !is_rest) {
                Some(condition) if i == 0 => format!("if {condition}"),
                Some(condition) => format!("{ELSE} if {condition}"),
                None => ELSE.to_string(),
            };
            let own = self.own(members, entry);
            let inner = match entry.guard {
                Some(_) => Entry::new(None, Part::Block(vec![own])),
                None => own,
            };
            entries.push(inner.guarded(guard));
        }
        entries
    }
}

/// Components with equal entries, those with the fewest first.
fn classes<'e>(own: &[Own<'e>]) -> Vec<(Vec<usize>, &'e Entry)> {
    let mut classes: Vec<(Vec<usize>, &Entry)> = Vec::new();
    for (member, entry) in own {
        match classes.iter_mut().find(|(_, other)| other == entry) {
            Some((members, _)) => members.push(*member),
            None => classes.push((vec![*member], entry)),
        }
    }
    classes.sort_by_key(|(members, _)| members.len());
    classes
}

/// How much texts have in common at both ends: whole words, and whole actions.
fn common(texts: &[String]) -> (usize, usize) {
    let first = &texts[0];
    let is_between = |it: char| !it.is_alphanumeric() && !"{}".contains(it);
    let is_front = |end: &usize| {
        let front = &first[..*end];
        front.ends_with(is_between)
            && !is_in_action(first, *end)
            && texts.iter().all(|it| it.starts_with(front))
    };
    let mut ends = first.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let front = ends.rfind(is_front).unwrap_or(0);
    let is_back = |start: &usize| {
        let back = &first[*start..];
        let fits = |it: &String| {
            it.ends_with(back)
                && it.len() >= front + back.len()
                && !is_in_action(it, it.len() - back.len())
        };
        back.starts_with(is_between) && texts.iter().all(fits)
    };
    let back = first.char_indices().map(|(at, _)| at).find(is_back);
    (front, back.map_or(0, |at| first.len() - at))
}

/// Whether a place in a text is inside of an action.
fn is_in_action(text: &str, at: usize) -> bool {
    let mut start = 0;
    while let Some(open) = text[start..].find("{{").map(|it| start + it).filter(|open| *open < at) {
        let close = text[open..].find("}}").map_or(text.len(), |it| open + it + 2);
        if at < close {
            return true;
        }
        start = close;
    }
    false
}

/// The shortest of some entries.
fn shortest<const N: usize>(all: [Option<Vec<Entry>>; N]) -> Option<Vec<Entry>> {
    let lines = |entries: &Vec<Entry>| template::text(entries).lines().count();
    all.into_iter().flatten().min_by_key(lines)
}

/// The places of items in lists of one length.
fn places(lists: &[(usize, &[Entry])]) -> Option<Vec<Vec<Id>>> {
    let length = lists[0].1.len();
    let is_even = |(_, list): &(usize, &[Entry])| {
        list.len() == length && list.iter().all(|it| it.key.is_none())
    };
    lists.iter().all(is_even).then(|| vec![(0..length).map(Id::Number).collect(); lists.len()])
}

/// What says which entry is which; none where two of a list are the same.
fn ids(lists: &[(usize, &[Entry])]) -> Option<Vec<Vec<Id>>> {
    let keyed = lists.iter().map(|(_, list)| list.iter().map(name).collect::<Option<Vec<_>>>());
    let keyed: Option<Vec<Vec<Id>>> = keyed.collect();
    let mut known: Vec<&Entry> = Vec::new();
    let mut number = |entry| {
        let at = known.iter().position(|other| *other == entry).unwrap_or_else(|| {
            known.push(entry);
            known.len() - 1
        });
        Id::Number(at)
    };
    let ids = keyed.unwrap_or_else(|| {
        lists.iter().map(|(_, list)| list.iter().map(&mut number).collect()).collect()
    });
    let is_unique = |ids: &Vec<Id>| (0..ids.len()).all(|i| !ids[..i].contains(&ids[i]));
    ids.iter().all(is_unique).then_some(ids)
}

/// The key of an entry, or the name of an item.
fn name(entry: &Entry) -> Option<Id> {
    if let Some(key) = &entry.key {
        return Some(Id::Name(key.clone()));
    }
    let Part::Map(entries) = opened(&entry.part) else { return None };
    let first = entries.first().filter(|it| it.guard.is_none())?;
    match &first.part {
        Part::Constant(value) => Some(Id::Name(format!("{:?} {}", first.key, value.as_str()?))),
        _ => None,
    }
}

/// A part with what is in it, where that is a constant.
fn opened(part: &Part) -> Part {
    let entry = |key: Option<&str>, value: &Value| Entry::new(key, Part::Constant(value.clone()));
    match part {
        Part::Constant(value) => match (value.as_map(), value.as_list()) {
            (Some(map), _) if !map.is_empty() => Part::Map(opened_map(map)),
            (_, Some(items)) if !items.is_empty() => {
                Part::List(items.iter().map(|item| entry(None, item)).collect())
            }
            _ => part.clone(),
        },
        other => other.clone(),
    }
}

fn opened_map(map: &Map) -> Vec<Entry> {
    map.iter().map(|(key, value)| Entry::new(Some(key), Part::Constant(value.clone()))).collect()
}

/// What follows the key of an entry on its line; none where it has more lines.
fn line(entry: &Entry) -> Option<String> {
    match &entry.part {
        Part::Inline(text) => Some(text.clone()),
        Part::Constant(Value::Commented(_)) => None,
        Part::Constant(value) if value.as_map().is_none() && value.as_list().is_none() => {
            let written = constant(None, value);
            let text = written.strip_prefix("- ")?.strip_suffix('\n')?;
            (!text.contains('\n')).then(|| escaped(text))
        }
        _ => None,
    }
}
