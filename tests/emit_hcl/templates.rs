//! Templates in their simplest form.

use sw::emit::hcl::{Expr, ForPiece, IfPiece, Key, Piece, Strip, Variable, emit_expr};

fn path(dotted: &str) -> Expr {
    Expr::path(dotted).expect("a good path")
}

#[test]
fn templates_come_in_their_simplest_form() {
    let template = |pieces: Vec<Piece>| emit_expr(&Expr::template(pieces));
    assert_eq!(template(vec![]), "\"\"");
    assert_eq!(
        template(vec![Piece::text("a"), Piece::text(""), Piece::text("$"), Piece::text("{b")]),
        "\"a$${b\""
    );
    assert_eq!(template(vec![Piece::value(path("a.b"))]), "a.b");
    assert_eq!(template(vec![Piece::value(path("a")), Piece::value(path("b"))]), "\"${a}${b}\"");
    assert_eq!(template(vec![Piece::text("$"), Piece::value(path("a"))]), "\"\\u0024${a}\"");
}

#[test]
fn a_key_that_is_one_expression_keeps_its_meaning() {
    let key = Key::Expr(Expr::template([Piece::value(path("a"))]));
    assert_eq!(emit_expr(&Expr::object([(key, 1)])), "{ (a) = 1 }");
}

#[test]
fn objects_keep_away_from_the_marks() {
    let pieces = [Piece::text("a"), Piece::value(Expr::object([("b", 1)]))];
    assert_eq!(emit_expr(&Expr::template(pieces)), "\"a${ { b = 1 } }\"");
}

#[test]
fn directives_are_written_without_spaces() {
    let strip = Strip { before: true, after: false };
    let end_strip = Strip { before: false, after: true };
    let condition = IfPiece {
        condition: path("a"),
        strip,
        yes: vec![Piece::text("\"%")],
        no: Some((Strip::default(), vec![Piece::value(path("b"))])),
        end_strip,
    };
    assert_eq!(
        emit_expr(&Expr::template([Piece::If(Box::new(condition))])),
        r#""%{~if a}\"\u0025%{else}${b}%{endif~}""#
    );
    let variable = |name| Variable::new(name).expect("a variable");
    let repeat = ForPiece {
        key: Some(variable("k")),
        value: variable("v"),
        collection: path("a"),
        strip: Strip::default(),
        body: vec![Piece::text("x")],
        end_strip: Strip::default(),
    };
    assert_eq!(
        emit_expr(&Expr::template([Piece::For(Box::new(repeat))])),
        r#""%{for k, v in a}x%{endfor}""#
    );
}
