//! Evaluating a few lines of a recipe in a small project in memory.

use std::sync::LazyLock;
use sw::diag::Diagnostic;
use sw::engine::world::MemoryWorld;
use sw::project::Project;
use sw::{Output, Request, Runtime};

/// The recipe's name in messages.
pub(crate) const RECIPE: &str = "deploy.rhai";

const CONFIG: &str = "\
environments:
  strategy: standard
  definitions:
    - { name: development, deployment: { type: local, target: docker-compose } }
    - { name: staging, deployment: { type: cloud, provider: hetzner, region: eu-central } }
    - { name: production, deployment: { type: cloud, provider: hetzner, region: eu-central }, requires_approval: true }
";

/// Made once for all tests.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Runtime::builder().world(MemoryWorld::default()).build().expect("a world needs no folder")
});

/// Evaluates a recipe; `files` stand beside it.
pub(crate) fn evaluate_with(
    recipe: &str,
    files: &[(&str, &str)],
    inputs: &[(&str, &str)],
) -> Output {
    let (project, problems) = Project::parse("/project".as_ref(), CONFIG, "config.yaml");
    let project = project.unwrap_or_else(|| panic!("the configuration is wrong: {problems:?}"));
    let files = files
        .iter()
        .copied()
        .chain([(RECIPE, recipe)])
        .map(|(path, text)| (path.to_string(), text.to_string()));
    let request = inputs
        .iter()
        .fold(Request::from(RECIPE), |request, (name, value)| request.input(*name, *value));
    RUNTIME.with(project, files.collect::<MemoryWorld>()).run(request)
}

/// What a recipe's last expression is, as a recipe would write it.
#[track_caller]
pub(crate) fn value(recipe: &str) -> String {
    value_with(recipe, &[])
}

/// The same, with files beside the recipe.
#[track_caller]
pub(crate) fn value_with(recipe: &str, files: &[(&str, &str)]) -> String {
    let evaluation = evaluate_with(recipe, files, &[]);
    match evaluation.diagnostics.iter().find(|message| message.is_error()) {
        Some(error) => panic!("{error:?}"),
        None => evaluation.value,
    }
}

/// The error that stops a recipe.
#[track_caller]
pub(crate) fn error(recipe: &str) -> Diagnostic {
    error_with(recipe, &[])
}

/// The same, with files beside the recipe.
#[track_caller]
pub(crate) fn error_with(recipe: &str, files: &[(&str, &str)]) -> Diagnostic {
    let evaluation = evaluate_with(recipe, files, &[]);
    let error = evaluation.diagnostics.into_iter().find(Diagnostic::is_error);
    error.unwrap_or_else(|| panic!("no error, but {}: {recipe}", evaluation.value))
}

/// An error's message and its place as `line:column`; the file only where it is another one.
#[track_caller]
pub(crate) fn told(error: &Diagnostic) -> String {
    let place = error.place.as_ref().expect("every error has a place");
    let file = if place.file == RECIPE { String::new() } else { format!("{}:", place.file) };
    format!("{file}{}:{}: {}", place.start.line, place.start.column, error.message)
}

/// Asserts that a recipe stops with `expected`, as [`told`] writes it.
#[track_caller]
pub(crate) fn fails(recipe: &str, expected: &str) {
    assert_eq!(told(&error(recipe)), expected, "{recipe}");
}
