//! Adds a recipe to those of the project.

use super::lines::Lines;
use super::{Edited, scalar, section, unsupported};
use crate::diag::Diagnostic;
use crate::value::{Path, Value};

/// The configuration with one recipe more; where it names none yet, `implied` are those it means.
///
/// ```
/// use sw::project::edit::add_recipe;
/// let text = add_recipe("project: # ours\n  name: shop\n", "billing.rhai", &["deploy.rhai"])?;
/// assert_eq!(text, "project: # ours\n  name: shop\n  recipes: [deploy.rhai, billing.rhai]\n");
/// assert_eq!(add_recipe(&text, "ci.rhai", &[])?, text.replace("billing.rhai", "billing.rhai, ci.rhai"));
/// # Ok::<(), Box<sw::diag::Diagnostic>>(())
/// ```
///
/// # Errors
/// When the configuration can't be read, or is written in a way that only a person can edit.
pub fn add_recipe(text: &str, recipe: &str, implied: &[&str]) -> Result<String, Box<Diagnostic>> {
    let edited = Edited::new(text)?;
    let path = Path::root().key("project").key("recipes");
    let old = edited.value(&path).and_then(Value::as_list);
    if old.is_some_and(|old| old.iter().any(|item| item.as_str() == Some(recipe))) {
        return Ok(text.into());
    }
    let by_hand = format!("add `{recipe}` to `project.recipes`");
    let all = match old {
        Some(old) => old.iter().cloned().chain([Value::from(recipe)]).collect(),
        None => implied.iter().copied().chain([recipe]).map(Value::from).collect::<Vec<Value>>(),
    };
    let edit = match old {
        Some(old) if !old.is_empty() => beside(&edited, &path.index(old.len() - 1), recipe),
        Some(_) => None,
        None => section_with(&edited, &all),
    };
    let mut expected = edited.root();
    section(&mut expected, "project")
        .ok_or_else(|| Box::new(unsupported(&by_hand)))?
        .insert("recipes", Value::List(all));
    edited.proven(edit.ok_or_else(|| Box::new(unsupported(&by_hand)))?, &expected, &by_hand)
}

/// Behind the last one, in brackets or below it.
fn beside(edited: &Edited<'_>, last: &Path, recipe: &str) -> Option<String> {
    let lines = Lines::new(edited.text);
    let (line, column) = edited.start(last)?;
    let quote = edited.first_char(last).filter(|c| matches!(c, '"' | '\''));
    let name = scalar(recipe, quote);
    let indent = lines.indent(line);
    if lines.line(line)[indent..].starts_with("- ") && indent < column {
        return Some(lines.insert(line + 1, &[format!("{}- {name}", " ".repeat(indent))]));
    }
    let end = edited.located.as_ref()?.value_span(last)?.end?;
    let whole = lines.line(end.line as usize - 1);
    let at = whole.char_indices().nth(end.column as usize - 1).map_or(whole.len(), |(at, _)| at);
    let (head, tail) = whole.split_at(at);
    Some(lines.with(
        end.line as usize - 1,
        end.line as usize,
        &[format!("{head}, {name}{}", tail.trim_end())],
    ))
}

/// In the section `project`, which is made where it is missing.
fn section_with(edited: &Edited<'_>, all: &[Value]) -> Option<String> {
    let lines = Lines::new(edited.text);
    let names: Vec<String> =
        all.iter().filter_map(Value::as_str).map(|name| scalar(name, None)).collect();
    let entry = format!("recipes: [{}]", names.join(", "));
    let project = Path::root().key("project");
    if let Some((line, column)) = edited.key(&project) {
        let map = edited.value(&project).and_then(Value::as_map);
        let first =
            map.and_then(|map| map.keys().next()).and_then(|key| edited.key(&project.key(key)));
        let indent = first.map_or(2, |(_, column)| column);
        return Some(lines.insert(
            lines.end_of_block(line, column),
            &[format!("{}{entry}", " ".repeat(indent))],
        ));
    }
    let section = ["project:".to_string(), format!("  {entry}")];
    let first =
        edited.value(&Path::root()).and_then(Value::as_map).and_then(|map| map.keys().next());
    let first = first.and_then(|key| edited.key(&Path::root().key(key))).map(|(line, _)| line);
    match first {
        // What is right above the first section may be about it.
        Some(line) if line == 0 || lines.is_blank(line - 1) => {
            Some(lines.insert(line, &[section.to_vec(), vec![String::new()]].concat()))
        }
        Some(_) => {
            Some(lines.insert(lines.len(), &[vec![String::new()], section.to_vec()].concat()))
        }
        None => Some(lines.insert(lines.len(), &section)),
    }
}
