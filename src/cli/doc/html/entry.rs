//! The pages: what a namespace, a type or a module holds.

use super::highlight::highlighted;
use super::links::{EVERYWHERE, Links, anchor, module_file, namespace_file, type_file};
use super::markup::{escaped, kind, line, prose};
use std::fmt::Write;
use sw::engine::reference::{
    ConstantDoc, ExampleDoc, FunctionDoc, ModuleDoc, NamespaceDoc, OptionDoc, PropertyDoc,
    Reference, TypeDoc,
};

/// What a page is about.
pub(super) enum Section<'a> {
    /// Functions and words with a bare name.
    Everywhere,
    Namespace(&'a NamespaceDoc),
    Type(&'a TypeDoc),
    Module(&'a ModuleDoc),
}

impl Section<'_> {
    /// The heading that it is listed under.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Everywhere | Self::Namespace(_) => "Functions",
            Self::Type(_) => "Types",
            Self::Module(_) => "Imports",
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Everywhere => "everywhere".into(),
            Self::Namespace(namespace) => format!("{}::", namespace.name),
            Self::Type(kind) => kind.name.clone(),
            Self::Module(module) => module.name.clone(),
        }
    }

    pub(super) fn title(&self) -> String {
        match self {
            Self::Everywhere => "Everywhere".into(),
            Self::Namespace(namespace) => format!("Namespace {}", namespace.name),
            Self::Type(kind) => format!("Type {}", kind.name),
            Self::Module(module) => format!("Import {}", module.name),
        }
    }

    pub(super) fn file(&self) -> String {
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

/// All pages but the first, in the order in which they are listed.
pub(super) fn sections(reference: &Reference) -> Vec<Section<'_>> {
    (std::iter::once(Section::Everywhere))
        .chain(reference.namespaces.iter().map(Section::Namespace))
        .chain(reference.types.iter().map(Section::Type))
        .chain(reference.modules.iter().map(Section::Module))
        .collect()
}

/// The first page.
pub(super) fn overview(reference: &Reference, sections: &[Section<'_>], links: &Links) -> String {
    let mut page = String::from("<h1>What recipes can call</h1>\n");
    let count = reference.all_functions().count();
    let _ = writeln!(
        page,
        "<p>{count} functions and methods, with what they take and examples of it. <kbd>/</kbd> searches.</p>"
    );
    let mut kind = "";
    for section in sections {
        if section.kind() != kind {
            page.push_str(if kind.is_empty() { "" } else { "</table>\n" });
            kind = section.kind();
            let _ = writeln!(page, "<h2>{kind}</h2>\n<table class=\"list\">");
        }
        let (file, name) = (section.file(), escaped(&section.name()));
        let _ = writeln!(
            page,
            "<tr><td><a href=\"{file}\"><code>{name}</code></a></td><td>{}</td></tr>",
            line(section.summary(), links)
        );
    }
    page + "</table>\n"
}

/// The page of a section.
pub(super) fn page(section: &Section<'_>, reference: &Reference, links: &Links) -> String {
    let mut page = format!("<h1>{}</h1>\n", escaped(&section.title()));
    if let Section::Module(module) = section {
        let _ = writeln!(
            page,
            "{}",
            code(&format!("import \"{}\" as {};", module.name, module.alias), "")
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
    page.push_str(&contents(&functions, links));
    section.constants(reference).iter().for_each(|own| page.push_str(&constant(own, links)));
    for forms in functions.chunk_by(|a, b| a.name == b.name) {
        page.push_str(&function(forms, links));
    }
    page
}

/// The functions of a page with their summaries.
fn contents(functions: &[&FunctionDoc], links: &Links) -> String {
    let rows = functions.chunk_by(|a, b| a.name == b.name).map(|forms| {
        let (at, summary) = (anchor(&forms[0].name), line(&forms[0].summary, links));
        format!(
            "<tr><td><a href=\"#{at}\"><code>{}</code></a></td><td>{summary}</td></tr>\n",
            escaped(shown(forms[0]))
        )
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("<table class=\"list\">\n{rows}</table>\n") }
}

/// How an author knows a function: an index has no name.
fn shown(function: &FunctionDoc) -> &str {
    if function.name.contains('$') { "[ ]" } else { &function.name }
}

/// All forms of one name.
fn function(forms: &[&FunctionDoc], links: &Links) -> String {
    let at = anchor(&forms[0].name);
    let mut page = format!(
        "<section class=\"entry\" id=\"{at}\">\n<h2><a href=\"#{at}\">{}</a></h2>\n",
        escaped(shown(forms[0]))
    );
    for form in forms {
        let _ = write!(
            page,
            "<div class=\"form\">\n<pre class=\"signature\"><code>{}</code></pre>\n",
            signature(form, links)
        );
        page.push_str(&prose(&form.doc, links));
        if !form.options.is_empty() {
            let _ = write!(page, "<h3>Options</h3>\n{}", options(&form.options, links));
        }
        page.push_str(&examples(&form.examples));
        page.push_str("</div>\n");
    }
    page + "</section>\n"
}

/// The signature, whose types lead to their pages.
fn signature(function: &FunctionDoc, links: &Links) -> String {
    let is_call = function.signature.contains(&format!("{}(", function.name));
    if !is_call {
        return escaped(&function.signature);
    }
    let told = |parameter: &sw::engine::reference::ParameterDoc| match parameter.r#type.as_str() {
        "" => escaped(&parameter.name),
        named => format!("{}: {}", escaped(&parameter.name), kind(named, links)),
    };
    let list: Vec<String> = function.parameters.iter().map(told).collect();
    let before = match (function.receiver.as_str(), function.namespace.as_str()) {
        ("", "") => String::new(),
        ("", namespace) => format!("{}::", escaped(namespace)),
        (receiver, _) => format!("&lt;{}&gt;.", kind(receiver, links)),
    };
    let gives = if function.gives.is_empty() {
        String::new()
    } else {
        format!(" -&gt; {}", kind(&function.gives, links))
    };
    format!(
        "{before}<span class=\"call\">{}</span>({}){gives}",
        escaped(&function.name),
        list.join(", ")
    )
}

fn options(options: &[OptionDoc], links: &Links) -> String {
    let rows = option_rows("", options, links);
    format!(
        "<table class=\"options\">\n<tr><th>Key</th><th>Type</th><th>Default</th><th></th></tr>\n{rows}</table>\n"
    )
}

/// A row for each key; those inside another one stand below it.
fn option_rows(before: &str, options: &[OptionDoc], links: &Links) -> String {
    let rows = options.iter().map(|option| {
        let default = match (&option.default, option.required) {
            (_, true) => "<em>required</em>".to_string(),
            (Some(default), _) => format!("<code>{}</code>", escaped(default)),
            (None, _) => String::new(),
        };
        let (name, told) =
            (escaped(&format!("{before}{}", option.name)), line(&option.summary, links));
        let own = format!(
            "<tr><td><code>{name}</code></td><td>{}</td><td>{default}</td><td>{told}</td></tr>\n",
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

fn examples(examples: &[ExampleDoc]) -> String {
    let told =
        examples.iter().map(|example| code(&example.code, &super::super::markdown::gives(example)));
    told.collect()
}

/// Code that can be copied; what comes of it is shown and not copied.
fn code(code: &str, gives: &str) -> String {
    let gives = if gives.is_empty() {
        String::new()
    } else {
        format!("\n<span class=\"gives\">{}</span>", escaped(gives.trim_end()))
    };
    let copy =
        "<button class=\"copy\" type=\"button\" aria-label=\"Copy the example\">Copy</button>";
    format!(
        "<div class=\"example\">{copy}<pre><code><span class=\"source\">{}</span>{gives}</code></pre></div>\n",
        highlighted(code)
    )
}
