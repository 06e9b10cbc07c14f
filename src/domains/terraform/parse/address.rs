//! Addresses, as nearly all expressions of a root are: `aws_subnet.private[0].id`. They are read at a glance.

use crate::emit::hcl::{Expr, Ident, Step};

/// The address in `text`; none when it is more than names, numbers in brackets and `[*]`, or not that simple.
pub(super) fn read(text: &str) -> Option<Expr> {
    let (root, mut rest) = name(text)?;
    // A word alone can be a value of its own, as `true` is.
    if rest.is_empty() {
        return None;
    }
    let mut expr = Expr::variable(root).ok()?;
    while !rest.is_empty() {
        let step;
        (step, rest) = one(rest)?;
        expr = expr.step(step);
    }
    Some(expr)
}

/// The next step, and what follows.
fn one(text: &str) -> Option<(Step, &str)> {
    if let Some(after) = text.strip_prefix('.') {
        let (word, rest) = name(after)?;
        return Some((Step::Get(Ident::new(word).ok()?), rest));
    }
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    if inside == "*" {
        return Some((Step::Splat, rest));
    }
    let is_plain = inside.len() < 10
        && inside.bytes().all(|c| c.is_ascii_digit())
        && (inside == "0" || !inside.starts_with('0'));
    is_plain
        .then_some(())
        .and_then(|()| Some((Step::Index(inside.parse::<i64>().ok()?.into()), rest)))
}

/// The name that a text starts with, and what follows.
fn name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (!word.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit())).then_some((word, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hcl::emit_expr;

    #[test]
    fn addresses_are_read_as_the_parser_reads_them() {
        for text in [
            "var.a",
            "data.aws_ami.debian.id",
            "aws_subnet.a[0].id",
            "aws_subnet.a[*].id",
            "module.web[12].b_1",
            "each.value",
        ] {
            let slow = super::super::parsed(text).ok();
            assert_eq!(read(text), slow, "{text}");
            assert_eq!(
                read(text).as_ref().map(emit_expr).as_deref(),
                slow.is_some().then_some(text)
            );
        }
    }

    #[test]
    fn whatever_is_more_is_left_to_the_parser() {
        for text in [
            "a",
            "true",
            "null.a",
            "a.b + 1",
            "a[b]",
            "a.0",
            "a[01]",
            "a.b ",
            " a.b",
            "a.",
            "a..b",
            "a[\"b\"]",
            "a.*.b",
            "f(a.b)",
            "a-b.c",
            "a[99999999999]",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
