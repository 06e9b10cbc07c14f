//! What `text` does to plain text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Without the spaces that all lines start with, and without an empty first and last line.
pub(super) fn dedented(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let margin = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let last_is_empty = text.rsplit('\n').next().is_some_and(|last| last.trim().is_empty());
    let body =
        if last_is_empty { text.rfind('\n').map_or(text, |end| &text[..=end]) } else { text };
    let shared = body.lines().filter(|line| !line.trim().is_empty()).map(margin).min().unwrap_or(0);
    let line = |line: &'_ str| {
        if line.trim().is_empty() {
            line.trim_start_matches([' ', '\t']).to_string()
        } else {
            line[shared..].to_string()
        }
    };
    body.split_inclusive('\n').map(line).collect()
}

/// A name of small letters, digits and `-`, cut to `longest` with `hash` at its end when it is
/// longer; none when nothing is left.
pub(super) fn slug(text: &str, longest: usize, hash: &str) -> Option<String> {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let joined: String = plain.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name: Vec<&str> = joined.split('-').filter(|part| !part.is_empty()).collect();
    let name = name.join("-");
    if name.len() > longest {
        let start = name[..longest - hash.len() - 1].trim_end_matches('-');
        return Some(format!("{start}-{hash}"));
    }
    (!name.is_empty()).then_some(name)
}

/// Each word with a large first letter; `-` and `_` are spaces.
pub(super) fn titled(text: &str) -> String {
    let words = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty());
    let title = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    words.map(title).collect::<Vec<_>>().join(" ")
}

/// At most `longest` characters, of which the last are `ending` when some are cut.
pub(super) fn cut(text: &str, longest: usize, ending: &str) -> String {
    if text.chars().count() <= longest {
        return text.into();
    }
    let room = longest.saturating_sub(ending.chars().count());
    text.chars().take(room).chain(ending.chars()).take(longest).collect()
}

/// What is missing to make a text `width` characters wide.
pub(super) fn padded(text: &str, width: usize, fill: char) -> String {
    std::iter::repeat_n(fill, width.saturating_sub(text.chars().count())).collect()
}

/// One word of a POSIX shell.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Lines of at most `width` characters, broken at spaces.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let lines = text.split('\n').map(|line| {
        let mut wrapped = String::new();
        let mut column = 0;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if column > 0 {
                let fits = column + 1 + length <= width;
                wrapped.push(if fits { ' ' } else { '\n' });
                column = if fits { column + 1 } else { 0 };
            }
            wrapped.push_str(word);
            column += length;
        }
        wrapped
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dedent_takes_what_all_lines_share() {
        assert_eq!(dedented("\n  a\n    b\n\n  c\n  "), "a\n  b\n\nc\n");
        assert_eq!(dedented("  a\n b"), " a\nb");
        assert_eq!(dedented("a\n  b\n"), "a\n  b\n");
        assert_eq!(dedented("\n\t\tx\n\t\ty\n\t"), "x\ny\n");
        assert_eq!(dedented(""), "");
        assert_eq!(dedented("\n   \n"), "\n");
    }

    #[test]
    fn a_slug_is_a_label() {
        let named = |text: &str| slug(text, 63, "01234567");
        assert_eq!(named("  Hello,   World!  ").as_deref(), Some("hello-world"));
        assert_eq!(named("Straße é ﬁn").as_deref(), Some("stra-e-e-fin"));
        assert_eq!(named("--"), None);
        let long = named(&"ab-".repeat(40)).unwrap();
        assert!(long.len() <= 63 && long.ends_with("-01234567") && !long.contains("--"), "{long}");
        assert_eq!(slug("abcdefghij-klmn", 12, "01234567").as_deref(), Some("abc-01234567"));
    }

    #[test]
    fn cutting_counts_characters() {
        assert_eq!(cut("añb", 3, "..."), "añb");
        assert_eq!(cut("añbc", 3, "…"), "añ…");
        assert_eq!(cut("abcdef", 2, "..."), "..");
    }

    #[test]
    fn a_quoted_word_is_one_word() {
        let text = "it's \"$HOME\" `x` \\ \n*";
        let script = format!("printf %s {}", quoted(text));
        let said = std::process::Command::new("sh")
            .args(["-c", &script])
            .output()
            .expect("`sh` runs; install a POSIX shell");
        assert_eq!(String::from_utf8_lossy(&said.stdout), text);
    }

    #[test]
    fn lines_are_broken_at_spaces() {
        assert_eq!(wrapped("aa bb cc", 5), "aa bb\ncc");
        assert_eq!(wrapped("aaaaaaa b\n\nc", 3), "aaaaaaa\nb\n\nc");
        assert_eq!(wrapped("a b", 0), "a\nb");
    }
}
