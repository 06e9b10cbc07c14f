//! Texts as HTML.

use super::highlight::highlighted;
use super::links::Links;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, html};

/// A text that shows itself in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Markdown as HTML; names in code lead to what they name, and nothing in it is HTML already.
pub(super) fn prose(markdown: &str, links: &Links) -> String {
    let mut code = None;
    let events = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented)) => {
            code = Some(String::new());
            None
        }
        Event::End(TagEnd::CodeBlock) => {
            let text = code.take().unwrap_or_default();
            Some(raw(format!("<pre><code>{}</code></pre>\n", highlighted(text.trim_end()))))
        }
        Event::Text(text) => match &mut code {
            Some(code) => {
                code.push_str(&text);
                None
            }
            None => Some(Event::Text(text)),
        },
        Event::Code(text) => Some(raw(self::code(&text, links))),
        // Documentation of libraries is anybody's: what looks like HTML is text.
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link { dest_url, .. }) if !is_safe(&dest_url) => {
            Some(Event::Text(CowStr::from("")))
        }
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        other => Some(other),
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    page
}

fn raw(html: String) -> Event<'static> {
    Event::Html(CowStr::from(html))
}

/// A link may lead to the web, and run nothing.
fn is_safe(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
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
fn code(code: &str, links: &Links) -> String {
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
