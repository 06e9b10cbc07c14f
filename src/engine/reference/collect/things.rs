//! Types of handles: what each is and what can be read from it, as the type itself says.

use super::wording::{Types, type_name};
use crate::engine::reference::entry::{PropertyDoc, TypeDoc};
use crate::engine::reference::page::PROPERTY;
use crate::engine::reference::text::{Parts, split};
use crate::engine::vocabulary::Words;

/// A property in the text about a type: `path: text`, what it is, and examples that read it.
fn written(text: &str, types: &Types) -> Option<PropertyDoc> {
    let (heading, text) = text.split_once("\n\n")?;
    let (name, kind) = heading.split_once(": ")?;
    let Parts { prose, examples, .. } = Parts::of(text);
    Some(PropertyDoc { name: name.into(), r#type: types.named(kind), summary: prose, examples })
}

/// The types of a namespace's handles. Properties are below `## path: string`.
pub(crate) fn of(words: &Words, types: &Types) -> Vec<TypeDoc> {
    let all = words.handles.iter().map(|handle| {
        let inner = (handle.name)();
        let mut about = split((handle.about)(), PROPERTY);
        let parts = Parts::of(about.next().unwrap_or_default());
        let title = words.methods.get_custom_type_display_by_name(inner).unwrap_or(inner);
        TypeDoc {
            name: type_name(title, &words.name),
            title: title.into(),
            namespace: words.name.clone(),
            summary: parts.summary,
            doc: parts.prose,
            properties: about.filter_map(|text| written(text, types)).collect(),
            examples: parts.examples,
        }
    });
    all.collect()
}
