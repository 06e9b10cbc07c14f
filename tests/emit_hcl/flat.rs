//! Expressions on one line.

use sw::emit::hcl::{
    BinaryOp, Expr, Field, For, Ident, Item, Key, Margin, Number, Step, UnaryOp, Variable,
    emit_expr,
};

fn path(dotted: &str) -> Expr {
    Expr::path(dotted).expect("a good path")
}

#[test]
fn parentheses_are_where_the_tree_needs_them() {
    use BinaryOp::*;
    let (a, b, c) = (|| path("a"), || path("b"), || path("c"));
    let sum = || Expr::binary(Add, a(), b());
    let choice = || Expr::conditional(a(), b(), c());
    for (expr, text) in [
        (Expr::binary(Subtract, sum(), c()), "a + b - c"),
        (Expr::binary(Subtract, c(), sum()), "c - (a + b)"),
        (Expr::binary(Multiply, sum(), c()), "(a + b) * c"),
        (Expr::binary(Or, Expr::binary(And, a(), b()), c()), "a && b || c"),
        (Expr::binary(And, Expr::binary(Or, a(), b()), c()), "(a || b) && c"),
        (Expr::binary(Equal, Expr::binary(Less, a(), b()), c()), "a < b == c"),
        (Expr::unary(UnaryOp::Not, sum()), "!(a + b)"),
        (Expr::unary(UnaryOp::Not, Expr::unary(UnaryOp::Not, a())), "!!a"),
        (Expr::conditional(choice(), choice(), choice()), "(a ? b : c) ? (a ? b : c) : a ? b : c"),
        (Expr::binary(Add, choice(), c()), "(a ? b : c) + c"),
        (sum().index(0), "(a + b)[0]"),
        (Expr::from("x").index(0), "(\"x\")[0]"),
        (Expr::paren(a()), "(a)"),
    ] {
        assert_eq!(emit_expr(&expr), text);
    }
}

#[test]
fn numbers_carry_their_sign() {
    let minus = |expr| Expr::unary(UnaryOp::Negate, expr);
    assert_eq!(emit_expr(&minus(1.into())), "-1");
    assert_eq!(emit_expr(&minus((-1).into())), "--1");
    assert_eq!(emit_expr(&Expr::binary(BinaryOp::Subtract, 1.into(), (-1).into())), "1 - -1");
    assert_eq!(emit_expr(&Number::from(-1).into()), "-1");
}

#[test]
fn steps_follow_each_other() {
    let splat = path("a").step(Step::Splat).get(Ident::new("b").expect("a name"));
    assert_eq!(emit_expr(&splat), "a[*].b");
    let twice = path("a").step(Step::AttributeSplat).step(Step::AttributeSplat);
    assert_eq!(emit_expr(&twice), "(a.*).*");
    assert_eq!(emit_expr(&path("a").index("k").index(path("b.c"))), "a[\"k\"][b.c]");
    assert_eq!(emit_expr(&path("a").index(Expr::Null).index(true)), "a[(null)][(true)]");
}

#[test]
fn keys_are_bare_where_they_can_be() {
    let key = |key: Key| emit_expr(&Expr::object([Field::new(key, 1)]));
    assert_eq!(key("name".into()), "{ name = 1 }");
    assert_eq!(key("for".into()), "{ \"for\" = 1 }");
    assert_eq!(key(Ident::new("true").expect("a name").into()), "{ \"true\" = 1 }");
    assert_eq!(key("a b".into()), "{ \"a b\" = 1 }");
    assert_eq!(key("${a}".into()), "{ \"$${a}\" = 1 }");
    assert_eq!(key(Key::Expr(path("a.b"))), "{ (a.b) = 1 }");
}

#[test]
fn loops_make_lists_and_objects() {
    let variable = |name| Variable::new(name).expect("a variable");
    let list = For {
        key: None,
        value: variable("v"),
        collection: path("a"),
        result_key: None,
        result: path("v"),
        grouping: false,
        condition: None,
    };
    assert_eq!(emit_expr(&list.clone().into()), "[for v in a : v]");
    let object = For {
        key: Some(variable("k")),
        result_key: Some(path("v")),
        grouping: true,
        condition: Some(path("k")),
        ..list
    };
    assert_eq!(emit_expr(&object.into()), "{ for k, v in a : v => v... if k }");
}

#[test]
fn one_line_has_no_room_for_remarks() {
    let list = Expr::list([Item::from(1).within(Margin::note("left out"))]);
    assert_eq!(emit_expr(&list), "[1]");
}
