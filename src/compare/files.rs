//! The files of two environments that belong together.

use super::as_json::json;
use super::names::{Names, merged};
use super::places::Places;
use super::read::part::Part;
use super::read::parts::parts;
use super::walk::{Side, Walk};
use crate::model::{Change, ChangeKind, File, FileComparison, Model, RecipePlace};
use crate::project::Environment;
use crate::value::Path;

/// What differs between the files of two environments, with its places in the recipe as far as the model's graph knows
/// them. A file that belongs to all environments is compared when its path says which one it is of, and there is one of
/// the other.
pub fn compare(model: &Model, old: &Environment, new: &Environment) -> Vec<FileComparison> {
    let names = Names::new(old, new);
    let of = |environment: &Environment, is_in: &dyn Fn(&str) -> bool| -> Vec<&File> {
        let is_of = |file: &&File| match &file.environment {
            Some(name) => *name == environment.name,
            None => is_in(file.path.as_str()),
        };
        model.files.iter().filter(is_of).collect()
    };
    let old_files = of(old, &|path| names.is_in_old(path));
    let new_files = of(new, &|path| names.is_in_new(path));
    let paths = |files: &[&File]| -> Vec<String> {
        files.iter().map(|file| file.path.as_str().into()).collect()
    };
    let pairs = names.paired(&paths(&old_files), &paths(&new_files));
    let compared = pairs.into_iter().filter_map(|(i, j)| {
        let (old, new) = (i.map(|i| old_files[i]), j.map(|j| new_files[j]));
        match (old, new) {
            (Some(old), Some(new)) => both(old, new, &names, model),
            (old, new) => one(old, new),
        }
    });
    let mut all: Vec<FileComparison> = compared.collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

/// A file that only one environment has; one that belongs to all has no counterpart.
fn one(old: Option<&File>, new: Option<&File>) -> Option<FileComparison> {
    let path = |file: &File| file.path.as_str().to_string();
    let file = old.or(new).filter(|file| file.environment.is_some())?;
    Some(FileComparison {
        path: path(file),
        old_path: old.map(path),
        new_path: new.map(path),
        place: Some(RecipePlace::from(&file.origin.place)),
        changes: Vec::new(),
    })
}

/// What differs in a file that both have; none when nothing does.
fn both(old: &File, new: &File, names: &Names, model: &Model) -> Option<FileComparison> {
    if old.text == new.text {
        return None;
    }
    let (old_path, new_path) = (old.path.as_str(), new.path.as_str());
    let (old_parts, new_parts) = (parts(old_path, &old.text), parts(new_path, &new.text));
    let old_places = Places::new(old, &model.graph, old_parts.len());
    let new_places = Places::new(new, &model.graph, new_parts.len());
    let keys = |parts: &[Part]| parts.iter().map(|part| part.key.clone()).collect::<Vec<_>>();
    let mut changes = Vec::new();
    for (i, j) in names.paired(&keys(&old_parts), &keys(&new_parts)) {
        let old = i.map(|i| Side { part: &old_parts[i], places: &old_places });
        let new = j.map(|j| Side { part: &new_parts[j], places: &new_places });
        match (old, new) {
            (Some(old), Some(new)) => {
                changes.extend(Walk { names, old, new, changes: Vec::new() }.all());
            }
            (Some(old), None) => changes.push(alone(&old, ChangeKind::Removed)),
            (None, Some(new)) => changes.push(alone(&new, ChangeKind::Added)),
            (None, None) => {}
        }
    }
    (!changes.is_empty()).then(|| FileComparison {
        path: merged(old_path, new_path),
        old_path: Some(old_path.into()),
        new_path: Some(new_path.into()),
        place: None,
        changes,
    })
}

/// A part that only one environment has.
fn alone(Side { part, places }: &Side<'_>, kind: ChangeKind) -> Change {
    let (value, place) = (json(&part.value), places.find(part, &Path::root()));
    let (old, new, old_place, new_place) = if kind == ChangeKind::Removed {
        (Some(value), None, Some(place), None)
    } else {
        (None, Some(value), None, Some(place))
    };
    let part = part.name.clone();
    Change { part, path: String::new(), kind, old, new, old_place, new_place }
}
