//! An expression of a format's own language, as recipes hold it. In text it is a hole.

use crate::diag::Diagnostic;
use crate::document::format::kind::Tag;
use crate::engine::reference::page::properties_of;
use crate::engine::{Handle, OpenProperties, Run};
use crate::value::{Expr, Hole, Language, Value};
use rhai::Dynamic;
use std::marker::PhantomData;
use std::sync::Arc;

/// An expression whose source is checked.
#[derive(Debug)]
pub struct Expression<T> {
    /// What it is the value of, where it has a name.
    name: Arc<str>,
    source: Arc<str>,
    format: PhantomData<fn() -> T>,
}

impl<T> Clone for Expression<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), source: self.source.clone(), format: PhantomData }
    }
}

impl<T: Tag> Expression<T> {
    /// An expression, with the name of a variable that it reads; empty for others.
    pub fn new(name: &str, source: &str) -> Self {
        Self { name: name.into(), source: source.into(), format: PhantomData }
    }

    fn expr(&self) -> Expr {
        let language = T::FORMAT.placeholders.language().map_or("", |(name, _)| name);
        Expr { language: Language(language.into()), source: self.source.to_string(), result: None }
    }
}

impl<T: Tag> Handle for Expression<T> {
    fn about() -> &'static str {
        T::FORMAT.page.text(T::FORMAT.expressions)
    }

    fn show(&self) -> String {
        format!("`{}`", T::FORMAT.placeholders.expression(&self.expr()))
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Expr(Box::new(self.expr())).into())
    }

    fn open(&self) -> Option<&dyn OpenProperties> {
        Some(self)
    }
}

impl<T: Tag> OpenProperties for Expression<T> {
    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        (name == "name" && !self.name.is_empty()).then(|| self.name.to_string().into())
    }

    fn members(&self) -> Vec<String> {
        properties_of(Self::about()).map(String::from).collect()
    }
}
