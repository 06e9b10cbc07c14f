//! A project's own table of a provider: plain text, which git shows line by line.
//!
//! ```text
//! sw-table 2
//! hashicorp/aws 6.25.0
//!
//! block 1                  what stands in several places, told once
//!  unit ?s
//!
//! resource aws_thing d     `d`: deprecated
//!  name !s
//!  password ?s sw          `s`: sensitive, `w`: write-only
//!  size ?B1@1              a nested block, whose inside is `block 1`
//! ```

use super::block::Block;
use std::fmt::Write;

/// The first line of one.
const HEAD: &str = "sw-table 2";

/// How deep what is shared may stand, and how many lines a type may have: more is no provider's.
const DEEPEST: usize = 64;
const MOST_LINES: usize = 500_000;

/// A table, with its head read.
#[derive(Clone, Debug)]
pub struct Plain {
    /// Where the provider comes from: `hashicorp/aws`.
    pub source: String,
    /// The version that it tells of.
    pub version: String,
    text: String,
}

impl Plain {
    /// The table in `text`, if it is one.
    ///
    /// ```
    /// use sw::schema::terraform::plain::Plain;
    /// let table = Plain::parse("sw-table 2\nacme/box 1.2.0\n\nresource box_lid\n color !s\n".into()).unwrap();
    /// assert_eq!(table.names("resource"), ["box_lid"]);
    /// assert!(table.read("resource", "box_lid").unwrap().get("color").is_some());
    /// ```
    pub fn parse(text: String) -> Option<Self> {
        // A checkout on Windows may have changed the line ends.
        let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
        let mut lines = text.lines();
        let head =
            lines.next().filter(|line| *line == HEAD).and_then(|_| lines.next()?.split_once(' '));
        let (source, version) =
            head.map(|(source, version)| (source.to_string(), version.to_string()))?;
        Some(Self { source, version, text })
    }

    /// A table of these types: each with its kind, its name, and its lines.
    pub(super) fn write(source: &str, version: &str, blocks: &[(String, String)]) -> String {
        let mut text = format!("{HEAD}\n{source} {version}\n");
        for (head, lines) in blocks {
            let _ = write!(text, "\n{head}\n{lines}");
        }
        text
    }

    /// The arguments of a type, if the table has it.
    pub fn read(&self, kind: &str, name: &str) -> Option<Block> {
        let (head, lines) = self.find(kind, name)?;
        let mut whole = Vec::new();
        self.unfold(lines, 0, &mut whole);
        let lines: Vec<&str> = whole.iter().map(String::as_str).collect();
        let is_deprecated = head.rsplit(' ').next() == Some("d") && head.matches(' ').count() > 1;
        Some(Block { is_deprecated, ..Block::parse(&lines) })
    }

    /// The parameters of a function, in their order; a last one that begins with `*` takes all that are left.
    pub fn function(&self, name: &str) -> Option<Vec<String>> {
        let (_, lines) = self.find("function", name)?;
        Some(
            lines
                .lines()
                .filter_map(|line| line.trim_start().split(' ').next().map(String::from))
                .collect(),
        )
    }

    /// All names of a kind.
    pub fn names(&self, kind: &str) -> Vec<String> {
        let start = format!("{kind} ");
        let heads = self.text.lines().filter_map(|line| line.strip_prefix(&start));
        heads.map(|rest| rest.split(' ').next().unwrap_or(rest).to_string()).collect()
    }

    /// The head of a type, and the lines below it.
    fn find(&self, kind: &str, name: &str) -> Option<(&str, &str)> {
        let wanted = format!("\n{kind} {name}");
        let is_whole = |at: &usize| self.text[at + wanted.len()..].starts_with(['\n', ' ']);
        let at = self.text.match_indices(&wanted).map(|(at, _)| at).find(is_whole)?;
        let (head, below) = self.text[at + 1..].split_once('\n')?;
        let end = below
            .split_inclusive('\n')
            .take_while(|line| line.starts_with(' '))
            .map(str::len)
            .sum();
        Some((head, &below[..end]))
    }

    /// Lines with what they share with others in its place, `depth` spaces further in. One that is inside itself ends there.
    fn unfold(&self, lines: &str, depth: usize, whole: &mut Vec<String>) {
        for line in lines.lines() {
            if whole.len() >= MOST_LINES {
                return;
            }
            let (own, shared) = line
                .split_once('@')
                .map_or((line, None), |(own, rest)| (own, rest.split(' ').next()));
            let marks = line
                .split_once('@')
                .and_then(|(_, rest)| rest.split_once(' '))
                .map_or_else(String::new, |(_, marks)| format!(" {marks}"));
            whole.push(format!("{}{own}{marks}", " ".repeat(depth)));
            let inner =
                shared.and_then(|number| self.find("block", number)).filter(|_| depth < DEEPEST);
            if let Some((_, inner)) = inner {
                self.unfold(inner, depth + line.len() - line.trim_start().len(), whole);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_inside_itself_comes_to_an_end() {
        let table = Plain::parse(
            "sw-table 2\nacme/box 1\n\nblock 1\n a ?Bl@1\n b ?Bl@1\n\nresource box_a\n c ?B1@1\n"
                .into(),
        )
        .unwrap();
        let mut whole = Vec::new();
        table.unfold(" c ?B1@1", 0, &mut whole);
        assert_eq!(whole.len(), MOST_LINES);
    }

    #[test]
    fn line_ends_of_other_systems_are_read() {
        let table =
            Plain::parse("sw-table 2\r\nacme/box 1\r\n\r\nresource box_a d\r\n c !s\r\n".into())
                .unwrap();
        assert!(
            table
                .read("resource", "box_a")
                .is_some_and(|read| read.is_deprecated && read.get("c").is_some())
        );
        assert!(Plain::parse("sw-table 1\nacme/box 1\n".into()).is_none());
    }
}
