//! Which tests are meant.

use super::super::context::Bench;
use super::super::exit::Failure;
use sw::diag::{Diagnostic, suggest};
use sw::testing::{FILE, FUNCTION, Test};

/// The tests that fit one of the filters; all of them without any.
pub(super) fn chosen(
    tests: Vec<Test>,
    filters: &[String],
    exact: bool,
    bench: &Bench,
) -> Result<Vec<Test>, Failure> {
    if tests.is_empty() {
        return Err(none().into());
    }
    let filters: Vec<Filter> =
        filters.iter().map(|typed| Filter::of(typed, exact, bench)).collect();
    if let Some(Filter::Name(typed) | Filter::Exactly(typed)) =
        filters.iter().find(|filter| !tests.iter().any(|test| filter.fits(test)))
    {
        return Err(unknown(typed, &tests).into());
    }
    Ok(tests
        .into_iter()
        .filter(|test| filters.is_empty() || filters.iter().any(|filter| filter.fits(test)))
        .collect())
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
            Self::Place(place) => {
                place.is_empty()
                    || test.file == *place
                    || test.file.starts_with(&format!("{place}/"))
            }
            Self::Name(part) => test.full_name().contains(part),
            Self::Exactly(name) => [&test.full_name(), &test.name].contains(&name),
        }
    }
}

fn none() -> Diagnostic {
    Diagnostic::error("no-tests", "there are no tests here")
        .note(format!(
            "tests are functions `{FUNCTION}...` without parameters in files `...{FILE}`, and the examples of what others import"
        ))
        .hint("write one: `fn test_adding_up() { assert_eq(1 + 1, 2); }` in `first_test.rhai`")
}

fn unknown(typed: &str, tests: &[Test]) -> Diagnostic {
    let near = suggest::did_you_mean(typed, tests.iter().map(|test| test.name.as_str()));
    Diagnostic::error("no-tests", format!("no test has `{typed}` in its name"))
        .hint(near.as_deref())
        .hint("`sw test --list` lists all tests")
}
