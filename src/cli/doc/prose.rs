//! Markdown as it is read in a terminal: paragraphs are wrapped, code stays as it is, tables have columns.

use super::super::ui::Ui;
use crate::cli::output::paint::{CODE, HEADING, painted, prose};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::mem::take;
use textwrap::core::Word;
use textwrap::{WordSeparator, WordSplitter, WrapAlgorithm};

/// How wide text is.
pub(super) const WIDTH: usize = 100;

/// How narrow the last column of a table may become.
const NARROWEST: usize = 30;

/// A text in Markdown, `indent` spaces to the right.
pub(super) fn page(markdown: &str, indent: usize, ui: &Ui) -> String {
    let mut page = Page::new(indent, ui);
    Parser::new_ext(markdown, Options::ENABLE_TABLES).for_each(|event| page.add(event));
    page.out
}

/// What has been read of a text.
struct Page<'a> {
    ui: &'a Ui,
    out: String,
    /// Where blocks start: further to the right inside of lists.
    indent: usize,
    /// The lists around, each with the number of its next item.
    lists: Vec<Option<u64>>,
    /// What comes before the first line of an item.
    marker: String,
    /// Whether the next block comes without an empty line before it.
    is_tight: bool,
    /// The text of the block so far.
    text: String,
    /// Where the link leads that the text is in.
    link: String,
    rows: Vec<Vec<String>>,
}

impl<'a> Page<'a> {
    fn new(indent: usize, ui: &'a Ui) -> Self {
        let (out, marker, text, link) = Default::default();
        Self { ui, out, indent, lists: vec![], marker, is_tight: false, text, link, rows: vec![] }
    }

    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.text.push_str(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Html(html) | Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.text.push_str(&text);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.paragraph();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Link { dest_url, .. } => self.link = dest_url.into_string(),
            Tag::TableHead | Tag::TableRow => self.rows.push(vec![]),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let heading = painted(&take(&mut self.text), HEADING, self.ui);
                self.block(&[heading]);
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.paragraph(),
            TagEnd::CodeBlock => self.code(),
            TagEnd::Item => {
                self.paragraph();
                self.indent -= 2;
                self.is_tight = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.is_tight = !self.lists.is_empty();
            }
            TagEnd::Link => self.address(),
            TagEnd::TableCell => {
                let cell = take(&mut self.text);
                self.rows.iter_mut().last().into_iter().for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Table => self.table(),
            _ => {}
        }
    }

    /// The start of an item: its marker is before its first line.
    fn item(&mut self) {
        self.marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".into(),
        };
        self.indent += 2;
    }

    /// Where a link leads is text, where that is on the web.
    fn address(&mut self) {
        let link = take(&mut self.link);
        if link.contains("://") && !self.text.ends_with(&link) {
            self.text.push_str(&format!(" ({link})"));
        }
    }

    fn paragraph(&mut self) {
        let text = take(&mut self.text);
        if !text.trim().is_empty() {
            let lines = wrapped(text.trim(), WIDTH - self.indent);
            self.block(&lines.iter().map(|line| prose(line, self.ui)).collect::<Vec<_>>());
        }
    }

    fn code(&mut self) {
        let text = take(&mut self.text);
        let line = |line: &str| match line {
            "" => String::new(),
            line => format!("    {}", painted(line, CODE, self.ui)),
        };
        self.block(&text.lines().map(line).collect::<Vec<_>>());
    }

    fn table(&mut self) {
        let rows = take(&mut self.rows);
        let lines = columns(&rows, WIDTH - self.indent);
        self.block(&lines.iter().map(|line| prose(line, self.ui)).collect::<Vec<_>>());
    }

    /// Adds a block, with an empty line before it.
    fn block(&mut self, lines: &[String]) {
        if !self.out.is_empty() && !self.is_tight {
            self.out.push('\n');
        }
        self.is_tight = false;
        let marker = take(&mut self.marker);
        for (i, line) in lines.iter().enumerate() {
            let marker = if i == 0 { marker.as_str() } else { "" };
            let indent = " ".repeat(self.indent.saturating_sub(marker.len()));
            self.out.push_str(format!("{indent}{marker}{line}").trim_end());
            self.out.push('\n');
        }
    }
}

/// Cells below each other; the last column takes what is left of the width.
fn columns(rows: &[Vec<String>], width: usize) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(move |row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..count.saturating_sub(1)).map(widest).collect();
    let before: usize = widths.iter().map(|width| width + 2).sum();
    let mut lines = Vec::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}  "));
        let mut start: String = cells.collect();
        let last = row.get(widths.len()).map_or("", String::as_str);
        for line in wrapped(last, width.saturating_sub(before).max(NARROWEST)) {
            lines.push(format!("{start}{line}"));
            start = " ".repeat(before);
        }
    }
    lines
}

/// Text in lines of at most `width` characters; what is in backticks stays on one line.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::Custom(words))
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    textwrap::wrap(text, options).into_iter().map(String::from).collect()
}

/// The words of a line, each with the space behind it.
fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut in_code = false;
    let parts = line.split_inclusive(move |c| {
        in_code ^= c == '`';
        c == ' ' && !in_code
    });
    Box::new(parts.map(Word::from))
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn code_stays_on_one_line() {
        assert_eq!(wrapped("one `two three` four", 12), ["one", "`two three`", "four"]);
        assert_eq!(wrapped("", 8), [""]);
    }
}
