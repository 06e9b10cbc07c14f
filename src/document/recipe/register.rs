//! What recipes call of a format: its constructor and the methods of its documents, registered from its page and its sections.
//!
//! The headings of the page say which forms there are, and how their parameters are called; their texts are the documentation.

use super::document::Document;
use super::entry::Entry;
use super::expression::Expression;
use crate::document::format::kind::{Section, Tag};
use crate::document::format::page::Part;
use crate::engine::{At, Fallible, HandleType, Namespace, Run, handle, options};
use crate::value::Value;
use rhai::{Dynamic, Map, Module, NativeCallContext};

/// A namespace with one format.
pub const fn namespace<T: Tag>(name: &'static str, summary: &'static str) -> Namespace {
    Namespace {
        functions: || module(&[functions::<T>]),
        methods: || module(&[methods::<T>]),
        handles: const {
            match T::FORMAT.entries {
                Some(_) => &[HandleType::of::<Document<T>>(), HandleType::of::<Entry<T>>()],
                None => &[HandleType::of::<Document<T>>()],
            }
        },
        ..Namespace::named(name, summary)
    }
}

/// A module with all that these register.
pub fn module(all: &[fn(&mut Module)]) -> Module {
    let mut module = Module::new();
    all.iter().for_each(|register| register(&mut module));
    module
}

/// Registers the constructor of a format.
pub fn functions<T: Tag>(module: &mut Module) {
    type Ctx<'a> = NativeCallContext<'a>;
    for form in T::FORMAT.page.forms(&T::FORMAT.id.replace('/', "::")) {
        match form.parameters().len() {
            0 => form.register(module, |ctx: Ctx| create::<T>(&ctx, None, &Map::new(), None)),
            1 => form
                .register(module, |ctx: Ctx, content: Map| create::<T>(&ctx, None, &content, None)),
            _ => form.register(module, |ctx: Ctx, name: &str, content: Map| {
                create::<T>(&ctx, Some(name), &content, None)
            }),
        }
    }
}

/// Registers the types of a format's documents and of their entries, and the methods that add to their sections.
pub fn methods<T: Tag>(module: &mut Module) {
    handle::register::<Document<T>>(module, T::FORMAT.title);
    if !T::FORMAT.expressions.is_empty() {
        handle::register::<Expression<T>>(module, T::FORMAT.expressions);
    }
    if let Some(entries) = T::FORMAT.entries {
        handle::register::<Entry<T>>(module, entries.title);
        T::FORMAT.sections.iter().for_each(|section| section_methods::<T>(module, section));
    }
    for form in forms::<T>("comment") {
        form.register(module, |this: &mut Document<T>, text: &str| this.comment(text));
    }
    for form in forms::<T>("override") {
        form.register(
            module,
            |ctx: NativeCallContext, this: &mut Document<T>, path: &str, content: Map| {
                create(&ctx, Some(path), &content, Some(this))
            },
        );
    }
}

/// The forms of a method that the page documents.
fn forms<T: Tag>(method: &str) -> impl Iterator<Item = Part> {
    let name = format!("{}.{method}", T::FORMAT.function());
    T::FORMAT.page.forms(&name).collect::<Vec<_>>().into_iter()
}

/// Registers the methods that add to a section: a name and a body, a name alone, or a value that says both.
fn section_methods<T: Tag>(module: &mut Module, section: &'static Section) {
    type Ctx<'a> = NativeCallContext<'a>;
    for form in forms::<T>(section.method) {
        match (form.parameters().len(), section.value) {
            (1, Some(read)) => {
                form.register(module, move |ctx: Ctx, this: &mut Document<T>, value: Dynamic| {
                    let value = Run::of(&ctx).convert(&value).at(&ctx)?;
                    let (name, body) = read(&value.unwrap_or(Value::Null)).at(&ctx)?;
                    add(&ctx, this, section, &name, body)
                })
            }
            (1, None) => form.register(module, |ctx: Ctx, this: &mut Document<T>, name: &str| {
                add(&ctx, this, section, name, Value::Null)
            }),
            _ => {
                form.register(module, |ctx: Ctx, this: &mut Document<T>, name: &str, body: Map| {
                    let body = options::map(&ctx, &body)?;
                    add(&ctx, this, section, name, body.into())
                })
            }
        }
    }
}

/// Makes a document, which has to be emitted.
fn create<T: Tag>(
    ctx: &NativeCallContext<'_>,
    name: Option<&str>,
    content: &Map,
    base: Option<&Document<T>>,
) -> Fallible<Document<T>> {
    let run = Run::of(ctx);
    let given = options::map(ctx, content)?;
    let name = name.map(|name| run.plain_text(name)).transpose().at(ctx)?;
    let place = run.place(ctx).unwrap_or_default();
    let document = Document::new(name.as_deref(), given.into(), place, base).at(ctx)?;
    Ok(run.made(ctx, document))
}

/// Adds an entry to a section; returns its name.
fn add<T: Tag>(
    ctx: &NativeCallContext<'_>,
    document: &Document<T>,
    section: &Section,
    name: &str,
    body: Value,
) -> Fallible<Entry<T>> {
    let name = Run::of(ctx).plain_text(name).at(ctx)?;
    document.add(section.key, &name, body, ctx).at(ctx)?;
    Ok(Entry::new(section.method, &name))
}
