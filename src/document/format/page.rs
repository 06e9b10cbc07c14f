//! A format's documentation: one Markdown file, whose headings say what each part of it is about.

use rhai::FuncRegistration;

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

    /// A function with the name, the parameters and the documentation that a heading has; `kinds` are the types of its
    /// parameters, `returns` is that of its result.
    pub fn function(self, heading: &str, kinds: &[&str], returns: &str) -> FuncRegistration {
        let found = self.parts().find(|part| part.heading == heading);
        found.unwrap_or(Part { heading: "", text: "" }).registration("", kinds, returns)
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

impl Part {
    /// The names of the parameters: `["name", "service"]`.
    pub(in crate::document) fn parameters(self) -> Vec<&'static str> {
        let (_, parameters) =
            self.heading.trim_end_matches(')').split_once('(').unwrap_or_default();
        parameters.split(", ").filter(|parameter| !parameter.is_empty()).collect()
    }

    /// The function that the part is about; methods have a type as their receiver.
    pub(in crate::document) fn registration(
        self,
        receiver: &str,
        kinds: &[&str],
        returns: &str,
    ) -> FuncRegistration {
        let path = self.heading.split('(').next().unwrap_or_default();
        let name = path.rsplit([':', '.']).next().unwrap_or(path);
        let receiver = (!receiver.is_empty()).then(|| format!("this: &mut {receiver}"));
        let parameters = self.parameters().into_iter().zip(kinds);
        let parameters = parameters.map(|(name, kind)| format!("{name}: {kind}"));
        let all = receiver.into_iter().chain(parameters).chain([returns.to_string()]);
        let lines: Vec<String> = self.text.lines().map(|line| format!("/// {line}")).collect();
        FuncRegistration::new(name).with_params_info(all).with_comments([lines.join("\n")])
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
