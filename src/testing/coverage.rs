//! Which lines of recipes tests reach.

use super::FILE;
use super::outcome::Outcome;
use super::stage::add;
use crate::diag::words::line;
use crate::engine::Covered;
use serde::Serialize;
use std::fmt::Write;

/// The coverage of all tests together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Coverage {
    /// How many of the lines that can be reached were, in percent.
    pub percent: f64,
    /// Each file that tests came to, sorted by path.
    pub files: Vec<FileCoverage>,
    /// The recipe files that no test came to.
    pub untouched: Vec<String>,
}

/// The coverage of a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileCoverage {
    /// The file, from the project's root.
    pub path: String,
    /// How many of the lines that can be reached were, in percent.
    pub percent: f64,
    /// How many lines can be reached.
    pub lines: usize,
    /// How many were.
    pub reached: usize,
    /// The lines that were not.
    pub missed: Vec<u32>,
    /// How often each line was reached.
    #[serde(skip)]
    counts: Vec<(u32, u64)>,
}

impl Coverage {
    /// Of these tests and recipe files. What they reach besides, as the standard library, and what tests say of themselves
    /// is left out.
    pub fn of(outcomes: &[Outcome], recipes: &[String]) -> Self {
        let mut sum = Covered::new();
        outcomes.iter().for_each(|outcome| add(&mut sum, outcome.covered.clone()));
        let own = |path: &String| !path.ends_with(FILE) && recipes.contains(path);
        let files: Vec<FileCoverage> = sum
            .into_iter()
            .filter(|(path, lines)| own(path) && !lines.is_empty())
            .map(FileCoverage::of)
            .collect();
        let (reached, lines) = files
            .iter()
            .fold((0, 0), |(reached, lines), file| (reached + file.reached, lines + file.lines));
        let untouched = recipes
            .iter()
            .filter(|path| own(path) && !files.iter().any(|file| file.path == **path))
            .cloned()
            .collect();
        Self { percent: percent(reached, lines), files, untouched }
    }

    /// In the format of `lcov`, which editors and code hosts read.
    pub fn lcov(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            let _ = writeln!(text, "SF:{}", line(&file.path));
            file.counts.iter().for_each(|(line, count)| {
                let _ = writeln!(text, "DA:{line},{count}");
            });
            let _ = writeln!(text, "LF:{}\nLH:{}\nend_of_record", file.lines, file.reached);
        }
        text
    }
}

impl FileCoverage {
    fn of((path, counts): (String, std::collections::BTreeMap<u32, u64>)) -> Self {
        let missed: Vec<u32> =
            counts.iter().filter(|(_, count)| **count == 0).map(|(line, _)| *line).collect();
        let (lines, reached) = (counts.len(), counts.len() - missed.len());
        Self {
            path,
            percent: percent(reached, lines),
            lines,
            reached,
            missed,
            counts: counts.into_iter().collect(),
        }
    }

    /// The lines that were not reached as a person writes them: `3-5, 9`. Lines in between that can't be reached don't
    /// part them.
    pub fn missed_in_words(&self) -> String {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut is_open = false;
        for (line, count) in &self.counts {
            match ranges.last_mut().filter(|_| is_open && *count == 0) {
                Some(range) => range.1 = *line,
                None if *count == 0 => ranges.push((*line, *line)),
                None => {}
            }
            is_open = *count == 0;
        }
        let shown = ranges
            .iter()
            .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// With one digit behind the dot, never rounded up to 100.
#[expect(clippy::cast_precision_loss, reason = "files have fewer lines than that")]
fn percent(reached: usize, lines: usize) -> f64 {
    if lines == 0 { 100.0 } else { (reached as f64 * 1000.0 / lines as f64).floor() / 10.0 }
}
