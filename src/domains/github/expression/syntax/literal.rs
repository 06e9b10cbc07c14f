//! Literal text, where GitHub evaluates `${{ ... }}`.

const OPEN: &str = "${{";

/// A literal text as it is written behind `before`, with `after` behind it: none of it starts an expression, nor does it
/// together with what is around it.
pub(crate) fn literal(text: &str, before: &str, after: &str) -> String {
    let mut written = text.replace(OPEN, &quoted(OPEN));
    // The part of `${{` at one end that is completed by the neighbouring text.
    let at_end =
        ["${", "$"].into_iter().find(|part| text.ends_with(part) && completes(part, after));
    if let Some(part) = at_end {
        written.truncate(written.len() - part.len());
        written.push_str(&quoted(part));
    }
    match ["${", "$"].into_iter().find(|part| before.ends_with(part) && completes(part, &written)) {
        Some(_) => quoted("{") + &written[1..],
        None => written,
    }
}

fn completes(part: &str, rest: &str) -> bool {
    OPEN.strip_prefix(part).is_some_and(|missing| rest.starts_with(missing))
}

/// An expression that gives a text.
fn quoted(text: &str) -> String {
    format!("${{{{ '{text}' }}}}")
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn literal_text_starts_no_expression() {
        let rows = [
            ("${{ secrets.A }}", "", "", "${{ '${{' }} secrets.A }}"),
            ("costs $5 {{ x }}", "", "", "costs $5 {{ x }}"),
            ("a$", "", "{{ b }}", "a${{ '$' }}"),
            ("a${", "", "{ b }}", "a${{ '${' }}"),
            ("a$", "", " {{", "a$"),
            ("{{ b }}", "a$", "", "${{ '{' }}{ b }}"),
            ("{ b }}", "a${", "", "${{ '{' }} b }}"),
            ("{{ b }}", "a", "", "{{ b }}"),
        ];
        for (text, before, after, written) in rows {
            assert_eq!(literal(text, before, after), written);
        }
    }
}
