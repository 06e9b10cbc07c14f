//! Each rule of Kubernetes objects beyond their types: random wrong values are refused at the recipe's line and at the path
//! in the file, and a right value in the same place passes.
//!
//! A wrong value is a regular expression of what a recipe may write for `@`.

mod between;
mod objects;
mod pods;

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use std::sync::LazyLock;
use sw::engine::world::MemoryWorld;
use sw::project::Project;
use sw::{Output, Runtime};

/// How many wrong values each rule is given.
const VALUES: usize = 6;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Runtime::builder().world(MemoryWorld::default()).build().expect("a world needs no folder")
});

/// A rule, and where it is broken.
struct Rule {
    /// The code of what is reported.
    code: &'static str,
    /// The recipe, with `@` for the value.
    recipe: String,
    /// Where the value is in the file.
    path: &'static str,
    /// Wrong values, as a regular expression.
    wrong: &'static str,
    /// A right value.
    right: &'static str,
    /// What is in the line at which it is reported.
    line_of: &'static str,
}

fn rule(
    code: &'static str,
    recipe: String,
    path: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Rule {
    Rule { code, recipe, path, wrong, right, line_of: "@" }
}

impl Rule {
    /// The same rule, where the wrong value is reported at another line than its own.
    fn on_line_of(self, line_of: &'static str) -> Self {
        Self { line_of, ..self }
    }
}

fn run(recipe: &str) -> Output {
    let world: MemoryWorld = [("deploy.rhai".to_string(), recipe.to_string())].into();
    let (project, _) = Project::parse("/project".as_ref(), "", "config.yaml");
    RUNTIME.with(project.expect("an empty configuration is one"), world).run("deploy.rhai")
}

/// What is said of a recipe, each with its code, its line and its path.
fn said(recipe: &str) -> Vec<String> {
    let shown = |message: &sw::diag::Diagnostic| {
        let line = message.place.as_ref().map_or(0, |place| place.start.line);
        let note = message.notes.iter().find_map(|note| note.split_once(", at `"));
        let path = note.map_or("", |(_, path)| path.trim_end_matches('`'));
        format!("{}, line {line}, at {path}", message.code)
    };
    run(recipe).diagnostics.iter().map(shown).collect()
}

fn broken(rule: &Rule) -> Vec<String> {
    let line = rule.recipe.split(rule.line_of).next().unwrap_or_default().matches('\n').count() + 1;
    let expected = format!("{}, line {line}, at {}", rule.code, rule.path);
    let values = string_regex(rule.wrong).expect("it is a regular expression");
    let mut runner = TestRunner::deterministic();
    let mut wrong = Vec::new();
    for _ in 0..VALUES {
        let value = values.new_tree(&mut runner).expect("it has values").current();
        let said = said(&rule.recipe.replace('@', &value));
        if !said.contains(&expected) {
            wrong.push(format!("{}: `{value}`: expected {expected}, found {said:?}", rule.path));
        }
    }
    let said = said(&rule.recipe.replace('@', rule.right));
    if !said.is_empty() {
        wrong.push(format!("{}: `{}` is right, found {said:?}", rule.path, rule.right));
    }
    wrong
}

fn hold(rules: &[Rule], fewest: usize) {
    assert!(rules.len() >= fewest, "there are only {} rules", rules.len());
    let wrong: Vec<String> = rules.iter().flat_map(broken).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_of_objects() {
    hold(&objects::rules(), 25);
}

#[test]
fn rules_of_pods() {
    hold(&pods::rules(), 24);
}

#[test]
fn rules_between_objects() {
    hold(&between::rules(), 12);
}

/// An object in a file, with content in lines of its own.
fn object(kind: &str, content: &str) -> String {
    format!("emit(\"x.yaml\", k8s::object(\"{kind}\", \"web\", #{{\n{content}\n}}));\n")
}

/// A Deployment with content in its spec.
fn deployment(spec: &str, pod: &str) -> String {
    object(
        "Deployment",
        &format!(
            "spec: #{{\nselector: #{{ matchLabels: #{{ app: \"web\" }} }},\ntemplate: #{{\n\
             metadata: #{{ labels: #{{ app: \"web\" }} }},\nspec: #{{\n\
             containers: [#{{ name: \"web\", image: \"nginx:1.29\" }}],\n{pod}\n}} }},\n{spec}\n}}"
        ),
    )
}
