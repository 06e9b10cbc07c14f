//! Pages of documentation, and what the headings of functions say.

use super::text::split;
use rhai::{Array, FLOAT, FuncMetadata, INT, Map};
use std::any::type_name;

/// A page in Markdown, whose headings say what each part of it is about. Below `# compose::file(path, content)` is the
/// documentation of that function with these parameters, below `# file.service(name, service)` that of a method of `file`,
/// and below `# Compose file` that of a type, with its properties below `## path: string`.
#[derive(Clone, Copy, Debug)]
pub struct Page(&'static str);

impl Page {
    /// A page with this text.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The headings, each with the text below it.
    pub(crate) fn parts(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let text = self.0.strip_prefix("# ").unwrap_or_default();
        split(text, "\n\n# ").map(|part| {
            let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
            (heading.trim(), text.trim())
        })
    }

    /// The headings of the forms of a function or method.
    pub fn forms(self, name: &str) -> impl Iterator<Item = &'static str> {
        let is_form = move |heading: &&str| {
            heading.strip_prefix(name).is_some_and(|rest| rest.starts_with('('))
        };
        self.parts().map(|(heading, _)| heading).filter(is_form)
    }

    /// What is below a heading.
    pub fn text(self, heading: &str) -> &'static str {
        self.parts().find(|(known, _)| *known == heading).map_or("", |(_, text)| text)
    }
}

/// What is in front of a property in the text about a type.
pub(crate) const PROPERTY: &str = "\n\n## ";

/// The names of the properties that the text about a type documents.
pub fn properties_of(text: &'static str) -> impl Iterator<Item = &'static str> {
    split(text, PROPERTY).skip(1).filter_map(|part| Some(part.split_once(": ")?.0))
}

/// Whether a heading is that of a function, and not of a type.
pub(crate) fn is_call(heading: &str) -> bool {
    heading.ends_with([')', ']'])
}

/// The heading under which a function is registered; none for one whose comments document it.
pub(crate) fn heading_of(metadata: &FuncMetadata) -> Option<&str> {
    metadata.comments.first().map(|comment| comment.as_str()).filter(|text| !text.starts_with('/'))
}

/// The names of the parameters in a heading: `["name", "service"]`.
pub fn parameters(heading: &str) -> Vec<&str> {
    let inside = heading.trim_end_matches([')', ']']).split_once(['(', '[']);
    let parameters = inside.map_or("", |(_, parameters)| parameters).split(", ");
    let names = parameters.map(|parameter| parameter.split(':').next().unwrap_or(parameter));
    names.filter(|name| !name.is_empty()).collect()
}

/// The name of the function in a heading: `service`, or what the language calls an index.
pub(crate) fn name(heading: &str) -> &str {
    let path = heading.split(['(', '[']).next().unwrap_or_default();
    let name = path.rsplit([':', '.']).next().unwrap_or(path);
    if heading.ends_with(']') { "index$get$" } else { name }
}

/// The parameters of a function, `name: type`, and the type that it returns.
pub(crate) fn signature(metadata: &FuncMetadata) -> (Vec<String>, String) {
    let types = metadata.params_info.iter().map(|info| info.as_str());
    let Some(heading) = heading_of(metadata) else {
        return (types.map(String::from).collect(), metadata.return_type.to_string());
    };
    let is_method = metadata.params_info.first().is_some_and(|first| first.starts_with("&mut "));
    let names = is_method.then_some("this").into_iter().chain(parameters(heading));
    let named = names.zip(types).map(|(name, full)| match name {
        // The reference lists what a map of options has by this name.
        "options" => format!("given: {}", inner_type(full)),
        name => format!("{name}: {}", inner_type(full)),
    });
    (named.collect(), inner_type(&metadata.return_type))
}

/// A type as the signatures of functions have it: without its path, unless it is generic.
fn inner_type(name: &str) -> String {
    let (reference, bare) =
        name.split_at(if name.starts_with("&mut ") { "&mut ".len() } else { 0 });
    let aliases = [
        (type_name::<Map>(), "Map"),
        (type_name::<Array>(), "Array"),
        (type_name::<INT>(), "INT"),
        (type_name::<FLOAT>(), "FLOAT"),
    ];
    let alias = aliases.iter().find(|(known, _)| *known == bare).map(|(_, alias)| *alias);
    let short = || if bare.contains('<') { bare } else { bare.rsplit("::").next().unwrap_or(bare) };
    format!("{reference}{}", alias.unwrap_or_else(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page::new(
        "# a::b(c, d)\n\nMakes one.\n\n```rhai\n# hidden\n\n# hidden too\n```\n\n# a.b\n\nA type.\n\n## name: string\n\nIts name.\n\n\
         ```rhai\nb.name\n// => \"b\"\n```\n\n# b.e()\n\nMethod.\n",
    );

    #[test]
    fn parts_have_headings_and_parameters() {
        let forms: Vec<&str> = PAGE.forms("a::b").chain(PAGE.forms("b.e")).collect();
        assert_eq!(forms, ["a::b(c, d)", "b.e()"]);
        assert_eq!((parameters(forms[0]), parameters(forms[1])), (vec!["c", "d"], vec![]));
        assert_eq!(PAGE.text(forms[0]), "Makes one.\n\n```rhai\n# hidden\n\n# hidden too\n```");
    }

    #[test]
    fn types_have_properties() {
        assert_eq!(properties_of(PAGE.text("a.b")).collect::<Vec<_>>(), ["name"]);
    }
}
