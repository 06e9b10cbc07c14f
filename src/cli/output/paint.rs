//! Colours for pages of text: headings, and everything that is code.

use super::shown::colored;
use crate::cli::ui::Ui;

/// The colour of headings.
pub(crate) const HEADING: &str = "1";
/// The colour of code.
pub(crate) const CODE: &str = "36";
/// The colour of what matters less.
pub(crate) const FAINT: &str = "2";

/// A line of text, in which every second stretch between backticks is code.
pub(crate) fn prose(line: &str, ui: &Ui) -> String {
    let stretch = |(i, part): (usize, &str)| {
        if i % 2 == 1 { painted(&format!("`{part}`"), CODE, ui) } else { part.to_string() }
    };
    line.split('`').enumerate().map(stretch).collect()
}

/// A text in a colour, where colours are shown.
pub(crate) fn painted(text: &str, color: &str, ui: &Ui) -> String {
    if ui.colors_out() { colored(text, color) } else { text.to_string() }
}
