//! The reference in a terminal.

use super::super::paint::{CODE, FAINT, HEADING, painted, prose};
use super::super::ui::Ui;
use std::fmt::Write;
use sw::engine::reference::{
    ConstantDoc, Entry, ExampleDoc, FunctionDoc, ModuleDoc, OptionDoc, Reference, TypeDoc,
};

/// How wide text is.
const WIDTH: usize = 100;

/// All there is, by where it stands.
pub(super) fn overview(reference: &Reference, ui: &Ui) -> String {
    let mut page = String::from(
        "What recipes can call. `sw doc NAME` tells more of each; `sw doc --html DIR` is all of it as a site.\n",
    );
    let bare = reference
        .functions
        .iter()
        .filter(|function| function.namespace.is_empty() && function.receiver.is_empty());
    section(&mut page, "everywhere", &names(bare.map(|function| &function.name)).join(" "), ui);
    for namespace in &reference.namespaces {
        let own =
            reference.functions.iter().filter(|function| function.namespace == namespace.name);
        section(
            &mut page,
            &format!("{}::", namespace.name),
            &names(own.map(|function| &function.name)).join(" "),
            ui,
        );
    }
    rows(
        &mut page,
        "types",
        reference.types.iter().map(|kind| (kind.name.clone(), kind.summary.clone())),
        ui,
    );
    rows(
        &mut page,
        "words",
        reference.constants.iter().map(|word| (word.name.clone(), word.summary.clone())),
        ui,
    );
    rows(
        &mut page,
        "imports",
        reference.modules.iter().map(|module| (module.name.clone(), module.summary.clone())),
        ui,
    );
    page
}

/// Words only, each once.
fn names<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut all: Vec<&str> =
        names.map(String::as_str).filter(|name| name.starts_with(char::is_alphabetic)).collect();
    all.dedup();
    all
}

fn section(page: &mut String, title: &str, text: &str, ui: &Ui) {
    let _ = write!(
        page,
        "\n{}\n{}",
        painted(title, HEADING, ui),
        indented(&wrapped(text, WIDTH - 2), 2, |line| painted(line, CODE, ui))
    );
}

fn rows(page: &mut String, title: &str, rows: impl Iterator<Item = (String, String)>, ui: &Ui) {
    let rows: Vec<(String, String)> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(page, "\n{}", painted(title, HEADING, ui));
    page.push_str(&table(&rows, ui));
}

/// Two columns; the second one is text.
fn table(rows: &[(String, String)], ui: &Ui) -> String {
    let width =
        rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default().min(WIDTH / 2);
    let row = |(name, told): &(String, String)| {
        let told = wrapped(told, (WIDTH - width - 4).max(30));
        let mut lines = told.lines();
        let gap = " ".repeat(width.saturating_sub(name.chars().count()));
        let first = format!(
            "  {}{gap}  {}\n",
            painted(name, CODE, ui),
            prose(lines.next().unwrap_or_default(), ui)
        );
        let rest: String =
            lines.map(|line| format!("{}{}\n", " ".repeat(width + 4), prose(line, ui))).collect();
        (first + &rest).replace(" \n", "\n")
    };
    rows.iter().map(row).map(|row| format!("{}\n", row.trim_end())).collect()
}

/// What was asked for.
pub(super) fn entries(reference: &Reference, entries: &[Entry<'_>], ui: &Ui) -> String {
    let pages: Vec<String> = entries.iter().map(|entry| told(reference, entry, ui)).collect();
    pages.join("\n")
}

fn told(reference: &Reference, entry: &Entry<'_>, ui: &Ui) -> String {
    match entry {
        Entry::Namespace(namespace) => {
            let own =
                reference.functions.iter().filter(|function| function.namespace == namespace.name);
            format!(
                "{}\n{}",
                head(&format!("namespace {}", namespace.name), &namespace.summary, ui),
                signatures(own, ui)
            )
        }
        Entry::Function(function) => self::function(function, ui),
        Entry::Type(kind) => thing(reference, kind, ui),
        Entry::Property(kind, property) => {
            let heading = format!("{}.{}: {}", kind.name, property.name, property.r#type);
            format!("{}{}", head(&heading, &property.summary, ui), examples(&property.examples, ui))
        }
        Entry::Option(function, option) => {
            let mut page = format!(
                "{}\n\n",
                head(&format!("option {} of {}", option.name, function.full_name()), "", ui)
                    .trim_end()
            );
            page.push_str(&options(std::slice::from_ref(option), ui));
            // Forms of a function have their options in common, and each example shows some.
            let forms = reference
                .all_functions()
                .filter(|form| form.name == function.name && form.options == function.options);
            let shown = forms
                .flat_map(|form| &form.examples)
                .filter(|example| example.code.contains(&format!("{}:", option.name)));
            page + &examples(&shown.cloned().collect::<Vec<_>>(), ui)
        }
        Entry::Constant(constant) => self::constant(constant, ui),
        Entry::Module(module) => self::module(module, ui),
    }
}

fn head(title: &str, doc: &str, ui: &Ui) -> String {
    format!("{}\n\n{}", painted(title, HEADING, ui), text(doc, ui)).trim_end().to_string() + "\n"
}

fn function(function: &FunctionDoc, ui: &Ui) -> String {
    let mut page = head(&function.signature, &function.doc, ui);
    if !function.options.is_empty() {
        let _ = write!(
            page,
            "\n  {}\n{}",
            painted("Options", HEADING, ui),
            indented(&options(&function.options, ui), 2, str::to_string)
        );
    }
    page + &examples(&function.examples, ui)
}

fn thing(reference: &Reference, kind: &TypeDoc, ui: &Ui) -> String {
    let mut page = head(&format!("type {}", kind.name), &kind.doc, ui);
    let properties = kind.properties.iter().map(|property| {
        (format!(".{}: {}", property.name, property.r#type), property.summary.clone())
    });
    rows(&mut page, "  Properties", properties, ui);
    page.push_str(&examples(&kind.examples, ui));
    let methods = signatures(reference.methods(&kind.name), ui);
    if !methods.is_empty() {
        let _ = write!(page, "\n  {}\n\n{methods}", painted("Methods", HEADING, ui));
    }
    page
}

fn constant(constant: &ConstantDoc, ui: &Ui) -> String {
    let kind =
        if constant.r#type.is_empty() { String::new() } else { format!(": {}", constant.r#type) };
    head(&format!("{}{kind}", constant.name), &constant.doc, ui) + &examples(&constant.examples, ui)
}

fn module(module: &ModuleDoc, ui: &Ui) -> String {
    let import = format!("import \"{}\" as {};", module.name, module.alias);
    let mut page = head(&import, &module.doc, ui);
    if !module.functions.is_empty() {
        let _ = write!(page, "\n{}", signatures(module.functions.iter(), ui));
    }
    let constants = module
        .constants
        .iter()
        .map(|constant| (format!("{}::{}", module.alias, constant.name), constant.summary.clone()));
    rows(&mut page, "  Constants", constants, ui);
    page + &examples(&module.examples, ui)
}

/// Each signature with its summary below.
fn signatures<'a>(functions: impl Iterator<Item = &'a FunctionDoc>, ui: &Ui) -> String {
    let told = functions.map(|function| {
        let summary = indented(&wrapped(&function.summary, WIDTH - 6), 6, |line| prose(line, ui));
        format!("  {}\n{summary}", painted(&function.signature, CODE, ui))
    });
    told.collect()
}

/// The keys of an option map, those inside others further to the right.
fn options(options: &[OptionDoc], ui: &Ui) -> String {
    let told = options.iter().map(|option| {
        let default =
            option.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
        let required = if option.required { " (required)" } else { "" };
        let head = format!(
            "{}{}",
            painted(&option.name, CODE, ui),
            painted(&format!(": {}{default}{required}", option.r#type), FAINT, ui)
        );
        let summary = indented(&wrapped(&option.summary, WIDTH - 8), 6, |line| prose(line, ui));
        let inner = indented(&self::options(&option.options, ui), 4, str::to_string);
        format!("  {head}\n{summary}{inner}")
    });
    told.collect()
}

fn examples(examples: &[ExampleDoc], ui: &Ui) -> String {
    let told = examples.iter().map(|example| {
        let code = indented(&example.code, 6, |line| painted(line, CODE, ui));
        let gives = match (&example.gives, &example.error) {
            (Some(gives), _) => painted(&format!("      // => {gives}"), FAINT, ui) + "\n",
            (_, Some(error)) => painted(&format!("      // => error: {error}"), FAINT, ui) + "\n",
            (None, None) => String::new(),
        };
        format!("\n  {}\n\n{code}{gives}", painted("Example", HEADING, ui))
    });
    told.collect()
}

/// Markdown as it is read in a terminal: paragraphs are wrapped, code and lists stand as they are.
fn text(doc: &str, ui: &Ui) -> String {
    let mut page = String::new();
    let mut is_code = false;
    for block in doc.split("\n\n") {
        let starts_code = block.starts_with("```");
        if starts_code || is_code {
            let lines = block.lines().filter(|line| !line.starts_with("```"));
            lines.for_each(|line| page.push_str(&format!("      {}\n", painted(line, CODE, ui))));
            is_code = (block.matches("```").count() % 2 == 1) != is_code;
        } else if block.starts_with("- ") {
            block.lines().for_each(|line| page.push_str(&format!("  {}\n", prose(line, ui))));
        } else {
            let paragraph = block.split_whitespace().collect::<Vec<_>>().join(" ");
            page.push_str(&indented(&wrapped(&paragraph, WIDTH - 2), 2, |line| prose(line, ui)));
        }
        page.push('\n');
    }
    page
}

fn indented(text: &str, by: usize, paint: impl Fn(&str) -> String) -> String {
    let line = |line: &str| {
        if line.is_empty() {
            "\n".to_string()
        } else {
            format!("{}{}\n", " ".repeat(by), paint(line))
        }
    };
    text.lines().map(line).collect()
}

/// Words in lines of at most `width` characters; what stands in backticks stays on one line.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    let mut word = String::new();
    let mut in_code = false;
    for c in text.chars().chain([' ']) {
        in_code ^= c == '`';
        if c != ' ' || in_code {
            word.push(c);
            continue;
        }
        let line = lines.last_mut().expect("there is a first line");
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut word));
        } else {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(&std::mem::take(&mut word));
        }
    }
    lines.join("\n")
}
