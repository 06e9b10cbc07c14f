//! Bodies on a page: which lines are apart, and how attributes and blocks begin and end.

use super::broken::{comments, note, value};
use super::page::Page;
use super::token::{
    CLOSE_BRACE, CLOSE_PAREN, CLOSE_QUOTE, EQUAL, Kind, OPEN_BRACE, OPEN_PAREN, OPEN_QUOTE, Token,
    word,
};
use crate::emit::hcl::tree::body::{Attribute, Block, Body, Structure};
use crate::emit::hcl::tree::expr::Expr;

/// Where a body is, as far as that matters to what is in it.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    File,
    /// In a `variable` block of a file.
    Variable,
    Block,
}

/// Writes a file.
pub(crate) fn write_file(page: &mut Page, body: &Body) {
    write_body(page, body, Place::File);
}

fn write_body(page: &mut Page, body: &Body, place: Place) {
    let mut above: Option<(&Structure, bool)> = None;
    for structure in &body.structures {
        let is_parted = above
            .is_some_and(|(above, is_tall)| is_tall && body.airy || is_apart(above, structure));
        if is_parted {
            page.end_line();
        }
        let row = page.row();
        let is_tall = write_structure(page, structure, place);
        if is_tall && body.airy && !is_parted && above.is_some() {
            page.insert_blank(row);
        }
        above = Some((structure, is_tall));
    }
}

/// Writes what is in a body; says whether it is an attribute that took several lines.
fn write_structure(page: &mut Page, structure: &Structure, place: Place) -> bool {
    match structure {
        Structure::Attribute(attribute) => return write_attribute(page, attribute, place),
        Structure::Block(block) => write_block(page, block, place),
        Structure::Comment(comment) => comments(page, &comment.lines),
    }
    false
}

/// Whether a blank line parts two neighbours.
fn is_apart(above: &Structure, below: &Structure) -> bool {
    let asked = match below {
        Structure::Attribute(attribute) => attribute.margin.blank_before,
        Structure::Comment(comment) => comment.blank_before,
        Structure::Block(_) => true,
    };
    asked || matches!(above, Structure::Block(_) | Structure::Comment(_))
}

fn write_attribute(page: &mut Page, attribute: &Attribute, place: Place) -> bool {
    comments(page, &attribute.margin.above);
    let row = page.row();
    page.put(word(attribute.name.as_str()));
    page.put(EQUAL);
    match type_constraint(&attribute.value) {
        Some(constraint) if place == Place::Variable && attribute.name.as_str() == "type" => {
            constraint.into_iter().for_each(|token| page.put(token))
        }
        _ => value(page, &attribute.value, 0),
    }
    let is_tall = page.row() > row || page.in_heredoc();
    note(page, row, attribute.margin.note.as_ref());
    page.end_line();
    is_tall
}

/// The way `terraform fmt` writes type constraints of earlier versions: `list` is `list(any)`, `"string"` is `string`.
fn type_constraint(value: &Expr) -> Option<Vec<Token<'_>>> {
    let of = |name, element| Some(vec![word(name), OPEN_PAREN, word(element), CLOSE_PAREN]);
    match value {
        Expr::Variable(name) if matches!(name.as_str(), "list" | "map" | "set") => {
            of(name.as_str(), "any")
        }
        Expr::Text(text) if text == "string" => Some(vec![word(text)]),
        Expr::Text(text) if text == "list" || text == "map" => of(text, "string"),
        _ => None,
    }
}

fn write_block(page: &mut Page, block: &Block, place: Place) {
    comments(page, &block.margin.above);
    page.put(word(block.kind.as_str()));
    for label in &block.labels {
        page.put(OPEN_QUOTE);
        page.put(Token(Kind::Literal, label.as_str()));
        page.put(CLOSE_QUOTE);
    }
    let row = page.row();
    page.put(OPEN_BRACE);
    if block.body.structures.is_empty() {
        page.put(CLOSE_BRACE);
        note(page, row, block.margin.note.as_ref());
        return page.end_line();
    }
    note(page, row, block.margin.note.as_ref());
    page.end_line();
    let inner = if place == Place::File && block.kind.as_str() == "variable" {
        Place::Variable
    } else {
        Place::Block
    };
    write_body(page, &block.body, inner);
    page.put(CLOSE_BRACE);
    page.end_line();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hcl::emit;
    use crate::emit::hcl::tree::body::Comment;
    use crate::emit::hcl::tree::expr::Expr;
    use crate::emit::hcl::tree::margin::Margin;
    use crate::emit::hcl::tree::name::{BadName, Ident, Label};

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
        let body = Body::new()
            .with(attribute("a", 1))
            .with(inner.clone())
            .with(inner)
            .with(attribute("c", 2));
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
        let first =
            block("b", vec![attribute("x", 1).within(Margin::default().after_blank()).into()]);
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
        let script = Expr::heredoc([crate::emit::hcl::tree::template::Piece::text("a\n")]);
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
            assert!(
                elsewhere.contains(&format!("type = {}\n", crate::emit::hcl::emit_expr(&value))),
                "{elsewhere}"
            );
        }
        Ok(())
    }
}
