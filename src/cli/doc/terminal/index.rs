//! The list of all there is, by what it is for.

use super::super::super::ui::Ui;
use super::super::book;
use super::super::prose::{WIDTH, wrapped};
use super::layout::{indented, rows};
use crate::cli::output::paint::{CODE, HEADING, painted};
use std::collections::BTreeSet;
use std::fmt::Write;
use sw::engine::reference::Reference;

/// What functions with a bare name are for. Those of a host that are in none of the rows come last.
const TASKS: &[(&str, &str)] = &[
    ("Write files", "emit literal allow_literal expr unchecked"),
    ("Environments and inputs", "environments environment target input"),
    ("Secrets", "secret"),
    ("Read files", "read_text read_yaml read_yaml_all read_json read_toml read_hcl list_files"),
    (
        "Work on data",
        "opt merge merge_by entries pick omit compact flatten join range min max type_of parse_json",
    ),
    ("Options of a function", "options required optional deprecated renamed check"),
    (
        "Types of options",
        "int float bool text one_of reference path cidr function list_of map_of nested any_of",
    ),
    ("Messages", "print debug warn error fail breakpoint"),
    ("Numbers and text", "parse_int parse_float to_string to_debug E PI atan hypot"),
    ("Functions", "is_def_fn is_def_var"),
    ("Tests", "assert assert_eq assert_ne assert_error assert_snapshot"),
];

/// All there is.
pub(crate) fn overview(reference: &Reference, ui: &Ui) -> String {
    let mut page = String::from(
        "`sw doc NAME` shows one of these with its options and examples, `sw doc --html DIR` writes all as a site.\n",
    );
    let bare = |task: &(&str, &str)| {
        let names = task.1.split(' ').filter(|name| !reference.find(name).is_empty());
        (task.0.to_string(), names.collect::<Vec<_>>().join(" "))
    };
    let others = (String::from("Others"), others(reference).join(" "));
    for (title, names) in TASKS.iter().map(bare).chain([others]) {
        section(&mut page, &title, &names, ui);
    }
    for namespace in &reference.namespaces {
        let title = format!("{}:: {}", namespace.name, namespace.summary);
        section(&mut page, &title, &functions_of(reference, &namespace.name).join(" "), ui);
    }
    let types = reference.types.iter().map(|kind| (kind.name.clone(), kind.summary.clone()));
    rows(&mut page, "Types", types, ui);
    let words = reference.constants.iter().map(|word| (word.name.clone(), word.summary.clone()));
    rows(&mut page, "Words", words, ui);
    let imports = reference.modules.iter();
    let imports = imports.map(|module| (module.name.clone(), brief(&module.summary)));
    rows(&mut page, "Imports", imports, ui);
    let pages = book::pages().into_iter().map(|page| (page.name().into(), page.title.into()));
    rows(&mut page, "Pages", pages, ui);
    page
}

/// What comes before the details of a sentence.
fn brief(summary: &str) -> String {
    summary.split(": ").next().unwrap_or(summary).trim_end_matches('.').into()
}

/// The bare functions that no task lists.
fn others(reference: &Reference) -> Vec<&str> {
    let listed: BTreeSet<&str> = TASKS.iter().flat_map(|(_, names)| names.split(' ')).collect();
    let mut names = functions_of(reference, "");
    names.retain(|name| !listed.contains(name));
    names
}

/// The names of the functions of a namespace, each once.
fn functions_of<'a>(reference: &'a Reference, namespace: &str) -> Vec<&'a str> {
    let own = reference
        .functions
        .iter()
        .filter(|function| function.namespace == namespace && function.receiver.is_empty());
    let mut names: Vec<&str> = own.map(|function| function.name.as_str()).collect();
    names.retain(|name| name.starts_with(char::is_alphabetic));
    names.dedup();
    names
}

fn section(page: &mut String, title: &str, names: &str, ui: &Ui) {
    if !names.is_empty() {
        let names = wrapped(names, WIDTH - 2).join("\n");
        let names = indented(&names, 2, |line| painted(line, CODE, ui));
        let _ = write!(page, "\n{}\n{names}", painted(title, HEADING, ui));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_of_the_program_is_in_one_task() {
        let reference = sw::Runtime::builder().build().expect("there is a folder").reference();
        assert_eq!(others(&reference), Vec::<&str>::new());
        let names: Vec<&str> = TASKS.iter().flat_map(|(_, names)| names.split(' ')).collect();
        for name in &names {
            assert!(!reference.find(name).is_empty(), "`{name}` is no function");
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
        }
    }
}
