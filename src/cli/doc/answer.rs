//! What a name means: entries of the reference, types of Terraform's providers, a page of the book.

use super::super::exit::Failure;
use super::super::ui::Ui;
use super::book::{self, Page};
use super::terraform::{self, Type};
use super::{markdown, modules, prose, terminal};
use crate::cli::output::paint::{FAINT, painted};
use serde_json::json;
use std::path::Path;
use sw::diag::{Diagnostic, FORMAT_VERSION, words};
use sw::engine::reference::{Entry, FunctionDoc, Reference, TypeDoc};
use sw::schema::Tables;

/// What was found.
pub(super) enum Answer<'a> {
    Entries(&'a Reference, Vec<Entry<'a>>),
    Types(Vec<Type<'a>>),
    Page(Page),
}

impl<'a> Answer<'a> {
    /// What `name` means, if anything.
    pub(super) fn of(name: &'a str, reference: &'a Reference, known: &'a Tables) -> Option<Self> {
        let entries = reference.find(name);
        let page = book::find(name);
        let is_page = page.is_some() && !entries.iter().any(|entry| is_called(entry, name));
        if is_page || name.starts_with(book::BOOK) {
            return page.map(Self::Page);
        }
        // A provider is meant rather than an option that some function has.
        if entries.iter().any(|entry| !matches!(entry, Entry::Option(..)) || name.contains('.')) {
            return Some(Self::Entries(reference, entries));
        }
        let types = terraform::find(known, name);
        if types.is_empty() && !entries.is_empty() {
            return Some(Self::Entries(reference, entries));
        }
        Some(types).filter(|types| !types.is_empty()).map(Self::Types)
    }

    /// For a terminal.
    pub(super) fn text(&self, ui: &Ui) -> String {
        match self {
            Self::Entries(reference, entries) => {
                terminal::entries(reference, entries, ui) + &more(entries, ui)
            }
            Self::Types(types) => terraform::page(types, ui),
            Self::Page(page) => prose::page(page.text, 0, ui),
        }
    }

    /// For wikis.
    pub(super) fn markdown(&self, ui: &Ui) -> String {
        match self {
            Self::Entries(reference, entries) => markdown::page(&part(reference, entries)),
            Self::Types(types) => terraform::page(types, ui),
            Self::Page(page) => page.text.into(),
        }
    }

    /// For programs.
    pub(super) fn json(&self) -> String {
        match self {
            Self::Entries(reference, entries) => {
                serde_json::to_string_pretty(&part(reference, entries))
                    .expect("a reference is plain data")
            }
            Self::Types(types) => format!("{:#}", terraform::document(types)),
            Self::Page(page) => {
                let Page { path, title, text, .. } = page;
                let document = json!({ "format_version": FORMAT_VERSION, "page": path, "title": title, "text": text });
                format!("{document:#}")
            }
        }
    }
}

/// Whether this is the whole name of an entry, and no part of it.
fn is_called(entry: &Entry<'_>, name: &str) -> bool {
    match entry {
        Entry::Namespace(namespace) => namespace.name == name,
        Entry::Type(kind) => kind.name == name,
        Entry::Constant(constant) => constant.name == name,
        Entry::Function(function) => function.full_name() == name,
        Entry::Module(_) => true,
        Entry::Property(..) | Entry::Option(..) => name.contains('.'),
    }
}

/// The part of a reference that some entries mean, in the same shape.
fn part(reference: &Reference, entries: &[Entry<'_>]) -> Reference {
    let mut part =
        Reference { format_version: reference.format_version.clone(), ..Reference::default() };
    entries.iter().for_each(|entry| add(&mut part, reference, entry));
    part
}

fn add(part: &mut Reference, reference: &Reference, entry: &Entry<'_>) {
    match entry {
        Entry::Namespace(namespace) => {
            part.namespaces.push((*namespace).clone());
            let is_own = |function: &&FunctionDoc| function.namespace == namespace.name;
            part.functions.extend(reference.functions.iter().filter(is_own).cloned());
        }
        Entry::Function(function) | Entry::Option(function, _) => {
            part.functions.push((*function).clone());
        }
        Entry::Type(kind) => {
            part.types.push((*kind).clone());
            part.functions.extend(reference.methods(&kind.name).cloned());
        }
        Entry::Property(kind, property) => {
            let only = vec![(*property).clone()];
            part.types.push(TypeDoc { properties: only, ..(*kind).clone() });
        }
        Entry::Constant(constant) => part.constants.push((*constant).clone()),
        Entry::Module(module) => part.modules.push((*module).clone()),
    }
}

/// That a page of the book has the name of a namespace, too.
fn more(entries: &[Entry<'_>], ui: &Ui) -> String {
    let named = entries.iter().find_map(|entry| match entry {
        Entry::Namespace(namespace) => book::find(&namespace.name),
        _ => None,
    });
    named.map_or_else(String::new, |page| {
        let line = format!(
            "`sw doc {}{}` is the page \"{}\" of the book",
            book::BOOK,
            page.name(),
            page.title
        );
        format!("\n  {}\n", painted(&line, FAINT, ui))
    })
}

/// That a name means nothing.
pub(super) fn unknown(reference: &Reference, name: &str, known: &Tables) -> Diagnostic {
    if let Some(removed) = terraform::removed(known, name) {
        return removed;
    }
    let near: Vec<String> =
        terraform::near(known, name).into_iter().chain(reference.near(name)).collect();
    let hint = match near.as_slice() {
        [] => None,
        [only] => Some(format!("did you mean `{only}`?")),
        several => Some(format!("did you mean {}?", words::list(several, "or"))),
    };
    Diagnostic::error("unknown-entry", format!("nothing is called `{name}`"))
        .hint(hint.as_deref())
        .hint("`sw doc` lists all there is")
}

/// What a name means in a session, as a terminal shows it; `here` is where the project is looked for. What the
/// session defines counts more than all else.
pub(crate) fn in_session(
    name: &str,
    here: &Path,
    session: &str,
    ui: &Ui,
) -> Result<String, Failure> {
    let own = Reference { modules: modules::of_text(session)?, ..Reference::default() };
    let entries = own.find(name);
    if !entries.is_empty() {
        return Ok(terminal::entries(&own, &entries, ui));
    }
    let reference = modules::with_project(here, None)?;
    let known = terraform::known(here);
    // What is in front of the dot may be a variable.
    let member = name.rsplit_once('.').map_or(name, |(_, member)| member);
    let answer = Answer::of(name, &reference, &known);
    match answer.or_else(|| Answer::of(member, &reference, &known)) {
        Some(answer) => Ok(answer.text(ui)),
        None => Err(unknown(&reference, name, &known).into()),
    }
}
