//! Where expressions are in text: `app:${{ github.sha }}`.

const OPEN: &str = "${{";
const CLOSE: &str = "}}";

/// A stretch of text as GitHub reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stretch<'a> {
    /// Ordinary text.
    Plain(&'a str),
    /// The text between `${{` and `}}`.
    Expression(&'a str),
    /// The text after a `${{` that is never closed.
    Open(&'a str),
}

/// The stretches of `text`, in order.
pub(crate) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once(OPEN) {
        found.extend(Some(Stretch::Plain(plain)).filter(|_| !plain.is_empty()));
        let Some(length) = length(behind) else {
            found.push(Stretch::Open(behind));
            return found;
        };
        found.push(Stretch::Expression(&behind[..length]));
        rest = &behind[length + CLOSE.len()..];
    }
    found.extend(Some(Stretch::Plain(rest)).filter(|_| !rest.is_empty()));
    found
}

/// How long the expression at the start of `text` is: `}}` in quotes does not end it.
fn length(text: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        quoted ^= c == '\'';
        if !quoted && text[at..].starts_with(CLOSE) {
            return Some(at);
        }
    }
    // A quote that is never closed would hide the end; the parser then reports the quote.
    text.find(CLOSE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stretch::{Expression, Open, Plain};

    #[test]
    fn expressions_are_cut_out_of_text() {
        assert_eq!(stretches("a${{ b }}c"), [Plain("a"), Expression(" b "), Plain("c")]);
        assert_eq!(stretches("${{ '}}' }}"), [Expression(" '}}' ")]);
        assert_eq!(stretches("${{a}}${{b}}"), [Expression("a"), Expression("b")]);
        assert_eq!(stretches("x ${{ a }"), [Plain("x "), Open(" a }")]);
        assert_eq!(stretches("${{ 'a }} b"), [Expression(" 'a "), Plain(" b")]);
        assert_eq!(stretches("${x} {{ y }}"), [Plain("${x} {{ y }}")]);
        assert_eq!(stretches(""), []);
    }
}
