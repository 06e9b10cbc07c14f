//! What a value means: without its quotes, and with the escapes that readers undo in double ones.

/// A value as readers see it. Variables in it are not filled in: what was set has none.
pub(super) fn unquoted(written: &str) -> String {
    let inner = |quote: char| {
        let rest = written.strip_prefix(quote)?;
        closing(rest, quote).filter(|end| end + 1 == rest.len()).map(|end| &rest[..end])
    };
    // Readers see one kind of line ends, whatever the file has.
    if let Some(text) = inner('\'') {
        text.replace("\r\n", "\n")
    } else if let Some(text) = inner('"') {
        unescaped(&text.replace("\r\n", "\n"))
    } else {
        written.into()
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match letters.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some(c @ ('"' | '\\' | '$' | '`' | '\'')) => out.push(c),
            // No escape: both are meant.
            other => out.extend(std::iter::once('\\').chain(other)),
        }
    }
    out
}

/// How far away the quote is that ends a value; one behind a backslash does not.
pub(super) fn closing(text: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}
