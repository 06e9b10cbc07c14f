//! Whether the names of a run can stand beside each other on every system.

use super::emitted;
use crate::diag::Diagnostic;
use crate::model::{File, FilePath, Own};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use unicode_normalization::UnicodeNormalization;

/// A file of the run; one that a recipe emitted twice alike stands here once.
pub(super) struct Wanted<'a> {
    pub(super) file: &'a File,
    /// The file's environment; none when it was emitted for several.
    pub(super) environment: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    fn new(file: &'a File) -> Self {
        Self { file, environment: file.environment.as_deref() }
    }

    /// The recipe that emitted it, and owns it.
    pub(super) fn recipe(&self) -> &'a str {
        &self.file.origin.recipe
    }
}

/// The files sorted by path and recipe, or all clashes between their names.
pub(super) fn check(files: &[File]) -> Result<Vec<Wanted<'_>>, Vec<Diagnostic>> {
    let mut sorted: Vec<&File> = files.iter().collect();
    sorted.sort_by_key(|file| (&file.path, &file.origin.recipe, file.origin.emit));
    let mut errors: Vec<Diagnostic> = sorted.iter().filter_map(|file| reserved(file)).collect();
    let mut wanted: Vec<Wanted> = Vec::with_capacity(sorted.len());
    for file in sorted {
        match wanted.last_mut().filter(|last| last.file.path == file.path) {
            None => wanted.push(Wanted::new(file)),
            Some(first) if first.recipe() != file.origin.recipe => match (first.file.own, file.own) {
                (Own::Block, Own::Block) => wanted.push(Wanted::new(file)),
                (Own::Seed, Own::Seed) if alike(first.file, file) => {}
                _ => errors.push(by_two_recipes(first.file, file)),
            },
            Some(first) if !alike(first.file, file) => errors.push(twice(first.file, file)),
            Some(first) if first.environment != file.environment.as_deref() => first.environment = None,
            Some(_) => {}
        }
    }
    errors.extend(clashes(&wanted));
    if errors.is_empty() { Ok(wanted) } else { Err(errors) }
}

/// What a name has in common with all names that some system takes for the same.
///
/// Upper case first: it joins letters that lower case alone keeps apart (`ß`, `ſ`).
pub(super) fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// A name that the run uses, as a file or as a folder.
struct Name<'a> {
    spelled: &'a str,
    is_file: bool,
    by: &'a File,
}

fn clashes(wanted: &[Wanted]) -> Vec<Diagnostic> {
    let mut names: FxHashMap<String, Name> = FxHashMap::default();
    let mut emitted: Vec<&File> = wanted.iter().map(|wanted| wanted.file).collect();
    emitted.sort_by_key(|file| (&file.origin.recipe, file.origin.emit));
    let mut errors = Vec::new();
    let mut good_folder = "";
    for file in emitted {
        // Files mostly come folder by folder: a folder is looked at once.
        let known = if file.path.folder() == good_folder { good_folder.len() } else { 0 };
        let mut new = prefixes(&file.path).filter(|name| name.len() > known);
        match new.find_map(|name| clash(&mut names, name, file)) {
            Some(error) => errors.push(error),
            None => good_folder = file.path.folder(),
        }
    }
    errors
}

fn clash<'a>(names: &mut FxHashMap<String, Name<'a>>, spelled: &'a str, by: &'a File) -> Option<Diagnostic> {
    let is_file = spelled.len() == by.path.as_str().len();
    match names.entry(fold(spelled)) {
        Entry::Vacant(free) => {
            free.insert(Name { spelled, is_file, by });
            None
        }
        Entry::Occupied(taken) if taken.get().spelled != spelled => Some(same_name(taken.get(), spelled, by)),
        Entry::Occupied(taken) if taken.get().is_file != is_file => Some(file_and_folder(taken.get(), by)),
        Entry::Occupied(_) => None,
    }
}

/// `a/b/c.yaml` gives `a`, `a/b` and `a/b/c.yaml`.
fn prefixes(path: &FilePath) -> impl Iterator<Item = &str> {
    let text = path.as_str();
    text.match_indices('/').map(|(end, _)| end).chain([text.len()]).map(move |end| &text[..end])
}

fn alike(a: &File, b: &File) -> bool {
    a.text == b.text && a.executable == b.executable && a.own == b.own
}

fn reserved(file: &File) -> Option<Diagnostic> {
    let ours = file.path.as_str().split('/').any(|part| part.starts_with('.') && fold(part) == ".specweave");
    let message = || format!("`{}` is inside `.specweave`, where `sw` keeps its own records", file.path);
    ours.then(|| emitted(Diagnostic::error("reserved-path", message()).hint("choose another folder"), Some(&file.origin)))
}

fn twice(first: &File, second: &File) -> Diagnostic {
    let error = Diagnostic::error("duplicate-file", format!("`{}` is emitted twice, with different content", second.path))
        .related(first.origin.place.clone(), "emitted here first")
        .hint("give one of them another path");
    emitted(error, Some(&second.origin))
}

fn by_two_recipes(first: &File, second: &File) -> Diagnostic {
    let [one, other] = [first, second].map(|file| &file.origin.recipe);
    let error = Diagnostic::error("duplicate-file", format!("`{}` is emitted by two recipes, `{one}` and `{other}`", second.path))
        .related(first.origin.place.clone(), format!("`{one}` emits it here"))
        .hint("choose another path in one of them")
        .hint("or let each write a block of it with `own: \"block\"`");
    emitted(error, Some(&second.origin))
}

fn same_name(first: &Name, spelled: &str, second: &File) -> Diagnostic {
    let by_case = first.spelled.to_lowercase() == spelled.to_lowercase();
    let show = |name: &str| if by_case { name.to_string() } else { name.escape_default().to_string() };
    let how = if by_case { "by case only" } else { "only in how its letters are encoded" };
    let error = Diagnostic::error("name-clash", format!("`{}` differs from `{}` {how}", show(spelled), show(first.spelled)))
        .related(first.by.origin.place.clone(), format!("`{}` is emitted here", show(first.by.path.as_str())))
        .note("macOS and Windows take both for the same name, so one would overwrite the other")
        .hint("spell both alike, or choose another name");
    emitted(error, Some(&second.origin))
}

fn file_and_folder(first: &Name, second: &File) -> Diagnostic {
    let error = Diagnostic::error("file-and-folder", format!("`{}` is a file and also a folder", first.spelled))
        .related(first.by.origin.place.clone(), format!("`{}` is emitted here", first.by.path))
        .hint("choose another path for one of them");
    emitted(error, Some(&second.origin))
}
