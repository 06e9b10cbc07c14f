//! Examples in the documentation of libraries: which are run, where, and what is shown of them.

use crate::support::RUNTIME;
use std::sync::Arc;
use sw::engine::world::MemoryWorld;
use sw::project::Project;
use sw::testing::{self, Outcome, Settings};

/// The outcomes of the tests and examples of these files.
fn tested(files: &[(&str, &str)]) -> Vec<Outcome> {
    let world: MemoryWorld =
        files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let runtime = RUNTIME.with(Project::bare("/project".as_ref()), world.clone());
    let paths: Vec<String> = files.iter().map(|(path, _)| path.to_string()).collect();
    let found = testing::find(&runtime, &paths);
    testing::run(&runtime, &Arc::new(world), &found.tests, &Settings::default(), &|_| {})
}

/// The names of the tests, each with where and why it failed.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let of = |outcome: &Outcome| {
        let error = outcome.errors().next().map(|error| {
            let place = error.place.as_ref().map(ToString::to_string).unwrap_or_default();
            format!(" {place} {}", error.message)
        });
        format!("{}{}", outcome.test.full_name(), error.unwrap_or_default())
    };
    tested(files).iter().map(of).collect()
}

/// A function `port` of a library, whose documentation has these lines.
fn library(lines: &[&str]) -> String {
    let comment: String = lines.iter().map(|line| format!("/// {line}\n")).collect();
    format!("{comment}fn port(tier) {{ if tier == \"large\" {{ 8080 }} else {{ 80 }} }}\n")
}

#[test]
fn an_example_without_a_value_is_run_too() {
    let text =
        library(&["The port.", "", "```rhai", "let tier = \"large\";", "web::prot(tier)", "```"]);
    assert_eq!(
        told(&[("lib/web.rhai", &text)]),
        ["lib/web.rhai::port (example) lib/web.rhai:5:10 `lib/web.rhai` has no function `prot`"]
    );
    let text = library(&["The port.", "", "```rhai", "web::port(\"large\")", "```"]);
    assert_eq!(told(&[("lib/web.rhai", &text)]), ["lib/web.rhai::port (example)"]);
}

#[test]
fn hidden_lines_are_run_and_messages_count_them() {
    let text = library(&[
        "The port.",
        "",
        "```rhai",
        "# let tier = \"large\"; print(tier);",
        "#",
        "  web::port(tier)",
        "// => 81",
        "```",
        "",
        "```rhai",
        "# fail(\"stopped\");",
        "web::port(1)",
        "```",
    ]);
    let outcomes = tested(&[("web.rhai", &text)]);
    let testing::What::Example { example, .. } = &outcomes[0].test.what else {
        panic!("it is an example")
    };
    assert_eq!(example.code, "  web::port(tier)");
    assert_eq!(outcomes[0].printed[0].located(), "web.rhai:4: large");
    assert_eq!(
        told(&[("web.rhai", &text)]),
        [
            "web.rhai::port (example 1) web.rhai:7:1 the example should give 81, and gives 8080",
            "web.rhai::port (example 2) web.rhai:11:7 stopped",
        ]
    );
}

#[test]
fn what_is_only_shown_is_not_run() {
    let text = library(&[
        "The port.",
        "",
        "```rhai,no_run",
        "web::no_such_function()",
        "```",
        "```text",
        "web::nor_this()",
        "```",
        "```rhai deploy.rhai",
        "web::nor_that()",
        "```",
        "```rhai",
        "web::port(1)",
        "```",
    ]);
    assert_eq!(told(&[("web.rhai", &text)]), ["web.rhai::port (example)"]);
}

#[test]
fn heads_and_constants_have_examples() {
    let text = "\
//! A library.
//!
//! ```rhai
//! web::PORT + 1
//! // => 81
//! ```
//!
//! ```rhai
//! import \"./lib/web\" as web;
//! emit(\"port.txt\", `${web::PORT}`);
//! ```

/// A port.
///
/// ```rhai
/// web::PORT
/// // => 8080
/// ```
export const PORT = 80;
";
    assert_eq!(
        told(&[("lib/web.rhai", text)]),
        [
            "lib/web.rhai::(file) (example 1)",
            "lib/web.rhai::(file) (example 2)",
            "lib/web.rhai::PORT (example) lib/web.rhai:17:1 the example should give 8080, and gives 80",
        ]
    );
}

#[test]
fn what_could_be_better_in_an_example_is_reported_where_it_is_a_recipe() {
    let warned = |example: &str| {
        let text =
            format!("//! A library.\n//!\n//! ```rhai\n{example}//! ```\nfn port() {{ 80 }}\n");
        let outcome = tested(&[("lib/web.rhai", &text)]).remove(0);
        let place =
            |warning: &sw::diag::Diagnostic| warning.place.as_ref().map(ToString::to_string);
        outcome.warnings.iter().filter_map(place).collect::<Vec<_>>()
    };
    assert_eq!(
        warned("//! import \"./lib/web\" as web;\n//! let root = terraform::root(\"web\");\n"),
        ["lib/web.rhai:4:27", "lib/web.rhai:5:27"]
    );
    assert_eq!(warned("//! let root = terraform::root(\"web\");\n"), Vec::<String>::new());
}

#[test]
fn what_a_file_re_exports_is_run_where_it_is_written() {
    let facade = "export import \"./internal/web\" as web;\n";
    let text = library(&["The port.", "", "```rhai", "web::port(1)", "// => 80", "```"]);
    let files = [("acme/acme.rhai", facade), ("acme/internal/web.rhai", text.as_str())];
    assert_eq!(told(&files), ["acme/internal/web.rhai::port (example)"]);
    let world: MemoryWorld =
        files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let runtime = RUNTIME.with(Project::bare("/project".as_ref()), world);
    let (modules, _) = runtime.modules(&files.map(|(path, _)| path.to_string()));
    let shown = &modules[0].functions[0];
    assert_eq!(shown.signature, "acme::web::port(tier)");
    assert_eq!(shown.examples[0].code, "acme::web::port(1)");
}
