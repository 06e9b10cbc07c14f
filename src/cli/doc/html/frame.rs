//! What is around every page: the head, the search, the list of pages.

use super::escape::escaped;
use std::fmt::Write;
use sw::plan::VERSION;

/// A page with room for what differs.
const PAGE: &str = include_str!("page.html");

/// A page of the site.
pub(super) struct Item {
    /// The heading that it is listed under.
    pub(super) part: &'static str,
    /// Its name in the list.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) file: String,
    /// What it is about, in a line of Markdown.
    pub(super) summary: String,
    pub(super) body: String,
}

/// A whole page; `items` are all pages.
pub(super) fn page(item: &Item, items: &[Item]) -> String {
    let head = PAGE
        .replace("{{title}}", &escaped(&item.title))
        .replace("{{version}}", VERSION)
        .replace("{{nav}}", &nav(item, items));
    // Last, since what is in it may hold the marks of what is filled in.
    head.replacen("{{body}}", &item.body, 1)
}

/// The list of pages: each part can be folded, and the page's own part is open.
fn nav(item: &Item, items: &[Item]) -> String {
    let mut nav = String::new();
    for part in items.chunk_by(|a, b| a.part == b.part) {
        let title = part[0].part;
        let is_book = !["Functions", "Types", "Imports", "Errors"].contains(&title);
        let open = if is_book || title == item.part { " open" } else { "" };
        let _ = write!(nav, "<details{open}><summary>{title}</summary>\n<ul>\n");
        for other in part {
            let current = if other.file == item.file { " aria-current=\"page\"" } else { "" };
            let (file, name) = (&other.file, escaped(&other.name));
            let _ = writeln!(nav, "<li><a href=\"{file}\"{current}>{name}</a></li>");
        }
        nav.push_str("</ul></details>\n");
    }
    nav
}
