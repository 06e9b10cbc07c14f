//! The part of a tree that its text must keep.
//!
//! Lost on purpose: parentheses (the tree's shape has the precedence; here all stand before steps), the difference between a
//! heredoc and the quoted template it stands for, the place of a note (behind or above, see
//! [`Margin`]), blank lines that come by themselves, and margins where there is no room for lines.

use sw::emit::hcl::*;

/// The normal form of a body.
pub(crate) fn body(body: Body) -> Body {
    let mut out = Body::new();
    for structure in body.structures {
        let asks = matches!(out.structures.last(), Some(Structure::Attribute(_)));
        out.push(match structure {
            Structure::Attribute(attribute) => Structure::Attribute(Attribute {
                value: expr(attribute.value, true),
                margin: margin(attribute.margin, asks, true),
                ..attribute
            }),
            Structure::Block(block) => Structure::Block(Block {
                body: self::body(block.body),
                margin: Margin { blank_before: false, ..block.margin },
                ..block
            }),
            Structure::Comment(comment) => Structure::Comment(Comment {
                blank_before: comment.blank_before && asks,
                ..comment
            }),
        });
    }
    out
}

/// The normal form of an expression; `room` says whether it may span lines.
pub(crate) fn expr(expr: Expr, room: bool) -> Expr {
    let inner = |inner: Expr| self::expr(inner, room);
    match expr {
        Expr::Paren(paren) => inner(*paren),
        Expr::Template(template) => Expr::template(pieces(template.pieces().to_vec())),
        Expr::Heredoc(heredoc) => self::expr(heredoc.quoted(), room),
        Expr::Traversal(traversal) => {
            let base = Expr::paren(inner(traversal.base().clone()));
            traversal.steps().iter().cloned().map(step).fold(base, Expr::step)
        }
        Expr::Call(mut call) => {
            call.arguments = call.arguments.into_iter().map(inner).collect();
            call.into()
        }
        Expr::Unary(operator, operand) => Expr::Unary(operator, Box::new(inner(*operand))),
        Expr::Binary(operator, sides) => Expr::binary(operator, inner(sides.0), inner(sides.1)),
        Expr::Conditional(conditional) => {
            let Conditional { condition, yes, no } = *conditional;
            Expr::conditional(inner(condition), inner(yes), inner(no))
        }
        Expr::List(list) => {
            let items = list.items.into_iter().enumerate();
            let items = items.map(|(index, item)| Item {
                value: inner(item.value),
                margin: margin(item.margin, index > 0, room),
            });
            List { items: items.collect(), end: if room { list.end } else { Vec::new() } }.into()
        }
        Expr::Object(object) => {
            let fields = object.fields.into_iter().enumerate().map(|(index, field)| Field {
                key: key(field.key),
                value: inner(field.value),
                margin: margin(field.margin, index > 0, room),
            });
            Object { fields: fields.collect(), end: if room { object.end } else { Vec::new() } }
                .into()
        }
        Expr::For(for_expr) => Expr::For(Box::new(For {
            collection: inner(for_expr.collection),
            result_key: for_expr.result_key.map(inner),
            result: inner(for_expr.result),
            condition: for_expr.condition.map(inner),
            ..*for_expr
        })),
        leaf => leaf,
    }
}

fn margin(margin: Margin, asks: bool, room: bool) -> Margin {
    if !room {
        return Margin::default();
    }
    let above = margin.above.into_iter().chain(margin.note).collect();
    Margin { blank_before: margin.blank_before && asks, above, note: None }
}

fn step(step: Step) -> Step {
    match step {
        Step::Index(key) => Step::Index(expr(key, false)),
        step => step,
    }
}

fn key(key: Key) -> Key {
    match key {
        Key::Expr(inner) => match expr(inner, false) {
            Expr::Text(text) => Key::Text(text),
            inner => Key::Expr(inner),
        },
        Key::Name(name) if matches!(name.as_str(), "true" | "false" | "null" | "for") => {
            Key::Text(name.as_str().into())
        }
        key => key,
    }
}

fn pieces(pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.into_iter().map(piece).collect()
}

fn piece(piece: Piece) -> Piece {
    match piece {
        Piece::Text(text) => Piece::Text(text),
        Piece::Value(value, strip) => Piece::Value(expr(value, false), strip),
        Piece::If(inner) => Piece::If(Box::new(IfPiece {
            condition: expr(inner.condition, false),
            yes: pieces(inner.yes),
            no: inner.no.map(|(strip, no)| (strip, pieces(no))),
            ..*inner
        })),
        Piece::For(inner) => Piece::For(Box::new(ForPiece {
            collection: expr(inner.collection, false),
            body: pieces(inner.body),
            ..*inner
        })),
    }
}
