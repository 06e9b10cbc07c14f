//! Adds an environment, in the style of those that are there.

use super::environment::{NewEnvironment, Style};
use super::lines::Lines;
use super::{Edited, definitions, section, unsupported};
use crate::diag::Diagnostic;
use crate::project::names;
use crate::value::{Map, Path, Value};

/// The configuration with one environment more: behind the one it comes after, else as the last.
///
/// ```
/// use sw::project::edit::{NewEnvironment, add_environment};
/// let text = "environments:\n  definitions:\n    - name: production  # live\n      deployment: { type: cloud, provider: aws }\n";
/// let new = NewEnvironment { name: "dev".into(), is_local: true, ..Default::default() };
/// assert_eq!(add_environment(text, &new)?, format!("{text}    - name: dev\n      deployment: {{ type: local }}\n"));
/// # Ok::<(), Box<sw::diag::Diagnostic>>(())
/// ```
///
/// # Errors
/// When there is one of that name, the configuration can't be read, or is written in a way that
/// only a person can edit.
pub fn add_environment(text: &str, new: &NewEnvironment) -> Result<String, Box<Diagnostic>> {
    let edited = Edited::new(text)?;
    let names = names_of(&edited);
    if let Some(there) = names.iter().flatten().find(|name| names::same(name, &new.name)) {
        let error = Diagnostic::error(
            "duplicate-environment",
            format!("the project has `{there}` already"),
        );
        return Err(Box::new(
            error.hint("give the new one another name, or edit the one that is there"),
        ));
    }
    let position = new.after.as_ref().and_then(|after| {
        names.iter().position(|name| name.as_deref().is_some_and(|name| names::same(name, after)))
    });
    let at = position.map_or(names.len(), |position| position + 1);
    let by_hand = format!(
        "add below `environments.definitions`:\n{}",
        new.lines(&Style::usual(4)).join("\n")
    );
    let Some(text) = with_item(&edited, new, names.len(), at) else {
        return Err(Box::new(unsupported(&by_hand)));
    };
    let expected = expected(&edited, new, at).ok_or_else(|| Box::new(unsupported(&by_hand)))?;
    edited.proven(text, &expected, &by_hand)
}

fn names_of(edited: &Edited<'_>) -> Vec<Option<String>> {
    let items = edited.value(&definitions()).and_then(Value::as_list).unwrap_or_default();
    items.iter().map(|item| item.get("name").and_then(Value::as_str).map(String::from)).collect()
}

fn expected(edited: &Edited<'_>, new: &NewEnvironment, at: usize) -> Option<Value> {
    let mut root = edited.root();
    let environments = section(&mut root, "environments")?;
    let old = environments.get("definitions").and_then(Value::as_list).unwrap_or_default();
    let items =
        old[..at].iter().cloned().chain([new.value()]).chain(old[at..].iter().cloned()).collect();
    environments.insert("definitions", Value::List(items));
    Some(root)
}

/// The text with the item in it; none where lines can't serve.
fn with_item(edited: &Edited<'_>, new: &NewEnvironment, count: usize, at: usize) -> Option<String> {
    let lines = Lines::new(edited.text);
    if count > 0 {
        return beside(edited, &lines, new, count, at);
    }
    if let Some((line, column)) = edited.key(&definitions()) {
        let (head, tail) = emptied(lines.line(line))?;
        let items = new.lines(&Style::usual(column + 2));
        return Some(lines.with(line, line + 1, &[vec![format!("{head}{tail}")], items].concat()));
    }
    let mut added = new.lines(&Style::usual(4));
    let environments = Path::root().key("environments");
    match (edited.key(&environments), edited.value(&environments)) {
        (None, _) => {
            added.splice(0..0, ["environments:".to_string(), "  definitions:".to_string()]);
            let is_first = edited.text.trim().is_empty();
            added.splice(0..0, (!is_first).then(String::new));
            Some(lines.insert(lines.len(), &added))
        }
        (Some((line, column)), Some(Value::Map(map))) if !map.is_empty() => {
            let first = edited.key(&environments.key(map.keys().next()?.as_str()))?;
            let mut added = new.lines(&Style::usual(first.1 + 2));
            added.insert(0, format!("{}definitions:", " ".repeat(first.1)));
            Some(lines.insert(lines.end_of_block(line, column), &added))
        }
        (Some((line, _)), _) => {
            added.insert(0, "  definitions:".into());
            let (head, tail) = emptied(lines.line(line))?;
            added.insert(0, format!("{head}{tail}"));
            Some(lines.with(line, line + 1, &added))
        }
    }
}

/// A line `key: []  # comment` as `key:` and `  # comment`; none when it has another value.
fn emptied(line: &str) -> Option<(String, String)> {
    let (head, value) = line.trim_end().split_once(':')?;
    let tail = value.find(" #").map_or("", |at| &value[at..]);
    let value = value[..value.len() - tail.len()].trim();
    let tail = if tail.is_empty() { String::new() } else { format!(" {}", tail.trim_end()) };
    matches!(value, "" | "[]" | "{}" | "null" | "~").then(|| (format!("{head}:"), tail))
}

/// The text with the item in a list that has others.
fn beside(
    edited: &Edited<'_>,
    lines: &Lines<'_>,
    new: &NewEnvironment,
    count: usize,
    at: usize,
) -> Option<String> {
    let before = at.saturating_sub(1);
    let (line, dash) = dash(edited, lines, before)?;
    let style = style(edited, before, dash);
    let is_spaced = count > 1
        && dash_line(edited, lines, count - 1)? > 0
        && lines.is_blank(above(edited, lines, count - 1)?);
    let mut added = new.lines(&style);
    added.splice(0..0, is_spaced.then(String::new));
    Some(lines.insert(lines.end_of_block(line, dash), &added))
}

/// The line above an item and the comments that belong to it.
fn above(edited: &Edited<'_>, lines: &Lines<'_>, index: usize) -> Option<usize> {
    let mut line = dash_line(edited, lines, index)?.checked_sub(1)?;
    while lines.is_comment(line) && line > 0 {
        line -= 1;
    }
    Some(line)
}

fn dash_line(edited: &Edited<'_>, lines: &Lines<'_>, index: usize) -> Option<usize> {
    dash(edited, lines, index).map(|(line, _)| line)
}

/// The line and column of an item's dash; none in a list in brackets.
pub(super) fn dash(edited: &Edited<'_>, lines: &Lines<'_>, index: usize) -> Option<(usize, usize)> {
    let (line, column) = edited.start(&definitions().index(index))?;
    let indent = lines.indent(line);
    let is_item = lines.line(line)[indent..].starts_with("- ") && indent < column;
    is_item.then_some((line, indent))
}

/// How an item is written.
fn style(edited: &Edited<'_>, index: usize, dash: usize) -> Style {
    let item = definitions().index(index);
    let deployment = item.key("deployment");
    let usual = Style::usual(dash);
    let keys = edited.start(&item).map_or(usual.keys, |(_, column)| column - dash);
    let outer = edited.key(&deployment).map(|(_, column)| column);
    let first =
        edited.value(&deployment).and_then(Value::as_map).and_then(|map: &Map| map.keys().next());
    let inner = first.and_then(|key| edited.key(&deployment.key(key))).map(|(_, column)| column);
    let nested = if edited.first_char(&deployment) == Some('{') {
        None
    } else {
        outer
            .zip(inner)
            .and_then(|(outer, inner)| inner.checked_sub(outer))
            .filter(|step| *step > 0)
            .or(usual.nested)
    };
    let quote = edited.first_char(&item.key("name")).filter(|c| matches!(c, '"' | '\''));
    Style { dash, keys, nested, in_braces: edited.first_char(&item) == Some('{'), quote }
}
