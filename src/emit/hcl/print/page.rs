//! Lines of tokens and their final shape: indentation by brackets, columns of `=` and of notes.
//!
//! A [`Page`] takes tokens and line ends. It knows nothing of the tree: whatever is put on it comes
//! out as `terraform fmt` would leave it, because `fmt`, too, looks at nothing but tokens.

use super::columns::{columns, literal_columns};
use super::token::{Kind, Token, spaced};
use std::ops::Range;

/// Lines under construction.
#[derive(Default)]
pub(crate) struct Page {
    /// The texts of all lines and notes, in the order they came.
    text: String,
    /// The lines that are done.
    lines: Vec<Line>,
    /// The line that tokens go to.
    line: Line,
    /// How many brackets each line has opened that indents those below it.
    open: Vec<i32>,
}

/// One line; several rows when it holds a heredoc.
#[derive(Clone, Debug)]
struct Line {
    /// Its tokens in [`Page::text`], with spaces but for the one before the first `=`.
    text: Range<usize>,
    /// Its note in [`Page::text`].
    note: Option<Range<usize>>,
    /// The first `=` on it.
    equals: Option<Equals>,
    /// Columns of all tokens and spaces, indentation apart.
    columns: usize,
    /// Brackets opened minus brackets closed.
    nesting: i32,
    indent: usize,
    /// The last token and the one before it.
    last: Kind,
    before_last: Kind,
}

/// Where a line's first `=` is.
#[derive(Clone, Copy, Debug)]
struct Equals {
    /// Its offset in [`Page::text`].
    at: usize,
    /// Columns before it, indentation and space apart.
    columns: usize,
    /// Brackets that are open before it.
    nesting: i32,
}

/// A place on the current line to go back to.
pub(crate) struct Mark {
    line: Line,
    lines: usize,
}

impl Page {
    /// Puts a token on the current line.
    pub(crate) fn put(&mut self, Token(kind, text): Token) {
        if self.line.last == Kind::CloseHeredoc {
            // Nothing may follow the closing word of a heredoc on its line.
            self.end_line();
        }
        let aligned = kind == Kind::Equal && self.line.equals.is_none();
        if aligned {
            self.line.equals = Some(Equals {
                at: self.text.len(),
                columns: self.line.columns,
                nesting: self.line.nesting,
            });
            self.line.columns += 1;
        } else if spaced(self.line.before_last, self.line.last, kind) {
            self.text.push(' ');
            self.line.columns += 1;
        }
        self.text.push_str(text);
        self.line.text.end = self.text.len();
        self.line.columns +=
            if kind == Kind::Literal { literal_columns(text) } else { columns(text) };
        self.line.nesting += kind.nesting();
        self.line.before_last = std::mem::replace(&mut self.line.last, kind);
    }

    /// Puts a note behind the current line.
    pub(crate) fn note(&mut self, text: &str) {
        let start = self.text.len();
        self.push_comment(text);
        self.line.note = Some(start..self.text.len());
    }

    /// Ends the current line, even an empty one.
    pub(crate) fn end_line(&mut self) {
        self.line.indent = self.indent_after(self.line.nesting);
        let next = Line::starting_at(self.text.len());
        self.lines.push(std::mem::replace(&mut self.line, next));
    }

    /// Puts a comment on a line of its own.
    pub(crate) fn comment(&mut self, text: &str) {
        self.insert_comment(self.lines.len(), text);
        self.line = Line::starting_at(self.text.len());
    }

    /// Puts a comment above the line with the number `above` (see [`Page::row`]).
    pub(crate) fn insert_comment(&mut self, above: usize, text: &str) {
        let start = self.text.len();
        self.push_comment(text);
        let indent = self.lines.get(above).map_or(2 * self.open.len(), |line| line.indent);
        let line = Line { text: start..self.text.len(), indent, ..Line::starting_at(start) };
        self.lines.insert(above, line);
    }

    /// Puts an empty line above the line with the number `above`.
    pub(crate) fn insert_blank(&mut self, above: usize) {
        self.lines.insert(above, Line::starting_at(0));
    }

    /// The number of the current line.
    pub(crate) fn row(&self) -> usize {
        self.lines.len()
    }

    /// How far the current line is indented, as long as it closes no bracket of those above.
    pub(crate) fn indent(&self) -> usize {
        2 * self.open.len()
    }

    /// Where the current line ends, when its `=` is not aligned with others.
    pub(crate) fn column(&self) -> usize {
        self.indent() + self.line.columns
    }

    /// Whether the current line ends with a heredoc.
    pub(crate) fn in_heredoc(&self) -> bool {
        self.line.last == Kind::CloseHeredoc
    }

    /// The end of the current line, to go back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark { line: self.line.clone(), lines: self.lines.len() }
    }

    /// Takes back what was put on the current line since `mark`.
    pub(crate) fn back_to(&mut self, mark: Mark) {
        debug_assert_eq!(mark.lines, self.lines.len(), "only the current line can be taken back");
        self.text.truncate(mark.line.text.end);
        self.line = mark.line;
    }

    /// The text of all lines, each ended by a newline.
    pub(crate) fn finish(mut self) -> String {
        if self.line.last != Kind::Start {
            self.end_line();
        }
        let equals =
            self.paddings(|line| line.assigned().map(|equals| line.indent + equals.columns), |_| 0);
        let notes = self.paddings(
            |line| line.note.is_some().then_some(line.indent + line.columns),
            |row| equals[row],
        );
        let mut out = String::with_capacity(
            self.text.len() + self.lines.iter().map(|line| line.indent + 2).sum::<usize>(),
        );
        for (row, line) in self.lines.iter().enumerate() {
            self.write_line(line, equals[row], notes[row], &mut out);
        }
        out
    }

    fn write_line(&self, line: &Line, equals: usize, note: usize, out: &mut String) {
        if !line.text.is_empty() {
            pad(out, line.indent);
        }
        let split = line.equals.map_or(line.text.end, |equals| equals.at);
        out.push_str(&self.text[line.text.start..split]);
        if line.equals.is_some() {
            pad(out, 1 + equals);
        }
        out.push_str(&self.text[split..line.text.end]);
        if let Some(text) = &line.note {
            pad(out, 1 + note);
            out.push_str(&self.text[text.clone()]);
        }
        out.push('\n');
    }

    /// For each line, how many columns something that ends at `end` lies before the widest of the
    /// neighbouring lines that have it too.
    fn paddings(
        &self,
        end: impl Fn(&Line) -> Option<usize>,
        shift: impl Fn(usize) -> usize,
    ) -> Vec<usize> {
        let ends: Vec<Option<usize>> = self
            .lines
            .iter()
            .enumerate()
            .map(|(row, line)| Some(end(line)? + shift(row)))
            .collect();
        let chains = ends.chunk_by(|above, below| above.is_some() == below.is_some());
        chains
            .flat_map(|chain| {
                let widest = chain.iter().flatten().max().copied().unwrap_or(0);
                chain.iter().map(move |end| end.map_or(0, |end| widest - end))
            })
            .collect()
    }

    /// The indentation of a line with this nesting; takes over its brackets.
    fn indent_after(&mut self, nesting: i32) -> usize {
        if nesting > 0 {
            self.open.push(nesting);
            return 2 * (self.open.len() - 1);
        }
        let mut closed = -nesting;
        while closed > 0 {
            let Some(open) = self.open.last_mut() else { break };
            if closed < *open {
                *open -= closed;
                break;
            }
            closed -= *open;
            self.open.pop();
        }
        2 * self.open.len()
    }

    fn push_comment(&mut self, text: &str) {
        self.text.push('#');
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || c.is_control());
        if !text.is_empty() {
            self.text.push(' ');
            self.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
    }
}

impl Line {
    fn starting_at(start: usize) -> Self {
        Self { text: start..start, ..Self::default() }
    }

    /// The `=`, if what is assigned starts and ends on this line.
    fn assigned(&self) -> Option<&Equals> {
        self.equals.as_ref().filter(|equals| equals.nesting == self.nesting)
    }
}

impl Default for Line {
    fn default() -> Self {
        Self {
            text: 0..0,
            note: None,
            equals: None,
            columns: 0,
            nesting: 0,
            indent: 0,
            last: Kind::Start,
            before_last: Kind::Start,
        }
    }
}

fn pad(out: &mut String, columns: usize) {
    out.extend(std::iter::repeat_n(' ', columns));
}

#[cfg(test)]
mod tests {
    use super::super::token::{
        CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, EQUAL, MINUS, OPEN_BRACE,
        OPEN_BRACKET, OPEN_PAREN, word,
    };
    use super::*;

    /// A page with these tokens: words, brackets, `=`, `,` and `:` parted by spaces; lines by `\n`.
    fn page(text: &str) -> String {
        let mut page = Page::default();
        for line in text.split('\n') {
            for part in line.split(' ').filter(|part| !part.is_empty()) {
                match part {
                    "=" => page.put(EQUAL),
                    "," => page.put(COMMA),
                    ":" => page.put(COLON),
                    "-" => page.put(MINUS),
                    "{" => page.put(OPEN_BRACE),
                    "}" => page.put(CLOSE_BRACE),
                    "[" => page.put(OPEN_BRACKET),
                    "]" => page.put(CLOSE_BRACKET),
                    "(" => page.put(OPEN_PAREN),
                    ")" => page.put(CLOSE_PAREN),
                    note if note.starts_with('#') => page.note(&note[1..]),
                    name => page.put(word(name)),
                }
            }
            page.end_line();
        }
        page.finish()
    }

    #[test]
    fn neighbouring_equal_signs_are_aligned() {
        assert_eq!(page("a = x\nlong = y\n\nbb = z"), "a    = x\nlong = y\n\nbb = z\n");
        assert_eq!(page("名前 = x\nabc = y"), "名前  = x\nabc = y\n");
    }

    #[test]
    fn what_goes_on_below_is_not_aligned() {
        assert_eq!(page("a = x\nlong = [\n]\nbb = z"), "a = x\nlong = [\n]\nbb = z\n");
        assert_eq!(page("a = x\nlong = [ ]\nbb = z"), "a    = x\nlong = []\nbb   = z\n");
    }

    #[test]
    fn neighbouring_notes_are_aligned() {
        assert_eq!(
            page("a = x #1\nlong = yy #2\nb = z\nc = x #3"),
            "a    = x  # 1\nlong = yy # 2\nb    = z\nc    = x # 3\n"
        );
        assert_eq!(page("a { #1\nb = x #2\n}"), "a {     # 1\n  b = x # 2\n}\n");
    }

    #[test]
    fn a_line_indents_once_however_many_brackets_it_opens() {
        assert_eq!(page("f ( {\na = x\n} )"), "f({\n  a = x\n})\n");
        assert_eq!(page("f ( {\na = x\n}\n)"), "f({\n  a = x\n  }\n)\n");
        assert_eq!(page("a {\nb\n} : {\nc\n}"), "a {\n  b\n  } : {\n  c\n}\n");
    }

    #[test]
    fn signs_hold_on_to_their_operands() {
        assert_eq!(page("a = - b - - c"), "a = -b - -c\n");
        assert_eq!(page("for a in - b : in [ in - c ]"), "for a in - b : in[in - c]\n");
    }

    #[test]
    fn a_comment_can_be_put_above() {
        let mut page = Page::default();
        page.put(word("a"));
        page.put(OPEN_BRACE);
        page.end_line();
        page.comment("first \u{7} ");
        let row = page.row();
        page.put(word("b"));
        page.insert_comment(row, "");
        page.end_line();
        page.put(CLOSE_BRACE);
        assert_eq!(page.finish(), "a {\n  # first\n  #\n  b\n}\n");
    }

    #[test]
    fn what_was_put_can_be_taken_back() {
        let mut page = Page::default();
        page.put(word("a"));
        let mark = page.mark();
        page.put(EQUAL);
        page.put(OPEN_BRACKET);
        page.back_to(mark);
        page.put(COMMA);
        assert_eq!(page.finish(), "a,\n");
    }
}
