//! What makes text more than data: letters that some target evaluates, and letters that no text shows.
//!
//! Text from outside the repository ends up in files of many formats, so what any of them evaluates counts.
//!
//! Sources: the documentation of Terraform's templates, of expressions in GitHub Actions, Azure Pipelines (macro, template
//! and runtime syntax) and GitLab CI, of Compose's interpolation, of Kubernetes' dependent variables, of Go's templates
//! and Groovy's strings, and POSIX on shells.

use crate::diag::letters::is_harmful;
use std::borrow::Cow;

/// What a text holds that is more than data.
#[derive(Debug, PartialEq)]
pub(super) enum Live<'t> {
    /// The start of something that is evaluated, and who evaluates it.
    Evaluated(Cow<'t, str>, &'static str),
    /// The start of it at the end of the text: what follows in the file would complete it.
    Open(&'t str),
    /// A control character, or one that no text shows.
    Hidden(char),
}

/// What starts something that is evaluated, and who evaluates it; the first row that fits wins.
const STARTS: &[(&str, &str)] = &[
    ("${{", "GitHub Actions and Azure Pipelines evaluate"),
    ("${", "Terraform, Compose, Jenkins and shells evaluate"),
    ("%{", "Terraform evaluates"),
    ("{{", "Helm, Prometheus and CloudFormation evaluate"),
    ("$(", "shells, Kubernetes and Azure Pipelines evaluate"),
    ("$[", "GitLab CI and Azure Pipelines evaluate"),
    ("$$", "Compose, Kubernetes and shells evaluate"),
    ("`", "shells evaluate"),
];

/// Behind a `$`, what shells know without a name: `$@`, `$?`, `$'...'`.
const SPECIAL: &str = "@*#?!-'\"";

/// The longest name that is repeated in a message.
const LONGEST: usize = 24;

/// The first thing in `text` that is more than data.
pub(super) fn live(text: &str) -> Option<Live<'_>> {
    let hidden = text.chars().find(|c| is_harmful(*c)).map(Live::Hidden);
    hidden.or_else(|| text.char_indices().find_map(|(at, _)| start(&text[at..])))
}

/// What starts at the beginning of `rest`.
fn start(rest: &str) -> Option<Live<'_>> {
    if let Some((start, who)) = STARTS.iter().find(|(start, _)| rest.starts_with(start)) {
        return Some(Live::Evaluated((*start).into(), who));
    }
    match rest {
        "$" | "{" => Some(Live::Open(rest)),
        _ => variable(rest),
    }
}

/// `$NAME`, `$1`, `$@`.
fn variable(rest: &str) -> Option<Live<'_>> {
    let behind = rest.strip_prefix('$')?;
    let name = behind.split(|c: char| !is_word(c)).next().unwrap_or_default();
    if !name.is_empty() {
        let shown: String = name.chars().take(LONGEST).collect();
        return Some(Live::Evaluated(
            format!("${shown}").into(),
            "shells, Compose, Jenkins and GitLab CI evaluate",
        ));
    }
    let special = behind.chars().next().filter(|c| SPECIAL.contains(*c))?;
    Some(Live::Evaluated(format!("${special}").into(), "shells evaluate"))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_some_target_evaluates_is_found() {
        let rows = [
            ("a ${b}", "${"),
            ("${{ github.token }}", "${{"),
            ("%{ if true }x%{ endif }", "%{"),
            ("{{ .Values.x }}", "{{"),
            ("$(id)", "$("),
            ("$((1))", "$("),
            ("$[variables.x]", "$["),
            ("$[[ inputs.x ]]", "$["),
            ("a$$b", "$$"),
            ("see `id`", "`"),
            ("in $HOME/x", "$HOME"),
            ("$_", "$_"),
            ("$1.50", "$1"),
            ("all of $@", "$@"),
            ("$'\\x41'", "$'"),
            ("$ä", "$ä"),
            ("first `a`, then ${b}", "`"),
        ];
        for (text, expected) in rows {
            assert!(
                matches!(live(text), Some(Live::Evaluated(start, _)) if start == expected),
                "{text}"
            );
        }
        assert!(
            matches!(live(&format!("${}", "a".repeat(100))), Some(Live::Evaluated(start, _)) if start.len() == 1 + LONGEST)
        );
    }

    #[test]
    fn what_the_next_letters_would_complete_is_found() {
        assert_eq!([live("costs 5$"), live("x{")], [Some(Live::Open("$")), Some(Live::Open("{"))]);
    }

    #[test]
    fn what_is_not_seen_is_found_first() {
        let hidden = [
            '\0',
            '\t',
            '\n',
            '\r',
            '\u{1b}',
            '\u{7f}',
            '\u{85}',
            '\u{9b}',
            '\u{ad}',
            '\u{200b}',
            '\u{200d}',
            '\u{2028}',
            '\u{2029}',
            '\u{202e}',
            '\u{2066}',
            '\u{206a}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{fff9}',
            '\u{e0041}',
            '\u{e0101}',
            '\u{ffff}',
        ];
        for c in hidden {
            assert_eq!(live(&format!("${{a}} {c}")), Some(Live::Hidden(c)), "{c:?}");
        }
    }

    #[test]
    fn data_is_data() {
        let texts = [
            "",
            "1.4.2",
            "5 $ each",
            "US$, EUR",
            "100%",
            "50% of { a }",
            "{\"a\": {\"b\": [1, 2]}}",
            "(a) [b] <c>",
            "it's \"x\"",
            "a\\b",
            "日本 é 🚀",
            "a@b.c",
            "https://x.y/?a=b&c=d#e",
            "*.example.com",
            "}}",
            "%20",
            "# no",
            "{ { x",
            "$ {x}",
            "a|b;c&d>e",
        ];
        for text in texts {
            assert_eq!(live(text), None, "{text}");
        }
    }
}
