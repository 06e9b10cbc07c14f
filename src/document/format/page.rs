//! A format's documentation: one Markdown file, whose headings say what each part of it is about.

use rhai::{Array, FuncRegistration, INT, Map, Module, RhaiNativeFunc, Variant};
use std::any::type_name;

/// A page. Below `# compose::file(path, content)` is the documentation of that function with these parameters, below
/// `# file.service(name, service)` that of a method of `file`, and below `# Compose file` that of a type, with its properties
/// below `## path: text`.
#[derive(Clone, Copy, Debug)]
pub struct Page(&'static str);

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) struct Part {
    /// What it is about.
    heading: &'static str,
    /// What it says of that.
    text: &'static str,
}

impl Page {
    /// A page with this text.
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The functions that the page documents, to be registered in a module.
    pub fn functions(self, module: &mut Module) -> Functions<'_> {
        Functions { module, parts: self.parts().collect() }
    }

    /// The forms of a function or method.
    pub(in crate::document) fn forms(self, name: &str) -> impl Iterator<Item = Part> {
        let is_form = move |part: &Part| {
            part.heading.strip_prefix(name).is_some_and(|rest| rest.starts_with('('))
        };
        self.parts().filter(is_form)
    }

    fn parts(self) -> impl Iterator<Item = Part> {
        // A `#` in an example has no empty line before it.
        let text = self.0.strip_prefix("# ").unwrap_or_default();
        text.split("\n\n# ").map(|part| {
            let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
            Part { heading: heading.trim(), text: text.trim() }
        })
    }

    /// What is said below a heading.
    pub fn text(self, heading: &str) -> &'static str {
        self.parts().find(|part| part.heading == heading).map_or("", |part| part.text)
    }
}

/// The names of the properties that a type's text is about.
pub(in crate::document) fn properties_of(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("\n\n## ").skip(1).filter_map(|part| Some(part.split_once(": ")?.0))
}

/// Functions whose documentation is on a page.
pub struct Functions<'m> {
    module: &'m mut Module,
    parts: Vec<Part>,
}

impl Functions<'_> {
    /// Registers a function with the name, the parameters and the documentation that a heading has. Forms that differ in
    /// nothing but a type have it in their headings: `root.data(kind, name, arguments: unchecked)`.
    pub fn add<A: 'static, const N: usize, const X: bool, R, const F: bool, T>(
        &mut self,
        heading: &'static str,
        function: T,
    ) where
        R: Variant + Clone,
        T: RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    {
        let found = self.parts.iter().find(|part| part.heading == heading).copied();
        found.unwrap_or(Part { heading, text: "" }).register(self.module, function);
    }
}

/// A type as the signatures of functions have it: without its path, unless it is generic.
fn inner_type(name: &'static str) -> String {
    let (reference, bare) =
        name.split_at(if name.starts_with("&mut ") { "&mut ".len() } else { 0 });
    let aliases =
        [(type_name::<Map>(), "Map"), (type_name::<Array>(), "Array"), (type_name::<INT>(), "INT")];
    let alias = aliases.iter().find(|(known, _)| *known == bare).map(|(_, alias)| *alias);
    let short = || if bare.contains('<') { bare } else { bare.rsplit("::").next().unwrap_or(bare) };
    format!("{reference}{}", alias.unwrap_or_else(short))
}

impl Part {
    /// The names of the parameters: `["name", "service"]`.
    pub(in crate::document) fn parameters(self) -> Vec<&'static str> {
        let inside = self.heading.trim_end_matches([')', ']']).split_once(['(', '[']);
        let parameters = inside.map_or("", |(_, parameters)| parameters).split(", ");
        let names = parameters.map(|parameter| parameter.split(':').next().unwrap_or(parameter));
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Registers the function that the part is about, with the types that it takes and returns.
    pub(in crate::document) fn register<
        A: 'static,
        const N: usize,
        const X: bool,
        R,
        const F: bool,
        T,
    >(
        self,
        module: &mut Module,
        function: T,
    ) where
        R: Variant + Clone,
        T: RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    {
        let types = T::param_names().map(inner_type);
        let is_method = types.first().is_some_and(|first| first.starts_with("&mut "));
        let receiver = is_method.then_some("this");
        let parameters = self.parameters().into_iter().map(|name| match name {
            // The reference lists what a map of options has by this name.
            "options" => "given",
            name => name,
        });
        let named = receiver.into_iter().chain(parameters).zip(&types);
        let named = named.map(|(name, inner_type)| format!("{name}: {inner_type}"));
        let all = named.chain([inner_type(type_name::<R>())]);
        let lines: Vec<String> = self.text.lines().map(|line| format!("/// {line}")).collect();
        FuncRegistration::new(self.name())
            .with_params_info(all)
            .with_comments([lines.join("\n")])
            .set_into_module(module, function);
    }

    /// The name of the function: `service`, or what the language calls an index.
    fn name(self) -> &'static str {
        let path = self.heading.split(['(', '[']).next().unwrap_or_default();
        let name = path.rsplit([':', '.']).next().unwrap_or(path);
        if self.heading.ends_with(']') { "index$get$" } else { name }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page::new(
        "# a::b(c, d)\n\nMakes one.\n\n```rhai\n# no heading\n```\n\n# a.b\n\nA type.\n\n## name: string\n\nIts name.\n\n\
         ```rhai\nb.name\n// => \"b\"\n```\n\n# b.e()\n\nMethod.\n",
    );

    #[test]
    fn parts_have_headings_and_parameters() {
        let forms: Vec<Part> = PAGE.forms("a::b").chain(PAGE.forms("b.e")).collect();
        assert_eq!(
            forms.iter().map(|part| part.heading).collect::<Vec<_>>(),
            ["a::b(c, d)", "b.e()"]
        );
        assert_eq!((forms[0].parameters(), forms[1].parameters()), (vec!["c", "d"], vec![]));
        assert_eq!(forms[0].text, "Makes one.\n\n```rhai\n# no heading\n```");
    }

    #[test]
    fn types_have_properties() {
        assert_eq!(properties_of(PAGE.text("a.b")).collect::<Vec<_>>(), ["name"]);
    }
}
