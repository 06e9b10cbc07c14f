//! What recipes call of a format: its constructor and the methods of its documents, registered from its page and its sections.
//!
//! The headings of the page say which forms there are, and how their parameters are called; their texts are the documentation.

use super::changes::target;
use super::document::Document;
use super::entry::Entry;
use super::expression::Expression;
use crate::document::format::kind::{Section, Tag};
use crate::engine::reference::page::parameters;
use crate::engine::{At, Fallible, Functions, HandleType, Namespace, Run, options};
use crate::value::Value;
use rhai::{Dynamic, Map, NativeCallContext};

/// A namespace with one format.
pub const fn namespace<T: Tag>(name: &'static str, summary: &'static str) -> Namespace {
    Namespace {
        functions: || Functions::module(&[functions::<T>]),
        methods: || Functions::module(&[methods::<T>]),
        handles: const {
            match T::FORMAT.entries {
                Some(_) => &[HandleType::of::<Document<T>>(), HandleType::of::<Entry<T>>()],
                None => &[HandleType::of::<Document<T>>()],
            }
        },
        pages: const { &[T::FORMAT.page] },
        ..Namespace::named(name, summary)
    }
}

type Ctx<'a> = NativeCallContext<'a>;

/// Registers the constructor of a format.
pub fn functions<T: Tag>(functions: &mut Functions<'_>) {
    for form in T::FORMAT.page.forms(&T::FORMAT.id.replace('/', "::")) {
        match parameters(form).len() {
            0 => functions.add(form, |ctx: Ctx| create::<T>(&ctx, None, &Map::new(), None)),
            1 => functions
                .add(form, |ctx: Ctx, content: Map| create::<T>(&ctx, None, &content, None)),
            _ => functions.add(form, |ctx: Ctx, name: &str, content: Map| {
                create::<T>(&ctx, Some(name), &content, None)
            }),
        }
    }
}

/// Registers the types of a format's documents and of their entries, and the methods that add to their sections.
pub fn methods<T: Tag>(functions: &mut Functions<'_>) {
    functions.handle::<Document<T>>(T::FORMAT.title);
    if !T::FORMAT.expressions.is_empty() {
        functions.handle::<Expression<T>>(T::FORMAT.expressions);
    }
    if let Some(entries) = T::FORMAT.entries {
        functions.handle::<Entry<T>>(entries.title);
        T::FORMAT.sections.iter().for_each(|section| section_methods::<T>(functions, section));
    }
    for form in forms::<T>("comment") {
        functions.add(form, |this: &mut Document<T>, text: &str| this.comment(text));
    }
    for form in forms::<T>("override") {
        if parameters(form).first() == Some(&"path") {
            functions.add(form, |ctx: Ctx, this: &mut Document<T>, path: &str, content: Map| {
                create(&ctx, Some(path), &content, Some(this))
            });
        } else {
            functions.add(form, override_part::<T>);
        }
    }
    forms::<T>("remove").into_iter().for_each(|form| functions.add(form, remove_part::<T>));
}

/// Lays a map on a part of a document.
fn override_part<T: Tag>(
    ctx: NativeCallContext<'_>,
    this: &mut Document<T>,
    part: Dynamic,
    content: Map,
) -> Fallible<()> {
    let run = Run::of(&ctx);
    let path = target::<T>(&run, &part).at(&ctx)?;
    let content = options::map(&ctx, &content)?;
    this.lay_over(path, content, run.place(&ctx).unwrap_or_default()).at(&ctx)
}

/// Takes a part out of a document.
fn remove_part<T: Tag>(
    ctx: NativeCallContext<'_>,
    this: &mut Document<T>,
    part: Dynamic,
) -> Fallible<()> {
    let run = Run::of(&ctx);
    let path = target::<T>(&run, &part).at(&ctx)?;
    this.remove(path, run.place(&ctx).unwrap_or_default()).at(&ctx)
}

/// The forms of a method that the page documents.
fn forms<T: Tag>(method: &str) -> Vec<&'static str> {
    T::FORMAT.page.forms(&format!("{}.{method}", T::FORMAT.function())).collect()
}

/// Registers the methods that add to a section: a name and a body, a name alone, or a value that says both.
fn section_methods<T: Tag>(functions: &mut Functions<'_>, section: &'static Section) {
    for form in forms::<T>(section.method) {
        match (parameters(form).len(), section.value) {
            (1, Some(read)) => {
                functions.add(form, move |ctx: Ctx, this: &mut Document<T>, value: Dynamic| {
                    let value = Run::of(&ctx).convert(&value).at(&ctx)?;
                    let (name, body) = read(&value.unwrap_or(Value::Null)).at(&ctx)?;
                    add(&ctx, this, section, &name, body)
                })
            }
            (1, None) => functions.add(form, |ctx: Ctx, this: &mut Document<T>, name: &str| {
                add(&ctx, this, section, name, Value::Null)
            }),
            _ => functions.add(form, |ctx: Ctx, this: &mut Document<T>, name: &str, body: Map| {
                let body = options::map(&ctx, &body)?;
                add(&ctx, this, section, name, body.into())
            }),
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
