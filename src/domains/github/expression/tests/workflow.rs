//! Expressions in whole workflows: places and declarations.

use crate::domains::github::expression::check::text::check;
use crate::domains::github::expression::holes::condition;
use crate::domains::github::expression::read::read as read_expression;
use crate::value::{Expr, Hole, Language, Map, Path, Piece, Text, Value, read};

fn yaml(text: &str) -> Value {
    read::yaml(text).unwrap().remove(0).value
}

/// Path and message of everything that is wrong.
fn reported(workflow: &Value) -> Vec<String> {
    let mut all = Vec::new();
    workflow.texts(&mut |text, trail| {
        let problems = check(workflow, trail.path(), text);
        all.extend(problems.iter().map(|problem| format!("{}: {}", trail.path(), problem.message)));
    });
    all
}

/// What is wrong with the properties of an event in a workflow that starts `on` something.
fn of_event(on: &str, property: &str) -> Vec<String> {
    let step = format!("{{ run: x, env: {{ A: \"${{{{ github.event.{property} }}}}\" }} }}");
    let job = format!("{{ runs-on: a, steps: [{step}] }}");
    reported(&yaml(&format!("on: {on}\njobs: {{ a: {job} }}\n")))
}

#[test]
fn properties_of_events_are_known_by_what_starts_the_workflow() {
    let place = "jobs.a.steps[0].env.A";
    for (on, property, wrong) in [
        ("pull_request", "pull_request.numbr", "`github.event.pull_request` has no `numbr`"),
        ("[push]", "head_comit.message", "`github.event` has no `head_comit`"),
        (
            "{ issues: { types: [opened] } }",
            "issue.user.logn",
            "`github.event.issue.user` has no `logn`",
        ),
        (
            "[push, pull_request_target]",
            "pull_request.titel",
            "`github.event.pull_request` has no `titel`",
        ),
    ] {
        assert_eq!(of_event(on, property), [format!("{place}: {wrong}")]);
    }
    for (on, property) in [
        ("pull_request", "pull_request.head.repo.full_name"),
        ("pull_request", "Pull_Request.Number"),
        // What only one of several events brings may be there, and so may what no name is near to.
        ("[push, pull_request]", "pull_request.number"),
        ("push", "commits[0].mesage"),
        ("pull_request", "brand_new_thing"),
        // A caller or a sender decides, or an event is not known.
        ("[pull_request, workflow_call]", "pull_request.numbr"),
        ("repository_dispatch", "client_payload.pul_request"),
        ("workflow_dispatch", "inputs.brnach"),
        ("merge_group", "merge_group.head_shaa"),
    ] {
        assert_eq!(of_event(on, property), [""; 0], "{on} {property}");
    }
}

/// A workflow of which everything that can be referred to is declared.
const WORKFLOW: &str = r#"
name: Test
run-name: Deploy ${{ inputs.tag }} by ${{ github.actor }}
on:
  push: {}
  workflow_dispatch:
    inputs:
      tag: { type: string }
  workflow_call:
    inputs:
      level: { type: string, default: "${{ github.ref_name }}" }
    outputs:
      version: { value: "${{ jobs.build.outputs.version }}" }
concurrency: ${{ github.workflow }}-${{ github.ref }}
env:
  LEVEL: ${{ inputs.level || vars.LEVEL }}
  TOKEN: ${{ secrets.GITHUB_TOKEN }}
jobs:
  build:
    name: Build ${{ matrix.os }} ${{ matrix.extra }}
    runs-on: ${{ matrix.os }}
    strategy:
      matrix:
        os: [ubuntu-latest, macos-latest]
        include: [{ os: ubuntu-latest, extra: "yes" }]
    outputs:
      version: ${{ steps.last.outputs.version }}
    environment: { name: staging, url: "https://${{ steps.first.outputs.host }}" }
    container: { image: "rust:${{ matrix.os }}", env: { A: "${{ runner.os }}" }, credentials: { username: a, password: "${{ secrets.P }}" } }
    steps:
      - { id: first, name: "${{ github.sha }}", uses: actions/checkout@v4, with: { token: "${{ github.token }}" } }
      - if: steps.first.outcome == 'success' && env.LEVEL != ''
        run: |
          echo ${{ hashFiles('**/Cargo.lock') }}
          echo ${{ steps.first.outputs.anything }}
      - { id: last, if: "${{ always() && !cancelled() }}", run: "echo ${{ contains(github.event.issue.title, 'x') }}" }
  called:
    uses: ./.github/workflows/other.yml
    with: { os: "${{ github.ref }}" }
    secrets: { token: "${{ secrets.TOKEN }}" }
  deploy:
    needs: [build, called]
    if: needs.build.result == 'success' || failure()
    runs-on: ubuntu-latest
    steps:
      - run: deploy ${{ needs.build.outputs.version }} ${{ needs.called.outputs.anything }} ${{ join(needs.*.result) }}
"#;

#[test]
fn a_workflow_in_order_has_no_problems() {
    assert_eq!(reported(&yaml(WORKFLOW)), [""; 0]);
}

/// What is put in where, and what is said about it.
const PUT: &[(&str, &str, &str)] = &[
    (
        "name",
        "${{ github.sha }}",
        "GitHub evaluates no expressions here: `github.sha` would stay text",
    ),
    (
        "jobs.build.steps.0.uses",
        "a/b@${{ vars.V }}",
        "GitHub evaluates no expressions here: `vars.V` would stay text",
    ),
    ("run-name", "${{ secrets.A }}", "`secrets` is not available here"),
    ("run-name", "${{ needs.build.result }}", "`needs` is not available here"),
    ("env.LEVEL", "${{ env.TOKEN }}", "`env` is not available here"),
    ("jobs.build.runs-on", "${{ env.LEVEL }}", "`env` is not available here"),
    ("jobs.build.runs-on", "${{ steps.first.outputs.a }}", "`steps` is not available here"),
    ("jobs.build.env", "${{ runner.temp }}", "`runner` is not available here"),
    ("jobs.deploy.if", "secrets.TOKEN != ''", "`secrets` is not available here"),
    ("jobs.deploy.if", "env.LEVEL == 'a'", "`env` is not available here"),
    ("jobs.deploy.if", "matrix.os == 'a'", "`matrix` is not available here"),
    ("jobs.deploy.if", "hashFiles('a') != ''", "`hashFiles` can't be called here"),
    ("jobs.build.steps.1.if", "secrets.TOKEN", "`secrets` is not available here"),
    (
        "jobs.build.steps.1.if",
        "${{ github.ref }} == 'a'",
        "`${{ github.ref }} == 'a'` is always true",
    ),
    ("jobs.build.steps.1.if", "${{ github.ref }} ", "`${{ github.ref }}` is always true"),
    (
        "jobs.build.steps.1.if",
        "github.ref = 'a'",
        "`github.ref = 'a'` is no GitHub expression: `=` has no meaning here, in column 12",
    ),
    ("jobs.build.steps.1.if", "", "this expression is empty"),
    ("jobs.build.steps.1.run", "echo ${{ success() }}", "`success` can't be called here"),
    ("jobs.build.steps.1.run", "echo ${{ }}", "this expression is empty"),
    (
        "jobs.build.steps.1.run",
        "echo ${{ github.sha }",
        "the `${{` before `github.sha }` is never closed",
    ),
    ("jobs.build.steps.1.run", "echo ${{ jobs.build.result }}", "`jobs` is not available here"),
    (
        "jobs.build.steps.1.run",
        "echo ${{ steps.last.outputs.a }}",
        "this job has no earlier step `last`",
    ),
    (
        "jobs.build.steps.1.run",
        "echo ${{ steps.frist.outputs.a }}",
        "this job has no earlier step `frist`",
    ),
    ("jobs.build.steps.1.run", "echo ${{ steps.first.version }}", "`steps.first` has no `version`"),
    (
        "jobs.build.steps.1.run",
        "echo ${{ matrix.arch }}",
        "the matrix of this job has no key `arch`",
    ),
    ("jobs.deploy.steps.0.run", "echo ${{ matrix.os }}", "this job has no matrix"),
    ("jobs.build.steps.1.run", "echo ${{ inputs.tga }}", "this workflow has no input `tga`"),
    (
        "jobs.build.steps.1.run",
        "echo ${{ needs.deploy.result }}",
        "this job does not need `deploy`",
    ),
    (
        "jobs.deploy.steps.0.run",
        "echo ${{ needs.build.outputs.tag }}",
        "the job `build` has no output `tag`",
    ),
    (
        "jobs.deploy.steps.0.run",
        "echo ${{ needs.build.version }}",
        "`needs.build` has no `version`",
    ),
    (
        "on.workflow_call.outputs.version.value",
        "${{ jobs.biuld.outputs.a }}",
        "this workflow has no job `biuld`",
    ),
    (
        "jobs.build.steps.1.run",
        "echo '${{ github.head_ref }}'",
        "`github.head_ref` is written by strangers, and would become part of this script",
    ),
];

#[test]
fn every_error_is_reported_once_at_its_path() {
    for (path, text, message) in PUT {
        let mut workflow = yaml(WORKFLOW);
        let path = put(&mut workflow, path, (*text).into());
        assert_eq!(reported(&workflow), [format!("{path}: {message}")], "`{text}`");
    }
}

/// Puts a value at a path written with dots, and gives the path.
fn put(root: &mut Value, path: &str, value: Value) -> Path {
    let mut here = root;
    let mut walked = Path::root();
    for name in path.split('.') {
        here = match here {
            Value::Map(map) => {
                walked = walked.key(name);
                if !map.contains_key(name) {
                    map.insert(name, Value::Null);
                }
                map.get_mut(name).unwrap()
            }
            Value::List(list) => {
                walked = walked.index(name.parse().unwrap());
                &mut list[name.parse::<usize>().unwrap()]
            }
            _ => panic!("`{path}` leads nowhere"),
        };
    }
    *here = value;
    walked
}

#[test]
fn what_is_only_known_at_github_is_not_doubted() {
    let mut workflow = yaml(WORKFLOW);
    put(&mut workflow, "jobs.build.strategy.matrix", "${{ fromJSON(vars.MATRIX) }}".into());
    put(
        &mut workflow,
        "jobs.build.steps.1.run",
        "echo ${{ matrix.anything }} ${{ vars.ANY }} ${{ env.ANY }} ${{ secrets.ANY }}".into(),
    );
    put(&mut workflow, "jobs.build.outputs", "${{ fromJSON(steps.last.outputs.all) }}".into());
    assert_eq!(reported(&workflow), [""; 0]);
    put(
        &mut workflow,
        "jobs.build.strategy.matrix",
        Map::from([("include", "${{ fromJSON(vars.MATRIX) }}")]).into(),
    );
    assert_eq!(reported(&workflow), [""; 0]);
}

#[test]
fn each_line_of_a_script_is_checked_and_literal_text_is_not() {
    let mut workflow = yaml(WORKFLOW);
    let literal = Text::Pieces(vec![Piece::Literal("${{ anything".into())]);
    put(
        &mut workflow,
        "jobs.deploy.steps.0.run",
        vec!["true".into(), "${{ github.head_ref }}".into(), literal.into()].into(),
    );
    assert_eq!(reported(&workflow).len(), 1);
    assert!(reported(&workflow)[0].starts_with("jobs.deploy.steps[0].run[1]: `github.head_ref`"));
}

fn expression(source: &str) -> Piece {
    let (language, source) = (Language("GitHub".into()), read_expression(&source.into()).unwrap());
    Piece::Hole(Hole::Expr(Box::new(Expr { language, source, result: None })))
}

fn text(pieces: impl IntoIterator<Item = Piece>) -> Text {
    Text::Pieces(pieces.into_iter().collect())
}

#[test]
fn holes_are_held_against_their_place_too() {
    let mut workflow = yaml(WORKFLOW);
    put(&mut workflow, "jobs.build.runs-on", text([expression("env.LEVEL")]).into());
    put(&mut workflow, "jobs.deploy.if", text([Piece::Hole(Hole::Secret("TOKEN".into()))]).into());
    put(
        &mut workflow,
        "jobs.deploy.steps.0.run",
        text([Piece::Plain("echo ".into()), expression("github.head_ref")]).into(),
    );
    assert_eq!(
        reported(&workflow),
        [
            "jobs.build.runs-on: `env` is not available here",
            "jobs.deploy.if: `secrets` is not available here",
            "jobs.deploy.steps[0].run: `github.head_ref` is written by strangers, and would become part of this script",
        ]
    );
}

#[test]
fn a_condition_is_written_bare() {
    let either = || expression("failure()||cancelled()");
    assert_eq!(condition(&text([either()])).unwrap(), "failure() || cancelled()");
    assert_eq!(
        condition(&text([either(), Piece::Plain(" && true".into())])).unwrap(),
        "(failure() || cancelled()) && true"
    );
    assert_eq!(condition(&text([expression("!cancelled()")])).unwrap(), "${{ !cancelled() }}");
    assert_eq!(
        condition(&text([Piece::Hole(Hole::Secret("A".into()))])).unwrap_err().code,
        "secret-in-expression"
    );
}

#[test]
fn an_expression_of_a_recipe_is_read_at_once() {
    let message = |source: &str| read_expression(&source.into()).unwrap_err().message;
    assert_eq!(message("gihub.sha"), "GitHub knows no `gihub`");
    assert_eq!(
        message("${{ github.sha }}"),
        "`${{ github.sha }}` is no GitHub expression: `$` has no meaning here, in column 1"
    );
    assert_eq!(
        read_expression(&text([expression("true||false"), Piece::Plain("&&true".into())])).unwrap(),
        "(true || false) && true"
    );
}

/// What a script names that is declared as what strangers write, and what is said about it.
const DECLARED: &[(&str, &str, &str)] = &[
    ("env.LEVEL", "env.LEVEL", "`env.LEVEL` is `github.head_ref`"),
    ("env.LEVEL", "env['level']", "`env['level']` is `github.head_ref`"),
    ("env.LEVEL", "toJSON(env)", "`env` is `github.head_ref`"),
    ("jobs.build.env", "env.TITLE", "`env.TITLE` is `github.head_ref`"),
    ("jobs.build.steps.1.env", "env.TITLE", "`env.TITLE` is `github.head_ref`"),
    ("jobs.build.strategy.matrix.os", "matrix.os", "`matrix.os` is `github.head_ref`"),
    (
        "on.workflow_call.inputs.level.default",
        "inputs.level",
        "`inputs.level` is `github.head_ref`",
    ),
    ("on.workflow_call.inputs.level.default", "env.LEVEL", "`env.LEVEL` is `github.head_ref`"),
];

#[test]
fn what_is_declared_as_foreign_text_is_foreign_text() {
    for (place, named, said) in DECLARED {
        let mut workflow = yaml(WORKFLOW);
        let foreign = "${{ github.head_ref }}";
        let value = if place.ends_with(".env") {
            Map::from([("TITLE", foreign)]).into()
        } else {
            foreign.into()
        };
        put(&mut workflow, place, value);
        put(
            &mut workflow,
            "jobs.build.steps.1.run",
            format!("echo ${{{{ {named} }}}}").as_str().into(),
        );
        assert_eq!(
            reported(&workflow),
            [format!(
                "jobs.build.steps[1].run: {said}, which strangers write, and it would become part of this script"
            )],
            "`{place}`, `{named}`"
        );
    }
}

#[test]
fn what_sets_itself_ends() {
    let mut workflow = yaml(WORKFLOW);
    put(
        &mut workflow,
        "jobs.build.steps.1.env",
        Map::from([("A", "${{ env.B }}"), ("B", "${{ env.A }}")]).into(),
    );
    put(&mut workflow, "jobs.build.steps.1.run", "echo ${{ env.A }}".into());
    assert_eq!(reported(&workflow), [""; 0]);
}

#[test]
fn scripts_are_found_where_actions_run_them() {
    let foreign = "${{ github.event.issue.title }}";
    for (uses, input, is_script) in [
        ("actions/github-script@v7", "script", true),
        ("Actions/GitHub-Script@v7", "Script", true),
        ("azure/cli@v2", "inlineScript", true),
        ("actions/github-script@v7", "result-encoding", false),
        ("actions/checkout@v4", "script", false),
    ] {
        let mut workflow = yaml(WORKFLOW);
        put(
            &mut workflow,
            "jobs.deploy.steps.0",
            Map::from([
                ("uses", Value::from(uses)),
                ("with", Map::from([(input, foreign)]).into()),
            ])
            .into(),
        );
        assert_eq!(reported(&workflow).len(), usize::from(is_script), "{uses} {input}");
    }
    let mut workflow = yaml(WORKFLOW);
    put(&mut workflow, "jobs.build.steps.1.shell", format!("{foreign} {{0}}").as_str().into());
    assert_eq!(reported(&workflow).len(), 1);
}
