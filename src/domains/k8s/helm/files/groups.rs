//! Objects of several components that differ in nothing but the component's name: one template makes all of them.

use crate::domains::k8s::helm::naming::Components;
use crate::domains::k8s::helm::walk::Checksums;
use crate::domains::k8s::variants::{Identity, Variants, same};
use crate::value::{Text, Value};

/// What is written for the name of a component in a template of several.
pub(super) const PLACEHOLDER: &str = "componentname";

/// Objects that one template makes.
pub(super) struct Group {
    /// The object, with the placeholder in place of names when there are several.
    pub(super) variants: Variants,
    /// The components, when there are several.
    pub(super) names: Vec<String>,
    /// The objects one by one.
    pub(super) members: Vec<Variants>,
}

impl Group {
    fn single(variants: Variants) -> Self {
        Self { names: Vec::new(), members: vec![variants.clone()], variants }
    }

    /// The object itself, where it stayed the only one.
    fn settled(self) -> Self {
        if self.names.len() > 1 {
            return self;
        }
        Self::single(self.members.into_iter().next().unwrap_or(self.variants))
    }
}

/// The objects of a chart, with those together that one template can make.
pub(super) fn groups(
    objects: Vec<Variants>,
    components: &Components,
    checksums: &Checksums,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for variants in objects {
        let component = components.component(&variants.identity).to_string();
        let common = general(&variants, &component)
            // A template whose text is hashed has one object.
            .filter(|_| !checksums.is_hashed(&variants.identity));
        let Some(common) = common else {
            groups.push(Group::single(variants));
            continue;
        };
        match groups
            .iter_mut()
            .find(|group| !group.names.is_empty() && are_one(&group.variants, &common))
        {
            Some(group) => {
                group.names.push(component);
                group.members.push(variants);
            }
            None => groups.push(Group {
                variants: common,
                names: vec![component],
                members: vec![variants],
            }),
        }
    }
    groups.into_iter().map(Group::settled).collect()
}

fn are_one(a: &Variants, b: &Variants) -> bool {
    a.identity == b.identity
        && a.each.iter().zip(&b.each).all(|pair| match pair {
            (Some(a), Some(b)) => same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        })
}

/// The object with the placeholder for the component's name; none where it can't be one of several.
fn general(variants: &Variants, component: &str) -> Option<Variants> {
    let has_placeholder =
        |value: &Value| value.as_str().is_some_and(|text| text.contains(PLACEHOLDER));
    if !is_plain(component)
        || variants.present().iter().any(|object| object.descendants().any(has_placeholder))
    {
        return None;
    }
    let replaced = |text: &str| replace_word(text, component);
    let identity =
        Identity { name: replaced(&variants.identity.name), ..variants.identity.clone() };
    let each = variants
        .each
        .iter()
        .map(|object| object.as_ref().map(|it| change(it, &replaced)))
        .collect();
    (identity.name != variants.identity.name).then_some(Variants { identity, each })
}

/// Whether a name of a component is the same in YAML and in templates, with or without quotes.
pub(super) fn is_plain(component: &str) -> bool {
    component.starts_with(|it: char| it.is_ascii_lowercase())
        && component.chars().all(|it| it.is_ascii_lowercase() || it == '-')
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&component)
}

pub(super) fn change(value: &Value, replaced: &dyn Fn(&str) -> String) -> Value {
    let bare = match value.bare() {
        Value::Text(Text::Plain(text)) => Value::from(replaced(text)),
        Value::List(items) => {
            Value::List(items.iter().map(|item| change(item, replaced)).collect())
        }
        Value::Map(map) => Value::Map(
            map.iter().map(|(key, value)| (replaced(key), change(value, replaced))).collect(),
        ),
        other => other.clone(),
    };
    value.with_bare(bare)
}

/// The text with the placeholder for a word where it is not part of a longer one.
pub(super) fn replace_word(text: &str, word: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    while let Some(at) = rest.find(word) {
        let (front, behind) = (&rest[..at], &rest[at + word.len()..]);
        let before = front.chars().next_back().or_else(|| replaced.chars().next_back());
        let is_word = !is_letter(before) && !is_letter(behind.chars().next());
        replaced.push_str(front);
        replaced.push_str(if is_word { PLACEHOLDER } else { word });
        rest = behind;
    }
    replaced + rest
}
