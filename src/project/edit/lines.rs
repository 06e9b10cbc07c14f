//! A text as lines that keep their ends, and how far a block of YAML reaches.

/// The lines of a text.
pub(super) struct Lines<'a> {
    all: Vec<&'a str>,
    /// How lines end here.
    newline: &'static str,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            all: text.split_inclusive('\n').collect(),
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn line(&self, index: usize) -> &'a str {
        self.all.get(index).copied().unwrap_or_default()
    }

    pub(super) fn indent(&self, index: usize) -> usize {
        let line = self.line(index);
        line.len() - line.trim_start_matches(' ').len()
    }

    pub(super) fn is_blank(&self, index: usize) -> bool {
        self.line(index).trim().is_empty()
    }

    pub(super) fn is_comment(&self, index: usize) -> bool {
        self.line(index).trim_start().starts_with('#')
    }

    /// The line behind the block that starts at `start`: what belongs to it is indented by more than
    /// `column`. Blank lines and comments behind its last line belong to what follows, except
    /// comments that are indented like the block.
    pub(super) fn end_of_block(&self, start: usize, column: usize) -> usize {
        let mut end = start + 1;
        for index in start + 1..self.len() {
            if self.is_blank(index) {
                continue;
            }
            if self.indent(index) <= column {
                if self.is_comment(index) {
                    continue;
                }
                break;
            }
            end = index + 1;
        }
        end
    }

    /// The text with lines added in front of line `at`.
    pub(super) fn insert(&self, at: usize, added: &[String]) -> String {
        self.with(at, at, added)
    }

    /// The text with the lines from `start` to before `end` replaced.
    pub(super) fn with(&self, start: usize, end: usize, added: &[String]) -> String {
        let mut text = self.all[..start].concat();
        if !added.is_empty() && !text.is_empty() && !text.ends_with('\n') {
            text += self.newline;
        }
        for line in added {
            text += line;
            text += self.newline;
        }
        text + &self.all[end..].concat()
    }
}
