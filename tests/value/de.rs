//! What an author meets: each kind of mistake, and what passes unharmed.

use indexmap::IndexMap;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::num::NonZeroU16;
use sw::value::de::{from_value, from_value_all};
use sw::value::{Expr, Hole, Language, Map, Path, Piece, Tag, Text, Value};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Service {
    port: Option<u16>,
    host_name: String,
    weight: f64,
    tier: Tier,
    rules: Vec<Rule>,
    labels: IndexMap<String, String>,
    limits: BTreeMap<String, i8>,
    pair: (u32, u32),
    public: bool,
    retries: Option<NonZeroU16>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tier {
    #[default]
    Small,
    Large,
    Custom {
        cpu: u32,
    },
    Named(String),
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    path: String,
    status: Option<u32>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Keeps {
    any: Value,
    text: Text,
    map: Option<Map>,
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Map::from(entries).into()
}

fn list<const N: usize>(items: [Value; N]) -> Value {
    Value::List(items.into())
}

fn secret() -> Value {
    Text::Pieces(vec![
        Piece::Plain("postgres://".into()),
        Piece::Hole(Hole::Secret("DATABASE_URL".into())),
    ])
    .into()
}

fn expr(result: Option<&str>) -> Value {
    let expr = Expr {
        language: Language("terraform".into()),
        source: "var.region".into(),
        result: result.map(Into::into),
    };
    Hole::Expr(Box::new(expr)).into()
}

#[track_caller]
fn fails<T: serde::de::DeserializeOwned + Debug>(value: &Value, expected: &str) {
    let error = from_value::<T>(value).expect_err("it was taken");
    assert_eq!(error.to_string(), expected);
}

#[track_caller]
fn service_fails(key: &str, value: impl Into<Value>, expected: &str) {
    fails::<Service>(&map([(key, value.into())]), expected);
}

#[test]
fn everything_that_fits_is_read() {
    let given = map([
        ("port", Value::Int(8080).noted("why")),
        ("host-name", "shop".into()),
        ("weight", Value::Int(2)),
        ("tier", map([("custom", map([("cpu", Value::Int(3))]))])),
        ("rules", list([map([("path", "/".into()), ("status", Value::Null)])])),
        ("labels", map([("b", "1".into()), ("a", "2".into())]).commented(["labels".into()])),
        ("limits", map([("a", Value::Int(-1))])),
        ("pair", list([Value::Int(1), Value::Int(2)])),
        ("public", true.into()),
        ("retries", Value::Null),
    ]);
    let service: Service = from_value(&given).unwrap();
    let labels: Vec<&str> = service.labels.keys().map(String::as_str).collect();
    assert_eq!(labels, ["b", "a"]);
    let expected = Service {
        port: Some(8080),
        host_name: "shop".into(),
        weight: 2.0,
        tier: Tier::Custom { cpu: 3 },
        rules: vec![Rule { path: "/".into(), status: None }],
        labels: service.labels.clone(),
        limits: BTreeMap::from([("a".into(), -1)]),
        pair: (1, 2),
        public: true,
        retries: None,
    };
    assert_eq!(service, expected);
}

#[test]
fn every_form_of_a_choice_is_read() {
    assert_eq!(from_value::<Tier>(&"large".into()).unwrap(), Tier::Large);
    assert_eq!(from_value::<Tier>(&map([("large", Value::Null)])).unwrap(), Tier::Large);
    assert_eq!(from_value::<Tier>(&map([("named", "x".into())])).unwrap(), Tier::Named("x".into()));
    fails::<Tier>(&"huge".into(), "expected `small`, `large`, `custom` or `named`, found `huge`");
    fails::<Tier>(
        &map([("huge", Value::Null)]),
        "expected `small`, `large`, `custom` or `named`, found `huge`",
    );
    fails::<Tier>(&map([("large", Value::Int(1))]), "`large`: expected null, found the int 1");
    fails::<Tier>(
        &"custom".into(),
        "expected a map with the key `custom`, found the string \"custom\"",
    );
    fails::<Tier>(
        &map([]),
        "expected a map with one key out of `small`, `large`, `custom` and `named`, found a map",
    );
    fails::<Tier>(
        &Value::Int(1),
        "expected `small`, `large`, `custom` or `named`, found the int 1",
    );
    fails::<Tier>(
        &map([("custom", map([("cpu", "2".into())]))]),
        "`custom.cpu`: expected an int, found the string \"2\"",
    );
}

#[test]
fn mistakes_name_the_place_and_what_was_expected() {
    service_fails("prot", 1, "`prot`: unknown key");
    service_fails("port", 70_000, "`port`: expected an int from 0 to 65535, found the int 70000");
    service_fails("port", 80.5, "`port`: expected an int, found the float 80.5");
    service_fails("port", "80", "`port`: expected an int, found the string \"80\"");
    service_fails(
        "limits",
        map([("a", Value::Int(128))]),
        "`limits.a`: expected an int from -128 to 127, found the int 128",
    );
    service_fails("host-name", 1, "`host-name`: expected a string, found the int 1");
    service_fails("host-name", Value::Null, "`host-name`: expected a string, found null");
    service_fails(
        "host-name",
        secret(),
        "`host-name`: expected a string that is known now, found a string that holds the secret `DATABASE_URL`",
    );
    service_fails(
        "host-name",
        expr(None),
        "`host-name`: expected a string that is known now, found a string that holds an expression",
    );
    service_fails("weight", "heavy", "`weight`: expected a number, found the string \"heavy\"");
    service_fails("public", "yes", "`public`: expected a bool, found the string \"yes\"");
    service_fails("rules", map([]), "`rules`: expected an array, found a map");
    service_fails("labels", list([]), "`labels`: expected a map, found an array");
    service_fails(
        "labels",
        map([("a.b", Value::Bool(true))]),
        "`labels[\"a.b\"]`: expected a string, found true",
    );
    service_fails(
        "pair",
        list([Value::Int(1)]),
        "`pair`: expected an array of 2 values, found an array",
    );
    service_fails("retries", 0, "`retries`: expected an int above 0, found the int 0");
    service_fails(
        "rules",
        list([map([("path", "/".into())]), map([("status", Value::Int(1))])]),
        "`rules[1]`: `path` is missing",
    );
    fails::<u64>(&Value::Int(-1), "expected an int of 0 or more, found the int -1");
    fails::<char>(&"ab".into(), "expected a single character, found the string \"ab\"");
    fails::<Rule>(&list([]), "expected a map, found an array");
}

#[test]
fn custom_messages_pass_through() {
    fails::<std::net::IpAddr>(&"ten".into(), "invalid IP address syntax");
}

#[test]
fn holes_and_comments_survive_in_fields_that_keep_them() {
    let any = map([
        (
            "list",
            list([
                secret(),
                expr(Some("string")),
                Value::Null,
                Value::Float(0.5),
                Value::Bool(true),
            ]),
        ),
        ("n", 3.into()),
    ]);
    let any = any.commented(["above".into()]).noted("beside");
    let given = map([
        ("any", any.clone()),
        ("text", secret().noted("lost with the text")),
        ("map", map([("x", expr(None).noted("y"))])),
    ]);
    let keeps: Keeps = from_value(&given).unwrap();
    assert_eq!(keeps.any, any);
    assert_eq!(Value::from(keeps.text), secret());
    assert_eq!(keeps.map.unwrap().get("x"), Some(&expr(None).noted("y")));
    fails::<Keeps>(
        &map([("any", Value::Null), ("text", Value::Int(1))]),
        "`text`: expected a string, found the int 1",
    );
}

#[test]
fn all_mistakes_are_found_and_none_is_made_up() {
    let rule = |key: &str, value: Value| map([(key, value), ("status", "x".into())]);
    let given = map([
        ("port", "x".into()),
        ("prot", Value::Int(1)),
        (
            "rules",
            list([
                rule("path", "/".into()),
                rule("path", Value::Int(1)),
                map([("path", "/ok".into())]),
            ]),
        ),
        ("tier", map([("custom", map([("cpu", "x".into())]))])),
        ("pair", list([Value::Int(1), "x".into()])),
        ("public", true.into()),
    ]);
    let (service, errors) = from_value_all::<Service>(&given);
    let paths: Vec<String> = errors.iter().map(|error| error.path.to_string()).collect();
    assert_eq!(
        paths,
        [
            "port",
            "prot",
            "rules[0].status",
            "rules[1].path",
            "rules[1].status",
            "tier.custom.cpu",
            "pair[1]"
        ]
    );
    let service = service.unwrap();
    assert!(service.public);
    assert_eq!(service.rules.len(), 2, "the rule without a path can't be mended: {service:?}");
    assert_eq!(service.tier, Tier::Small);
}

#[test]
fn a_mistake_at_the_root_ends_the_search() {
    let (rule, errors) = from_value_all::<Rule>(&map([("status", "x".into())]));
    assert_eq!(rule, None);
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["`status`: expected an int, found the string \"x\"", "`path` is missing"]
    );
}

#[test]
fn messages_say_what_to_do() {
    let message =
        |value: &Value| from_value::<Service>(value).unwrap_err().to_diagnostic("service");
    let unknown = message(&map([("hostname", "x".into())]));
    assert_eq!(unknown.message, "`hostname` is not an option of `service`");
    assert_eq!(unknown.hints, ["did you mean `host-name`?"]);
    assert!(
        unknown.notes[0].starts_with("`service` has `port`, `host-name`"),
        "{:?}",
        unknown.notes
    );
    let nested = message(&map([("rules", list([map([("pth", "x".into())])]))]));
    assert_eq!(nested.message, "`pth` is not an option of `rules[0]` of `service`");
    let missing = message(&map([("rules", list([map([])]))]));
    assert_eq!(
        (missing.code.as_ref(), missing.message.as_str()),
        ("missing-option", "`rules[0]` of `service` needs the option `path`")
    );
    let wrong = message(&map([("public", "yes".into())]));
    assert_eq!(wrong.message, "`public` of `service` must be a bool, not the string \"yes\"");
    assert_eq!(wrong.hints, ["write `true`"]);
    let choice = message(&map([("tier", "lagre".into())]));
    assert_eq!(
        (choice.message.as_str(), choice.hints[0].as_str()),
        ("`tier` of `service` can't be `lagre`", "did you mean `large`?")
    );
}

fn any_value() -> impl Strategy<Value = Value> {
    let piece = prop_oneof![
        "[a-z]{0,3}".prop_map(|text| Piece::Plain(text.into())),
        "[a-z]{0,3}".prop_map(|text| Piece::Literal(text.into())),
        "[A-Z]{1,3}".prop_map(|name| Piece::Hole(Hole::Secret(name.into()))),
        proptest::option::of("[a-z]{1,3}").prop_map(|result| {
            let expr = Expr {
                language: Language("github".into()),
                source: "a.b".into(),
                result: result.map(Into::into),
            };
            Piece::Hole(Hole::Expr(Box::new(expr)))
        }),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        prop::num::f64::NORMAL.prop_map(Value::Float),
        ".{0,4}".prop_map(Value::from),
        prop::collection::vec(piece, 0..4).prop_map(|pieces| Value::Text(Text::Pieces(pieces))),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::vec((".{0,4}", inner.clone()), 0..4)
                .prop_map(|entries| Value::Map(entries.into_iter().collect())),
            (inner.clone(), ".{0,4}")
                .prop_map(|(value, detail)| value.tagged(Tag::new("block", detail))),
            (inner, prop::collection::vec(".{0,4}", 0..3))
                .prop_map(|(value, lines)| value.commented(lines).noted("n")),
        ]
    })
}

proptest! {
    #[test]
    fn a_value_is_handed_over_as_it_is(value in any_value()) {
        prop_assert_eq!(from_value::<Value>(&value).unwrap(), value);
    }

    #[test]
    fn a_value_crosses_to_another_process_unharmed(value in any_value()) {
        let text = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}

#[test]
fn a_path_of_an_error_finds_the_value_at_fault() {
    let given = map([("rules", list([map([("path", Value::Int(7))])]))]);
    let error = from_value::<Service>(&given).unwrap_err();
    assert_eq!(error.path, Path::root().key("rules").index(0).key("path"));
    assert_eq!(error.path.find(&given), Some(&Value::Int(7)));
}
