//! Bodies: structures and what is between them.

use super::expr;
use super::text::comments::{Gap, Group, prefix, suffix};
use super::text::source::{ParseError, Source};
use crate::emit::hcl::{Attribute, Block, Body, Comment, Ident, Label, Margin, Structure};
use hcl_edit::structure as edit;
use hcl_edit::{Decorate, Span};

/// The body that was parsed from `source`.
pub(super) fn read(source: Source, parsed: &edit::Body) -> Result<Body, ParseError> {
    let mut body = Body::new();
    for structure in parsed {
        let mut gap = Gap::read(prefix(structure.decor()), false);
        let above = if gap.blank_after { None } else { gap.groups.pop() };
        let (blank_before, above) =
            above.map_or((gap.blank_after, Vec::new()), |group| (group.blank_before, group.lines));
        push_comments(&mut body, gap.groups);
        let blank_before =
            blank_before && matches!(body.structures.last(), Some(Structure::Attribute(_)));
        let note = Gap::read(suffix(structure.decor()), true).note;
        let structure = match structure {
            edit::Structure::Attribute(attribute) => {
                read_attribute(source, attribute, Margin { blank_before, above, note })?.into()
            }
            edit::Structure::Block(block) => {
                read_block(source, block, Margin { blank_before: false, above, note })?.into()
            }
        };
        body.structures.push(structure);
    }
    push_comments(&mut body, Gap::read(suffix(parsed.decor()), false).groups);
    Ok(body)
}

fn push_comments(body: &mut Body, groups: Vec<Group>) {
    for Group { blank_before, lines } in groups {
        let blank_before =
            blank_before && matches!(body.structures.last(), Some(Structure::Attribute(_)));
        body.push(Comment { lines, blank_before });
    }
}

fn read_attribute(
    source: Source,
    attribute: &edit::Attribute,
    margin: Margin,
) -> Result<Attribute, ParseError> {
    let name = Ident::new(&attribute.key).map_err(|error| source.error(attribute.span(), error))?;
    Ok(Attribute::new(name, expr::read(source, &attribute.value)?).within(margin))
}

fn read_block(
    source: Source,
    block: &edit::Block,
    mut margin: Margin,
) -> Result<Block, ParseError> {
    let bad_name = |error| source.error(block.span(), error);
    let kind = Ident::new(&block.ident).map_err(bad_name)?;
    let labels = block.labels.iter().map(|label| Label::new(label.as_str()).map_err(bad_name));
    let labels = labels.collect::<Result<Vec<_>, _>>()?;
    let mut body = read(source, &block.body)?;
    if let Some(note) = Gap::read(prefix(block.body.decor()), true).note {
        let closing = margin.note.replace(note);
        push_comments(
            &mut body,
            closing
                .map(|line| Group { blank_before: false, lines: vec![line] })
                .into_iter()
                .collect(),
        );
    }
    Ok(Block { body, ..Block::new(kind, labels) }.within(margin))
}
