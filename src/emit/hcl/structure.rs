//! Bodies on a page: which lines stand apart, and how attributes and blocks begin and end.

use super::body::{Attribute, Block, Body, Structure};
use super::broken::{comments, note, value};
use super::expr::Expr;
use super::page::Page;
use super::token::*;

/// Where a body stands, as far as that matters to what is in it.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    File,
    /// In a `variable` block of a file.
    Variable,
    Block,
}

/// Writes a file.
pub(super) fn write_file(page: &mut Page, body: &Body) {
    write_body(page, body, Place::File);
}

fn write_body(page: &mut Page, body: &Body, place: Place) {
    let mut above: Option<&Structure> = None;
    for structure in &body.structures {
        if above.is_some_and(|above| stands_apart(above, structure)) {
            page.end_line();
        }
        match structure {
            Structure::Attribute(attribute) => write_attribute(page, attribute, place),
            Structure::Block(block) => write_block(page, block, place),
            Structure::Comment(comment) => comments(page, &comment.lines),
        }
        above = Some(structure);
    }
}

/// Whether a blank line parts two neighbours.
fn stands_apart(above: &Structure, below: &Structure) -> bool {
    let asked = match below {
        Structure::Attribute(attribute) => attribute.margin.blank_before,
        Structure::Comment(comment) => comment.blank_before,
        Structure::Block(_) => true,
    };
    asked || matches!(above, Structure::Block(_) | Structure::Comment(_))
}

fn write_attribute(page: &mut Page, attribute: &Attribute, place: Place) {
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
    note(page, row, attribute.margin.note.as_ref());
    page.end_line();
}

/// The way `terraform fmt` writes type constraints of old: `list` is `list(any)`, `"string"` is `string`.
fn type_constraint(value: &Expr) -> Option<Vec<Token<'_>>> {
    let of = |name, element| Some(vec![word(name), OPEN_PAREN, word(element), CLOSE_PAREN]);
    match value {
        Expr::Variable(name) if matches!(name.as_str(), "list" | "map" | "set") => of(name.as_str(), "any"),
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
    let inner = if place == Place::File && block.kind.as_str() == "variable" { Place::Variable } else { Place::Block };
    write_body(page, &block.body, inner);
    page.put(CLOSE_BRACE);
    page.end_line();
}
