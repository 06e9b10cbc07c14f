//! What a JSON schema says of a map in several places, put together: its keys, and the rules between them.

use super::imported::ImportError;
use crate::schema::Rule;
use crate::value::Value;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// How often a schema may lead to another one before it says something.
const MOST_HOPS: usize = 32;

/// What is said of a map.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// What is said of each key.
    pub(super) properties: IndexMap<&'a str, Vec<&'a Value>>,
    /// The keys that have to be there.
    pub(super) required: BTreeSet<&'a str>,
    /// Alternatives of which some are no maps.
    pub(super) unions: Vec<Vec<&'a Value>>,
    pub(super) rules: Vec<Rule>,
    patterns: Vec<(&'a str, &'a Value)>,
    additional: Option<&'a Value>,
}

impl<'a> Parts<'a> {
    /// All that `node` says, itself and through others.
    ///
    /// # Errors
    /// When a reference leads nowhere, or to itself.
    pub(super) fn gather(root: &'a Value, node: &'a Value) -> Result<Self, ImportError> {
        let mut parts = Self::default();
        parts.add(root, node, 0)?;
        Ok(parts)
    }

    /// Maps of which one has to fit, as one: keys that only some have, and rules that keep them apart.
    ///
    /// # Errors
    /// As for [`Self::gather`].
    pub(super) fn of_alternatives(
        root: &'a Value,
        nodes: &[&'a Value],
        hops: usize,
    ) -> Result<Self, ImportError> {
        let gathered = |node: &&'a Value| {
            let mut parts = Self::default();
            parts.add(root, node, hops + 1).map(|()| parts)
        };
        Ok(Self::merged(&nodes.iter().map(gathered).collect::<Result<Vec<_>, _>>()?))
    }

    fn add(&mut self, root: &'a Value, node: &'a Value, hops: usize) -> Result<(), ImportError> {
        if hops > MOST_HOPS {
            return Err(ImportError::TooLarge);
        }
        if let Some(target) = followed(root, node)? {
            self.add(root, target, hops + 1)?;
        }
        self.add_keys(node);
        for part in list(node, "allOf") {
            self.add(root, part, hops + 1)?;
        }
        for (key, is_exact) in [("oneOf", true), ("anyOf", false)] {
            let nodes: Vec<&Value> = list(node, key).iter().collect();
            self.add_alternatives(root, nodes, is_exact, hops)?;
        }
        Ok(())
    }

    fn add_keys(&mut self, node: &'a Value) {
        for (name, node) in map(node, "properties").filter(|(_, node)| **node != Value::Bool(false))
        {
            self.properties.entry(name).or_default().push(node);
        }
        self.required.extend(texts(node.get("required")));
        self.patterns.extend(map(node, "patternProperties"));
        let closed = node.get("unevaluatedProperties").or(node.get("additionalProperties"));
        self.additional = closed.or(self.additional);
        let dependencies = map(node, "dependentRequired").chain(map(node, "dependencies"));
        for (name, needed) in dependencies.filter(|(_, needed)| needed.as_list().is_some()) {
            self.rules.push(Rule::Needs(name.into(), boxed(texts(Some(needed)))));
        }
        let excluded: Vec<&str> =
            texts(node.get("not").and_then(|not| not.get("required"))).collect();
        if excluded.len() > 1 {
            self.rules.push(Rule::AtMostOne(boxed(excluded)));
        }
    }

    fn add_alternatives(
        &mut self,
        root: &'a Value,
        nodes: Vec<&'a Value>,
        is_exact: bool,
        hops: usize,
    ) -> Result<(), ImportError> {
        let keys: Vec<Vec<&str>> =
            nodes.iter().map(|node| texts(node.get("required")).collect()).collect();
        if nodes.is_empty() {
        } else if is_exact && let Some(keys) = at_most_one(&nodes) {
            self.rules.push(Rule::AtMostOne(keys));
        } else if nodes.iter().all(|node| is_rule(node)) {
            if keys.iter().all(|keys| keys.len() == 1) {
                let keys = boxed(keys.concat());
                self.rules.push(if is_exact {
                    Rule::ExactlyOne(keys)
                } else {
                    Rule::AtLeastOne(keys)
                });
            }
        } else if nodes.iter().all(|node| is_map(root, node, hops)) {
            let merged = Self::of_alternatives(root, &nodes, hops)?;
            merged
                .properties
                .into_iter()
                .for_each(|(name, nodes)| self.properties.entry(name).or_default().extend(nodes));
            self.required.extend(merged.required);
            self.rules.extend(merged.rules);
            self.patterns.extend(merged.patterns);
            self.additional = self.additional.or(merged.additional);
        } else {
            self.unions.push(nodes);
        }
        Ok(())
    }

    fn merged(all: &[Self]) -> Self {
        let mut merged = Self::default();
        for parts in all {
            for (name, nodes) in &parts.properties {
                merged.properties.entry(name).or_default().extend(nodes);
            }
            merged.patterns.extend(&parts.patterns);
        }
        let in_all = |name: &&&str| all.iter().all(|parts| parts.required.contains(**name));
        merged.required = all
            .first()
            .into_iter()
            .flat_map(|first| first.required.iter().filter(in_all))
            .copied()
            .collect();
        let open = all.iter().find(|parts| !parts.is_closed());
        merged.additional = open.or(all.first()).and_then(|parts| parts.additional);
        if open.is_none() {
            merged.rules = apart(all);
        }
        merged
    }

    fn is_closed(&self) -> bool {
        self.additional == Some(&Value::Bool(false))
    }

    /// Whether no key is constrained.
    pub(super) fn is_empty(&self) -> bool {
        self.properties.is_empty()
            && self.patterns.is_empty()
            && self.rules.is_empty()
            && self.additional.is_none_or(|node| *node == Value::Bool(true))
    }

    /// What all values are, where no key has a name.
    pub(super) fn only_values(&self) -> Option<&'a Value> {
        let is_plain = self.properties.is_empty() && self.rules.is_empty();
        match (self.patterns.as_slice(), self.additional) {
            ([(pattern, node)], None | Some(Value::Bool(_)))
                if is_plain && prefix(pattern).is_empty() =>
            {
                Some(node)
            }
            ([], Some(node)) if is_plain && node.as_map().is_some() => Some(node),
            _ => None,
        }
    }

    /// The beginnings of keys that have no name, with what is under them.
    pub(super) fn others(&self, is_closed: bool) -> IndexMap<&'a str, Vec<&'a Value>> {
        let mut others: IndexMap<&str, Vec<&Value>> = IndexMap::new();
        for (pattern, node) in &self.patterns {
            others.entry(prefix(pattern)).or_default().push(node);
        }
        match self.additional {
            Some(Value::Bool(false)) => {}
            Some(node) => others.entry("").or_default().push(node),
            None if !is_closed => others.entry("").or_default().push(&Value::Null),
            None => {}
        }
        others
    }
}

/// The rules that keep alternatives apart: the key that each needs alone, and those that are there with it alone.
fn apart(all: &[Parts<'_>]) -> Vec<Rule> {
    let has_alone = |at: usize, name: &str| {
        all.iter()
            .enumerate()
            .all(|(other, parts)| other == at || !parts.properties.contains_key(name))
    };
    let own = |(at, parts): (usize, &Parts<'_>)| -> Option<Box<str>> {
        parts.required.iter().find(|name| has_alone(at, name)).map(|name| (*name).into())
    };
    let Some(keys) = all.iter().enumerate().map(own).collect::<Option<Vec<Box<str>>>>() else {
        return Vec::new();
    };
    let mut rules: Vec<Rule> = Vec::new();
    for (at, parts) in all.iter().enumerate() {
        let names =
            parts.properties.keys().filter(|name| **name != &*keys[at] && has_alone(at, name));
        rules.extend(names.map(|name| Rule::Needs((*name).into(), [keys[at].clone()].into())));
    }
    rules.insert(0, Rule::ExactlyOne(keys.into()));
    rules
}

/// What a reference inside the document leads to; none where it leads elsewhere.
///
/// # Errors
/// When there is nothing.
pub(super) fn target<'a>(root: &'a Value, pointer: &str) -> Result<Option<&'a Value>, ImportError> {
    let Some(path) = pointer.strip_prefix('#') else { return Ok(None) };
    let mut node = root;
    for step in path.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~").replace("%20", " ");
        let next = match node.bare() {
            Value::List(items) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
            node => node.get(&step),
        };
        node = next.ok_or_else(|| ImportError::NoTarget(pointer.into()))?;
    }
    Ok(Some(node))
}

fn followed<'a>(root: &'a Value, node: &'a Value) -> Result<Option<&'a Value>, ImportError> {
    node.get("$ref").and_then(Value::as_str).map_or(Ok(None), |pointer| target(root, pointer))
}

/// Whether a node takes nothing but maps.
pub(super) fn is_map(root: &Value, node: &Value, hops: usize) -> bool {
    let inner = |node: &Value| hops < MOST_HOPS && is_map(root, node, hops + 1);
    let alternatives = [list(node, "oneOf"), list(node, "anyOf")].concat();
    match node.get("type").map(Value::bare) {
        Some(kind) => kind.as_str() == Some("object"),
        None if node.get("properties").is_some() => true,
        None if !alternatives.is_empty() => alternatives.iter().all(inner),
        None => {
            list(node, "allOf").iter().any(inner)
                || followed(root, node).ok().flatten().is_some_and(inner)
        }
    }
}

/// Whether a node names the keys of a map, itself or through others.
pub(super) fn has_keys(root: &Value, node: &Value, hops: usize) -> bool {
    let inner = |node: &Value| hops < MOST_HOPS && has_keys(root, node, hops + 1);
    node.get("properties").is_some()
        || list(node, "allOf").iter().any(inner)
        || (is_map(root, node, hops)
            && [list(node, "oneOf"), list(node, "anyOf")].concat().iter().any(inner))
        || followed(root, node).ok().flatten().is_some_and(inner)
}

/// The keys of alternatives that each need one, where the first alternative is that none is there:
/// `{ not: { anyOf: [{ required: [a] }, ...] } }`.
fn at_most_one(nodes: &[&Value]) -> Option<Box<[Box<str>]>> {
    let (none, one_each) = nodes.split_first()?;
    let excluded = list(none.get("not")?, "anyOf");
    let key = |node: &Value| match texts(node.get("required")).collect::<Vec<_>>()[..] {
        [key] if is_rule(node) => Some(Box::from(key)),
        _ => None,
    };
    let keys: Box<[Box<str>]> = one_each.iter().map(|node| key(node)).collect::<Option<_>>()?;
    let none: Vec<Box<str>> = excluded.iter().map(key).collect::<Option<_>>()?;
    (keys.len() > 1 && *keys == *none).then_some(keys)
}

/// Whether a node only says which keys have to be there.
fn is_rule(node: &Value) -> bool {
    let says_more = |key: &str| !["required", "properties", "title", "description"].contains(&key);
    node.get("required").is_some()
        && node.as_map().is_some_and(|map| !map.keys().any(|key| says_more(key.as_str())))
}

/// What all keys begin with that fit a regular expression; nothing where that is not all it says.
fn prefix(pattern: &str) -> &str {
    let is_plain =
        |text: &&str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    pattern.strip_prefix('^').filter(is_plain).unwrap_or("")
}

fn list<'a>(node: &'a Value, key: &str) -> &'a [Value] {
    node.get(key).and_then(Value::as_list).unwrap_or_default()
}

fn map<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    node.get(key)
        .and_then(Value::as_map)
        .into_iter()
        .flat_map(|map| map.iter())
        .map(|(key, node)| (key.as_str(), node))
}

fn texts(node: Option<&Value>) -> impl Iterator<Item = &str> {
    node.and_then(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_str)
}

fn boxed<'a>(names: impl IntoIterator<Item = &'a str>) -> Box<[Box<str>]> {
    names.into_iter().map(Box::from).collect()
}
