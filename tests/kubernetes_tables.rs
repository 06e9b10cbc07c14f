//! The tables of Kubernetes: each enumeration, each keyed list, each version and each kind that they have.

mod support;

use support::paths::in_repository;
use sw::schema::{
    Dialect, Field, ItemKey, KIND, KindLookup, Object, Problem, Table, Tables, Type, Unique,
    Version, View, check, embedded, embedded_table,
};
use sw::value::{Key, Kinds, Map, Value};

fn table(name: &str) -> &'static Table {
    embedded_table(name).expect("the table is part of the program")
}

/// All types of a table, those of earlier versions too, by name.
fn types(table: &Table) -> Vec<(String, View<'_>)> {
    let names = table.all_types().filter(|(kind, _)| *kind != KIND);
    names
        .map(|(kind, name)| {
            (name.to_string(), table.view(table.find(kind, name).expect("it is there")))
        })
        .collect()
}

fn objects(table: &Table) -> Vec<(String, View<'_>, &Object)> {
    let types = types(table).into_iter();
    types.filter_map(|(name, view)| Some((name, view, view.object()?))).collect()
}

/// The tables of Kubernetes itself and of custom resources.
fn tables() -> Vec<&'static Table> {
    let names = embedded().filter(|name| name.starts_with("kubernetes/"));
    names.filter(|name| *name != "kubernetes/kinds").map(table).collect()
}

fn version(text: &str) -> Version {
    Version::parse(text).expect("it is a version")
}

/// The problems of one key of a map, in the version that has it.
fn of_key(
    view: View<'_>,
    field: &Field,
    value: Value,
    in_version: Option<Version>,
) -> Vec<Problem> {
    let map = Map::from_iter([(Key::from(&*field.name), value)]);
    let dialect = Dialect { version: in_version.or(field.versions.last), ..Dialect::DOCUMENT };
    let problems = check(&map.into(), view, &dialect);
    let is_own = |problem: &Problem| problem.path.to_string().starts_with(&*field.name);
    problems
        .into_iter()
        .filter(|problem| is_own(problem) && problem.diagnostic.is_error())
        .collect()
}

/// The words of a field that is an enumeration, and whether it is a list of them.
fn words(field: &Field) -> Option<(&[Box<str>], bool)> {
    match &field.ty {
        Type::OneOf(Kinds::TEXT, words) => Some((words, false)),
        Type::List { item, .. } => match &**item {
            Type::OneOf(Kinds::TEXT, words) => Some((words, true)),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn every_enumeration_takes_its_words_and_no_other() {
    let mut count = 0;
    for (name, view, object) in tables().into_iter().flat_map(objects) {
        for field in object.fields.iter().filter(|field| !matches!(&*field.name, "apiVersion")) {
            let Some((words, is_list)) = words(field) else { continue };
            let value = |word: &str| -> Value {
                if is_list { vec![Value::from(word)].into() } else { word.into() }
            };
            for word in words {
                let found = of_key(view, field, value(word), None);
                assert!(found.is_empty(), "{name}.{}: {found:?}", field.name);
            }
            for wrong in [words[words.len() - 1].to_lowercase() + "x", "No-Such Word".into()] {
                let found = of_key(view, field, value(&wrong), None);
                let code = found.first().map(|problem| &*problem.diagnostic.code);
                assert_eq!(code, Some("not-one-of"), "{name}.{}: {wrong}", field.name);
            }
            count += usize::from(&*field.name != "kind" || words.len() > 1);
        }
    }
    assert!(count >= 86, "{count}");
}

#[test]
fn every_row_of_the_facts_is_in_the_table() {
    let path = in_repository("scripts/schema_sources/overlays/kubernetes/core.facts");
    let facts = std::fs::read_to_string(path).expect("the facts are there");
    let (table, mut view, mut rows) = (table("kubernetes/core"), None, 0);
    for line in facts.lines() {
        if let Some(name) = line.strip_prefix("type ") {
            let at = table.find("type", name);
            view =
                Some((name, table.view(at.unwrap_or_else(|| panic!("the table has no {name}")))));
        } else if let (Some((name, view)), Some((field, said))) =
            (view, line.trim().split_once(" e:"))
        {
            let field = view.field(field).unwrap_or_else(|| panic!("{name} has no {field}"));
            let (words, _) =
                words(field).unwrap_or_else(|| panic!("{name}.{} takes any text", field.name));
            assert_eq!(words.len(), said.split('|').count(), "{name}.{}", field.name);
            rows += 1;
        }
    }
    assert!(rows >= 86, "{rows}");
}

/// A list with two items that have the same under all keys but those left out.
fn twice(keys: &[ItemKey], item: Option<&Object>, without: Option<&str>) -> Value {
    let is_number = |key: &str| {
        let kinds = item.and_then(|item| item.get(key)).map(|field| View::of(&field.ty).kinds());
        kinds.is_some_and(|kinds| kinds.words("a list") == "an int")
    };
    let value = |key: &ItemKey| match (&key.default, is_number(&key.name)) {
        (_, true) => Value::Int(7),
        (Some(default), _) => (&**default).into(),
        _ => "same".into(),
    };
    let entry = |key: &ItemKey| (Key::from(&*key.name), value(key));
    let first: Map = keys.iter().map(entry).collect();
    let kept = keys.iter().filter(|key| Some(&*key.name) != without);
    vec![Value::from(first), Value::from(kept.map(entry).collect::<Map>())].into()
}

#[test]
fn every_keyed_list_refuses_two_items_of_one_key() {
    let (mut count, mut defaults) = (0, 0);
    for (name, view, object) in tables().into_iter().flat_map(objects) {
        for field in &object.fields {
            let Type::List { unique: Unique::By(keys), item, .. } = &field.ty else { continue };
            let item = view.at(item).object();
            let is_refused = |without: Option<&str>| {
                let found = of_key(view, field, twice(keys, item, without), None);
                found.iter().any(|problem| problem.diagnostic.code == "repeated-item")
            };
            assert!(is_refused(None), "{name}.{}", field.name);
            for key in keys.iter().filter(|key| key.default.is_some()) {
                assert!(is_refused(Some(&key.name)), "{name}.{} without {key}", field.name);
                defaults += 1;
            }
            count += 1;
        }
    }
    assert!(count >= 81 && defaults >= 3, "{count} {defaults}");
}

#[test]
fn fields_of_other_versions_are_refused_with_the_version() {
    let (mut newer, mut removed) = (0, 0);
    for (name, view, object) in objects(table("kubernetes/core")) {
        for field in &object.fields {
            let (since, last) = (field.versions.since, field.versions.last);
            if let Some(since) = since {
                let found = of_key(view, field, Value::Null, Some(version("1.33")));
                let said = format!("since version {since}, and this is for 1.33");
                assert!(found[0].diagnostic.message.contains(&said), "{name}: {found:?}");
                newer += 1;
            }
            if let Some(last) = last {
                let found = of_key(view, field, Value::Null, Some(version("1.38")));
                let said = format!("version {last} was the last to have it");
                assert!(found[0].diagnostic.message.contains(&said), "{name}: {found:?}");
                removed += 1;
            }
        }
    }
    assert!(newer > 50 && removed > 1, "{newer} {removed}");
}

#[test]
fn every_kind_is_found_with_its_scope_in_each_version() {
    let tables = Tables::of_program();
    let mut count = 0;
    for (kind, api_version, _) in tables.kinds() {
        match tables.kind(&kind, Some(&api_version), None) {
            KindLookup::Known(found) => {
                assert!(found.schema.object().is_some(), "{api_version} {kind}");
                count += 1;
            }
            other => panic!("{api_version} {kind}: {other:?}"),
        }
    }
    assert!(count > 200, "{count}");
    let known =
        |kind: &str, api: Option<&str>, at: &str| match tables.kind(kind, api, Some(version(at))) {
            KindLookup::Known(kind) => format!("{} {}", kind.api_version, kind.is_namespaced),
            KindLookup::Removed { last, instead, advice } => {
                format!(
                    "until {last}: {}{}",
                    instead.unwrap_or_default(),
                    advice.unwrap_or_default()
                )
            }
            KindLookup::TooNew { since, instead } => {
                format!("since {since}: {}", instead.unwrap_or_default())
            }
            other => format!("{other:?}"),
        };
    assert_eq!(known("Deployment", None, "1.33"), "apps/v1 true");
    assert_eq!(known("Namespace", None, "1.37"), "v1 false");
    assert_eq!(known("ClusterRole", None, "1.36"), "rbac.authorization.k8s.io/v1 false");
    assert_eq!(known("HorizontalPodAutoscaler", None, "1.33"), "autoscaling/v2 true");
    assert_eq!(known("Gateway", None, "1.33"), "gateway.networking.k8s.io/v1 true");
    assert_eq!(known("GatewayClass", None, "1.33"), "gateway.networking.k8s.io/v1 false");
    assert_eq!(known("Rollout", None, "1.33"), "argoproj.io/v1alpha1 true");
    assert_eq!(known("ClusterIssuer", None, "1.33"), "cert-manager.io/v1 false");
    assert_eq!(known("DeviceClass", None, "1.33"), "resource.k8s.io/v1beta2 false");
    assert_eq!(known("DeviceClass", None, "1.34"), "resource.k8s.io/v1 false");
    let of = |kind: &str, api: &str, at: &str| known(kind, Some(api), at);
    assert_eq!(
        of("DeviceClass", "resource.k8s.io/v1", "1.33"),
        "since 1.34: resource.k8s.io/v1beta2"
    );
    assert_eq!(
        of("Ingress", "networking.k8s.io/v1beta1", "1.33"),
        "until 1.21: networking.k8s.io/v1"
    );
    assert_eq!(of("CronJob", "batch/v1beta1", "1.33"), "until 1.24: batch/v1");
    assert_eq!(
        of("IPAddress", "networking.k8s.io/v1beta1", "1.36"),
        "networking.k8s.io/v1beta1 false"
    );
    assert_eq!(
        of("IPAddress", "networking.k8s.io/v1beta1", "1.37"),
        "until 1.36: networking.k8s.io/v1"
    );
    assert_eq!(of("Deployment", "apps/v2", "1.33"), r#"OtherVersion(["apps/v1"])"#);
    assert_eq!(of("Deployment", "batch/v1", "1.33"), r#"OtherVersion(["apps/v1"])"#);
    assert_eq!(of("Deployment", "acme.io/v1", "1.33"), "Unchecked");
    assert_eq!(of("Deploymnt", "apps/v1", "1.33"), r#"Unknown(Some("Deployment"))"#);
    assert!(known("PodSecurityPolicy", None, "1.33").contains("use Pod Security admission"));
    let KindLookup::Known(endpoints) = tables.kind("Endpoints", None, None) else { panic!() };
    assert!(
        endpoints.is_deprecated
            && endpoints.advice.is_some_and(|advice| advice.contains("EndpointSlice"))
    );
}
