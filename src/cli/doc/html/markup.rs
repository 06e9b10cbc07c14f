//! Texts as HTML.

use super::code;
use super::escape::escaped;
use super::links::Links;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::collections::BTreeSet;

/// Documentation in Markdown as HTML; names in code lead to what they name, and nothing in it is HTML already.
pub(super) fn prose(markdown: &str, links: &Links) -> String {
    Source { links, page: None, headings: BTreeSet::new() }.html(markdown)
}

/// A page of the book as HTML: its headings have anchors, and its links lead to other pages of the site.
pub(super) fn chapter(markdown: &str, page: &str, links: &Links) -> String {
    Source { links, page: Some(page), headings: BTreeSet::new() }.html(markdown)
}

/// Where a text comes from.
struct Source<'a> {
    links: &'a Links,
    /// The page of the book, by its path.
    page: Option<&'a str>,
    /// The anchors so far.
    headings: BTreeSet<String>,
}

impl Source<'_> {
    fn html(&mut self, markdown: &str) -> String {
        let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
        let mut shown = Vec::with_capacity(events.len());
        let mut block: Option<(String, String)> = None;
        for (at, event) in events.iter().enumerate() {
            match (event, &mut block) {
                (Event::Start(Tag::CodeBlock(kind)), _) => {
                    block = Some((info(kind), String::new()));
                }
                (Event::End(TagEnd::CodeBlock), Some((info, text))) => {
                    shown.push(raw(code::block(info, text)));
                    block = None;
                }
                (Event::Text(part), Some((_, text))) => text.push_str(part),
                (event, _) => shown.extend(self.event(event, &events[at..])),
            }
        }
        let mut page = String::new();
        html::push_html(&mut page, shown.into_iter());
        page
    }

    /// What is shown for an event outside of code blocks; `rest` starts with it.
    fn event<'e>(&mut self, event: &Event<'e>, rest: &[Event<'e>]) -> Option<Event<'e>> {
        match event {
            Event::Code(text) => Some(raw(inline(text, self.links))),
            Event::Html(text) | Event::InlineHtml(text) if text.starts_with("<!--") => None,
            // Documentation of libraries is anybody's: what looks like HTML is text.
            Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text.clone())),
            Event::Start(Tag::Heading { level, .. }) if self.page.is_some() => {
                let id = self.anchor(rest);
                Some(raw(format!("<{level} id=\"{id}\">")))
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let target = self.target(dest_url);
                // Text without an address takes part in no click, and reads as text.
                Some(
                    raw(target.map_or("<a>".into(), |to| format!("<a href=\"{}\">", escaped(&to)))),
                )
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
            other => Some(other.clone()),
        }
    }

    /// The anchor of a heading, as in the pages on GitHub: its words in small letters.
    fn anchor(&mut self, heading: &[Event<'_>]) -> String {
        let inside =
            heading.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
        let text = inside.filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.to_lowercase()),
            _ => None,
        });
        let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
        let plain: String = text.collect::<String>().trim().chars().filter(kept).collect();
        let mut anchor = plain.replace(' ', "-");
        while !self.headings.insert(anchor.clone()) {
            anchor.push_str("-1");
        }
        anchor
    }

    /// Where a link leads on the site: to the web, to a page of the book, or nowhere.
    fn target(&self, url: &str) -> Option<String> {
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(url.into());
        }
        self.links.of_chapter(self.page?, url)
    }
}

/// What is behind the fence of a block; an indented one is a recipe's code.
fn info(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.to_string(),
        CodeBlockKind::Indented => "rhai".into(),
    }
}

fn raw<'e>(html: String) -> Event<'e> {
    Event::Html(CowStr::from(html))
}

/// A line of Markdown as HTML without a paragraph around it.
pub(super) fn line(markdown: &str, links: &Links) -> String {
    let page = prose(markdown, links);
    let page = page.trim();
    page.strip_prefix("<p>")
        .and_then(|inner| inner.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"))
        .unwrap_or(page)
        .to_string()
}

/// Code in a text.
fn inline(code: &str, links: &Links) -> String {
    let shown = escaped(code);
    match links.of_code(code) {
        Some(link) => format!("<a href=\"{link}\"><code>{shown}</code></a>"),
        None => format!("<code>{shown}</code>"),
    }
}

/// The name of a type, `array of text` too, that leads to it.
pub(super) fn kind(name: &str, links: &Links) -> String {
    if let Some(link) = links.of_type(name) {
        return format!("<a class=\"type\" href=\"{link}\">{}</a>", escaped(name));
    }
    match name.split_once(" of ") {
        Some((outer, inner)) => format!("{} of {}", kind(outer, links), kind(inner, links)),
        None => format!("<span class=\"type\">{}</span>", escaped(name)),
    }
}
