//! Schemas of others as tables: each folder of `tests/schema` has a schema and the tables that are made of it.

mod support;

use std::path::Path;
use support::expected::{difference, is_blessing, repair};
use support::paths::in_repository;
use support::tree::subfolders;
use sw::schema::import::{ImportError, import};
use sw::schema::{Dialect, TYPE, Table, View, check, embedded, embedded_table};
use sw::value::tagged::UNCHECKED;
use sw::value::{Map, Tag, Value, read};

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

#[test]
fn every_table_of_the_program_can_be_read() {
    for name in embedded() {
        let table = embedded_table(name).unwrap_or_else(|| panic!("`{name}` is no table"));
        assert!(!table.head.source.is_empty(), "`{name}` does not say what it was made from");
        assert!(!table.head.version.is_empty(), "`{name}` does not say its version");
        assert!(table.head.date.len() == 10, "`{name}` does not say its date");
    }
}

/// A type of a table whose maps take no keys but those that it names.
fn closed(table: &Table) -> Option<View<'_>> {
    table
        .types()
        .filter_map(|(kind, name)| Some(table.view(table.find(kind, name)?)))
        .find(|view| view.object().is_some_and(|object| !object.is_open()))
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
