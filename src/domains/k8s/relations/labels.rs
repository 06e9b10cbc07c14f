//! Labels, and selectors that look for them.

use crate::schema::findings::{items, text};
use crate::value::tagged::UNCHECKED;
use crate::value::{Key, Map, Value};

/// The labels of an object or of its pods; the value of one may not be known yet.
pub(super) type Labels = Vec<(Key, Option<Key>)>;

/// The labels in a map.
pub(super) fn labels(map: Option<&Value>) -> Labels {
    let entries = map.and_then(Value::as_map).into_iter().flat_map(Map::iter);
    entries.map(|(key, value)| (key.clone(), value.as_str().map(Key::from))).collect()
}

/// What a selector asks for, all of which has to be true.
#[derive(Debug)]
pub(super) struct Selector(Vec<Requirement>);

#[derive(Debug)]
struct Requirement {
    key: Key,
    /// The values it may have; none are any.
    values: Vec<Key>,
    /// Whether it is the other way round.
    is_negated: bool,
}

impl Selector {
    /// A map of labels, as Services have; none where a value is not known yet, where it selects nothing, or where its
    /// author vouches for it.
    pub(super) fn of_labels(map: &Value) -> Option<Self> {
        if map.find_tag(UNCHECKED).is_some() {
            return None;
        }
        let wanted = labels(Some(map));
        let requirement = |(key, value): (Key, Option<Key>)| {
            Some(Requirement { key, values: vec![value?], is_negated: false })
        };
        let all: Option<Vec<_>> = wanted.into_iter().map(requirement).collect();
        all.filter(|all| !all.is_empty()).map(Self)
    }

    /// A selector with `matchLabels` and `matchExpressions`; none as above.
    pub(super) fn of(value: &Value) -> Option<Self> {
        if value.find_tag(UNCHECKED).is_some() {
            return None;
        }
        let plain = value.get("matchLabels").map(labels_of);
        let mut all = plain.unwrap_or(Some(Vec::new()))?;
        for expression in items(value, "matchExpressions") {
            all.push(requirement(expression)?);
        }
        Some(Self(all)).filter(|selector| !selector.0.is_empty())
    }

    /// Whether these labels are what it looks for. A label that is not known yet may be.
    pub(super) fn matches(&self, labels: &Labels) -> bool {
        self.0.iter().all(|wanted| wanted.is_met(labels))
    }

    /// How many of its requirements these labels meet.
    pub(super) fn met(&self, labels: &Labels) -> usize {
        self.0.iter().filter(|wanted| wanted.is_met(labels)).count()
    }

    /// A label that what it finds has, if there is one: it can be looked up by that.
    pub(super) fn label(&self) -> Option<(&str, &str)> {
        self.0.iter().find_map(|wanted| match wanted.values.as_slice() {
            [value] if !wanted.is_negated => Some((wanted.key.as_str(), value.as_str())),
            _ => None,
        })
    }

    /// The keys of the labels that it looks at.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|wanted| wanted.key.as_str())
    }
}

impl Requirement {
    fn is_met(&self, labels: &Labels) -> bool {
        let found = labels.iter().find(|(key, _)| *key == self.key);
        let is_right = match found {
            None => false,
            Some((_, None)) => return true,
            Some((_, Some(value))) => self.values.is_empty() || self.values.contains(value),
        };
        is_right != self.is_negated
    }
}

fn labels_of(map: &Value) -> Option<Vec<Requirement>> {
    let is_empty = map.as_map().is_some_and(Map::is_empty);
    if is_empty { Some(Vec::new()) } else { Selector::of_labels(map).map(|selector| selector.0) }
}

fn requirement(expression: &Value) -> Option<Requirement> {
    let operator = text(expression, "operator")?;
    let values: Option<Vec<Key>> =
        items(expression, "values").iter().map(|value| value.as_str().map(Key::from)).collect();
    let is_negated = matches!(operator, "NotIn" | "DoesNotExist");
    Some(Requirement { key: text(expression, "key")?.into(), values: values?, is_negated })
}
