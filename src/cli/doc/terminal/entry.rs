//! The pages of functions, types, options, words and modules.

use super::super::super::ui::Ui;
use super::super::forms::Forms;
use super::super::prose::{self, WIDTH};
use super::layout::{described, indented, rows};
use crate::cli::output::paint::{CODE, FAINT, HEADING, painted};
use std::fmt::Write;
use sw::engine::reference::{
    ConstantDoc, ExampleDoc, FunctionDoc, ModuleDoc, OptionDoc, Reference, TypeDoc,
};

pub(super) fn head(title: &str, doc: &str, ui: &Ui) -> String {
    let title = painted(title, HEADING, ui);
    format!("{title}\n\n{}", prose::page(doc, 2, ui)).trim_end().to_string() + "\n"
}

/// All forms of a function: how it is called, what it does, what it takes and returns.
pub(super) fn function(reference: &Reference, forms: &Forms<'_>, ui: &Ui) -> String {
    let signatures: Vec<String> = forms
        .signatures()
        .iter()
        .map(|signature| painted(&signature.text(), HEADING, ui))
        .collect();
    let mut page = signatures.join("\n") + "\n";
    for doc in forms.descriptions() {
        page = format!("{page}\n{}", prose::page(doc, 2, ui));
    }
    if !forms.options().is_empty() {
        let options = indented(&options(forms.options(), ui), 2, str::to_string);
        let _ = write!(page, "\n  {}\n{options}", painted("Options", HEADING, ui));
    }
    let handle = reference.types.iter().find(|kind| {
        kind.name == forms.main.returns
            && !kind.namespace.is_empty()
            && kind.name != forms.main.receiver
    });
    let returns = handle.map(|kind| (kind.name.clone(), kind.summary.clone()));
    rows(&mut page, "  Returns", returns.into_iter(), ui);
    page + &examples(forms.examples(), ui)
}

pub(super) fn type_page(reference: &Reference, kind: &TypeDoc, ui: &Ui) -> String {
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

pub(super) fn option(
    reference: &Reference,
    function: &FunctionDoc,
    option: &OptionDoc,
    ui: &Ui,
) -> String {
    let title = format!("option {} of {}", option.name, function.full_name());
    let mut page = format!("{}\n\n", painted(&title, HEADING, ui));
    page.push_str(&options(std::slice::from_ref(option), ui));
    // Forms of a function have their options in common, and each example shows some.
    let forms = reference
        .all_functions()
        .filter(|form| form.name == function.name && form.options == function.options);
    let shown = forms
        .flat_map(|form| &form.examples)
        .filter(|example| example.code.contains(&format!("{}:", option.name)));
    page + &examples(shown, ui)
}

pub(super) fn constant(constant: &ConstantDoc, ui: &Ui) -> String {
    let kind =
        if constant.r#type.is_empty() { String::new() } else { format!(": {}", constant.r#type) };
    head(&format!("{}{kind}", constant.name), &constant.doc, ui) + &examples(&constant.examples, ui)
}

pub(super) fn module(module: &ModuleDoc, ui: &Ui) -> String {
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

/// The signatures of each function with its summary below.
pub(super) fn signatures<'a>(functions: impl Iterator<Item = &'a FunctionDoc>, ui: &Ui) -> String {
    let entries = Forms::of(functions).into_iter().map(|forms| {
        let signatures = forms.signatures().into_iter();
        let heads: String = signatures
            .map(|signature| format!("  {}\n", painted(&signature.text(), CODE, ui)))
            .collect();
        heads + &described(&forms.main.summary, WIDTH - 6, 6, ui)
    });
    entries.collect()
}

/// The keys of an option map, those inside others further to the right.
fn options(options: &[OptionDoc], ui: &Ui) -> String {
    let entries = options.iter().map(|option| {
        let default =
            option.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
        let required = if option.required { " (required)" } else { "" };
        let head = format!(
            "{}{}",
            painted(&option.name, CODE, ui),
            painted(&format!(": {}{default}{required}", option.r#type), FAINT, ui)
        );
        let summary = described(&option.summary, WIDTH - 8, 6, ui);
        let inner = indented(&self::options(&option.options, ui), 4, str::to_string);
        format!("  {head}\n{summary}{inner}")
    });
    entries.collect()
}

pub(super) fn examples<'a>(examples: impl IntoIterator<Item = &'a ExampleDoc>, ui: &Ui) -> String {
    let shown = examples.into_iter().map(|example| {
        let code = indented(&example.code, 6, |line| painted(line, CODE, ui));
        let result = super::super::markdown::result(example);
        let result = indented(&result, 6, |line| painted(line, FAINT, ui));
        format!("\n  {}\n\n{code}{result}", painted("Example", HEADING, ui))
    });
    shown.collect()
}
