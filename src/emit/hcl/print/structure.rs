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
