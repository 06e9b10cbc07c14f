//! What recipes call of a format: its constructor and the methods of its documents, registered from its page and its sections.
//!
//! The headings of the page say which forms there are, and how their parameters are called; their texts are the documentation.

use super::document::{Document, Tag};
use super::format::Section;
use super::page::{Page, Part};
use crate::diag::Place;
use crate::engine::{At, Fallible, HandleType, Namespace, Run, handle, options};
use crate::value::Value;
use rhai::{Dynamic, FuncRegistration, Map, Module, NativeCallContext};

/// A namespace with one format and nothing else.
pub const fn namespace<T: Tag>(name: &'static str, summary: &'static str) -> Namespace {
    Namespace {
        name,
        summary,
        functions: || {
            let mut module = Module::new();
            functions::<T>(&mut module);
            module
        },
        methods: || {
            let mut module = Module::new();
            methods::<T>(&mut module);
            module
        },
        handles: const { &[HandleType::of::<Document<T>>()] },
        options: &[],
    }
}

/// Registers the constructor of a format.
pub fn functions<T: Tag>(module: &mut Module) {
    let id = T::FORMAT.id.replace('/', "::");
    for form in forms::<T>(&id, "") {
        let kinds = if form.parameters.len() < 2 { &["Map"][..] } else { &["&str", "Map"] };
        let register = form.registration(T::FORMAT.function(), kinds, &T::FORMAT.type_name());
        match form.parameters.len() {
            0 => register.set_into_module(module, |ctx: NativeCallContext| {
                create::<T>(&ctx, None, &Map::new(), None)
            }),
            1 => register.set_into_module(module, |ctx: NativeCallContext, content: Map| {
                create::<T>(&ctx, None, &content, None)
            }),
            _ => register.set_into_module(
                module,
                |ctx: NativeCallContext, name: &str, content: Map| {
                    create::<T>(&ctx, Some(name), &content, None)
                },
            ),
        };
    }
}

/// Registers the type of a format's documents, and the methods that add to their sections.
pub fn methods<T: Tag>(module: &mut Module) {
    let receiver = T::FORMAT.type_name();
    handle::register::<Document<T>>(module, &receiver);
    comment::<T>(module, &receiver);
    for section in T::FORMAT.sections {
        let method = format!("{}.{}", T::FORMAT.function(), section.method);
        for form in forms::<T>(&method, &receiver) {
            let register = form.registration(section.method, &["&str", "Map"], section.returns);
            match form.parameters.len() {
                1 => register.set_into_module(
                    module,
                    |ctx: NativeCallContext, this: &mut Document<T>, name: &str| {
                        add(&ctx, this, section, name, None)
                    },
                ),
                _ => register.set_into_module(
                    module,
                    |ctx: NativeCallContext, this: &mut Document<T>, name: &str, body: Map| {
                        add(&ctx, this, section, name, Some(&body))
                    },
                ),
            };
        }
    }
}

/// A form of a function, as the page has it.
struct Form {
    receiver: String,
    parameters: Vec<&'static str>,
    doc: &'static str,
}

fn forms<T: Tag>(name: &str, receiver: &str) -> Vec<Form> {
    let form = |part: Part| {
        let parameters = part.parameters(name)?;
        Some(Form { receiver: receiver.into(), parameters, doc: part.text })
    };
    Page(T::FORMAT.page).parts().filter_map(form).collect()
}

impl Form {
    fn registration(&self, name: &str, kinds: &[&str], returns: &str) -> FuncRegistration {
        let receiver = (!self.receiver.is_empty()).then(|| format!("this: &mut {}", self.receiver));
        let parameters = self.parameters.iter().zip(kinds);
        let parameters = parameters.map(|(name, kind)| format!("{name}: {kind}"));
        let all = receiver.into_iter().chain(parameters).chain([returns.to_string()]);
        let lines: Vec<String> = self.doc.lines().map(|line| format!("/// {line}")).collect();
        FuncRegistration::new(name).with_params_info(all).with_comments([lines.join("\n")])
    }
}

/// Registers `comment`, where the page documents it.
fn comment<T: Tag>(module: &mut Module, receiver: &str) {
    for form in forms::<T>(&format!("{}.comment", T::FORMAT.function()), receiver) {
        form.registration("comment", &["&str"], "")
            .set_into_module(module, |this: &mut Document<T>, text: &str| this.comment(text));
    }
}

/// Makes a document, which has to be emitted.
pub fn create<T: Tag>(
    ctx: &NativeCallContext<'_>,
    name: Option<&str>,
    content: &Map,
    base: Option<&Document<T>>,
) -> Fallible<Document<T>> {
    let run = Run::of(ctx);
    let given = options::map(ctx, content)?;
    let name = name.map(|name| run.plain_text(name)).transpose().at(ctx)?;
    let place = run.place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
    let document = Document::new(name.as_deref(), given.into(), place, base).at(ctx)?;
    Ok(run.made(ctx, document))
}

/// Adds an entry to a section; returns its name.
fn add<T: Tag>(
    ctx: &NativeCallContext<'_>,
    document: &Document<T>,
    section: &Section,
    name: &str,
    body: Option<&Map>,
) -> Fallible<Dynamic> {
    let body = body.map_or(Ok(Value::Null), |body| options::map(ctx, body).map(Value::from))?;
    let name = Run::of(ctx).plain_text(name).at(ctx)?;
    document.add(section.key, &name, body, ctx).at(ctx)?;
    Ok((section.entry)(section.method, &name))
}
