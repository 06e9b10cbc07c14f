//! Taking documentation apart: summary, prose, examples.

use super::entry::ExampleDoc;
use crate::diag::words::visible;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// The language that the fence of an example names.
const LANGUAGE: &str = "rhai";

/// The parts of a documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) summary: String,
    /// All but the examples.
    pub(crate) prose: String,
    pub(crate) examples: Vec<ExampleDoc>,
}

impl Parts {
    /// The parts of a text in Markdown.
    pub(crate) fn of(doc: &str) -> Self {
        let mut parts = Self { summary: first_sentence(doc), ..Self::default() };
        let (mut prose_from, mut code) = (0, None);
        for (event, range) in Parser::new(doc).into_offset_iter() {
            match (event, &mut code) {
                (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), _)
                    if &*info == LANGUAGE =>
                {
                    parts.add_prose(&doc[prose_from..range.start]);
                    prose_from = range.end;
                    code = Some(String::new());
                }
                (Event::Text(line), Some(code)) => code.push_str(&line),
                (Event::End(TagEnd::CodeBlock), _) => {
                    parts.examples.extend(code.take().map(|code| example(&code)));
                }
                _ => {}
            }
        }
        parts.add_prose(&doc[prose_from..]);
        parts
    }

    fn add_prose(&mut self, text: &str) {
        let gap = if self.prose.is_empty() || text.trim().is_empty() { "" } else { "\n\n" };
        self.prose.push_str(gap);
        self.prose.push_str(text.trim());
    }

    /// The errors that the examples show.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.examples.iter().filter_map(|example| example.error.clone()).collect()
    }
}

/// An example, whose last `// => ` is its result.
fn example(code: &str) -> ExampleDoc {
    let mut lines: Vec<&str> = code.trim_end().lines().collect();
    let result = lines.iter().rposition(|line| line.trim_start().starts_with("// => "));
    let result =
        result.map(|at| lines.remove(at).trim_start().trim_start_matches("// => ").to_string());
    let code = lines.join("\n");
    match result.as_deref().map(|result| result.strip_prefix("error: ").ok_or(result)) {
        Some(Ok(error)) => ExampleDoc { code, error: Some(error.into()), returns: None },
        Some(Err(result)) => ExampleDoc { code, returns: Some(result.into()), error: None },
        None => ExampleDoc { code, ..ExampleDoc::default() },
    }
}

/// The text of doc comments, which keep their signs.
pub(crate) fn of_comments<'a>(comments: impl Iterator<Item = &'a str>) -> String {
    let lines = comments
        .flat_map(str::lines)
        .map(|line| line.trim_start().trim_start_matches('/').trim_start_matches('!'));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    // Libraries are anybody's, and what they say is shown in terminals.
    visible(lines.join("\n").trim())
}

fn first_sentence(doc: &str) -> String {
    let first = Parser::new(doc).into_offset_iter().next();
    let paragraph = first.filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
    let text = paragraph.map_or("", |(_, range)| doc[range].trim_end());
    let paragraph = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    // The dots of a code snippet, `name { ... }`, end no sentence.
    let ends = paragraph.match_indices(". ").map(|(dot, _)| dot + 1);
    let end =
        ends.into_iter().find(|end| paragraph[*end..].trim_start().starts_with(char::is_uppercase));
    paragraph[..end.unwrap_or(paragraph.len())].to_string()
}

/// Takes the entries of a list whose heads are names in code, ``- `port`: ...``, out of a text: the names with
/// what is said of each, and the text without them.
pub(crate) fn take_entries(
    prose: &str,
    is_name: impl Fn(&str) -> bool,
) -> (Vec<(String, String)>, String) {
    let mut entries: Vec<(String, String)> = Vec::new();
    let (mut rest, mut is_inside) = (Vec::new(), false);
    for line in prose.lines() {
        let entry = line
            .strip_prefix("- `")
            .and_then(|line| line.split_once("`: "))
            .filter(|(name, _)| is_name(name));
        is_inside = match (entry, entries.last_mut()) {
            (Some((name, description)), _) => {
                entries.push((name.into(), description.into()));
                true
            }
            (None, Some((_, description))) if is_inside && line.starts_with("  ") => {
                description.push(' ');
                description.push_str(line.trim());
                true
            }
            _ => {
                rest.push(line);
                false
            }
        };
    }
    // Where the list was, one gap is left of two.
    (entries, rest.join("\n").replace("\n\n\n", "\n\n").trim().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_taken_out_of_the_prose() {
        let parts = Parts::of(
            "Says hello. It is polite.\n\nMore.\n\n```rhai\nhello()\n// => \"hello\"\n```\n\nAnd more.\n\n```rhai\nfail(\"x\")\n// => error: x\n```",
        );
        assert_eq!(parts.summary, "Says hello.");
        assert_eq!(parts.prose, "Says hello. It is polite.\n\nMore.\n\nAnd more.");
        assert_eq!(
            parts.examples[0],
            ExampleDoc { code: "hello()".into(), returns: Some("\"hello\"".into()), error: None }
        );
        assert_eq!(parts.errors(), ["x"]);
    }

    #[test]
    fn comments_lose_their_signs() {
        assert_eq!(
            of_comments(["//! A library.", "//!", "//!   deep", "/// and"].into_iter()),
            "A library.\n\n  deep\nand"
        );
    }

    #[test]
    fn entries_of_names_are_taken_out_of_a_list() {
        let (entries, rest) = take_entries(
            "A web.\n\n- `port`: where\n  it listens\n- `other`: stays\n\nEnd.",
            |name| name == "port",
        );
        assert_eq!(entries, [("port".to_string(), "where it listens".to_string())]);
        assert_eq!(rest, "A web.\n\n- `other`: stays\n\nEnd.");
    }
}
