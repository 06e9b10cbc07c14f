//! Colours for the code of recipes.

use crate::cli::doc::html::escape::escaped;

const WORDS: &str = "as break catch const continue do else export false fn for if import in let loop null private return switch this throw true try until while";

/// Code as HTML with a class on comments, texts, numbers and words of the language.
pub(super) fn highlighted(code: &str) -> String {
    let mut page = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let (length, class) = token(rest, first);
        let (token, behind) = rest.split_at(length);
        match class {
            Some(class) => {
                page.push_str(&format!("<span class=\"{class}\">{}</span>", escaped(token)))
            }
            None => page.push_str(&escaped(token)),
        }
        rest = behind;
    }
    page
}

/// How long the first token is, and its class.
fn token(rest: &str, first: char) -> (usize, Option<&'static str>) {
    let until = |end: fn(char) -> bool| rest.find(end).unwrap_or(rest.len());
    match first {
        '/' if rest.starts_with("//") => (until(|c| c == '\n'), Some("comment")),
        '"' | '`' | '\'' => (quoted(rest, first), Some("string")),
        '0'..='9' => (until(|c| !(c.is_ascii_alphanumeric() || c == '_')), Some("number")),
        c if c.is_alphabetic() || c == '_' => {
            let length = until(|c| !(c.is_alphanumeric() || c == '_'));
            (length, word(&rest[..length], &rest[length..]))
        }
        c => (c.len_utf8(), None),
    }
}

fn word(word: &str, behind: &str) -> Option<&'static str> {
    if WORDS.split(' ').any(|known| known == word) {
        return Some("word");
    }
    behind.starts_with('(').then_some("call")
}

/// To the end of a text, whose quotes may be escaped.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::highlighted;

    #[test]
    fn nothing_is_lost_and_nothing_is_html() {
        let shown = highlighted("let a = f(\"<b>\\\"\"); // 1 < 2");
        let expected = "<span class=\"word\">let</span> a = <span class=\"call\">f</span>(<span class=\"string\">&quot;&lt;b&gt;\\&quot;&quot;</span>); <span class=\"comment\">// 1 &lt; 2</span>";
        assert_eq!(shown, expected);
        assert_eq!(highlighted("\"open ü"), "<span class=\"string\">&quot;open ü</span>");
    }
}
