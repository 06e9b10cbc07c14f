//! Values that do not fit, and what is said of them.

use super::{Dialect, check};
use crate::schema::{Table, order};
use crate::value::{Map, Step, Value};

const TABLE: &str = r#"sw-table 4
source: acme/ci
version: 2.1
date: 2026-11-01

type job
 # a job
 name ?s
 steps !l{1..}@step
 env ?mv
 on ?(e:push|tag | lu e:push|tag | O)
  push ?(z | O)
   branches ?ls
 ports ?l<name>@port
 image ?(s | O)
  # an image
  name !s
  tag ?q
 old ?s d:name
 early ?s +36
 late ?s -34
 state =s
 x-* ?a
 ^ image on
 > env name

type port
 # a port
 name ?s{1..8}
 target !(i{1..65535} | f:duration)

type step
 # a step
 run ?(s | ls)
 uses ?s
 ! run uses
 % evaluates github needs

type loop
 = (@loop | l@loop)
"#;

fn job(entries: &[(&str, Value)]) -> Value {
    let steps = Value::List(vec![Map::from([("run", "make")]).into()]);
    let mut job = Map::from([("steps", steps)]);
    entries.iter().for_each(|(key, value)| drop(job.insert(*key, value.clone())));
    job.into()
}

fn said(value: &Value) -> Vec<String> {
    let table = Table::parse(TABLE).unwrap();
    let view = table.view(table.find("type", "job").unwrap());
    let problems = check(value, view, &Dialect::DOCUMENT);
    let line = |problem: super::Problem| {
        format!("{}: {}: {}", problem.path, problem.diagnostic.code, problem.diagnostic.message)
    };
    problems.into_iter().map(line).collect()
}

fn list(items: &[&str]) -> Value {
    items.iter().map(|item| Value::from(*item)).collect::<Vec<_>>().into()
}

#[test]
fn a_value_that_fits_has_no_problem() {
    let on = Map::from([("push", Value::Null)]);
    let port = |name: &str, target: Value| {
        Value::from(Map::from([("name", name.into()), ("target", target)]))
    };
    let fitting = [
        ("on", list(&["push", "tag"])),
        ("on", on.into()),
        ("image", Map::from([("name", Value::from("a")), ("tag", Value::Int(1))]).into()),
        ("ports", vec![port("a", Value::Int(80)), port("b", "10s".into())].into()),
        ("x-mine", Value::Null),
    ];
    for (key, value) in fitting {
        assert_eq!(said(&job(&[(key, value)])), Vec::<String>::new(), "{key}");
    }
}

#[test]
fn every_problem_is_named_at_its_path() {
    let port = |target: i64| {
        Value::from(Map::from([("name", "a".into()), ("target", Value::Int(target))]))
    };
    for (key, value, expected) in [
        ("naem", "x".into(), "naem: unknown-key: a job has no key `naem`"),
        ("name", Value::Int(1), "name: wrong-type: `name` takes a string, found an int"),
        ("steps", list(&[]), "steps: empty-value: `steps` is empty, and needs at least one entry"),
        ("on", "pusch".into(), "on: not-one-of: `pusch` is not one of `push` and `tag`"),
        ("on", list(&["push", "push"]), "on[1]: repeated-item: `push` is twice in `on`"),
        (
            "image",
            Value::Int(1),
            "image: wrong-type: `image` takes a string or a map with `name` and `tag`, found an int",
        ),
        ("image", Map::new().into(), "image: missing-key: an image needs `name`"),
        (
            "ports",
            vec![port(1), port(2)].into(),
            "ports[1]: repeated-item: two items of `ports` have the `name` `a`",
        ),
        (
            "ports",
            vec![port(0)].into(),
            "ports[0].target: invalid-format: `ports[0].target` takes an int from 1 to 65535, found `0`",
        ),
        ("old", "x".into(), "old: deprecated-argument: the key `old` of a job is deprecated"),
        (
            "late",
            "x".into(),
            "late: unknown-key: a job no longer has the key `late`: version 34 was the last to have it",
        ),
        (
            "state",
            "x".into(),
            "state: computed-argument: `state` of a job can't be set: it is computed",
        ),
        ("env", Map::new().into(), "env: missing-key: a job with `env` needs `name`"),
    ] {
        assert_eq!(said(&job(&[(key, value)])), [expected], "{key}");
    }
    let both = job(&[("image", "a".into()), ("on", "push".into())]);
    assert_eq!(said(&both), ["on: conflicting-keys: a job can't have both `image` and `on`"]);
    let empty = job(&[("steps", vec![Map::new().into()].into())]);
    assert_eq!(said(&empty), ["steps[0]: missing-key: a step needs `run` or `uses`"]);
}

#[test]
fn a_misspelt_key_is_not_missing_too() {
    let step = Map::from([("urn", "make")]);
    assert_eq!(
        said(&job(&[("steps", vec![step.into()].into())])),
        ["steps[0].urn: unknown-key: a step has no key `urn`"]
    );
}

#[test]
fn a_type_of_itself_ends() {
    let table = Table::parse(TABLE).unwrap();
    let view = table.view(table.find("type", "loop").unwrap());
    let nested = Value::List(vec![list(&[]), Value::List(vec![list(&[])])]);
    check(&nested, view, &Dialect::DOCUMENT);
    check(&Value::Int(1), view, &Dialect::DOCUMENT);
}

#[test]
fn versions_decide_what_is_there() {
    let table = Table::parse(TABLE).unwrap();
    let view = table.view(table.find("type", "job").unwrap());
    let value = job(&[("early", "x".into()), ("late", "x".into())]);
    let count = |version: &str| {
        let version = crate::schema::Version::parse(version);
        check(&value, view, &Dialect { version, ..Dialect::DOCUMENT }).len()
    };
    assert_eq!(["33", "34.2", "35", "36", "37"].map(count), [1, 1, 2, 1, 1]);
}

#[test]
fn types_of_values_are_found_by_their_steps() {
    let table = Table::parse(TABLE).unwrap();
    let view = table.view(table.find("type", "job").unwrap());
    let image = Map::from([("tag", Value::Int(1)), ("name", "a".into())]);
    let value = job(&[("image", image.clone().into())]);
    let inside = view.inside(&value, &Step::Key("image".into())).unwrap();
    let keys: Vec<_> = order(&image, inside.chosen(value.get("image").unwrap()))
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(keys, ["name", "tag"]);
    let steps = view.inside(&value, &Step::Key("steps".into())).unwrap().item().unwrap();
    assert_eq!(&*steps.definition().unwrap().notes[0].0, "evaluates");
}
