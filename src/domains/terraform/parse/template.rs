//! Quoted templates and heredocs.

use super::expr::{read, read_variable};
use super::text::dedent::dedent;
use super::{ParseError, Source};
use crate::emit::hcl::{Expr, ForPiece, IfPiece, Piece, Strip};
use hcl_edit::Span;
use hcl_edit::template as edit;

/// What the parser has already done to the text of a template.
#[derive(Clone, Copy, PartialEq)]
enum Text {
    /// It is the text that is meant.
    Meant,
    /// It is between quotes, and its escapes are still in it.
    Escaped,
}

/// A template between quotes.
pub(super) fn read_quoted(
    source: Source,
    quoted: &edit::StringTemplate,
) -> Result<Expr, ParseError> {
    // The parser takes the escapes out of a quoted template, but not out of what is between
    // its directives.
    Ok(Expr::template(read_pieces(source, quoted, Text::Meant, Text::Escaped)?))
}

/// A heredoc, its indentation taken away as Terraform does.
pub(super) fn read_heredoc(
    source: Source,
    heredoc: &edit::HeredocTemplate,
) -> Result<Expr, ParseError> {
    let typed = source.slice(heredoc.span());
    let span = heredoc.template.span();
    let inside = source.slice(span.clone());
    // The parser's own way of taking indentation away gives up at directives.
    let template: edit::Template =
        inside.parse().map_err(|error| source.part(span.clone()).syntax_error(&error))?;
    let mut pieces = read_pieces(source.part(span), &template, Text::Meant, Text::Meant)?;
    if typed.starts_with("<<-") {
        dedent(&mut pieces);
    }
    Ok(Expr::heredoc(pieces))
}

fn read_pieces(
    source: Source,
    template: &edit::Template,
    here: Text,
    inside: Text,
) -> Result<Vec<Piece>, ParseError> {
    template.iter().map(|element| read_piece(source, element, here, inside)).collect()
}

fn read_piece(
    source: Source,
    element: &edit::Element,
    here: Text,
    inside: Text,
) -> Result<Piece, ParseError> {
    let nested = |template: &edit::Template| read_pieces(source, template, inside, inside);
    Ok(match element {
        edit::Element::Literal(text) if here == Text::Meant => Piece::text(text.as_str()),
        edit::Element::Literal(text) => Piece::text(unescaped(text).ok_or_else(|| {
            source.error(text.span(), "`\\` is followed by an invalid escape sequence")
        })?),
        edit::Element::Interpolation(value) => {
            Piece::Value(read(source, &value.expr)?, strip(value.strip))
        }
        edit::Element::Directive(directive) => match directive.as_ref() {
            edit::Directive::If(parsed) => Piece::If(Box::new(IfPiece {
                condition: read(source, &parsed.if_expr.cond_expr)?,
                strip: strip(parsed.if_expr.strip),
                yes: nested(&parsed.if_expr.template)?,
                no: parsed
                    .else_expr
                    .as_ref()
                    .map(|no| Ok((strip(no.strip), nested(&no.template)?)))
                    .transpose()?,
                end_strip: strip(parsed.endif_expr.strip),
            })),
            edit::Directive::For(parsed) => Piece::For(Box::new(ForPiece {
                key: parsed
                    .for_expr
                    .key_var
                    .as_ref()
                    .map(|name| read_variable(source, name))
                    .transpose()?,
                value: read_variable(source, &parsed.for_expr.value_var)?,
                collection: read(source, &parsed.for_expr.collection_expr)?,
                strip: strip(parsed.for_expr.strip),
                body: nested(&parsed.for_expr.template)?,
                end_strip: strip(parsed.endfor_expr.strip),
            })),
        },
    })
}

fn strip(parsed: edit::Strip) -> Strip {
    Strip { before: parsed.strip_start(), after: parsed.strip_end() }
}

/// The text that is meant by `typed`, if all its escapes are ones of HCL.
fn unescaped(typed: &str) -> Option<String> {
    let mut out = String::with_capacity(typed.len());
    let mut chars = typed.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                sign @ ('"' | '\\') => sign,
                'u' => code(&mut chars, 4)?,
                'U' => code(&mut chars, 8)?,
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

fn code(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    let digits = (0..digits).map(|_| chars.next()?.to_digit(16));
    char::from_u32(
        digits.into_iter().try_fold(0, |code: u32, digit| Some(code.checked_mul(16)? + digit?))?,
    )
}
