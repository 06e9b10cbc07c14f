//! The pages: what a namespace, a type or a module holds.

use super::super::forms::{Forms, Parameter, Signature};
use super::super::markdown::result;
use super::code;
use super::escape::escaped;
use super::frame::Item;
use super::links::{EVERYWHERE, Links, anchor, module_file, namespace_file, type_file};
use super::markup::{kind, line, prose};
use std::fmt::Write;
use sw::engine::reference::{
    ConstantDoc, ExampleDoc, FunctionDoc, ModuleDoc, NamespaceDoc, OptionDoc, PropertyDoc,
    Reference, TypeDoc,
};

/// What a page is about.
enum Section<'a> {
    /// Functions and words with a bare name.
    Everywhere,
    Namespace(&'a NamespaceDoc),
    Type(&'a TypeDoc),
    Module(&'a ModuleDoc),
}

impl Section<'_> {
    /// The heading that it is listed under.
    fn part(&self) -> &'static str {
        match self {
            Self::Everywhere | Self::Namespace(_) => "Functions",
            Self::Type(_) => "Types",
            Self::Module(_) => "Imports",
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Everywhere => "everywhere".into(),
            Self::Namespace(namespace) => format!("{}::", namespace.name),
            Self::Type(kind) => kind.name.clone(),
            Self::Module(module) => module.name.clone(),
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Everywhere => "Everywhere".into(),
            Self::Namespace(namespace) => format!("Namespace {}", namespace.name),
            Self::Type(kind) => format!("Type {}", kind.name),
            Self::Module(module) => format!("Import {}", module.name),
        }
    }

    fn file(&self) -> String {
        match self {
            Self::Everywhere => EVERYWHERE.into(),
            Self::Namespace(namespace) => namespace_file(&namespace.name),
            Self::Type(kind) => type_file(&kind.name),
            Self::Module(module) => module_file(&module.name),
        }
    }

    fn summary(&self) -> &str {
        match self {
            Self::Everywhere => "What every recipe calls by its bare name.",
            Self::Namespace(namespace) => &namespace.summary,
            Self::Type(kind) => &kind.summary,
            Self::Module(module) => &module.summary,
        }
    }

    fn doc(&self) -> &str {
        match self {
            Self::Everywhere | Self::Namespace(_) => self.summary(),
            Self::Type(kind) => &kind.doc,
            Self::Module(module) => &module.doc,
        }
    }

    fn functions<'r>(&'r self, reference: &'r Reference) -> Vec<&'r FunctionDoc> {
        let native = |is_here: &dyn Fn(&FunctionDoc) -> bool| {
            reference.functions.iter().filter(|function| is_here(function)).collect()
        };
        match self {
            Self::Everywhere => {
                native(&|function| function.namespace.is_empty() && function.receiver.is_empty())
            }
            Self::Namespace(namespace) => native(&|function| function.namespace == namespace.name),
            Self::Type(kind) => native(&|function| function.receiver == kind.name),
            Self::Module(module) => module.functions.iter().collect(),
        }
    }

    fn constants<'r>(&'r self, reference: &'r Reference) -> &'r [ConstantDoc] {
        match self {
            Self::Everywhere => &reference.constants,
            Self::Module(module) => &module.constants,
            Self::Namespace(_) | Self::Type(_) => &[],
        }
    }
}

/// The pages of the reference, in the order in which they are listed.
pub(super) fn items(reference: &Reference, links: &Links) -> Vec<Item> {
    let sections = std::iter::once(Section::Everywhere)
        .chain(reference.namespaces.iter().map(Section::Namespace))
        .chain(reference.types.iter().map(Section::Type))
        .chain(reference.modules.iter().map(Section::Module));
    let item = |section: Section<'_>| Item {
        part: section.part(),
        name: section.name(),
        title: section.title(),
        file: section.file(),
        summary: section.summary().into(),
        body: page(&section, reference, links),
    };
    sections.map(item).collect()
}

/// The page of a section.
fn page(section: &Section<'_>, reference: &Reference, links: &Links) -> String {
    let mut page = format!("<h1>{}</h1>\n", escaped(&section.title()));
    if let Section::Module(module) = section {
        let _ = writeln!(
            page,
            "{}",
            code::example(&format!("import \"{}\" as {};", module.name, module.alias), "")
        );
    }
    page.push_str(&prose(section.doc(), links));
    if let Section::Module(module) = section {
        page.push_str(&examples(&module.examples));
    }
    if let Section::Type(kind) = section {
        page.push_str(&examples(&kind.examples));
        properties(&mut page, &kind.properties, links);
    }
    let functions = section.functions(reference);
    if matches!(section, Section::Type(_)) && !functions.is_empty() {
        page.push_str("<h2>Methods</h2>\n");
    }
    let forms = Forms::of(functions);
    page.push_str(&contents(&forms, links));
    section.constants(reference).iter().for_each(|own| page.push_str(&constant(own, links)));
    forms.iter().for_each(|forms| page.push_str(&function(forms, links)));
    page
}

/// The functions of a page with their summaries.
fn contents(functions: &[Forms<'_>], links: &Links) -> String {
    let rows = functions.iter().map(|forms| {
        let at = anchor(&forms.main.name);
        let (name, summary) = (escaped(shown(forms.main)), line(&forms.main.summary, links));
        format!("<tr><td><a href=\"#{at}\"><code>{name}</code></a></td><td>{summary}</td></tr>\n")
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("<table class=\"list\">\n{rows}</table>\n") }
}

/// How an author knows a function: an index has no name.
fn shown(function: &FunctionDoc) -> &str {
    if function.name.contains('$') { "[ ]" } else { &function.name }
}

/// A function with all of its forms.
fn function(forms: &Forms<'_>, links: &Links) -> String {
    let at = anchor(&forms.main.name);
    let mut page = format!(
        "<section class=\"entry\" id=\"{at}\">\n<h2><a href=\"#{at}\">{}</a></h2>\n<pre class=\"signature\"><code>",
        escaped(shown(forms.main))
    );
    let signatures: Vec<String> =
        forms.signatures().iter().map(|own| signature(forms.main, own, links)).collect();
    page.push_str(&signatures.join("\n"));
    page.push_str("</code></pre>\n");
    forms.descriptions().iter().for_each(|doc| page.push_str(&prose(doc, links)));
    if !forms.options().is_empty() {
        let _ = write!(page, "<h3>Options</h3>\n{}", options(forms.options(), links));
    }
    page + &examples(forms.examples()) + "</section>\n"
}

/// A signature, whose types lead to their pages.
fn signature(function: &FunctionDoc, signature: &Signature<'_>, links: &Links) -> String {
    if let Some(verbatim) = signature.verbatim {
        return escaped(verbatim);
    }
    let parameter = |parameter: &Parameter<'_>| match parameter.types.as_slice() {
        [""] => escaped(&parameter.head()),
        types => {
            let types: Vec<String> = types.iter().map(|name| kind(name, links)).collect();
            format!("{}: {}", escaped(&parameter.head()), types.join(" | "))
        }
    };
    let list: Vec<String> = signature.parameters.iter().map(parameter).collect();
    let before = match (function.receiver.as_str(), function.namespace.as_str()) {
        ("", "") => String::new(),
        ("", namespace) => format!("{}::", escaped(namespace)),
        (receiver, _) => format!("&lt;{}&gt;.", kind(receiver, links)),
    };
    let returns = match signature.returns {
        "" => String::new(),
        returns => format!(" -&gt; {}", kind(returns, links)),
    };
    let name = escaped(&function.name);
    format!("{before}<span class=\"call\">{name}</span>({}){returns}", list.join(", "))
}

fn options(options: &[OptionDoc], links: &Links) -> String {
    let rows = option_rows("", options, links);
    format!(
        "<table class=\"options\">\n<tr><th>Key</th><th>Type</th><th>Default</th><th></th></tr>\n{rows}</table>\n"
    )
}

/// A row for each key; those inside another one are below it.
fn option_rows(before: &str, options: &[OptionDoc], links: &Links) -> String {
    let rows = options.iter().map(|option| {
        let default = match (&option.default, option.required) {
            (_, true) => "<em>required</em>".to_string(),
            (Some(default), _) => format!("<code>{}</code>", escaped(default)),
            (None, _) => String::new(),
        };
        let (name, summary) =
            (escaped(&format!("{before}{}", option.name)), line(&option.summary, links));
        let own = format!(
            "<tr><td><code>{name}</code></td><td>{}</td><td>{default}</td><td>{summary}</td></tr>\n",
            kind(&option.r#type, links)
        );
        own + &option_rows(&format!("{before}{}.", option.name), &option.options, links)
    });
    rows.collect()
}

fn properties(page: &mut String, properties: &[PropertyDoc], links: &Links) {
    if properties.is_empty() {
        return;
    }
    page.push_str("<h2>Properties</h2>\n");
    for property in properties {
        let (at, name) = (anchor(&property.name), escaped(&property.name));
        let _ = write!(
            page,
            "<section class=\"entry\" id=\"{at}\">\n<h3><a href=\"#{at}\">.{name}</a>: {}</h3>\n",
            kind(&property.r#type, links)
        );
        let _ = writeln!(
            page,
            "{}{}</section>",
            prose(&property.summary, links),
            examples(&property.examples)
        );
    }
}

fn constant(constant: &ConstantDoc, links: &Links) -> String {
    let (at, name) = (anchor(&constant.name), escaped(&constant.name));
    let kind = if constant.r#type.is_empty() {
        String::new()
    } else {
        format!(": {}", kind(&constant.r#type, links))
    };
    let body = format!("{}{}", prose(&constant.doc, links), examples(&constant.examples));
    format!(
        "<section class=\"entry\" id=\"{at}\">\n<h2><a href=\"#{at}\">{name}</a>{kind}</h2>\n{body}</section>\n"
    )
}

fn examples<'a>(examples: impl IntoIterator<Item = &'a ExampleDoc>) -> String {
    let shown = examples.into_iter().map(|example| code::example(&example.code, &result(example)));
    shown.collect()
}
