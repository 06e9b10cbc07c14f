//! Rows as columns that are below each other.

use serde_json::json;
use sw::diag::words::line;
use sw::diag::{Line, Place};

/// The rows, a line each, whatever the cells hold; every column is as wide as its widest cell.
pub(crate) fn table<R: AsRef<[String]>>(rows: &[R]) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.as_ref().iter().map(|cell| line(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let shown = |row: &Vec<String>| {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(shown).collect()
}

/// The lines of a trace: their places and what they say, or an object each for programs.
pub(crate) fn traced(lines: &[Line], as_json: bool) -> String {
    if as_json {
        let object = |line: &Line| json!({ "trace": line.text, "place": line.place });
        return lines.iter().map(|line| format!("{}\n", object(line))).collect();
    }
    let place = |place: &Place| format!("{}:{}", place.file, place.start.line);
    let row = |Line { text, place: at }: &Line| {
        [at.as_ref().map(place).unwrap_or_default(), text.clone()]
    };
    table(&lines.iter().map(row).collect::<Vec<_>>())
}
