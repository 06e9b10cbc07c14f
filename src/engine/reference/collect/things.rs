//! Types of things: what each is and what can be read from it, as the type itself declares it.

use super::wording::{Types, type_name};
use crate::engine::reference::entry::{ExampleDoc, PropertyDoc, TypeDoc};
use crate::engine::reference::text::Parts;
use crate::engine::vocabulary::Words;

/// What a type of things declares about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    /// What it is, in Markdown, with an example that ends in `// => value`.
    pub doc: &'static str,
    /// What can be read from it with a dot.
    pub properties: &'static [Property],
}

/// A property of a type of things.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// The name behind the dot.
    pub name: &'static str,
    /// The type, in an author's words.
    pub kind: &'static str,
    /// What it is.
    pub summary: &'static str,
    /// An example that reads it.
    pub example: &'static str,
    /// What the example gives, as a recipe writes it.
    pub gives: &'static str,
}

impl About {
    /// The names of the properties.
    pub fn names(&self) -> Vec<String> {
        self.properties.iter().map(|property| property.name.to_string()).collect()
    }
}

impl Property {
    /// A property, with an example that reads it and what that gives.
    pub const fn of(
        name: &'static str,
        kind: &'static str,
        summary: &'static str,
        example: &'static str,
        gives: &'static str,
    ) -> Self {
        Self { name, kind, summary, example, gives }
    }

    fn doc(&self, types: &Types) -> PropertyDoc {
        PropertyDoc {
            name: self.name.into(),
            r#type: types.named(self.kind),
            summary: self.summary.into(),
            examples: vec![ExampleDoc {
                code: self.example.into(),
                returns: Some(self.gives.into()),
                error: None,
            }],
        }
    }
}

/// The types of a namespace's things.
pub(crate) fn of(words: &Words, types: &Types) -> Vec<TypeDoc> {
    let docs = words.handles.iter().map(|handle| {
        let About { doc, properties } = (handle.about)();
        let inner = (handle.name)();
        let parts = Parts::of(doc);
        let title = words.methods.get_custom_type_display_by_name(inner).unwrap_or(inner);
        TypeDoc {
            name: type_name(title, &words.name),
            title: title.into(),
            namespace: words.name.clone(),
            summary: parts.summary,
            doc: parts.prose,
            properties: properties.iter().map(|property| property.doc(types)).collect(),
            examples: parts.examples,
        }
    });
    docs.collect()
}
