//! Lists: item by item where items have a name, place by place where lists are equally long.

use super::spot::{NAMED, Spot};
use super::store::is_tame;
use super::walker::{Object, Walker};
use crate::domains::k8s::helm::files::{Entry, Part};
use crate::domains::k8s::helm::naming::{Step, camel};
use crate::domains::k8s::variants::merged;
use crate::value::Value;
use std::collections::HashSet;

/// The keys that say which item of a list is which.
const ITEM_KEYS: [&str; 11] = [
    "name",
    "mountPath",
    "containerPort",
    "port",
    "key",
    "secretKey",
    "type",
    "host",
    "path",
    "ip",
    "id",
];

/// How many texts a list has at most that is printed text by text.
const MOST_TEXTS: usize = 3;

impl Walker<'_> {
    /// The items of a list of which some differ; none where the list is a value as a whole.
    pub(super) fn list(&mut self, object: &mut Object<'_>, spot: &Spot<'_>) -> Option<Vec<Entry>> {
        let lists: Vec<&[Value]> =
            spot.present().into_iter().map(Value::as_list).collect::<Option<_>>()?;
        if lists.iter().any(|items| items.is_empty()) {
            return None;
        }
        let has_maps = lists
            .iter()
            .all(|items| items.iter().all(|it| it.as_map().is_some_and(|map| !map.is_empty())));
        let is_long = |items: &&[Value]| items.len() == lists[0].len();
        if has_maps && let Some(items) = self.named_items(object, spot, &lists) {
            return Some(items);
        }
        let is_even =
            lists.iter().all(is_long) && (has_maps || are_few_texts(&lists) || spot.has_names());
        is_even.then(|| self.items_by_place(object, spot, lists[0].len()))
    }

    fn items_by_place(
        &mut self,
        object: &mut Object<'_>,
        spot: &Spot<'_>,
        count: usize,
    ) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(count);
        for index in 0..count {
            object.path.push(Step::Index { index, is_only: count == 1 });
            let item = spot.below(|_, value| value.as_list()?.get(index));
            entries.push(self.entry(object, None, &item));
            object.path.pop();
        }
        entries
    }

    fn named_items(
        &mut self,
        object: &mut Object<'_>,
        spot: &Spot<'_>,
        lists: &[&[Value]],
    ) -> Option<Vec<Entry>> {
        let (key, order) = ITEM_KEYS.iter().find_map(|key| Some((*key, order(lists, key)?)))?;
        let list = object.path.iter().rev().find_map(|step| match step {
            Step::Key(key) => Some(key.clone()),
            _ => None,
        });
        let list = list.unwrap_or_default();
        let mut entries = Vec::with_capacity(order.len());
        for id in &order {
            let name = match id {
                Id::Text(text) => text.clone(),
                Id::Int(int) => format!("{}{int}", camel(key)),
            };
            let is_only = order.len() == 1;
            object.path.push(Step::Item { list: list.clone(), name, is_only });
            let item = spot.below(|_, value| {
                value.as_list()?.iter().find(|item| Id::of(item, key).as_ref() == Some(id))
            });
            let entry =
                self.variable(object, &item).unwrap_or_else(|| self.entry(object, None, &item));
            entries.push(entry);
            object.path.pop();
        }
        Some(entries)
    }

    /// An item with a name and a text that only some environments have: the text itself says whether it is there.
    fn variable(&mut self, object: &mut Object<'_>, item: &Spot<'_>) -> Option<Entry> {
        let is_text = |value: &Value| {
            let keys =
                value.as_map().map(|map| map.keys().map(|it| it.as_str()).collect::<HashSet<_>>());
            keys == Some(HashSet::from(["name", "value"]))
                && value.get("value").and_then(Value::as_str).is_some_and(|it| !it.is_empty())
                && value.get("value").is_some_and(is_tame)
        };
        if !item.is_optional()
            || !item.all(is_text)
            || item.has_names() && item.name(NAMED).is_none()
        {
            return None;
        }
        let texts = item
            .present()
            .into_iter()
            .map(|value| value.get("value").map(|it| it.map_bare(&mut |_| None)));
        let vector = item.stored(texts.collect());
        let names = self.shared_names(object, &vector);
        let value = self.value(object, &names, vector, false);
        let name = item.present()[0].get("name")?.clone();
        let entries = vec![
            Entry::new(Some("name"), Part::Constant(name)),
            Entry::new(Some("value"), Part::Inline("{{ . | quote }}".into())),
        ];
        Some(Entry::new(None, Part::Map(entries)).guarded(format!("with {value}")))
    }
}

/// What an item is called.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Id {
    Text(String),
    Int(i64),
}

impl Id {
    fn of(item: &Value, key: &str) -> Option<Self> {
        match item.get(key)?.bare() {
            Value::Text(text) => text.as_str().map(|text| Self::Text(text.into())),
            Value::Int(int) => Some(Self::Int(*int)),
            _ => None,
        }
    }
}

/// The order of the items by a key that each has, and that no two of a list share; none where lists contradict each other or
/// have nothing in common.
fn order(lists: &[&[Value]], key: &str) -> Option<Vec<Id>> {
    let ids =
        |items: &&[Value]| items.iter().map(|item| Id::of(item, key)).collect::<Option<Vec<_>>>();
    let all: Vec<Vec<Id>> = lists.iter().map(ids).collect::<Option<_>>()?;
    let is_unique = |ids: &Vec<Id>| ids.iter().collect::<HashSet<_>>().len() == ids.len();
    let is_common = |id: &Id| all.iter().all(|ids| ids.contains(id));
    let is_even = all.iter().skip(1).any(|ids| ids.len() == all[0].len());
    if !all.iter().all(is_unique) || !all[0].iter().any(is_common) && is_even {
        return None;
    }
    merged(&all)
}

/// Whether lists of texts are worth to be printed text by text: they are short, and something in them is the same.
fn are_few_texts(lists: &[&[Value]]) -> bool {
    let first = lists[0];
    let are_texts = lists.iter().all(|items| items.iter().all(|item| item.as_str().is_some()));
    let is_same = |i: usize| {
        lists.iter().all(|items| items.get(i).and_then(Value::as_str) == first[i].as_str())
    };
    are_texts && first.len() <= MOST_TEXTS && (first.len() == 1 || (0..first.len()).any(is_same))
}
