//! Functions are short enough to be read at a glance.

use super::compare;
use std::collections::BTreeMap;

/// How many lines a function has at most, from its name to its brace.
const LONGEST: usize = 40;

#[test]
fn functions_are_short() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in crate::code().iter().filter(|source| !source.path.ends_with("tests.rs")) {
        let lines: Vec<(usize, &str)> = source.code().collect();
        let long = lines.iter().enumerate().filter_map(|(at, (number, line))| {
            let length = length(&lines[at..], line)?;
            (length > LONGEST).then(|| format!("{}:{number}: {length} lines", source.path))
        });
        let room = source.path.split('/').take(2).collect::<Vec<_>>().join("/");
        for one in long {
            found.entry(room.clone()).or_default().push(one);
        }
    }
    compare("functions", "functions of more than 40 lines", &found);
}

/// How many lines a function has whose first line is `line`; none where no function starts.
fn length(from: &[(usize, &str)], line: &str) -> Option<usize> {
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    let is_function = code.starts_with("fn ") || (code.starts_with("pub") && code.contains(" fn "));
    if !is_function || code.ends_with(['}', ';']) {
        return None;
    }
    let end = format!("{indent}}}");
    let last = from.iter().find(|(_, line)| *line == end)?;
    Some(last.0 - from[0].0 + 1)
}
