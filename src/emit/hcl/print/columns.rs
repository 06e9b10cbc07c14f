//! How wide a text is for `terraform fmt`: it counts what a reader sees as one character.

use unicode_segmentation::UnicodeSegmentation;

const JOINER: char = '\u{200d}';

/// The number of columns that one token takes.
pub(crate) fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.graphemes(true).map(clusters).sum() }
}

/// The number of columns of text inside quotes, where each `$`, `%`, `$${` and `%%{` is a token of its own.
pub(crate) fn literal_columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut parts = text.split(['$', '%']);
    let first = parts.next().map_or(0, columns);
    first
        + parts
            .map(|part| {
                1 + part.strip_prefix('{').map_or_else(|| columns(part), |rest| 1 + columns(rest))
            })
            .sum::<usize>()
}

/// How many clusters `terraform fmt` sees in one that Unicode 15.1 or later calls one.
///
/// Since 15.1 a virama joins two Indian consonants; the tables of `terraform` are older. Such a
/// join needs the first consonant, so without it the virama and the second consonant fall apart.
fn clusters(cluster: &str) -> usize {
    let mut pairs = cluster.char_indices().zip(cluster.char_indices().skip(1));
    1 + pairs
        .by_ref()
        .filter(|((_, before), (_, after))| *before != JOINER || after.is_alphabetic())
        .filter(|((start, _), (middle, after))| {
            cluster[*start..middle + after.len_utf8()].graphemes(true).count() > 1
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees_is_counted() {
        // Each count is what `terraform fmt` aligned by.
        for (text, count) in [
            ("", 0),
            ("abc", 3),
            ("日本", 2),
            ("e\u{301}", 1),
            ("각", 1),
            ("🇩🇪🇫🇷", 2),
            ("👩\u{200d}👩\u{200d}👧", 1),
            ("🏳\u{fe0f}\u{200d}🌈", 1),
            ("क\u{94d}षि", 2),
            ("क\u{94d}\u{200d}ष", 2),
            ("ക\u{d4d}ഷ", 2),
        ] {
            assert_eq!(columns(text), count, "{text}");
        }
    }

    #[test]
    fn signs_are_alone_inside_quotes() {
        for (text, count) in [
            ("a$b", 3),
            ("{\u{301}", 1),
            ("$\u{301}", 2),
            ("$${\u{301}", 4),
            ("%%{\u{301}a", 5),
            ("a%$\u{301}", 4),
            ("\u{600}$", 2),
        ] {
            assert_eq!(literal_columns(text), count, "{text}");
        }
    }
}
