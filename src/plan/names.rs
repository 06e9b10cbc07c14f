//! Whether the names of a run can be beside each other on every system.

use crate::diag::Diagnostic;
use crate::model::{File, Own};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use unicode_normalization::UnicodeNormalization;

/// A file of the run; one that a recipe emitted twice alike is here once.
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
            Some(first) if first.recipe() != file.origin.recipe => match (first.file.own, file.own)
            {
                (Own::Block, Own::Block) => wanted.push(Wanted::new(file)),
                (Own::Seed, Own::Seed) if alike(first.file, file) => {}
                _ => errors.push(by_two_recipes(first.file, file)),
            },
            Some(first) if !alike(first.file, file) => errors.push(twice(first.file, file)),
            Some(first) if first.environment != file.environment.as_deref() => {
                first.environment = None
            }
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

/// How many folders the files of a run may be in: a thousand services of twenty folders each. Each one is made, opened
/// and made durable.
const MOST_FOLDERS: usize = 20_000;

/// A name that the run uses, as a file or as a folder.
struct Name<'a> {
    /// The path up to here, as the first file spells it that uses it.
    spelled: &'a str,
    is_file: bool,
    by: &'a File,
    /// Its number, by which the names in it know it.
    number: usize,
}

/// All names of a run: each is known by its folder and its last part, so that no path is kept twice.
#[derive(Default)]
struct Names<'a> {
    known: FxHashMap<(usize, Cow<'a, str>), Name<'a>>,
    folders: usize,
}

/// The number of the output root.
const ROOT: usize = 0;

fn clashes(wanted: &[Wanted]) -> Vec<Diagnostic> {
    let mut names = Names::default();
    let mut emitted: Vec<&File> = wanted.iter().map(|wanted| wanted.file).collect();
    emitted.sort_by_key(|file| (&file.origin.recipe, file.origin.emit));
    let mut errors = Vec::new();
    // Files mostly come folder by folder: a folder is looked at once.
    let mut last = ("", ROOT);
    for file in emitted {
        let (folder, name) = (file.path.folder(), file.path.name());
        let number = if folder == last.0 { Ok(last.1) } else { names.folder(file) };
        let entered = number.and_then(|number| {
            last = (folder, number);
            names.enter(number, name, file.path.as_str(), file)
        });
        errors.extend(entered.err().map(|error| *error));
        if names.folders > MOST_FOLDERS {
            return vec![too_many_folders(file)];
        }
    }
    errors
}

impl<'a> Names<'a> {
    /// The number of the folder that a file is in.
    fn folder(&mut self, file: &'a File) -> Result<usize, Box<Diagnostic>> {
        let (path, mut start, mut number) = (file.path.as_str(), 0, ROOT);
        for (end, _) in path.match_indices('/') {
            number = self.enter(number, &path[start..end], &path[..end], file)?;
            start = end + 1;
        }
        Ok(number)
    }

    /// The number of a name in a folder; an error when it clashes with another one there.
    fn enter(
        &mut self,
        folder: usize,
        part: &'a str,
        spelled: &'a str,
        by: &'a File,
    ) -> Result<usize, Box<Diagnostic>> {
        let is_file = spelled.len() == by.path.as_str().len();
        let number = self.known.len() + 1;
        match self.known.entry((folder, folded(part))) {
            Entry::Vacant(free) => {
                self.folders += usize::from(!is_file);
                Ok(free.insert(Name { spelled, is_file, by, number }).number)
            }
            Entry::Occupied(taken) if taken.get().spelled != spelled => {
                Err(Box::new(same_name(taken.get(), spelled, by)))
            }
            Entry::Occupied(taken) if taken.get().is_file != is_file => {
                Err(Box::new(file_and_folder(taken.get(), by)))
            }
            Entry::Occupied(taken) => Ok(taken.get().number),
        }
    }
}

/// [`fold`], without a copy where nothing changes.
fn folded(name: &str) -> Cow<'_, str> {
    let is_folded = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded { name.into() } else { fold(name).into() }
}

fn too_many_folders(file: &File) -> Diagnostic {
    let error = Diagnostic::error(
        "too-many-folders",
        "the files of this run are in more than 20,000 folders",
    )
    .hint("put more files into one folder, or several objects into one file")
    .hint("or divide the recipe into several, and run each by itself");
    file.origin.locate(error)
}

fn alike(a: &File, b: &File) -> bool {
    a.text == b.text && a.executable == b.executable && a.own == b.own
}

fn reserved(file: &File) -> Option<Diagnostic> {
    let ours = file
        .path
        .as_str()
        .split('/')
        .any(|part| part.starts_with('.') && fold(part) == ".specweave");
    let message =
        || format!("`{}` is inside `.specweave`, where `sw` keeps its own records", file.path);
    ours.then(|| {
        let error = Diagnostic::error("reserved-path", message()).hint("choose another folder");
        file.origin.locate(error)
    })
}

fn twice(first: &File, second: &File) -> Diagnostic {
    let error = Diagnostic::error(
        "duplicate-file",
        format!("`{}` is emitted twice, with different content", second.path),
    )
    .related(first.origin.place.clone(), "emitted here first")
    .hint("give one of them another path");
    second.origin.locate(error)
}

fn by_two_recipes(first: &File, second: &File) -> Diagnostic {
    let [one, other] = [first, second].map(|file| &file.origin.recipe);
    let error = Diagnostic::error(
        "duplicate-file",
        format!("`{}` is emitted by two recipes, `{one}` and `{other}`", second.path),
    )
    .related(first.origin.place.clone(), format!("`{one}` emits it here"))
    .hint("choose another path in one of them")
    .hint("or let each write a block of it with `own: \"block\"`");
    second.origin.locate(error)
}

fn same_name(first: &Name, spelled: &str, second: &File) -> Diagnostic {
    let by_case = first.spelled.to_lowercase() == spelled.to_lowercase();
    let show =
        |name: &str| if by_case { name.to_string() } else { name.escape_default().to_string() };
    let how = if by_case { "by case only" } else { "only in how its letters are encoded" };
    let error = Diagnostic::error(
        "name-clash",
        format!("`{}` differs from `{}` {how}", show(spelled), show(first.spelled)),
    )
    .related(
        first.by.origin.place.clone(),
        format!("`{}` is emitted here", show(first.by.path.as_str())),
    )
    .note("macOS and Windows take both for the same name, so one would overwrite the other")
    .hint("spell both alike, or choose another name");
    second.origin.locate(error)
}

fn file_and_folder(first: &Name, second: &File) -> Diagnostic {
    let error = Diagnostic::error(
        "file-and-folder",
        format!("`{}` is a file and also a folder", first.spelled),
    )
    .related(first.by.origin.place.clone(), format!("`{}` is emitted here", first.by.path))
    .hint("choose another path for one of them");
    second.origin.locate(error)
}
