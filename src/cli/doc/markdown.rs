//! The reference as one Markdown document.

use super::forms::Forms;
use std::fmt::Write;
use sw::engine::reference::{
    ConstantDoc, ExampleDoc, FunctionDoc, ModuleDoc, OptionDoc, Reference, TypeDoc,
};

/// The whole of a reference, or of a part of it.
pub(super) fn page(reference: &Reference) -> String {
    let mut page = String::from("# What recipes can call\n");
    functions(&mut page, "Everywhere", reference, |function| {
        function.namespace.is_empty() && function.receiver.is_empty()
    });
    for namespace in &reference.namespaces {
        let _ = write!(page, "\n## `{}`\n\n{}\n", namespace.name, namespace.summary);
        list(
            &mut page,
            reference.functions.iter().filter(|function| function.namespace == namespace.name),
        );
    }
    reference.types.iter().for_each(|kind| thing(&mut page, reference, kind));
    rest(&mut page, reference);
    if !reference.constants.is_empty() {
        page.push_str("\n## Words\n");
        reference.constants.iter().for_each(|word| constant(&mut page, word));
    }
    reference.modules.iter().for_each(|module| self::module(&mut page, module));
    page
}

/// Functions whose namespace or type is no part of this: those of a single function that was asked for.
fn rest(page: &mut String, reference: &Reference) {
    let is_placed = |function: &&FunctionDoc| {
        let is_bare = function.namespace.is_empty() && function.receiver.is_empty();
        let in_namespace =
            reference.namespaces.iter().any(|namespace| namespace.name == function.namespace);
        is_bare || in_namespace || reference.types.iter().any(|kind| kind.name == function.receiver)
    };
    let left: Vec<&FunctionDoc> =
        reference.functions.iter().filter(|function| !is_placed(function)).collect();
    if !left.is_empty() {
        page.push_str("\n## Others\n");
        list(page, left.into_iter());
    }
}

fn functions(
    page: &mut String,
    title: &str,
    reference: &Reference,
    is_here: impl Fn(&FunctionDoc) -> bool,
) {
    let here: Vec<&FunctionDoc> =
        reference.functions.iter().filter(|function| is_here(function)).collect();
    if !here.is_empty() {
        let _ = write!(page, "\n## {title}\n");
        list(page, here.into_iter());
    }
}

fn list<'a>(page: &mut String, functions: impl Iterator<Item = &'a FunctionDoc>) {
    Forms::of(functions).iter().for_each(|forms| function(page, forms));
}

fn function(page: &mut String, forms: &Forms<'_>) {
    let _ = write!(page, "\n### `{}`\n\n```text\n", forms.main.full_name());
    forms.signatures().iter().for_each(|signature| {
        let _ = writeln!(page, "{}", signature.text());
    });
    page.push_str("```\n");
    forms.descriptions().iter().for_each(|doc| paragraph(page, doc));
    if !forms.options().is_empty() {
        page.push_str("\n| option | type | default | |\n| --- | --- | --- | --- |\n");
        options(page, "", forms.options());
    }
    examples(page, forms.examples());
}

fn options(page: &mut String, before: &str, options: &[OptionDoc]) {
    for option in options {
        let name = format!("{before}{}", option.name);
        let default = match (&option.default, option.required) {
            (_, true) => "required".to_string(),
            (Some(default), _) => format!("`{default}`"),
            (None, false) => String::new(),
        };
        let cell = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(
            page,
            "| `{name}` | {} | {} | {} |",
            cell(&option.r#type),
            cell(&default),
            cell(&option.summary)
        );
        self::options(page, &format!("{name}."), &option.options);
    }
}

fn thing(page: &mut String, reference: &Reference, kind: &TypeDoc) {
    let _ = write!(page, "\n## Type: {}\n", kind.name);
    paragraph(page, &kind.doc);
    examples(page, &kind.examples);
    if !kind.properties.is_empty() {
        page.push_str("\n| property | type | |\n| --- | --- | --- |\n");
        for property in &kind.properties {
            let _ = writeln!(
                page,
                "| `{}` | {} | {} |",
                property.name, property.r#type, property.summary
            );
        }
    }
    list(page, reference.methods(&kind.name));
}

fn constant(page: &mut String, constant: &ConstantDoc) {
    let kind =
        if constant.r#type.is_empty() { String::new() } else { format!(": {}", constant.r#type) };
    let _ = write!(page, "\n### `{}{kind}`\n", constant.name);
    paragraph(page, &constant.doc);
    examples(page, &constant.examples);
}

fn module(page: &mut String, module: &ModuleDoc) {
    let _ = write!(page, "\n## `import \"{}\" as {}`\n", module.name, module.alias);
    paragraph(page, &module.doc);
    examples(page, &module.examples);
    list(page, module.functions.iter());
    module.constants.iter().for_each(|constant| self::constant(page, constant));
}

fn paragraph(page: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = write!(page, "\n{text}\n");
    }
}

fn examples<'a>(page: &mut String, examples: impl IntoIterator<Item = &'a ExampleDoc>) {
    for example in examples {
        let _ = write!(page, "\n```rhai\n{}\n{}```\n", example.code, result(example));
    }
}

/// The result of an example, as its last line.
pub(super) fn result(example: &ExampleDoc) -> String {
    match (&example.returns, &example.error) {
        (Some(value), _) => format!("// => {value}\n"),
        (_, Some(error)) => format!("// => error: {error}\n"),
        (None, None) => String::new(),
    }
}
