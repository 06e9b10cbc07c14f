//! Where a recipe says a text that turned up in a file, if it does so in one piece.

use crate::diag::Place;
use std::collections::BTreeMap;

/// The first place of `value` in a recipe: of its first line, when it has several. A common word has to be alone
/// there, as a whole text or as the password of a URL.
pub(crate) fn source(
    value: &str,
    is_common: bool,
    texts: &BTreeMap<String, String>,
) -> Option<Place> {
    let first = value.split(['\n', '\\']).find(|line| !line.trim().is_empty())?.trim();
    let ways =
        [format!("\"{first}\""), format!(":{first}@"), format!("={first}"), first.to_string()];
    let ways = if is_common { &ways[..3] } else { &ways[..] };
    let own = || texts.iter().filter(|(file, _)| !file.starts_with("std/"));
    ways.iter().find_map(|way| {
        own().find_map(|(file, text)| {
            let at = text.find(way.as_str())? + way.find(first)?;
            Some(stretch(file, text, at, first))
        })
    })
}

fn stretch(file: &str, text: &str, at: usize, value: &str) -> Place {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = count(text[..at].matches('\n').count() + 1);
    let column = count(text[start..at].chars().count() + 1);
    Place::new(file, line, column).until(line, column + count(value.chars().count()))
}
