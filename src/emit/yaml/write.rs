//! Documents, lists and maps, line by line.

use super::literal::{INDENT, push_spaces};
use super::plain::Scan;
use super::scalar::MAX_SIMPLE_KEY;
use super::{flow, literal, scalar, tag};
use crate::emit::comment;
use crate::emit::tree::node::{Data, Key, Node};

/// Writes the nodes of a document behind a text.
pub(super) struct Writer<'o> {
    out: &'o mut String,
}

/// Where the line of a child starts.
#[derive(Clone, Copy)]
enum Start {
    /// It has started: behind the dash of the parent.
    Started,
    /// On the first line of its list or map.
    First,
    /// On a later line, so that an empty line can go before.
    Later,
}

/// What a node is behind on its line.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Nothing: it is the document.
    Root,
    /// The colon behind its name.
    Entry,
    /// The dash of its list.
    Item,
}

impl<'o> Writer<'o> {
    pub(super) fn new(out: &'o mut String) -> Self {
        Self { out }
    }

    pub(super) fn document(mut self, node: &Node<'_>) {
        self.comments(node, Place::Root, 0);
        self.node(node, Place::Root, 0);
    }

    /// Writes a node up to the end of its last line; `indent` is that of the line it starts on.
    fn node(&mut self, node: &Node<'_>, place: Place, indent: usize) {
        if let Some(tag) = node.tag() {
            self.gap();
            tag::write(self.out, tag);
        }
        let nested = if place == Place::Root { indent } else { indent + INDENT };
        match &node.data {
            Data::Map(entries, _) if is_block(node) => {
                let mut start = self.open(node, place);
                for (key, value) in entries {
                    self.start(value, Place::Entry, nested, start);
                    self.key(key, nested);
                    self.node(value, Place::Entry, nested);
                    start = Start::Later;
                }
            }
            Data::List(items, _) if is_block(node) => {
                let mut start = self.open(node, place);
                for item in items {
                    self.start(item, Place::Item, nested, start);
                    self.out.push('-');
                    self.node(item, Place::Item, nested);
                    start = Start::Later;
                }
            }
            _ => self.leaf(node, place, indent),
        }
    }

    /// Goes to where the first child of a block starts.
    fn open(&mut self, node: &Node<'_>, place: Place) -> Start {
        if goes_on_line(node, place) {
            self.gap();
            return Start::Started;
        }
        if node.tag().is_some() || place == Place::Entry {
            self.end(node);
        }
        Start::First
    }

    /// Starts the line of a child, with what goes above it.
    fn start(&mut self, child: &Node<'_>, place: Place, indent: usize, start: Start) {
        if matches!(start, Start::Started) {
            return;
        }
        // A block that keeps its line ends would swallow another empty line.
        if matches!(start, Start::Later) && child.is_spaced() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.comments(child, place, indent);
        self.indent(indent);
    }

    /// Writes the comments that go above a node, its own and those that have no other line.
    fn comments(&mut self, node: &Node<'_>, place: Place, indent: usize) {
        for text in node.above() {
            comment::above(self.out, indent, text);
        }
        if place == Place::Entry || node.tag().is_some() || !is_block(node) {
            return;
        }
        if let Some(note) = node.beside() {
            comment::above(self.out, indent, note);
        }
        if goes_on_line(node, place)
            && let Some(child) = node.children().next()
        {
            let place = if matches!(node.data, Data::Map(..)) { Place::Entry } else { Place::Item };
            self.comments(child, place, indent);
        }
    }

    fn key(&mut self, key: &Key<'_>, indent: usize) {
        let start = self.out.len();
        scalar::write_key(self.out, key, false);
        if self.out.len() - start > MAX_SIMPLE_KEY {
            self.out.insert_str(start, "? ");
            self.out.push('\n');
            self.indent(indent);
        }
        self.out.push(':');
    }

    /// Writes a scalar, or a list or map that goes on one line.
    fn leaf(&mut self, node: &Node<'_>, place: Place, indent: usize) {
        match &node.data {
            Data::Blank if place == Place::Entry => self.end(node),
            Data::Text(text, style) => {
                let scan = Scan::of(text);
                self.gap();
                if literal::is_wanted(text, scan, *style, place == Place::Root) {
                    literal::write_header(self.out, text);
                    self.end(node);
                    literal::write_lines(self.out, text, indent + INDENT);
                } else {
                    scalar::write_text(self.out, text, scan, *style, false);
                    self.end(node);
                }
            }
            data => {
                self.gap();
                flow::write_data(self.out, data);
                self.end(node);
            }
        }
    }

    /// Ends the line, with the comment that goes beside the node.
    fn end(&mut self, node: &Node<'_>) {
        if let Some(note) = node.beside() {
            comment::beside(self.out, note);
        }
        self.out.push('\n');
    }

    /// A space, unless the line is empty.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
    }

    fn indent(&mut self, indent: usize) {
        push_spaces(self.out, indent);
    }
}

fn is_block(node: &Node<'_>) -> bool {
    matches!(node.data, Data::List(..) | Data::Map(..)) && !flow::is_wanted(node)
}

/// Whether the first child of a block shares the line of the dash: `- name: x`, `- - x`.
fn goes_on_line(node: &Node<'_>, place: Place) -> bool {
    place == Place::Item && node.tag().is_none()
}
