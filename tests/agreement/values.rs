//! Values of a type, such as people write under a key.

use crate::support::random_repository::Numbers;
use serde_json::{Map, Value as Json, json};
use sw::schema::{Bounds, Field, Object, Pattern, Presence, Rule, Type, View};
use sw::value::Kinds;

use super::version;

/// How deep a value may be: what is deeper has nothing but what it needs.
const DEEPEST: usize = 3;

/// Texts by the end of their key; any other key has a word.
const TEXTS: &[(&str, &[&str])] = &[
    ("image", &["registry.example.com/shop/web:1.4.2", "busybox:1.36", "a/b@sha256:0123"]),
    ("cidr", &["10.0.0.0/8", "192.168.1.0/24"]),
    ("Path", &["/data/a", "/etc/app", "/var/lib/x"]),
    ("path", &["/healthz", "/", "/a/b"]),
    ("fieldPath", &["metadata.name", "status.podIP"]),
    ("host", &["db.example.com", "cache.example.com"]),
    ("hostname", &["db-1", "cache"]),
    ("ip", &["10.0.0.7", "10.1.2.3"]),
    ("IP", &["10.0.0.7", "10.1.2.3"]),
    ("IPs", &["10.0.0.7"]),
    ("addresses", &["10.0.0.7"]),
    ("topologyKey", &["kubernetes.io/hostname", "topology.kubernetes.io/zone"]),
    ("apiVersion", &["apps/v1", "v1"]),
    ("url", &["https://hooks.example.com/x"]),
    ("URL", &["https://hooks.example.com/x"]),
    ("server", &["https://vault.example.com"]),
    ("interval", &["30s", "5m"]),
    ("Interval", &["30s", "5m"]),
    ("timeout", &["10s", "1m"]),
    ("Timeout", &["10s", "1m"]),
    ("duration", &["10s", "1m"]),
    ("Duration", &["10s", "1m"]),
    ("timeZone", &["Etc/UTC", "America/New_York"]),
    ("verbs", &["get", "list", "watch"]),
    ("resource", &["limits.cpu", "requests.memory"]),
];

/// Ints by the end of their key; any other key has a small one.
const INTS: &[(&str, i64)] = &[
    ("ort", 8443),
    ("Seconds", 30),
    ("weight", 50),
    ("Percentage", 60),
    ("percent", 60),
    ("User", 10001),
    ("Group", 10001),
    ("Mode", 0o440),
    ("mode", 0o440),
];

/// Makes values from a number.
pub(crate) struct Maker {
    pub(crate) numbers: Numbers,
    made: usize,
}

impl Maker {
    pub(crate) fn new(seed: usize) -> Self {
        let mut numbers = Numbers::new((seed as u64 + 1) * 0x0001_0003);
        // The first numbers of near seeds are near, too.
        (0..8).for_each(|_| _ = numbers.below(2));
        Self { numbers, made: 0 }
    }

    pub(crate) fn one<'o, T>(&mut self, of: &'o [T]) -> Option<&'o T> {
        (!of.is_empty()).then(|| &of[self.numbers.below(of.len())])
    }

    /// A value of a type under a key; none where people write no such.
    pub(crate) fn value(&mut self, view: View<'_>, key: &str, depth: usize) -> Option<Json> {
        let view = view.resolved();
        match view.ty {
            Type::Scalar(kinds, bounds) => self.scalar(*kinds, *bounds, key),
            Type::Format(format) => self.formatted(format.name),
            Type::Pattern(pattern) => self.matching(pattern, key),
            Type::OneOf(kinds, words) => {
                let word = self.one(words)?;
                Some(if kinds.has(Kinds::TEXT) { json!(**word) } else { word.parse().ok()? })
            }
            Type::List { item, .. } => Some(vec![self.value(view.at(item), key, depth)?].into()),
            Type::Map(item, _) => {
                let value = self.value(view.at(item), key, depth)?;
                let name = self.one(&["team", "part-of", "zone-1"])?;
                // What is given out by its size has the names of what a node has.
                let name = if item_is_quantity(view.at(item)) { "memory" } else { name };
                Some(json!({ name: value }))
            }
            Type::Object(object) => self.object(object, view, depth),
            _ => None,
        }
    }

    fn scalar(&mut self, kinds: Kinds, bounds: Bounds, key: &str) -> Option<Json> {
        if kinds.has(Kinds::WHOLE) {
            let number = INTS.iter().find(|(end, _)| key.ends_with(end)).map_or(3, |(_, int)| *int);
            return bounds.hold(number).then(|| json!(number));
        }
        if kinds.has(Kinds::TEXT) {
            let text = self.text(key);
            return bounds.hold(text.len() as i64).then(|| json!(text));
        }
        kinds.has(Kinds::BOOL).then(|| json!(self.numbers.below(2) == 0))
    }

    /// A text; each name is another one.
    fn text(&mut self, key: &str) -> String {
        self.made += 1;
        match TEXTS.iter().find(|(end, _)| key.ends_with(end)) {
            Some((_, texts)) => self.one(texts).map(ToString::to_string).unwrap_or_default(),
            None => format!("item-{}", self.made),
        }
    }

    /// A text that matches, of those that people write.
    fn matching(&mut self, pattern: &Pattern, key: &str) -> Option<Json> {
        let own = self.text(key);
        let all =
            [own.as_str(), "https://hooks.example.com/x", "30s", "web.example.com", "/a/b", "A"];
        all.iter().find(|text| pattern.matches(text)).map(|text| json!(text))
    }

    fn formatted(&mut self, name: &str) -> Option<Json> {
        let texts: &[&str] = match name {
            "quantity" => &["250m", "64Mi", "2", "1500m", "1.5Gi"],
            "date-time" => &["2026-01-31T08:00:00Z", "2026-01-31T08:00:00.123456Z"],
            "base64" => &["c3dvcmRmaXNo", "YQ=="],
            _ => return None,
        };
        self.one(texts).map(|text| json!(text))
    }

    fn object(&mut self, object: &Object, view: View<'_>, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        let mut map = Map::new();
        for field in object.fields.iter().filter(|field| field.presence == Presence::Required) {
            let value = self.value(view.at(&field.ty), &field.name, depth + 1)?;
            map.insert(field.name.to_string(), value);
        }
        for rule in &object.rules {
            let (Rule::AtLeastOne(keys) | Rule::ExactlyOne(keys)) = rule else { continue };
            if !keys.iter().any(|key| map.contains_key(&**key)) {
                let field =
                    object.get(self.one(keys)?).filter(|field| may_add(object, &map, field))?;
                let value = self.value(view.at(&field.ty), &field.name, depth + 1)?;
                map.insert(field.name.to_string(), value);
            }
        }
        let fields: Vec<&Field> =
            object.fields.iter().filter(|field| may_add(object, &map, field)).collect();
        if let Some(field) = self.one(&fields)
            && let Some(value) = self.value(view.at(&field.ty), &field.name, depth + 1)
        {
            map.insert(field.name.to_string(), value);
        }
        (!map.is_empty()).then(|| map.into())
    }
}

fn item_is_quantity(view: View<'_>) -> bool {
    matches!(view.resolved().ty, Type::Format(format) if format.name == "quantity")
}

/// What has a meaning only together with other places of an object, or is not the author's to write.
const NEVER: &[&str] = &[
    "status",
    "annotations",
    "labels",
    "generateName",
    "generation",
    "managedFields",
    "name",
    "namespace",
    "ownerReferences",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "resourceVersion",
    "selfLink",
    "uid",
    "selector",
    "labelSelector",
    "template",
    "volumes",
    "volumeMounts",
    "volumeDevices",
    "ephemeralContainers",
    "rollingUpdate",
    "strategy",
    "updateStrategy",
    "clusterIP",
    "hostPort",
    "nodePort",
    "hostNetwork",
    "restartPolicy",
    "completionMode",
    "completions",
    "minReplicas",
    "minAvailable",
    "maxUnavailable",
    "endPort",
    "type",
    "targetPort",
    "successThreshold",
    "value",
    "claims",
    "protocol",
    "resources",
    "resizePolicy",
    "finalizers",
    "lifecycle",
    "dnsConfig",
    "dnsPolicy",
    "successPolicy",
    "postStart",
    "preStop",
    "stopSignal",
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "externalTrafficPolicy",
    "healthCheckNodePort",
    "externalName",
    "metrics",
    "containerResource",
    "external",
    "object",
    "pods",
    "resource",
    "items",
    "pingPong",
    "tolerationSeconds",
    "terminationGracePeriodSeconds",
    "loadBalancerClass",
    "httpGet",
    "tcpSocket",
    "exec",
    "grpc",
    "downwardAPI",
    "projected",
    "subPath",
    "matchExpressions",
    "matchFields",
    "password",
    "values",
    "procMount",
    "privileged",
    "allowPrivilegeEscalation",
    "runAsUser",
    "runAsNonRoot",
    "operator",
    "volumeName",
    "progressDeadlineSeconds",
    "minReadySeconds",
    "host",
    "matchLabelKeys",
    "mismatchLabelKeys",
    "ports",
];

/// Whether a field can be added to a map that has others.
pub(crate) fn may_add(object: &Object, map: &Map<String, Json>, field: &Field) -> bool {
    let name = &*field.name;
    let conflicts = |rule: &Rule| match rule {
        Rule::AtMostOne(keys) | Rule::ExactlyOne(keys) => {
            keys.iter().any(|key| **key == *name) && keys.iter().any(|key| map.contains_key(&**key))
        }
        Rule::Needs(key, others) => {
            **key == *name && !others.iter().all(|other| map.contains_key(&**other))
        }
        Rule::AtLeastOne(_) => false,
    };
    field.presence == Presence::Optional
        && !map.contains_key(name)
        && !NEVER.contains(&name)
        && !field.marks.is_deprecated
        && field.versions.have(Some(version()))
        && field.versions.last.is_none()
        && field.prefix().is_none()
        && !object.rules.iter().any(conflicts)
}
