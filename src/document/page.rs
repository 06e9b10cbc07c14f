//! A format's documentation: one Markdown file, whose headings say what each part of it is about.

/// A page. Below `# compose::file(path, content)` stands the documentation of that function with these parameters, below
/// `# compose.file` that of a type, and below `# file.service(name, service)` that of a method of `file`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page(pub(super) &'static str);

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What it is about.
    pub(super) heading: &'static str,
    /// What it says of that.
    pub(super) text: &'static str,
}

impl Page {
    /// The parts, in order.
    pub(super) fn parts(self) -> impl Iterator<Item = Part> {
        // A `#` in an example has no line of its own before it that is empty.
        let text = self.0.strip_prefix("# ").unwrap_or_default();
        text.split("\n\n# ").map(|part| {
            let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
            Part { heading: heading.trim(), text: text.trim() }
        })
    }

    /// What the page says below a heading.
    pub(super) fn text(self, heading: &str) -> &'static str {
        self.parts().find(|part| part.heading == heading).map_or("", |part| part.text)
    }
}

impl Part {
    /// The parameters of a function or method of this name: `["name", "service"]`; none when it is about something else.
    pub(super) fn parameters(self, name: &str) -> Option<Vec<&'static str>> {
        let (function, parameters) = self.heading.strip_suffix(')')?.split_once('(')?;
        let is_it = function == name;
        let parameters = parameters.split(", ").filter(|parameter| !parameter.is_empty());
        is_it.then(|| parameters.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_headings_and_parameters() {
        let page = Page(
            "# a::b(c, d)\n\nMakes one.\n\n```rhai\n# no heading\n```\n\n# b\nA type.\n\n# b.e()\nMethod.\n",
        );
        let headings: Vec<&str> = page.parts().map(|part| part.heading).collect();
        assert_eq!(headings, ["a::b(c, d)", "b", "b.e()"]);
        assert_eq!(page.text("b"), "A type.");
        let parts: Vec<Part> = page.parts().collect();
        assert_eq!(parts[0].parameters("a::b"), Some(vec!["c", "d"]));
        assert_eq!(parts[2].parameters("b.e"), Some(vec![]));
        assert_eq!(parts[1].parameters("b"), None);
    }
}
