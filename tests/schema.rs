//! Schemas of others as tables: each folder of `tests/schema` has a schema and the tables that are made of it.

mod support;

use std::path::Path;
use support::expected::{difference, is_blessing, repair};
use support::paths::in_repository;
use support::tree::subfolders;
use sw::import::{ImportError, import};
use sw::schema::{
    Dialect, KIND, Lookup, Problem, Schema, TYPE, Table, Tables, Version, Versions, View, check,
    embedded, embedded_table, order,
};
use sw::value::tagged::UNCHECKED;
use sw::value::{Map, Step, Tag, Value, read};

/// The schema of a folder.
fn schema(folder: &Path) -> String {
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    read("schema.json").or_else(|_| read("schema.yaml")).expect("a folder has a schema")
}

/// The tables that are made of it, one after the other.
fn tables(folder: &Path) -> String {
    let version = |address: &str| address.ends_with("acme/box").then(|| "1.2.0".to_string());
    let tables = import(&schema(folder), Some("acme/box"), &version).expect("it is a schema");
    tables.iter().map(|table| format!("{}\n{}", table.name, table.text)).collect()
}

#[test]
fn schemas_become_the_tables_beside_them() {
    let root = in_repository("tests/schema");
    let mut wrong = Vec::new();
    for name in subfolders(&root) {
        let (actual, path) = (tables(&root.join(&name)), root.join(&name).join("expected.table"));
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if is_blessing() {
            std::fs::write(&path, &actual).expect("an expected file can be written");
        } else if expected != actual {
            wrong.push(difference(&name, &expected, &actual));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), repair("schema"));
}

/// What a table, made of `schema`, has against a value.
fn problems(schema: &str, value: &str) -> Vec<String> {
    let made = import(schema, Some("box"), &|_| None).expect("it is a schema");
    let table = Table::parse(&made[0].text).expect("what is written can be read");
    let root = table.view(table.find(TYPE, "box").expect("the root is there"));
    let value = &read::json(value).expect("a value is JSON");
    let problems = check(value, root, &Dialect::DOCUMENT);
    problems
        .into_iter()
        .map(|problem| format!("{}: {}", problem.path, problem.diagnostic.message))
        .collect()
}

#[test]
fn what_a_table_says_is_what_the_schema_says() {
    let schema = schema(&in_repository("tests/schema/unions"));
    let good = r#"{ "steps": [{ "run": "x", "shell": "sh", "name": "a" }, { "call": "x" }], "target": [{ "address": "a" }], "word": 3, "when": null, "backup": { "disk": "a" } }"#;
    assert_eq!(problems(&schema, good), [""; 0]);
    let bad = r#"{ "steps": [{ "run": "x", "with": {} }], "target": { "adress": "a" }, "word": "any", "backup": {} }"#;
    assert_eq!(
        problems(&schema, bad),
        [
            "steps[0].with: `steps` with `with` needs `call`",
            "target.adress: `target` has no key `adress`",
            "word: `any` is not one of `all`, `none` and `some`",
            "backup: `backup` needs `disk` or `bucket`",
        ]
    );
}

#[test]
fn what_is_no_schema_is_refused_with_its_reason() {
    let of = |text: &str| import(text, Some("box"), &|_| None).unwrap_err();
    for text in ["", "[]", "{}", "just text", "- a", "kind: Deployment\nspec: {}\n", "{ \"a\": 1 }"]
    {
        assert_eq!(of(text), ImportError::Unknown, "{text}");
    }
    assert!(matches!(of("{"), ImportError::Unreadable(_)));
    assert!(matches!(of("{ \"provider_schemas\": {} }"), ImportError::Unreadable(_)));
    assert_eq!(of(r##"{ "$ref": "#/$defs/a" }"##), ImportError::NoTarget("#/$defs/a".into()));
    assert_eq!(import(r#"{ "properties": {} }"#, None, &|_| None), Err(ImportError::NoName));
    let crd = |spec: &str| of(&format!("kind: CustomResourceDefinition\nspec: {spec}\n"));
    for spec in [
        "{}",
        "{ group: a.b, names: { kind: B, plural: bs } }",
        "{ group: ../../x, names: { kind: B, plural: bs }, versions: [{ name: v1, schema: { openAPIV3Schema: { type: object } } }] }",
        "{ group: a.b, names: { kind: \"B\\nresource x\", plural: bs }, versions: [] }",
    ] {
        assert!(matches!(crd(spec), ImportError::Unreadable(_)), "{spec}");
    }
}

#[test]
fn what_is_made_to_hurt_comes_to_an_end() {
    let of = |text: &str| import(text, Some("box"), &|_| None);
    let nested = |depth: usize| {
        format!("{}{{}}{}", r#"{"properties":{"a":"#.repeat(depth), "}}".repeat(depth))
    };
    assert!(of(&nested(20)).is_ok());
    assert!(of(&nested(60)).is_err());
    assert!(of(&nested(100_000)).is_err());
    // References in a ring, and definitions that double at each step.
    assert!(of(r##"{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }"##).is_err());
    assert!(of(r##"{ "properties": { "x": { "$ref": "#/$defs/a" } }, "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/a" }] } } }"##).is_err());
    assert!(of(r##"{ "properties": { "x": { "$ref": "#/$defs/a" } }, "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/a" }, { "type": "string" }] } } }"##).is_ok());
    let doubling: String = (0..60)
        .map(|i| format!(r##""d{i}": {{ "type": "array", "prefixItems": [], "items": {{ "anyOf": [{{ "type": "array", "items": {{ "$ref": "#/$defs/d{0}" }} }}, {{ "$ref": "#/$defs/d{0}" }}] }} }}, "##, i + 1))
        .collect();
    let doubling = format!(
        r##"{{ "properties": {{ "x": {{ "$ref": "#/$defs/d0" }} }}, "$defs": {{ {doubling} "d60": {{ "type": "string" }} }} }}"##
    );
    assert_eq!(of(&doubling), Err(ImportError::TooLarge));
    // Names can't break out of their line.
    let name =
        of(r#"{ "properties": { "a\nresource aws_vpc\n b": { "enum": ["x\ny"] } } }"#).unwrap();
    assert_eq!(Table::parse(&name[0].text).unwrap().names("resource"), [""; 0]);
}

/// A type of a table whose maps take no keys but those that it names.
fn closed(table: &Table) -> Option<View<'_>> {
    table
        .types()
        .filter_map(|(kind, name)| Some(table.view(table.find(kind, name)?)))
        .find(|view| view.object().is_some_and(|object| object.get("*").is_none()))
}

#[test]
fn an_unknown_key_says_whose_schema_that_is_and_each_way_out() {
    for name in embedded() {
        let table = embedded_table(name).expect("the program's tables can be read");
        let view = closed(table).unwrap_or_else(|| panic!("`{name}` takes all keys everywhere"));
        let unknown = |value: Value| {
            let map: Map = [("zzzz_unknown", value)].into_iter().collect();
            let problems = check(&map.into(), view, &Dialect::DOCUMENT);
            problems.into_iter().find(|problem| problem.path.to_string() == "zzzz_unknown")
        };
        let problem = unknown(Value::Int(1)).unwrap_or_else(|| panic!("`{name}` takes any key"));
        let said = format!("{:?}", problem.diagnostic);
        let head = &table.head;
        for part in [
            &*head.source,
            &*head.version,
            &*head.date,
            "newer `sw`",
            "`sw schema add`",
            "`unchecked(value",
        ] {
            assert!(said.contains(part), "`{name}` does not say `{part}`: {said}");
        }
        let vouched = Value::Int(1).tagged(Tag::new(UNCHECKED, "in the preview of October"));
        assert_eq!(unknown(vouched), None, "`{name}` checks what its author vouches for");
    }
    let table = Table::parse("sw-table 4\nsource: acme\n\ntype box\n lid ?s\n").unwrap();
    assert_eq!(table.head.to_string(), "`acme`", "what is not known leaves no space");
}

fn known(tables: &Tables, kind: &str, name: &str) -> Schema {
    let provider = name.split('_').next().expect("a name has a first part");
    let found = tables.lookup(&format!("terraform/{provider}"), kind, name);
    let Lookup::Known(schema) = found else { panic!("{kind} {name} is {found:?}") };
    schema
}

fn own(version: &str) -> Tables {
    let count = if version.starts_with('5') { " cpu_core_count ?n\n" } else { "" };
    let text = format!(
        "sw-table 4\nsource: hashicorp/aws\nversion: {version}\n\nresource aws_instance\n ami !s\n{count}"
    );
    Tables::new(Box::new(move |path| path.ends_with("/aws.table").then(|| text.clone())))
}

#[test]
fn what_is_removed_is_known_of_own_tables_of_later_versions() {
    let body = Map::from([("ami", "a".into()), ("cpu_core_count", Value::Int(1))]);
    let count = |version: &str| {
        let schema = known(&own(version), "resource", "aws_instance");
        let problems = schema.check_map(&body, &Dialect::LANGUAGE);
        (problems.first().map(|problem| problem.diagnostic.message.clone()), schema.removed().len())
    };
    let message =
        "this block no longer has the argument `cpu_core_count`: version 5 was the last to have it";
    let (said, removed) = count("7.1.0");
    assert_eq!((said.as_deref(), removed > 0), (Some(message), true));
    assert_eq!(count("5.9.0").0, None);
    assert_ne!(count("unknown").0.as_deref(), Some(message));
    let group =
        |version: &str| own(version).lookup("terraform/aws", "resource", "aws_db_security_group");
    assert!(matches!(group("5.1.0"), Lookup::Removed(last) if last == "4"));
    assert!(matches!(group("4.1.0"), Lookup::Unknown(_)));
}

/// A deprecated field can be left out, what replaces it is there, and each reference is to a type.
/// Types that hold themselves are looked at once.
fn look(view: View<'_>, name: &str, seen: &mut Vec<*const sw::schema::Object>) {
    let Some((view, object)) = view.objects() else { return };
    if seen.contains(&std::ptr::from_ref(object)) {
        return;
    }
    seen.push(object);
    for field in &object.fields {
        let instead = field.instead.as_deref();
        assert!(
            instead.is_none_or(|instead| object.get(instead).is_some()),
            "{name} {}",
            field.name
        );
        let is_required = field.presence == sw::schema::Presence::Required;
        assert!(!field.marks.is_deprecated || !is_required, "{name} {}", field.name);
        let below = view.at(&field.ty);
        match (&field.ty, below.definition()) {
            (sw::schema::Type::Ref(to), None) => panic!("{name} refers to {}", to.name),
            (_, Some(_)) => {}
            _ => look(below, name, seen),
        }
    }
}

#[test]
fn every_table_is_read_to_its_end_and_has_its_source_and_date() {
    for name in embedded() {
        let table = embedded_table(name).unwrap_or_else(|| panic!("the head of {name}"));
        let head = &table.head;
        assert!(
            !head.source.is_empty() && !head.version.is_empty() && head.date.len() == 10,
            "{name}"
        );
        // The list of kinds refers to other tables; `kubernetes_tables.rs` follows it.
        for (kind, of) in table.types().filter(|(kind, _)| *kind != KIND) {
            let view = table.view(table.find(kind, of).expect("it has what it names"));
            look(view, of, &mut Vec::new());
        }
        assert!(table.types().next().is_some(), "{name}");
    }
}

#[test]
fn the_large_providers_have_what_they_are_known_for() {
    let count = |name: &str, kind: &str| embedded_table(name).unwrap().names(kind).len();
    assert!(count("terraform/aws", "resource") > 1500);
    assert!(count("terraform/azurerm", "resource") > 1000);
    assert!(count("terraform/google", "data") > 300);
    let service = known(&Tables::of_program(), "resource", "aws_ecs_service");
    let network = service.object().unwrap().get("network_configuration").unwrap();
    assert!(network.marks.is_block && service.view().at(&network.ty).object().is_some());
}

#[test]
fn what_is_deprecated_is_marked_and_what_others_deprecate_is_not() {
    let tables = Tables::of_program();
    for (name, field, instead) in [
        ("aws_s3_bucket", "acl", None),
        ("aws_instance", "network_interface", Some("primary_network_interface")),
        ("azurerm_key_vault", "enable_rbac_authorization", Some("rbac_authorization_enabled")),
        ("google_filestore_instance", "zone", Some("location")),
        ("hcloud_server", "datacenter", Some("location")),
        ("random_string", "number", Some("numeric")),
    ] {
        let schema = known(&tables, "resource", name);
        let field = schema.object().unwrap().get(field).unwrap();
        assert!(field.marks.is_deprecated, "{name} {}", field.name);
        assert_eq!(field.instead.as_deref(), instead, "{name} {}", field.name);
    }
    assert!(known(&tables, "resource", "azurerm_app_service_plan").is_deprecated());
    assert!(known(&tables, "data", "aws_s3_bucket_object").is_deprecated());
    // The package that says so deprecates an argument and classes of its own, and one value of an argument; another that
    // only has the same first letters is another type.
    let instance = known(&tables, "resource", "aws_instance");
    assert!(!instance.object().unwrap().get("security_groups").unwrap().marks.is_deprecated);
    for name in ["aws_s3_bucket", "datadog_api_key", "google_container_cluster", "hcloud_server"] {
        assert!(!known(&tables, "resource", name).is_deprecated(), "{name}");
    }
}

#[test]
fn what_is_removed_has_the_last_version_that_had_it() {
    let tables = Tables::of_program();
    for (name, field, last) in [
        ("aws_instance", "cpu_core_count", "5"),
        ("azurerm_subnet", "enforce_private_link_endpoint_network_policies", "3"),
        ("google_container_cluster", "enable_binary_authorization", "4"),
    ] {
        let schema = known(&tables, "resource", name);
        let found = schema.removed().into_iter().find(|(key, _)| *key == field);
        assert_eq!(
            found.map(|(_, last)| last.to_string()).as_deref(),
            Some(last),
            "{name} {field}"
        );
    }
    for (kind, name, version) in [
        ("resource", "aws_db_security_group", "4"),
        ("resource", "cloudflare_record", "4"),
        ("data", "aws_subnet_ids", "4"),
    ] {
        let table = format!("terraform/{}", name.split('_').next().unwrap());
        let found = tables.lookup(&table, kind, name);
        assert!(matches!(&found, Lookup::Removed(last) if last == version), "{name}: {found:?}");
    }
}

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

fn said_of_job(value: &Value) -> Vec<String> {
    let table = Table::parse(TABLE).expect("it is a table");
    let view = table.view(table.find("type", "job").expect("it has the type"));
    let problems = check(value, view, &Dialect::DOCUMENT);
    let line = |problem: Problem| {
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
        assert_eq!(said_of_job(&job(&[(key, value)])), Vec::<String>::new(), "{key}");
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
        assert_eq!(said_of_job(&job(&[(key, value)])), [expected], "{key}");
    }
    let both = job(&[("image", "a".into()), ("on", "push".into())]);
    assert_eq!(
        said_of_job(&both),
        ["on: conflicting-keys: a job can't have both `image` and `on`"]
    );
    let empty = job(&[("steps", vec![Map::new().into()].into())]);
    assert_eq!(said_of_job(&empty), ["steps[0]: missing-key: a step needs `run` or `uses`"]);
}

#[test]
fn a_misspelt_key_is_not_missing_too() {
    let step = Map::from([("urn", "make")]);
    assert_eq!(
        said_of_job(&job(&[("steps", vec![step.into()].into())])),
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
        let version = Version::parse(version);
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

#[test]
fn a_version_is_compared_in_the_parts_that_both_have() {
    let of = |text| Version::parse(text).unwrap();
    let versions = Versions { since: Some(of("36")), last: Some(of("38")) };
    let have = |text: &str| versions.have(Version::parse(text));
    assert_eq!(["35.9", "36.0", "38.4.1", "39"].map(have), [false, true, true, false]);
    assert!(!versions.have(None));
}
