//! What makes a type a handle for the language: its text, its properties, how it compares.

use super::{AnyHandle, Handle};
use crate::diag::{Diagnostic, suggest};
use crate::engine::errors::error::{At, Fallible};
use crate::engine::native::compare;
use crate::engine::run::context::Run;
use rhai::{Dynamic, FuncRegistration, ImmutableString, Module, NativeCallContext};
use std::any::TypeId;

/// A handle type, for [`crate::engine::Namespace::handles`].
#[derive(Clone, Copy)]
pub struct HandleType {
    pub(crate) id: fn() -> TypeId,
    pub(crate) name: fn() -> &'static str,
    pub(crate) cast: fn(&Dynamic) -> Option<Box<dyn AnyHandle>>,
    pub(crate) about: fn() -> &'static str,
    /// The names of the properties that all of its values may have.
    pub(crate) properties: fn() -> Vec<&'static str>,
}

impl HandleType {
    /// The handle type `T`.
    pub const fn of<T: Handle + Clone + 'static>() -> Self {
        Self {
            id: TypeId::of::<T>,
            name: std::any::type_name::<T>,
            about: T::about,
            properties: || T::properties().iter().map(|property| property.name).collect(),
            cast: |value| {
                value.read_lock::<T>().map(|thing| Box::new(thing.clone()) as Box<dyn AnyHandle>)
            },
        }
    }
}

/// Teaches the language text, properties and comparison of `T`; `name` is what messages call it.
pub fn register<T: Handle + Clone + 'static>(module: &mut Module, name: &str) {
    module.set_custom_type::<T>(name);
    for print in ["to_string", "to_debug"] {
        FuncRegistration::new(print)
            .set_into_module(module, |ctx: NativeCallContext, thing: &mut T| {
                text_of(&Run::of(&ctx), thing)
            });
    }
    FuncRegistration::new_index_getter().set_into_module(
        module,
        |ctx: NativeCallContext, thing: &mut T, name: ImmutableString| {
            member::<T>(&ctx, thing, &name)
        },
    );
    compare::register::<T>(module);
}

fn text_of(run: &Run, thing: &dyn Handle) -> String {
    match thing.to_value().and_then(|value| value.as_text().cloned().ok_or_else(|| no_text(thing)))
    {
        Ok(text) => run.mark(&text),
        Err(problem) => run.mark_refused(problem, thing.show()),
    }
}

fn no_text(thing: &dyn Handle) -> Diagnostic {
    Diagnostic::error("not-text", format!("{} can't be interpolated into a string", thing.show()))
        .hint("use one of its properties")
}

fn member<T: Handle + 'static>(
    ctx: &NativeCallContext,
    thing: &T,
    name: &str,
) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    let found = thing.member(&run, name).ok_or_else(|| {
        let members = thing.members(&run);
        let names = members.iter().map(String::as_str);
        let unknown = Diagnostic::error(
            "unknown-property",
            format!("{} has no property `{name}`", thing.show()),
        );
        let catalogue = run.catalogue(ctx.engine());
        if catalogue
            .methods(&catalogue.type_in_words(std::any::type_name::<T>()))
            .any(|method| method == name)
        {
            return unknown.hint(format!("it is a method: `.{name}(...)`").as_str());
        }
        if let Some(hint) = thing.open().and_then(|open| open.without(name)) {
            return unknown.hint(hint.as_str());
        }
        let has = format!("it has {}", crate::diag::words::list(&members, "and"));
        match suggest::did_you_mean(name, names) {
            Some(hint) => unknown.note(has).hint(hint.as_str()),
            None if members.is_empty() => unknown.hint("it has no properties: look at its methods"),
            None => unknown.hint(has.as_str()),
        }
    });
    found.at(ctx)
}
