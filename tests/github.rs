//! GitHub's expressions from a recipe to the file, and their problems back to the recipe.

use sw::Runtime;
use sw::diag::Diagnostic;
use sw::engine::world::MemoryWorld;

/// The first file that a recipe makes, or the first error.
fn generate(recipe: &str) -> Result<String, Diagnostic> {
    let world = MemoryWorld::from([("deploy.rhai", recipe)]);
    let output = Runtime::builder().world(world).build()?.run("deploy.rhai");
    match output.diagnostics.into_iter().find(Diagnostic::is_error) {
        Some(error) => Err(error),
        None => Ok(output.files.first().expect("the recipe emits a file").text.to_string()),
    }
}

/// A recipe with one job, whose `if` and step are given.
fn recipe(condition: &str, step: &str) -> String {
    format!(
        r#"
let sha = github::expr("github.sha");
let main = github::expr("github.ref=='refs/heads/main'");
let either = github::expr("failure() || cancelled()");
emit(github::workflow("test", #{{
    on: #{{ push: null, workflow_dispatch: null }},
    jobs: #{{
        test: #{{
            "runs-on": "ubuntu-latest",
            if: {condition},
            steps: [
                {step},
            ],
        }},
    }},
}}));
"#
    )
}

#[test]
fn an_expression_stands_bare_in_if_and_delimited_elsewhere() {
    let text =
        generate(&recipe("main", "#{ run: `deploy app:${sha}`, env: #{ SHA: sha } }")).unwrap();
    assert!(text.contains("    if: github.ref == 'refs/heads/main'\n"), "{text}");
    assert!(text.contains("run: deploy app:${{ github.sha }}\n"), "{text}");
    assert!(text.contains("SHA: ${{ github.sha }}\n"), "{text}");
}

#[test]
fn expressions_in_a_condition_are_joined_as_expressions() {
    let text = generate(&recipe(
        "`${either} && ${main}`",
        "#{ run: \"true\", if: github::expr(\"!cancelled()\") }",
    ))
    .unwrap();
    assert!(
        text.contains("    if: (failure() || cancelled()) && (github.ref == 'refs/heads/main')\n"),
        "{text}"
    );
    assert!(text.contains("if: ${{ !cancelled() }}\n"), "{text}");
}

#[test]
fn a_problem_names_the_line_of_the_recipe_and_the_place_in_the_file() {
    let error = generate(&recipe("main", "#{ run: \"echo '${{ github.event.issue.title }}'\" }"))
        .unwrap_err();
    assert_eq!(error.code, "untrusted-in-script");
    assert_eq!(
        error.place.map(|place| (place.file, place.start.line)),
        Some(("deploy.rhai".into(), 12))
    );
    assert!(
        error
            .notes
            .iter()
            .any(|note| note == "in `.github/workflows/test.yml`, at `jobs.test.steps[0].run`"),
        "{:?}",
        error.notes
    );
}

#[test]
fn a_hole_is_held_against_its_place() {
    let error = generate(&recipe("github::expr(\"secrets.TOKEN != ''\")", "#{ run: \"true\" }"))
        .unwrap_err();
    assert_eq!(
        (error.code.as_ref(), error.message.as_str()),
        ("misplaced-context", "`secrets` is not available here")
    );
}

#[test]
fn a_wrong_expression_is_told_at_its_call() {
    let error = generate("let a = 1;\nlet b = github::expr(\"github.sha ==\");").unwrap_err();
    assert_eq!(
        error.message,
        "`github.sha ==` is no GitHub expression: expected a value, found the end, in column 14"
    );
    assert_eq!(error.place.map(|place| place.start.line), Some(2));
}

#[test]
fn text_outside_of_workflows_keeps_what_looks_like_an_expression() {
    assert_eq!(generate("emit(\"a.txt\", \"${{ anything\");").unwrap(), "${{ anything\n");
}

#[test]
fn an_unchecked_value_is_written_as_it_is_and_has_a_reason() {
    let step = r#"#{ run: "true", shiny: unchecked(#{ level: 3 }, "in the preview of October") }"#;
    let text = generate(&recipe("main", step)).unwrap();
    assert!(text.contains("shiny:\n          level: 3\n"), "{text}");
    let error =
        generate(&recipe("main", r#"#{ run: "true", shiny: unchecked(1, " ") }"#)).unwrap_err();
    assert_eq!(error.code, "missing-reason");
}

/// What a recipe with one step is refused for, beside files of the project.
fn errors(files: &[(&str, &str)], job: &str) -> Vec<String> {
    let recipe = format!(
        "emit(github::workflow(\"ci\", #{{ on: #{{ push: null }}, jobs: #{{ a: {job} }} }}));"
    );
    let all = files.iter().copied().chain([("deploy.rhai", recipe.as_str())]);
    let world = all.collect::<MemoryWorld>();
    let runtime = Runtime::builder().world(world).build().expect("a world needs no folder");
    runtime.run("deploy.rhai").diagnostics.into_iter().map(|error| error.message).collect()
}

/// An action that is a file of the project, and a workflow that can be called.
const FILES: [(&str, &str); 2] = [
    (
        ".github/actions/setup/action.yml",
        "name: setup\ninputs:\n  version: { required: true }\n  cache: { required: true, default: 'yes' }\nruns: { using: composite, steps: [] }\n",
    ),
    (
        ".github/workflows/build.yaml",
        "on:\n  workflow_call:\n    inputs:\n      count: { type: number, required: true }\njobs: {}\n",
    ),
];

#[test]
fn calls_are_compared_with_files_of_the_project() {
    let step = |with: &str| {
        format!(
            r#"#{{ "runs-on": "ubuntu-latest", steps: [#{{ uses: "./.github/actions/setup", with: #{{ {with} }} }}] }}"#
        )
    };
    assert!(errors(&FILES, &step("version: 22")).is_empty());
    assert_eq!(
        errors(&FILES, &step("verison: 22")),
        ["the action `.github/actions/setup` has no input `verison`"]
    );
    assert_eq!(
        errors(&FILES, &step("cache: \"no\"")),
        ["the action `.github/actions/setup` needs the input `version`"]
    );
    let job = |with: &str| {
        format!(r#"#{{ uses: "./.github/workflows/build.yaml", with: #{{ {with} }} }}"#)
    };
    assert!(errors(&FILES, &job("count: \"${{ vars.COUNT }}\"")).is_empty());
    assert_eq!(
        errors(&FILES, &job("count: true")),
        ["the input `count` takes a number, found a bool"]
    );
    // What is nowhere is not known.
    assert!(errors(&[], &job("count: true")).is_empty());
}

#[test]
fn another_version_of_a_runner_is_no_slip() {
    let job = |label: &str| format!(r#"#{{ "runs-on": "{label}", steps: [#{{ run: "make" }}] }}"#);
    for label in [
        "ubuntu-26.04",
        "ubuntu-28.04-arm",
        "macos-27",
        "windows-2028",
        "big-linux-machine",
        "Linux",
    ] {
        assert!(errors(&[], &job(label)).is_empty(), "{label}");
    }
    for label in ["ubuntu-lastest", "ubunto-24.04", "macos-latets", "ubuntu-20.04"] {
        assert_eq!(errors(&[], &job(label)).len(), 1, "{label}");
    }
}
