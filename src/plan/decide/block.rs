//! A marked block in a file that people edit too.
//!
//! ```text
//! # >>> sw: deploy.rhai >>>
//! dist/
//! # <<< sw: deploy.rhai <<<
//! ```
//!
//! Everything outside the markers is theirs and stays byte for byte, line ends included.

use crate::model::FilePath;
use std::borrow::Cow;

/// The lines around a block.
pub(crate) struct Markers {
    begin: String,
    end: String,
}

/// A file cut at its block.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cut<'a> {
    /// It has no such block.
    Without,
    /// What is before the begin marker, between the markers, and behind the end marker.
    Around { before: &'a str, inner: &'a str, after: &'a str },
    /// A marker is missing, doubled or out of order.
    Damaged,
}

impl Markers {
    /// The markers for a kind of file; none where the format has no comments.
    pub(crate) fn new(path: &FilePath, name: &str) -> Option<Self> {
        let (open, close) = comment(path.name())?;
        Some(Self {
            begin: format!("{open} >>> sw: {name} >>>{close}"),
            end: format!("{open} <<< sw: {name} <<<{close}"),
        })
    }

    /// Cuts a file at its block.
    pub(crate) fn cut<'a>(&self, text: &'a str) -> Cut<'a> {
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            match line.trim_end() {
                line if line == self.begin => begins.push((start, end)),
                line if line == self.end => ends.push((start, end)),
                _ => {}
            }
            start = end;
        }
        match (begins.as_slice(), ends.as_slice()) {
            ([], []) => Cut::Without,
            ([begin], [end]) if begin.1 <= end.0 => Cut::Around {
                before: &text[..begin.0],
                inner: &text[begin.1..end.0],
                after: &text[end.1..],
            },
            _ => Cut::Damaged,
        }
    }

    /// The file with the block in it: at its old place (`found`), else at the end.
    pub(crate) fn put(&self, text: &str, found: &Cut, inner: &str) -> String {
        let lines =
            [self.begin.as_str()].into_iter().chain(inner.lines()).chain([self.end.as_str()]);
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let block: String = lines.flat_map(|line| [line, newline]).collect();
        match found {
            Cut::Around { before, after, .. } => [before, block.as_str(), after].concat(),
            _ if text.is_empty() || text.ends_with('\n') => [text, &block].concat(),
            _ => [text, newline, &block].concat(),
        }
    }
}

/// The text of a file with a block of this name in it, at its old place or at the end; none when the
/// markers are damaged or the format has no comments.
pub fn with_block(path: &FilePath, name: &str, text: &str, inner: &str) -> Option<String> {
    let markers = Markers::new(path, name)?;
    let found = markers.cut(text);
    (found != Cut::Damaged).then(|| markers.put(text, &found, &body(inner)))
}

/// What is between the markers for a text: nothing, or whole lines.
pub(crate) fn body(text: &str) -> Cow<'_, str> {
    if text.is_empty() || text.ends_with('\n') { text.into() } else { format!("{text}\n").into() }
}

/// How a comment begins and ends, by the file's name.
fn comment(name: &str) -> Option<(&'static str, &'static str)> {
    let name = name.to_ascii_lowercase();
    let kind = name.rsplit_once('.').map_or(name.as_str(), |(_, extension)| extension);
    match kind {
        "json" | "csv" | "tsv" => None,
        "js" | "mjs" | "cjs" | "ts" | "tsx" | "jsx" | "go" | "rs" | "java" | "kt" | "kts"
        | "gradle" | "groovy" | "jenkinsfile" | "jsonc" | "json5" | "rhai" | "proto" | "swift"
        | "c" | "h" | "cpp" | "cs" | "bicep" | "jsonnet" => Some(("//", "")),
        "md" | "html" | "htm" | "xml" | "svg" => Some(("<!--", " -->")),
        "css" | "scss" => Some(("/*", " */")),
        "sql" | "lua" => Some(("--", "")),
        "ini" => Some((";", "")),
        _ => Some(("#", "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markers() -> Markers {
        Markers::new(&FilePath::parse(".gitignore").unwrap(), "deploy.rhai").unwrap()
    }

    #[test]
    fn a_block_goes_to_the_end_and_is_replaced_in_place() {
        let markers = markers();
        let first = markers.put("mine", &Cut::Without, "dist/\n");
        assert_eq!(first, "mine\n# >>> sw: deploy.rhai >>>\ndist/\n# <<< sw: deploy.rhai <<<\n");
        let edited = format!("top\n{first}bottom");
        let cut = markers.cut(&edited);
        assert_eq!(cut, Cut::Around { before: "top\nmine\n", inner: "dist/\n", after: "bottom" });
        assert_eq!(
            markers.put(&edited, &cut, ""),
            "top\nmine\n# >>> sw: deploy.rhai >>>\n# <<< sw: deploy.rhai <<<\nbottom"
        );
    }

    #[test]
    fn a_block_takes_the_line_ends_of_its_file() {
        let text = markers().put("mine\r\n", &Cut::Without, "a\nb\n");
        assert_eq!(
            text,
            "mine\r\n# >>> sw: deploy.rhai >>>\r\na\r\nb\r\n# <<< sw: deploy.rhai <<<\r\n"
        );
    }

    #[test]
    fn markers_that_are_missing_or_doubled_are_seen() {
        let (markers, whole) = (markers(), markers().put("", &Cut::Without, "a\n"));
        let lines: Vec<&str> = whole.lines().collect();
        assert_eq!(markers.cut(lines[0]), Cut::Damaged);
        assert_eq!(markers.cut(lines[2]), Cut::Damaged);
        assert_eq!(markers.cut(&format!("{}\n{}\n", lines[2], lines[0])), Cut::Damaged);
        assert_eq!(markers.cut(&whole.repeat(2)), Cut::Damaged);
        assert_eq!(markers.cut("a\n"), Cut::Without);
    }

    #[test]
    fn formats_without_comments_have_no_markers() {
        assert!(Markers::new(&FilePath::parse("package.json").unwrap(), "r").is_none());
    }
}
