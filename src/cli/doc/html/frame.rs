//! What stands around every page: the head, the search, the list of pages.

use super::entry::Section;
use super::markup::escaped;
use sw::plan::VERSION;

/// A page with room for what differs.
const PAGE: &str = include_str!("page.html");

/// What all pages have in common.
pub(super) struct Frame<'a> {
    pub(super) sections: &'a [Section<'a>],
}

impl Frame<'_> {
    /// A whole page; `file` is its own name.
    pub(super) fn page(&self, title: &str, file: &str, body: &str) -> String {
        let head = PAGE
            .replace("{{title}}", &escaped(title))
            .replace("{{version}}", VERSION)
            .replace("{{nav}}", &self.nav(file));
        // Last, since what stands in it is not ours to fill in.
        head.replacen("{{body}}", body, 1)
    }

    /// The list of pages, by kind.
    fn nav(&self, file: &str) -> String {
        let mut nav = String::new();
        let mut kind = "";
        for section in self.sections {
            if section.kind() != kind {
                nav.push_str(if kind.is_empty() { "" } else { "</ul>\n" });
                kind = section.kind();
                nav.push_str(&format!("<h2>{kind}</h2>\n<ul>\n"));
            }
            let own = section.file();
            let current = if own == file { " aria-current=\"page\"" } else { "" };
            nav.push_str(&format!(
                "<li><a href=\"{own}\"{current}>{}</a></li>\n",
                escaped(&section.name())
            ));
        }
        nav + "</ul>\n"
    }
}
