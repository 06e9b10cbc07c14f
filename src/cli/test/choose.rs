//! Which tests are meant.

use super::super::context::Bench;
use super::super::exit::Failure;
use std::collections::BTreeSet;
use sw::diag::{Diagnostic, suggest};
use sw::engine::world::reading::library_around;
use sw::testing::{FILE, FUNCTION, Test};

/// The recipe files of the project itself, and the libraries inside of it that are projects of their own: their tests run
/// there, with their own environments.
pub(super) fn own(files: Vec<String>, bench: &Bench) -> (Vec<String>, Vec<String>) {
    let (mut own, mut libraries) = (Vec::new(), BTreeSet::new());
    for file in files {
        match library_around(&*bench.world, &file) {
            Some(library) => drop(libraries.insert(library.to_string())),
            None => own.push(file),
        }
    }
    (own, libraries.into_iter().collect())
}

/// What decides which tests are meant.
pub(super) struct Chooser<'a> {
    /// Whether filters are whole names.
    pub(super) exact: bool,
    pub(super) bench: &'a Bench,
    /// The folders of libraries, whose tests are not among these.
    pub(super) libraries: &'a [String],
}

impl Chooser<'_> {
    /// The tests that fit one of the filters; all of them without any.
    pub(super) fn chosen(
        &self,
        tests: Vec<Test>,
        filters: &[String],
    ) -> Result<Vec<Test>, Failure> {
        let filters: Vec<Filter> =
            filters.iter().map(|typed| Filter::of(typed, self.exact, self.bench)).collect();
        let unfit = filters.iter().find(|filter| !tests.iter().any(|test| filter.fits(test)));
        if let Some(Filter::Place(place)) = unfit
            && let Some(library) = self
                .libraries
                .iter()
                .find(|library| is_inside(place, library) || is_inside(library, place))
        {
            return Err(in_library(place, library).into());
        }
        if tests.is_empty() {
            return Err(none(self.libraries).into());
        }
        if let Some(Filter::Name(typed) | Filter::Exactly(typed)) = unfit {
            return Err(unknown(typed, &tests).into());
        }
        Ok(tests
            .into_iter()
            .filter(|test| filters.is_empty() || filters.iter().any(|filter| filter.fits(test)))
            .collect())
    }
}

/// Whether a path is a folder or is inside of it.
fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

enum Filter {
    /// A file or folder, from the project's root.
    Place(String),
    /// A part of a name.
    Name(String),
    /// A whole name.
    Exactly(String),
}

impl Filter {
    fn of(typed: &str, exact: bool, bench: &Bench) -> Self {
        let place = bench.here.join(typed).canonicalize().ok().zip(bench.root.canonicalize().ok());
        let inside = place.and_then(|(place, root)| {
            Some(place.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"))
        });
        match inside {
            _ if exact => Self::Exactly(typed.into()),
            Some(inside) => Self::Place(inside),
            None => Self::Name(typed.into()),
        }
    }

    fn fits(&self, test: &Test) -> bool {
        match self {
            Self::Place(place) => place.is_empty() || is_inside(&test.file, place),
            Self::Name(part) => test.full_name().contains(part),
            Self::Exactly(name) => [&test.full_name(), &test.name].contains(&name),
        }
    }
}

fn none(libraries: &[String]) -> Diagnostic {
    let elsewhere = libraries
        .first()
        .map(|library| format!("`sw test -C {library}` runs the tests of that library"));
    Diagnostic::error("no-tests", "there are no tests here")
        .note(format!(
            "tests are functions `{FUNCTION}...` without parameters in files `...{FILE}`, and the examples of what others import"
        ))
        .hint("write one: `fn test_adding_up() { assert_eq(1 + 1, 2); }` in `first_test.rhai`")
        .hint(elsewhere.as_deref())
}

fn in_library(place: &str, library: &str) -> Diagnostic {
    let message = if place == library {
        format!("`{library}` is a project of its own")
    } else {
        format!("no test of this project is in `{place}`: `{library}` is a project of its own")
    };
    Diagnostic::error("no-tests", message)
        .note("tests of a library run in its own project, with its own environments")
        .hint(format!("run them there: `sw test -C {library}`").as_str())
}

fn unknown(typed: &str, tests: &[Test]) -> Diagnostic {
    let near = suggest::did_you_mean(typed, tests.iter().map(|test| test.name.as_str()));
    Diagnostic::error("no-tests", format!("no test has `{typed}` in its name"))
        .hint(near.as_deref())
        .hint("`sw test --list` lists all tests")
}
