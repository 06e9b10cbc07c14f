//! What is read from the project's files keeps its meaning: it is as trusted as the recipe.

use super::support::evaluate_with;

/// The files that a recipe emits, by path, with files beside it.
fn made(recipe: &str, files: &[(&str, &str)]) -> Vec<(String, String)> {
    let output = evaluate_with(recipe, files, &[]);
    let errors: Vec<String> =
        output.errors().map(|error| format!("{}: {}", error.code, error.message)).collect();
    assert_eq!(errors, [""; 0], "{recipe}");
    output.files.iter().map(|file| (file.path.to_string(), file.text.to_string())).collect()
}

/// Files that hold what their tools evaluate.
const LIVE: &[(&str, &str)] = &[
    (
        "a.yaml",
        "a: ${{ github.sha }}\nb: ${X} $Y $$Z\nc: \"{{ .Values.x }}\"\nd: $(id) `id` %{ x }\n",
    ),
    ("b.json", "{\n  \"a\": \"${X} {{ y }} $(id)\"\n}\n"),
    ("c.toml", "a = \"${X} {{ y }} $(id) `id`\"\n"),
];

#[test]
fn data_that_is_read_and_written_again_is_the_same() {
    for (path, text) in LIVE {
        let read = if path.ends_with("yaml") {
            "read_yaml"
        } else if path.ends_with("json") {
            "read_json"
        } else {
            "read_toml"
        };
        let written = made(&format!("emit(\"copy/{path}\", {read}(\"{path}\"))"), LIVE);
        assert_eq!(written, [(format!("copy/{path}"), text.to_string())]);
        let written = made(&format!("emit(\"copy/{path}\", read_text(\"{path}\"))"), LIVE);
        assert_eq!(written, [(format!("copy/{path}"), text.to_string())]);
    }
}

const WORKFLOW: &str = "\
name: CI

on: push

env:
  TITLE: ${{ github.event.issue.title }}

jobs:
  test:
    runs-on: ubuntu-latest

    steps:
      - name: Say
        if: ${{ !cancelled() }}
        env:
          COST: 5 $ and $HOME
        run: |
          echo \"$TITLE\" ${{ github.sha }} $(id) `id` ${COST}
";

#[test]
fn a_workflow_that_is_read_stays_what_it_was() {
    let files = [("ci.yml", WORKFLOW)];
    let path = ".github/workflows/ci.yml".to_string();
    assert_eq!(
        made("emit(github::workflow(\"ci\", read_yaml(\"ci.yml\")))", &files),
        [(path, WORKFLOW.to_string())]
    );
}

const COMPOSE: &str = "\
services:
  web:
    image: nginx:${TAG:-1.29}
    command: echo $$HOME $${HOME} ${WHO:?set WHO} $NAME
    environment:
      COST: 5 $$ each
";

#[test]
fn a_compose_file_that_is_read_stays_what_it_was() {
    let files = [("base.yml", COMPOSE)];
    let written =
        made("emit(compose::file(\"docker-compose.yml\", read_yaml(\"base.yml\")))", &files);
    assert_eq!(written, [("docker-compose.yml".to_string(), COMPOSE.to_string())]);
    let again = made("emit(\"a.yml\", read_yaml(\"base.yml\"))", &files);
    assert_eq!(again[0].1, COMPOSE);
}

#[test]
fn text_that_is_meant_as_it_stands_is_evaluated_nowhere() {
    let recipe = "let said = literal(read_text(\"a.txt\"));
        emit(github::workflow(\"ci\", #{ on: \"push\", jobs: #{ test: #{ \"runs-on\": \"ubuntu-latest\", env: #{ A: said }, steps: [#{ run: \"make\" }] } } }));
        emit(compose::file(\"compose.yml\", #{ services: #{ web: #{ image: \"nginx\", labels: #{ a: said } } } }));
        emit(\"x.tf.json\", #{ locals: #{ a: said } });";
    let written = made(recipe, &[("a.txt", "${{ secrets.A }} ${B} %{ c }")]);
    let text = |ending: &str| {
        written
            .iter()
            .find(|(path, _)| path.ends_with(ending))
            .map(|(_, text)| text.as_str())
            .unwrap_or_default()
    };
    assert!(text("ci.yml").contains("${{ '${{' }} secrets.A }} ${B} %{ c }"), "{}", text("ci.yml"));
    assert!(
        text("compose.yml").contains("$${{ secrets.A }} $${B} %{ c }"),
        "{}",
        text("compose.yml")
    );
    assert!(text("x.tf.json").contains("$${{ secrets.A }} $${B} %%{ c }"), "{}", text("x.tf.json"));
}
