//! Removes an environment, unless others come from it.

use super::add::dash;
use super::lines::Lines;
use super::{Edited, definitions, section, unsupported};
use crate::diag::{Diagnostic, Place, words};
use crate::project::config::find::CONFIG;
use crate::project::environment::UnknownEnvironment;
use crate::project::names;
use crate::value::{Path, Value};

/// The configuration without an environment, and without the comment lines right above it.
///
/// ```
/// use sw::project::edit::remove_environment;
/// let text = "environments:\n  definitions:\n    - name: a\n      deployment: { type: local }\n    - name: b\n      deployment: { type: local }\n";
/// let without = remove_environment(text, "a")?;
/// assert_eq!(without, "environments:\n  definitions:\n    - name: b\n      deployment: { type: local }\n");
/// # Ok::<(), Box<sw::diag::Diagnostic>>(())
/// ```
///
/// # Errors
/// When there is none of that name, others come from it, or the configuration is written in a way
/// that only a person can edit.
pub fn remove_environment(text: &str, name: &str) -> Result<String, Box<Diagnostic>> {
    let edited = Edited::new(text)?;
    let items = edited.value(&definitions()).and_then(Value::as_list).unwrap_or_default();
    let names: Vec<&str> = items
        .iter()
        .map(|item| item.get("name").and_then(Value::as_str).unwrap_or_default())
        .collect();
    let Some(index) = names.iter().position(|known| names::same(known, name)) else {
        let known = names.iter().map(ToString::to_string).collect();
        return Err(Box::new(UnknownEnvironment { asked: name.into(), known }.to_diagnostic()));
    };
    in_use(&edited, names[index]).map_or(Ok(()), |error| Err(Box::new(error)))?;
    let by_hand = format!("take `{}` out by hand, below `environments.definitions`", names[index]);
    let text =
        without_item(&edited, index, items.len()).ok_or_else(|| Box::new(unsupported(&by_hand)))?;
    let expected = expected(&edited, index).ok_or_else(|| Box::new(unsupported(&by_hand)))?;
    edited.proven(text, &expected, &by_hand)
}

fn expected(edited: &Edited<'_>, index: usize) -> Option<Value> {
    let mut root = edited.root();
    let environments = section(&mut root, "environments")?;
    let mut items = environments.get("definitions")?.as_list()?.to_vec();
    items.remove(index);
    let rest = if items.is_empty() { Value::Null } else { Value::List(items) };
    environments.insert("definitions", rest);
    Some(root)
}

/// That others come from an environment, or a step of the pipeline names it.
fn in_use(edited: &Edited<'_>, name: &str) -> Option<Diagnostic> {
    let list = |path: &Path| edited.value(path).and_then(Value::as_list).unwrap_or_default();
    let names_it = |item: &Value, key: &str| {
        item.get(key).and_then(Value::as_str).is_some_and(|other| names::same(other, name))
    };
    let mut uses: Vec<(Path, String)> = Vec::new();
    for (index, item) in
        list(&definitions()).iter().enumerate().filter(|(_, item)| names_it(item, "promotion_from"))
    {
        let other = item.get("name").and_then(Value::as_str).unwrap_or_default();
        uses.push((definitions().index(index).key("promotion_from"), other.into()));
    }
    let pipeline = Path::root().key("deployment").key("pipeline");
    for (index, step) in list(&pipeline).iter().enumerate() {
        for (key, end) in [("from", "to"), ("to", "from")] {
            if names_it(step, key) {
                let other = step.get(end).and_then(Value::as_str).unwrap_or_default();
                uses.push((pipeline.index(index).key(key), other.into()));
            }
        }
    }
    let others: Vec<&str> = uses.iter().map(|(_, other)| other.as_str()).collect();
    let place = |path: &Path| -> Option<Place> {
        Some(edited.located.as_ref()?.value_span(path)?.in_file(CONFIG))
    };
    let (first, rest) = uses.split_first()?;
    let message = format!(
        "`{name}` can't be removed: software moves between it and {}",
        words::list(&others, "and")
    );
    let error = Diagnostic::error("environment-in-use", message).at(place(&first.0));
    let error = rest
        .iter()
        .filter_map(|(path, _)| place(path))
        .fold(error, |error, place| error.related(place, "and here"));
    Some(error.hint("change or remove what names it first"))
}

fn without_item(edited: &Edited<'_>, index: usize, count: usize) -> Option<String> {
    let lines = Lines::new(edited.text);
    let (first, column) = dash(edited, &lines, index)?;
    let (mut start, mut end) = (first, lines.end_of_block(first, column));
    // Above the first item is what is said of the whole list.
    while index > 0 && start > 0 && lines.is_comment(start - 1) && lines.indent(start - 1) == column
    {
        start -= 1;
    }
    let is_last = index + 1 == count;
    let is_blank_above = start > 0 && lines.is_blank(start - 1);
    if is_last || is_blank_above {
        while start > 0 && lines.is_blank(start - 1) {
            start -= 1;
        }
    } else {
        while end < lines.len() && lines.is_blank(end) {
            end += 1;
        }
    }
    Some(lines.with(start, end, &[]))
}
