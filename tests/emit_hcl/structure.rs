//! Blocks, attributes and comments: what is apart, and what is beside what.

use sw::emit::hcl::{
    Attribute, BadName, Block, Body, Comment, Expr, Ident, Label, Margin, Piece, Structure, emit,
    emit_expr,
};

fn attribute(name: &str, value: impl Into<Expr>) -> Attribute {
    Attribute::new(Ident::new(name).expect("a good name"), value)
}

fn block(kind: &str, structures: Vec<Structure>) -> Block {
    let block = Block::new(Ident::new(kind).expect("a good name"), []);
    Block { body: Body { structures, airy: false }, ..block }
}

#[test]
fn blocks_are_apart() {
    let inner = block("b", vec![attribute("x", 1).into()]);
    let body =
        Body::new().with(attribute("a", 1)).with(inner.clone()).with(inner).with(attribute("c", 2));
    assert_eq!(emit(&body), "a = 1\n\nb {\n  x = 1\n}\n\nb {\n  x = 1\n}\n\nc = 2\n");
}

#[test]
fn in_an_airy_body_an_entry_of_several_lines_is_apart() {
    let map = || attribute("tags", Expr::object([("a", 1)]));
    let noted = map().within(Margin {
        above: vec!["why".into()],
        note: Some("what".into()),
        ..Margin::default()
    });
    let body = Body::new()
        .with(map())
        .with(attribute("b", 1))
        .with(noted)
        .with(map().within(Margin::default().after_blank()));
    let text = "tags = {\n  a = 1\n}\n\nb = 1\n\n# why\n# what\ntags = {\n  a = 1\n}\n\ntags = {\n  a = 1\n}\n";
    assert_eq!(emit(&body.airy()), text);
}

#[test]
fn nothing_is_apart_from_the_start() {
    let first = block("b", vec![attribute("x", 1).within(Margin::default().after_blank()).into()]);
    assert_eq!(emit(&Body::new().with(first)), "b {\n  x = 1\n}\n");
    assert_eq!(emit(&Body::new()), "");
}

#[test]
fn blank_lines_come_where_they_are_asked_for() {
    let apart = attribute("long", 2).within(Margin::above(["why"]).after_blank());
    assert_eq!(
        emit(&Body::new().with(attribute("a", 1)).with(apart)),
        "a = 1\n\n# why\nlong = 2\n"
    );
}

#[test]
fn free_comments_belong_to_nothing_below() {
    let body = Body::new()
        .with(Comment::new(["head", "", "more\nlines"]))
        .with(attribute("a", 1))
        .with(Comment::new(["end"]));
    assert_eq!(emit(&body), "# head\n#\n# more\n# lines\n\na = 1\n# end\n");
}

#[test]
fn notes_are_beside_one_line_and_above_several() {
    let script = Expr::heredoc([Piece::text("a\n")]);
    let body = Body::new()
        .with(attribute("a", 1).within(Margin::note("one\nline")))
        .with(attribute("b", Expr::object([("c", 1)])).within(Margin::note("several")))
        .with(attribute("d", script).within(Margin::note("several")))
        .with(block("e", vec![attribute("f", 1).into()]).within(Margin::note("opens")))
        .with(block("g", vec![]).within(Margin::note("empty")));
    let text = "a = 1 # one line\n# several\nb = {\n  c = 1\n}\n# several\nd = <<-EOT\n  a\nEOT\n\n\
                e { # opens\n  f = 1\n}\n\ng {} # empty\n";
    assert_eq!(emit(&body), text);
}

#[test]
fn labels_are_quoted() -> Result<(), BadName> {
    let resource =
        Block::new(Ident::new("resource")?, [Label::new("aws_vpc")?, Label::new("main")?]);
    assert_eq!(emit(&Body::new().with(resource)), "resource \"aws_vpc\" \"main\" {}\n");
    Ok(())
}

#[test]
fn type_constraints_of_old_are_spelled_out() -> Result<(), BadName> {
    for (value, text) in [
        (Expr::variable("list")?, "list(any)"),
        (Expr::variable("set")?, "set(any)"),
        (Expr::variable("string")?, "string"),
        ("string".into(), "string"),
        ("map".into(), "map(string)"),
        ("other".into(), "\"other\""),
    ] {
        let variable = block("variable", vec![attribute("type", value.clone()).into()]);
        assert_eq!(
            emit(&Body::new().with(variable.clone())),
            format!("variable {{\n  type = {text}\n}}\n")
        );
        let elsewhere = emit(&Body::new().with(block("a", vec![variable.into()])));
        assert!(elsewhere.contains(&format!("type = {}\n", emit_expr(&value))), "{elsewhere}");
    }
    Ok(())
}
