//! The sections of files: blocks that belong together, below a heading.

use super::{Item, Pages};
use crate::domains::terraform::block::draft::Draft;
use crate::emit::hcl::Comment;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How wide a heading is, without the comment sign and the space behind it.
const WIDTH: usize = 77;

/// Puts items on their pages: those without a section first, then each section below its heading, in the order in which the
/// recipe first names them.
pub(crate) fn fill(pages: &mut Pages, mut items: Vec<Item>, draft: &Draft) {
    let mut named: Vec<&Arc<str>> = Vec::new();
    for section in draft.blocks.iter().filter_map(|block| block.section.as_ref()) {
        if !named.contains(&section) {
            named.push(section);
        }
    }
    let section = |item: &Item| item.asked.and_then(|number| draft.blocks[number].section.as_ref());
    items.sort_by_key(|item| {
        section(item).and_then(|own| named.iter().position(|known| *known == own))
    });
    let mut last: BTreeMap<String, &Arc<str>> = BTreeMap::new();
    for item in items {
        let page = pages.entry(item.file.clone()).or_default();
        if let Some(own) = section(&item)
            && last.insert(item.file.clone(), own) != Some(own)
        {
            page.push(heading(own));
        }
        page.push(item.block);
    }
}

fn heading(title: &str) -> Comment {
    let line = "-".repeat(WIDTH);
    Comment::new([line.as_str(), title, line.as_str()])
}
