//! Taking documentation apart: summary, prose, examples.

use super::entry::ExampleDoc;
use crate::diag::words::visible;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// The language that the fence of an example names.
const LANGUAGE: &str = "rhai";
/// What fenced code starts and ends with.
pub(crate) const FENCE: &str = "```";
/// The word behind it in an example that is shown and never run.
const NO_RUN: &str = "no_run";

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
                    if is_example(&info) =>
                {
                    parts.add_prose(&doc[prose_from..range.start]);
                    prose_from = range.end;
                    code = Some((String::new(), words(&info).any(|word| word == NO_RUN)));
                }
                (Event::Text(line), Some((code, _))) => code.push_str(&line),
                (Event::End(TagEnd::CodeBlock), _) => {
                    let ended = code.take();
                    parts.examples.extend(ended.map(|(code, is_only_shown)| ExampleDoc {
                        is_only_shown,
                        ..example(&code)
                    }));
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

/// The words behind a fence.
fn words(info: &str) -> impl Iterator<Item = &str> {
    info.split([',', ' ']).filter(|word| !word.is_empty())
}

/// Whether a fence is that of an example. A name behind it makes it a file that the text describes.
fn is_example(info: &str) -> bool {
    words(info).next() == Some(LANGUAGE) && !info.contains('.')
}

/// An example, whose last `// => ` is its result.
fn example(code: &str) -> ExampleDoc {
    let mut lines: Vec<&str> = code.trim_end().lines().collect();
    let result = lines.iter().rposition(|line| line.trim_start().starts_with("// => "));
    let result =
        result.map(|at| lines.remove(at).trim_start().trim_start_matches("// => ").to_string());
    let lines: Vec<ExampleLine<'_>> = lines.into_iter().map(ExampleLine::of).collect();
    let shown = lines.iter().filter(|line| !line.is_hidden);
    let code = joined(shown);
    let whole = lines.iter().any(|line| line.is_hidden).then(|| joined(lines.iter()));
    let (returns, error) =
        match result.as_deref().map(|result| result.strip_prefix("error: ").ok_or(result)) {
            Some(Ok(error)) => (None, Some(error.into())),
            Some(Err(result)) => (Some(result.into()), None),
            None => (None, None),
        };
    ExampleDoc { code, whole, returns, error, is_only_shown: false }
}

fn joined<'a>(lines: impl Iterator<Item = &'a ExampleLine<'a>>) -> String {
    lines.map(|line| &*line.text).collect::<Vec<_>>().join("\n")
}

/// A line of an example.
pub(crate) struct ExampleLine<'a> {
    /// What is run.
    pub(crate) text: Cow<'a, str>,
    /// Whether it is run and not shown.
    is_hidden: bool,
}

impl<'a> ExampleLine<'a> {
    /// A line as it is written: behind `# ` it is hidden, and each further `#` in front of a space makes up for one that is
    /// meant. A map starts with `#{` and a raw text with `#"`, so they mean what they always do.
    pub(crate) fn of(line: &'a str) -> Self {
        let code = line.trim_start();
        let marks = code.len() - code.trim_start_matches('#').len();
        let is_marked = marks > 0 && (code.len() == marks || code[marks..].starts_with(' '));
        match marks {
            1 if is_marked => Self {
                text: code[1..].strip_prefix(' ').unwrap_or_default().into(),
                is_hidden: true,
            },
            _ if is_marked => Self { text: line.replacen('#', "", 1).into(), is_hidden: false },
            _ => Self { text: line.into(), is_hidden: false },
        }
    }
}

/// The parts of a text that `mark` parts, but for what looks like it in fenced code.
pub(crate) fn split<'a>(text: &'a str, mark: &'static str) -> impl Iterator<Item = &'a str> {
    let (mut looked, mut is_code) = (0, false);
    let ends = text.match_indices(mark).map(|(at, _)| at).filter(move |at| {
        is_code ^= text[looked..*at].matches(FENCE).count() % 2 == 1;
        looked = *at;
        !is_code
    });
    let mut from = 0;
    ends.map(Some).chain([None]).map(move |end| {
        let part = &text[from..end.unwrap_or(text.len())];
        from = end.map_or(text.len(), |end| end + mark.len());
        part
    })
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
            ExampleDoc {
                code: "hello()".into(),
                returns: Some("\"hello\"".into()),
                ..ExampleDoc::default()
            }
        );
        assert_eq!(parts.errors(), ["x"]);
    }

    #[test]
    fn lines_behind_a_hash_are_run_and_not_shown() {
        let parts = Parts::of(
            "One.\n\n```rhai\n# let port = 80;\n#\nlet text = `\n## Title\n### Part\n`;\n#{ port: port }\n  # port += 1;\n##\"raw\"##\n```",
        );
        let example = &parts.examples[0];
        assert_eq!(
            example.code,
            "let text = `\n# Title\n## Part\n`;\n#{ port: port }\n##\"raw\"##"
        );
        assert_eq!(
            example.recipe(),
            "let port = 80;\n\nlet text = `\n# Title\n## Part\n`;\n#{ port: port }\nport += 1;\n##\"raw\"##"
        );
        let plain = &Parts::of("One.\n\n```rhai\n1 + 1\n```").examples[0];
        assert_eq!((plain.recipe(), &plain.whole), ("1 + 1", &None));
    }

    #[test]
    fn a_fence_says_what_an_example_is() {
        let of = |info: &str| Parts::of(&format!("One.\n\n```{info}\n1 + 1\n```")).examples;
        for info in ["rhai,no_run", "rhai no_run", "rhai, no_run"] {
            assert!(of(info)[0].is_only_shown, "{info}");
        }
        assert!(!of("rhai")[0].is_only_shown);
        for info in ["", "text", "rhai deploy.rhai", "rhai,lib/web.rhai", "rhaix"] {
            assert_eq!(of(info), [], "{info}");
        }
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
