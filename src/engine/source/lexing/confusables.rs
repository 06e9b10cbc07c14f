//! Letters that make a recipe read otherwise than it runs: they change the order of what is shown, or are not seen at all.

use crate::diag::letters::is_turning;
use crate::diag::{Diagnostic, Place, Point};

/// Refuses letters that turn the direction of the text behind them.
///
/// Source: Unicode Technical Report 36, and CVE-2021-42574.
pub(crate) fn reordering(file: &str, text: &str) -> Option<Diagnostic> {
    let (place, letter) = find(file, text, is_turning).next()?;
    Some(
        Diagnostic::error(
            "invalid-character",
            format!("this line holds the invisible character U+{:04X}, which changes the order of what is shown", u32::from(letter)),
        )
        .at(place)
        .note("what a reviewer sees would not be what runs")
        .hint("delete it, or write it as an escape in double quotes"),
    )
}

/// A warning for each letter that has no width.
pub(crate) fn invisible(file: &str, text: &str) -> Vec<Diagnostic> {
    let warning = |(place, letter): (Place, char)| {
        Diagnostic::warning("invalid-character", format!("this line holds the invisible character U+{:04X}", u32::from(letter)))
            .at(place)
            .hint("delete it; it often comes along when text is copied. Where it is meant, write it as an escape in double quotes")
    };
    find(file, text, |c| matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{00ad}'))
        .map(warning)
        .collect()
}

fn find<'t>(
    file: &'t str,
    text: &'t str,
    is: impl Fn(char) -> bool + Copy + 't,
) -> impl Iterator<Item = (Place, char)> + 't {
    let lines = if text.is_ascii() { "" } else { text };
    (1_u32..).zip(lines.lines()).flat_map(move |(line, content)| {
        let letters = (1_u32..).zip(content.chars()).filter(move |(_, c)| is(*c));
        letters.map(move |(column, c)| {
            let end = Some(Point { line, column: column + 1 });
            (Place { file: file.into(), start: Point { line, column }, end }, c)
        })
    })
}
