//! The name of an entry that a recipe added to a document, to be used elsewhere in it.

use crate::diag::Diagnostic;
use crate::document::format::kind::{EntryValue, Tag};
use crate::engine::reference::page::properties_of;
use crate::engine::{Handle, OpenProperties, Run};
use crate::value::{self, Path, Value};
use rhai::Dynamic;
use std::marker::PhantomData;
use std::sync::Arc;

/// A name as recipes hold it. In text it is the name itself.
pub struct Entry<T> {
    /// The method that added it, which is its noun.
    method: &'static str,
    name: Arc<str>,
    tag: Option<(&'static str, &'static str)>,
    format: PhantomData<fn() -> T>,
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), format: PhantomData, ..*self }
    }
}

impl<T: Tag> Entry<T> {
    /// The name of what `method` added.
    pub fn new(method: &'static str, name: &str) -> Self {
        Self { method, name: name.into(), tag: None, format: PhantomData }
    }

    /// Where it is in its document.
    pub(super) fn path(&self) -> Path {
        let section = T::FORMAT.sections.iter().find(|section| section.method == self.method);
        Path::root().key(section.map_or("", |section| section.key)).key(&self.name)
    }
}

impl<T: Tag> Handle for Entry<T> {
    fn about() -> &'static str {
        T::FORMAT.entries.map_or("", |entries| T::FORMAT.page.text(entries.title))
    }

    fn show(&self) -> String {
        format!("the {} `{}`", self.method, self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let name = Value::from(&*self.name);
        Ok(match self.tag {
            Some((tag, detail)) => name.tagged(value::Tag::new(tag, detail)),
            None => name,
        })
    }

    fn open(&self) -> Option<&dyn OpenProperties> {
        Some(self)
    }
}

impl<T: Tag> OpenProperties for Entry<T> {
    fn member(&self, _run: &Run, property: &str) -> Option<Dynamic> {
        if property == "name" {
            return Some(self.name.to_string().into());
        }
        Some(match (T::FORMAT.entries?.get)(self.method, property, &self.name)? {
            EntryValue::Text(text) => text.into(),
            EntryValue::Tagged(tag, detail) => {
                Dynamic::from(Self { tag: Some((tag, detail)), ..self.clone() })
            }
        })
    }

    fn members(&self) -> Vec<String> {
        let has = |property: &&str| {
            let entries = T::FORMAT.entries;
            let get = entries.and_then(|entries| (entries.get)(self.method, property, &self.name));
            *property == "name" || get.is_some()
        };
        properties_of(Self::about()).filter(has).map(String::from).collect()
    }
}
