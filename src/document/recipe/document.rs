//! A document as recipes hold it: every copy is the same one.

use super::draft::{Added, Draft, Shared};
use crate::diag::{Diagnostic, Place};
use crate::document::build::build::build;
use crate::document::format::kind::Tag;
use crate::engine::handle::not_data;
use crate::engine::{Around, Emittable, Handle, OpenProperties, Run, WriteBuilt};
use crate::model::graph::Lazy;
use crate::value::{Map, Path, Value};
use rhai::{Dynamic, NativeCallContext};
use std::marker::PhantomData;

/// A document of the format of `T`.
pub struct Document<T>(Shared, PhantomData<fn() -> T>);

impl<T> Clone for Document<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T: Tag> Document<T> {
    /// A document made of `given` by the call at `place`, read on top of `base` when there is one.
    ///
    /// # Errors
    /// When a file of that name is not one of this kind.
    pub fn new(
        name: Option<&str>,
        given: Value,
        place: Place,
        base: Option<&Self>,
    ) -> Result<Self, Diagnostic> {
        let draft = Draft::new(*T::FORMAT, name, given, place, base.map(|base| base.0.clone()))?;
        Ok(Self(Shared::new(draft), PhantomData))
    }

    /// Adds an entry to a section.
    ///
    /// # Errors
    /// When the document is already emitted, or has an entry of that name.
    pub fn add(
        &self,
        section: &'static str,
        name: &str,
        body: Value,
        ctx: &NativeCallContext<'_>,
    ) -> Result<(), Diagnostic> {
        let place = Run::of(ctx).place(ctx).unwrap_or_default();
        self.0.draft().add(Added { section, name: name.into(), body, place })
    }

    /// Lays a map on what is at `path`.
    ///
    /// # Errors
    /// When nothing is there, or the document is already emitted.
    pub fn lay_over(&self, path: Path, over: Map, place: Place) -> Result<(), Diagnostic> {
        self.0.draft().lay_over(path, over, place)
    }

    /// Takes out what is at `path`.
    ///
    /// # Errors
    /// When nothing is there, or the document is already emitted.
    pub fn remove(&self, path: Path, place: Place) -> Result<(), Diagnostic> {
        self.0.draft().remove(path, place)
    }

    /// Adds comment lines above what is added next.
    pub fn comment(&self, text: &str) {
        self.0.draft().comment.extend(text.lines().map(String::from));
    }
}

impl<T: Tag> Handle for Document<T> {
    fn about() -> &'static str {
        T::FORMAT.page.text(T::FORMAT.title)
    }

    fn show(&self) -> String {
        self.0.draft().show()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(format!("{} is a file of its own", self.show()), "emit it, or use its `path`"))
    }

    fn open(&self) -> Option<&dyn OpenProperties> {
        Some(self)
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl<T: Tag> OpenProperties for Document<T> {
    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        (name == "path").then(|| self.0.draft().path.clone().into())
    }

    fn members(&self) -> Vec<String> {
        vec!["path".into()]
    }
}

impl<T: Tag> Emittable for Document<T> {
    fn identity(&self) -> Option<usize> {
        Some(self.0.address())
    }

    fn document(
        &self,
        around: &Around<'_>,
        write: WriteBuilt<'_>,
    ) -> Option<Result<(), Vec<Diagnostic>>> {
        let mut draft = self.0.draft();
        around.freeze(&mut draft.emitted);
        let shared = self.0.clone();
        let source = Lazy::new(move |_, path| shared.draft().passed(&path));
        Some(build(&draft, source, around, write))
    }
}
