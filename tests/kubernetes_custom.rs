//! Custom resources that a project adds: their kinds, and the rules of their definitions.

use sw::import::import;
use sw::schema::{Depth, Dialect, FOLDER, KindLookup, Tables, View, check};
use sw::value::{Tag, Value, read};

const CRATES: &str = r#"
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: crates.acme.example }
spec:
  group: acme.example
  scope: Cluster
  names: { kind: Crate, plural: crates }
  versions:
    - name: v1beta1
      served: true
      deprecated: true
      schema: { openAPIV3Schema: { type: object } }
    - name: v1alpha1
      served: false
      schema: { openAPIV3Schema: { type: object } }
    - name: v1
      served: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          x-kubernetes-validations:
            - rule: "self.metadata.name != 'root'"
              message: the name root is taken
          properties:
            metadata: { type: object }
            spec:
              type: object
              x-kubernetes-validations:
                - rule: self.min <= self.max
                  message: "min is at most max"
                - rule: self.min == oldSelf.min
                  message: min may not be changed
                - rule: "!has(self.mode) || self.mode == 'open'"
                  message: the mode is open
              properties:
                min: { type: integer }
                max: { type: integer }
                mode: { type: string, default: open }
                note: { type: string }
                wait: { type: string, maxLength: 4, pattern: "^[0-9]+[sm]$" }
                from:
                  type: object
                  oneOf: [{ not: { anyOf: [{ required: [git] }, { required: [oci] }] } }, { required: [git] }, { required: [oci] }]
                  properties: { git: { type: string }, oci: { type: string } }
                image:
                  type: string
                  x-kubernetes-validations:
                    - rule: "!self.endsWith(':latest')"
                      message: "an image has a version, and not \"latest\""
                ports:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [number, protocol]
                  x-kubernetes-validations: [{ rule: "self.all(port, port.number > 0)" }]
                  items:
                    type: object
                    properties:
                      number: { type: integer }
                      protocol: { type: string, default: TCP }
"#;

/// The tables of a project that has added the definition.
fn tables() -> Tables {
    let made = import(CRATES, None, &|_| None).expect("it is a definition").remove(0);
    assert_eq!(made.name, "kubernetes/crates.acme.example");
    let path = format!("{FOLDER}/{}.table", made.name);
    let list = |folder: &str| {
        let is_own = folder == format!("{FOLDER}/kubernetes");
        if is_own { vec!["crates.acme.example.table".into()] } else { Vec::new() }
    };
    Tables::new(Box::new(move |asked| (asked == path).then(|| made.text.clone())))
        .listing(Box::new(list))
}

fn problems(view: View<'_>, value: &Value) -> Vec<String> {
    let found = check(value, view, &Dialect::DOCUMENT).into_iter();
    found.map(|problem| format!("{}: {}", problem.path, problem.diagnostic.message)).collect()
}

#[test]
fn kinds_of_added_definitions_are_known() {
    let tables = tables();
    let KindLookup::Known(known) = tables.kind("Crate", None, None) else { panic!("it was added") };
    assert_eq!((&*known.api_version, known.is_namespaced), ("acme.example/v1", false));
    assert_eq!(known.table, "kubernetes/crates.acme.example");
    let of = |version: &str| tables.kind("Crate", Some(version), None);
    assert!(matches!(of("acme.example/v1beta1"), KindLookup::Known(kind) if kind.is_deprecated));
    assert!(
        matches!(of("acme.example/v1alpha1"), KindLookup::OtherVersion(others) if others == ["acme.example/v1", "acme.example/v1beta1"])
    );
    assert!(
        matches!(tables.kind("Crat", Some("acme.example/v1"), None), KindLookup::Unknown(Some(near)) if near == "Crate")
    );
    assert!(matches!(tables.kind("Deployment", None, None), KindLookup::Known(_)));
}

#[test]
fn rules_of_definitions_are_evaluated_at_their_values() {
    let tables = tables();
    let KindLookup::Known(known) = tables.kind("Crate", None, None) else { panic!("it was added") };
    let object = |name: &str, spec: &str| {
        let text = format!(
            r#"{{ "apiVersion": "acme.example/v1", "kind": "Crate", "metadata": {{ "name": "{name}" }}, "spec": {spec} }}"#
        );
        read::json(&text).expect("it is JSON")
    };
    let of = |spec: &str| problems(known.schema.view(), &object("a", spec));
    let good = r#"{ "min": 1, "max": 2, "mode": "closed", "image": "a:1", "ports": [{ "number": 1 }, { "number": 1, "protocol": "UDP" }] }"#;
    assert_eq!(of(good), [""; 0]);
    assert_eq!(
        of(r#"{ "min": 3, "max": 2 }"#),
        ["spec: `spec` breaks a rule of its schema: min is at most max"]
    );
    assert_eq!(
        of(r#"{ "image": "a:latest", "ports": [{ "number": 0 }] }"#),
        [
            "spec.image: `spec.image` breaks a rule of its schema: an image has a version, and not \"latest\"",
            "spec.ports: `spec.ports` breaks a rule of its schema: the rule does not hold",
        ]
    );
    assert_eq!(
        of(r#"{ "ports": [{ "number": 1 }, { "number": 1, "protocol": "TCP" }] }"#),
        ["spec.ports[1]: two items of `spec.ports` have the `number` and `protocol` `1, TCP`"]
    );
    assert_eq!(
        of(r#"{ "wait": "5 min", "from": { "git": "a", "oci": "b" } }"#),
        [
            "spec.wait: `spec.wait` takes a string of at most 4 letters that matches `^[0-9]+[sm]$`, found `5 min`",
            "spec.from.oci: `from` can't have both `git` and `oci`",
        ]
    );
    assert_eq!(of(r#"{ "wait": "10s", "from": { "git": "a" } }"#), [""; 0]);
    // What is wrong otherwise is reported first, and what is not there is no reason to refuse.
    assert_eq!(
        of(r#"{ "min": "x", "max": 2 }"#),
        ["spec.min: `spec.min` takes an int, found a string"]
    );
    assert_eq!(of(r#"{ "min": 3 }"#), [""; 0]);
    assert_eq!(
        problems(known.schema.view(), &object("root", good)),
        [": this document breaks a rule of its schema: the name root is taken"]
    );
}

#[test]
fn rules_wait_for_values_that_are_not_known_yet() {
    let tables = tables();
    let KindLookup::Known(known) = tables.kind("Crate", None, None) else { panic!("it was added") };
    let spec = known.schema.view().object().expect("a map").get("spec").expect("it has one");
    let view = known.schema.view().at(&spec.ty);
    let spec = |note: Value| -> Value {
        sw::value::Map::from([("min", Value::Int(3)), ("max", Value::Int(2)), ("note", note)])
            .into()
    };
    assert_eq!(problems(view, &spec("known".into())).len(), 1);
    let unchecked = Value::from("x").tagged(Tag::new(sw::value::tagged::UNCHECKED, "why"));
    assert_eq!(problems(view, &spec(unchecked)), [""; 0]);
}

#[test]
fn the_depth_says_which_rules_are_evaluated() {
    let tables = tables();
    let KindLookup::Known(known) = tables.kind("Crate", None, None) else { panic!("it was added") };
    let depth = Depth::of(known.schema.view());
    assert_eq!((depth.rules, depth.skipped_rules, depth.keyed_lists), (4, 2, 1));
    assert_eq!(
        depth.to_string(),
        "types, 1 format, 1 keyed list, 1 rule on keys, 4 CEL rules, 2 CEL rules that are not evaluated"
    );
    let KindLookup::Known(pod) = tables.kind("Pod", None, None) else { panic!("it is built in") };
    assert!(Depth::of(pod.schema.view()).enumerations > 30);
}
