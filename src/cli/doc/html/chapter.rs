//! The pages of the book, and the pages on errors by area.

use super::super::book::{self, Page};
use super::escape::escaped;
use super::frame::Item;
use super::links::{Links, chapter_file, errors_file};
use super::markup;
use std::fmt::Write;
use sw::diag::codes;

/// The pages of the book.
pub(super) fn chapters(links: &Links) -> Vec<Item> {
    book::pages().iter().map(|page| chapter(page, links)).collect()
}

fn chapter(page: &Page, links: &Links) -> Item {
    Item {
        part: if page.part.is_empty() || page.part == "Summary" { "Start" } else { page.part },
        name: page.title.into(),
        title: page.title.into(),
        file: chapter_file(page.path),
        summary: summary(page.text),
        body: markup::chapter(page.text, page.path, links),
    }
}

/// The first sentence below the title.
fn summary(text: &str) -> String {
    let lines = text.lines().skip(1).skip_while(|line| line.is_empty());
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    paragraph.split_once(". ").map_or(paragraph.clone(), |(first, _)| format!("{first}."))
}

/// A page for each area of errors, with all codes of it.
pub(super) fn errors(links: &Links) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for page in codes::pages() {
        let file = errors_file(page.area);
        if items.last().is_none_or(|last| last.file != file) {
            items.push(Item {
                part: "Errors",
                name: page.area.into(),
                title: format!("Errors: {}", page.area),
                file,
                summary: format!(
                    "Messages about {}, each with an example and how to fix it.",
                    page.area
                ),
                body: format!("<h1>Errors: {}</h1>\n", escaped(page.area)),
            });
        }
        let Some(item) = items.last_mut() else { continue };
        let (code, text) = (page.code, page.text.split_once('\n').map_or("", |(_, text)| text));
        let _ = write!(
            item.body,
            "<section class=\"entry\" id=\"{code}\">\n<h2><a href=\"#{code}\">{code}</a></h2>\n{}</section>\n",
            markup::prose(text, links)
        );
    }
    items
}
