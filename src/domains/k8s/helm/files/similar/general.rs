//! An object's template with the placeholder in place of its component's name.

use super::lines::OWN;
use crate::domains::k8s::helm::files::groups::{PLACEHOLDER, change, replace_word};
use crate::domains::k8s::helm::files::template::{Entry, Part};
use crate::domains::k8s::helm::naming::camel;

/// What becomes of the texts of an entry.
struct Change<'c> {
    /// Of constants and keys.
    word: &'c dyn Fn(&str) -> String,
    /// Of a text with actions in it.
    inline: &'c dyn Fn(&str) -> String,
    /// Of what an action is.
    action: &'c dyn Fn(&str) -> String,
}

/// An entry with the placeholder in place of a component's name, and a variable for the values of the component.
pub(super) fn general(entry: &Entry, component: &str) -> Entry {
    let change = Change {
        word: &|text| replace_word(text, component),
        inline: &|text| inline(text, component),
        action: &|text| action(text, component),
    };
    change.entry(entry)
}

/// An entry that only one component has, with its name instead of the placeholder.
pub(super) fn specific(entry: &Entry, component: &str) -> Entry {
    let named = |text: &str| text.replace(PLACEHOLDER, component);
    Change { word: &named, inline: &named, action: &named }.entry(entry)
}

impl Change<'_> {
    fn entry(&self, entry: &Entry) -> Entry {
        let all = |entries: &[Entry]| entries.iter().map(|it| self.entry(it)).collect();
        let part = match &entry.part {
            Part::Constant(value) => Part::Constant(change(value, self.word)),
            Part::Inline(text) => Part::Inline((self.inline)(text)),
            Part::Below(expression) => Part::Below((self.action)(expression)),
            Part::Map(entries) => Part::Map(all(entries)),
            Part::List(entries) => Part::List(all(entries)),
            Part::Block(entries) => Part::Block(all(entries)),
        };
        let guard = entry.guard.as_deref().map(self.action);
        Entry { key: entry.key.as_deref().map(self.word), part, guard }
    }
}

/// The text of an action, in which the values of the component have a variable.
pub(super) fn action(text: &str, component: &str) -> String {
    let name = camel(component);
    let own = format!(" {text}");
    // The component's values are found by its name where templates can write that.
    let own = match name == component {
        true => own.replace(&format!(" .Values.{name}."), &format!(" {OWN}.")),
        false => own,
    };
    let own = own.replace(" .Values.", " $.Values.").replace("(.Values.", "($.Values.");
    let quoted = own.replace(&format!("\"{component}\""), &format!("\"{PLACEHOLDER}\""));
    quoted.trim_start().to_string()
}

/// A text with actions in it.
fn inline(text: &str, component: &str) -> String {
    let mut general = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((front, behind)) = rest.split_once("{{") {
        let (inside, after) = behind.split_once("}}").unwrap_or((behind, ""));
        general.push_str(&replace_word(front, component));
        general.push_str(&format!("{{{{ {} }}}}", action(inside.trim(), component)));
        rest = after;
    }
    general + &replace_word(rest, component)
}
