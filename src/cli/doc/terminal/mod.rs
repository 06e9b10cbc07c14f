//! The reference in a terminal.

mod entry;
mod index;
mod layout;

use super::super::ui::Ui;
use super::forms::Forms;
use entry::{constant, examples, function, head, module, option, signatures, type_page};
use sw::engine::reference::{Entry, Reference};

pub(super) use index::overview;

/// What was asked for.
pub(super) fn entries(reference: &Reference, entries: &[Entry<'_>], ui: &Ui) -> String {
    let functions = entries.iter().filter_map(|entry| match entry {
        Entry::Function(function) => Some(*function),
        _ => None,
    });
    let others = entries.iter().filter(|entry| !matches!(entry, Entry::Function(_)));
    let pages = others.map(|entry| render(reference, entry, ui));
    let functions = Forms::of(functions).into_iter().map(|forms| function(reference, &forms, ui));
    pages.chain(functions).collect::<Vec<_>>().join("\n")
}

fn render(reference: &Reference, entry: &Entry<'_>, ui: &Ui) -> String {
    match entry {
        Entry::Namespace(namespace) => {
            let own =
                reference.functions.iter().filter(|function| function.namespace == namespace.name);
            let title = format!("namespace {}", namespace.name);
            format!("{}\n{}", head(&title, &namespace.summary, ui), signatures(own, ui))
        }
        Entry::Function(own) => function(reference, &Forms::of([*own])[0], ui),
        Entry::Type(kind) => type_page(reference, kind, ui),
        Entry::Property(kind, property) => {
            let title = format!("{}.{}: {}", kind.name, property.name, property.r#type);
            let examples = examples(&property.examples, ui);
            format!("{}{examples}", head(&title, &property.summary, ui))
        }
        Entry::Option(function, option) => self::option(reference, function, option, ui),
        Entry::Constant(constant) => self::constant(constant, ui),
        Entry::Module(module) => self::module(module, ui),
    }
}
