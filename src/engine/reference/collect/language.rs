//! What the language itself brings along: its functions and types are documented in `language/*.md`, a page for each
//! type, since they tell nothing of themselves.

use crate::engine::reference::entry::{ConstantDoc, FunctionDoc, ParameterDoc, TypeDoc};
use crate::engine::reference::text::{FENCE, Parts};
use rhai::packages::{Package, StandardPackage};
use rhai::{Engine, FuncInfo};

/// A page: the type in its first heading, then a section for each function, whose heading is its signature.
const PAGES: [&str; 9] = [
    include_str!("language/array.md"),
    include_str!("language/bool.md"),
    include_str!("language/everywhere.md"),
    include_str!("language/float.md"),
    include_str!("language/function.md"),
    include_str!("language/int.md"),
    include_str!("language/map.md"),
    include_str!("language/range.md"),
    include_str!("language/string.md"),
];

/// The words that represent values.
const WORDS: &str = include_str!("language/constants.md");

/// The page of functions that belong to no type.
const EVERYWHERE: &str = "Everywhere";

/// What is under a heading.
struct Section<'a> {
    heading: &'a str,
    parts: Parts,
}

/// The sections of a page whose headings start with `mark`.
fn sections<'a>(page: &'a str, mark: &'a str) -> impl Iterator<Item = Section<'a>> {
    let lines = page.split_inclusive('\n').scan((0, false), |(end, is_code), line| {
        let start = *end;
        *end += line.len();
        *is_code ^= line.starts_with(FENCE);
        Some((start, line, *is_code))
    });
    let starts: Vec<usize> = lines
        .filter(|(_, line, is_code)| {
            !is_code && (line.starts_with("# ") || line.starts_with("## "))
        })
        .map(|(start, ..)| start)
        .collect();
    let ends = starts.clone().into_iter().skip(1).chain([page.len()]);
    starts.into_iter().zip(ends).filter_map(move |(start, end)| {
        let (heading, text) = page[start..end].split_once('\n')?;
        Some(Section { heading: heading.strip_prefix(mark)?, parts: Parts::of(text.trim()) })
    })
}

/// The functions and methods that the language brings along.
pub(crate) fn functions() -> Vec<FunctionDoc> {
    PAGES
        .iter()
        .flat_map(|page| sections(page, "## ").map(|section| function(receiver(page), section)))
        .collect()
}

fn receiver(page: &str) -> &str {
    sections(page, "# ").next().map_or("", |section| section.heading)
}

fn function(receiver: &str, section: Section<'_>) -> FunctionDoc {
    let Section { heading, parts } = section;
    let receiver = if receiver == EVERYWHERE { "" } else { receiver };
    let (call, returns) = heading.split_once(" -> ").unwrap_or((heading, ""));
    let (name, list) = call.split_once('(').unwrap_or((call, ""));
    let parameters =
        list.trim_end_matches(')').split(", ").filter_map(|parameter| parameter.split_once(": "));
    FunctionDoc {
        namespace: String::new(),
        receiver: receiver.into(),
        name: name.into(),
        signature: if receiver.is_empty() {
            heading.into()
        } else {
            format!("<{receiver}>.{heading}")
        },
        parameters: parameters
            .map(|(name, kind)| ParameterDoc { name: name.into(), r#type: kind.into() })
            .collect(),
        returns: returns.into(),
        errors: parts.errors(),
        summary: parts.summary,
        doc: parts.prose,
        options: Vec::new(),
        examples: parts.examples,
    }
}

/// The types of data.
pub(crate) fn types() -> impl Iterator<Item = TypeDoc> {
    let heads = PAGES
        .iter()
        .filter_map(|page| sections(page, "# ").next())
        .filter(|section| section.heading != EVERYWHERE);
    heads.map(|Section { heading, parts }| TypeDoc {
        name: heading.into(),
        title: heading.into(),
        summary: parts.summary,
        doc: parts.prose,
        examples: parts.examples,
        ..TypeDoc::default()
    })
}

/// The words that every recipe has.
pub(crate) fn constants() -> Vec<ConstantDoc> {
    let constants = sections(WORDS, "## ").map(|Section { heading, parts }| {
        let (name, kind) = heading.split_once(": ").unwrap_or((heading, ""));
        ConstantDoc {
            name: name.into(),
            r#type: kind.into(),
            summary: parts.summary,
            doc: parts.prose,
            examples: parts.examples,
        }
    });
    constants.collect()
}

/// Names that the language brings along and no author needs, or that a recipe can't use.
const UNTOLD: [(&str, &str); 10] = [
    ("sleep", "refused: a recipe has no clock"),
    ("timestamp", "refused: a recipe has no clock"),
    ("exit", "refused: a recipe ends where it ends"),
    ("get_fn_metadata_list", "for programs that look at recipes"),
    ("tag", "a mark on values that nothing reads"),
    ("set_tag", "a mark on values that nothing reads"),
    ("take", "empties a variable: `= ()` says so more clearly"),
    ("name", "a closure's inner name, which says nothing"),
    ("is_anonymous", "true of every closure"),
    ("to_blob", "gives bytes, which no file takes"),
];

/// The functions that the language brings along for types that authors have, by type and name.
pub fn of_the_language() -> Vec<(String, String)> {
    let mut engine = Engine::new_raw();
    engine.register_global_module(StandardPackage::new().as_shared_module());
    let mut all = engine.collect_fn_metadata(None, |info| brought_along(&info), false);
    all.sort();
    all.dedup();
    all
}

fn brought_along(info: &FuncInfo<'_>) -> Option<(String, String)> {
    let name = info.metadata.name.to_string();
    let is_word = name.starts_with(char::is_alphabetic) && !name.contains('$');
    let first = info.metadata.params_info.first()?;
    let inner =
        first.split_once(':')?.1.trim().trim_start_matches('&').trim_start_matches("mut ").trim();
    let receiver = match inner {
        "Array" => "array",
        "Map" => "map",
        "str" | "ImmutableString" | "String" => "string",
        "INT" | "i64" => "int",
        "FLOAT" | "f64" => "float",
        "FnPtr" => "function",
        "ExclusiveRange" | "InclusiveRange" => "range",
        _ => return None,
    };
    (is_word && !UNTOLD.iter().any(|(untold, _)| *untold == name)).then(|| (receiver.into(), name))
}
