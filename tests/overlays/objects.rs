//! Random objects for several environments: few differences.

use super::random::{HOSTILE, Random};
use serde_json::{Map, Value as Json, json};

const PLAIN: [&str; 4] = ["info", "debug", "http://catalog.svc", "8080"];
const KEYS: [&str; 14] = [
    "a",
    "b.yaml",
    "on",
    "y",
    "no",
    "1",
    "0755",
    "log_level",
    "A-B",
    "true",
    "null",
    "nested.key.properties",
    "global",
    "enabled",
];
/// Keys that only custom resources can have.
const ODD_KEYS: [&str; 9] =
    ["a", "on", "{{k}}", "{{- if }}", "key with space", "é", "x/y", "~", "enabled"];
const KINDS: [&str; 12] = [
    "Deployment",
    "Rollout",
    "StatefulSet",
    "CronJob",
    "HorizontalPodAutoscaler",
    "Ingress",
    "HTTPRoute",
    "ExternalSecret",
    "ConfigMap",
    "Service",
    "PodDisruptionBudget",
    "Widget",
];
const NAMES: [&str; 5] = ["web", "api", "shop", "web-db", "shop-api"];

/// The objects of each environment.
pub(crate) fn objects(random: &mut Random, environments: &[&str]) -> Vec<(String, Vec<Json>)> {
    let mut sets: Vec<(String, Vec<Json>)> =
        environments.iter().map(|name| (String::from(*name), Vec::new())).collect();
    let mut known = Vec::new();
    let by_environment = random.chance(20);
    for _ in 0..2 + random.below(6) {
        let (kind, first) = (*random.one(&KINDS), *random.one(&NAMES));
        let base = object(random, kind, first);
        let has_family = random.chance(40);
        for name in NAMES.into_iter().filter(|name| *name == first || has_family) {
            if known.contains(&(kind, name)) {
                continue;
            }
            known.push((kind, name));
            let own = if name == first { base.clone() } else { alike(random, &base, kind, name) };
            add(random, &mut sets, &own, by_environment);
        }
    }
    for (environment, objects) in &mut sets {
        let namespace = if by_environment { format!("shop-{environment}") } else { "shop".into() };
        objects.extend(elsewhere(&namespace));
    }
    sets
}

/// An object of another component, which has most of the first one.
fn alike(random: &mut Random, base: &Json, kind: &str, name: &str) -> Json {
    let first = base["metadata"]["name"].as_str().unwrap_or_default();
    let renamed = base.to_string().replace(&format!(":\"{first}"), &format!(":\"{name}"));
    let renamed = serde_json::from_str(&renamed).unwrap_or_else(|_| base.clone());
    let other = object(random, kind, name);
    if random.chance(50) { renamed } else { mixed(random, &renamed, &other) }
}

/// Adds an object to most environments, somewhat different in each.
fn add(random: &mut Random, sets: &mut [(String, Vec<Json>)], base: &Json, by_environment: bool) {
    let kind = base["kind"].as_str().unwrap_or_default().to_string();
    let name = base["metadata"]["name"].as_str().unwrap_or_default().to_string();
    for (environment, objects) in sets {
        if random.chance(12) {
            continue;
        }
        let mut own = base.clone();
        if random.chance(60) {
            let other = object(random, &kind, &name);
            own = mixed(random, base, &other);
        }
        own["metadata"]["namespace"] =
            if by_environment { json!(format!("shop-{environment}")) } else { json!("shop") };
        objects.push(own);
    }
}

/// What others refer to.
fn elsewhere(namespace: &str) -> [Json; 2] {
    let metadata = json!({ "name": "elsewhere", "namespace": namespace });
    let labels = json!({ "app": "elsewhere" });
    let ports = [80, 8080, 443, 9090]
        .map(|port| json!({ "name": format!("p{port}"), "containerPort": port }));
    let pod = json!({ "containers": [{ "name": "elsewhere", "image": "elsewhere:1.0", "ports": ports }] });
    let template = json!({ "metadata": { "labels": labels }, "spec": pod });
    let ports = [80, 8080].map(|port| json!({ "name": format!("p{port}"), "port": port }));
    [
        json!({ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": { "selector": { "matchLabels": labels }, "template": template } }),
        json!({ "apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": { "selector": labels, "ports": ports } }),
    ]
}

/// One value with parts of another: small differences.
fn mixed(random: &mut Random, own: &Json, other: &Json) -> Json {
    match (own, other) {
        (Json::Object(own), Json::Object(other)) => {
            let mut all = Map::new();
            for (key, value) in own {
                let is_kept =
                    ["apiVersion", "kind", "name", "namespace", "selector"].contains(&key.as_str());
                match other.get(key).filter(|_| !is_kept) {
                    Some(there) if random.chance(60) => {
                        drop(all.insert(key.clone(), mixed(random, value, there)))
                    }
                    None if !is_kept && is_optional(key) && random.chance(15) => {}
                    _ => drop(all.insert(key.clone(), value.clone())),
                }
            }
            for (key, value) in
                other.iter().filter(|(key, _)| !own.contains_key(*key) && is_optional(key))
            {
                if random.chance(30) {
                    all.insert(key.clone(), value.clone());
                }
            }
            Json::Object(all)
        }
        (Json::Array(own), Json::Array(other)) if has_names(own) && has_names(other) => {
            let find = |name: &Json| other.iter().find(|item| item["name"] == *name);
            let mut all: Vec<Json> = Vec::new();
            for item in own {
                if all.is_empty() || random.chance(85) {
                    let mixed = find(&item["name"]).map(|other| mixed(random, item, other));
                    all.push(mixed.unwrap_or_else(|| item.clone()));
                }
            }
            let is_new = |item: &&Json| !own.iter().any(|own| own["name"] == item["name"]);
            for item in other.iter().filter(is_new) {
                if random.chance(40) {
                    all.push(item.clone());
                }
            }
            Json::Array(all)
        }
        _ if random.chance(50) => other.clone(),
        _ => own.clone(),
    }
}

fn has_names(items: &[Json]) -> bool {
    !items.is_empty() && items.iter().all(|item| item["name"].is_string())
}

/// Whether a key can be there or not, in whichever map it is.
fn is_optional(key: &str) -> bool {
    const OPTIONAL: [&str; 17] = [
        "replicas",
        "annotations",
        "env",
        "args",
        "resources",
        "strategy",
        "nodeSelector",
        "tolerations",
        "volumes",
        "affinity",
        "initContainers",
        "hostAliases",
        "tls",
        "ingressClassName",
        "immutable",
        "tier",
        "readinessProbe",
    ];
    OPTIONAL.contains(&key) || KEYS.contains(&key)
}

fn text(random: &mut Random) -> String {
    let own: &[&str] = if random.chance(60) { &PLAIN } else { &HOSTILE };
    (*random.one(own)).into()
}

fn variables(random: &mut Random) -> Json {
    let names = random.some(&["LOG", "PORT", "A_URL", "DEBUG", "on", "X.Y"], 0);
    let variable = |name: &&str| match random.chance(80) {
        true => json!({ "name": name, "value": text(random) }),
        false => {
            json!({ "name": name, "valueFrom": { "secretKeyRef": { "name": "s", "key": *random.one(&["k", "j"]) } } })
        }
    };
    Json::Array(names.into_iter().map(variable).collect())
}

fn container(random: &mut Random, name: &str) -> Json {
    let digest = format!("x/y@sha256:{}", "0".repeat(64));
    let images = ["nginx:1.25", "reg.io/a/b:1.0", "localhost:5000/web:1.8.0", &digest, "nginx"];
    let mut container = json!({ "name": name, "image": *random.one(&images) });
    if random.chance(70) {
        container["env"] = variables(random);
    }
    if random.chance(60) {
        let resources = [
            json!({}),
            json!({ "limits": { "memory": "1Gi" } }),
            json!({ "requests": { "cpu": "100m", "memory": "128Mi" }, "limits": { "memory": "256Mi" } }),
            json!({ "limits": { "cpu": 1 } }),
        ];
        container["resources"] = random.one(&resources).clone();
    }
    if random.chance(30) {
        container["args"] = (0..random.below(4)).map(|_| text(random)).collect();
    }
    if !["init", "mig"].contains(&name) && random.chance(30) {
        let period = *random.one(&[5, 10]);
        container["readinessProbe"] =
            json!({ "httpGet": { "path": "/", "port": 80 }, "periodSeconds": period });
    }
    container
}

fn pod(random: &mut Random) -> Json {
    let containers = random.some(&["web", "side", "app"], 1);
    let containers: Vec<Json> =
        containers.into_iter().map(|name| container(random, name)).collect();
    let mut pod = json!({ "containers": containers });
    if random.chance(30) {
        let names = random.some(&["init", "mig"], 1);
        pod["initContainers"] = names.into_iter().map(|name| container(random, name)).collect();
    }
    if random.chance(40) {
        let names = random.some(&["a", "b", "c"], 1);
        let volume = |name: &&str| match random.chance(50) {
            true => json!({ "name": name, "emptyDir": {} }),
            false => json!({ "name": name, "secret": { "secretName": *random.one(&["x", "y"]) } }),
        };
        pod["volumes"] = names.into_iter().map(volume).collect();
    }
    if random.chance(20) {
        pod["nodeSelector"] = json!({ "pool": *random.one(&["a", "b", "on"]) });
    }
    if random.chance(20) {
        pod["tolerations"] = json!([{ "key": *random.one(&["a", "b"]), "operator": "Exists" }]);
    }
    if random.chance(20) {
        pod["hostAliases"] = json!([{ "ip": "1.2.3.4", "hostnames": [*random.one(&["a", "b"])] }]);
    }
    pod
}

fn metadata(random: &mut Random, name: &str) -> Json {
    let mut metadata = json!({ "name": name, "labels": { "app.kubernetes.io/name": name } });
    if random.chance(50) {
        metadata["labels"]["app.kubernetes.io/part-of"] = json!("shop");
    }
    if random.chance(40) {
        metadata["labels"]["tier"] = json!(*random.one(&["a", "on", "0755"]));
    }
    if random.chance(30) {
        let keys = random.some(&["a.io/x", "y", "example.com/issuer", "q"], 0);
        metadata["annotations"] =
            keys.into_iter().map(|key| (String::from(*key), json!(text(random)))).collect();
    }
    metadata
}

/// What makes the spec of an object.
type MakeSpec = fn(&mut Random, &str) -> Json;

/// The kinds with a spec, in the order of their names, and one that may hold anything.
const SPECS: [(&str, &str, MakeSpec); 11] = [
    ("apps/v1", "Deployment", deployment),
    ("argoproj.io/v1alpha1", "Rollout", rollout),
    ("apps/v1", "StatefulSet", stateful_set),
    ("batch/v1", "CronJob", cron_job),
    ("autoscaling/v2", "HorizontalPodAutoscaler", autoscaler),
    ("networking.k8s.io/v1", "Ingress", ingress),
    ("gateway.networking.k8s.io/v1", "HTTPRoute", route),
    ("external-secrets.io/v1", "ExternalSecret", external_secret),
    ("v1", "Service", service),
    ("policy/v1", "PodDisruptionBudget", budget),
    ("example.com/v1", "Widget", |random, _| keyed(random, &ODD_KEYS, 0, |random| any(random, 0))),
];

fn object(random: &mut Random, kind: &str, name: &str) -> Json {
    let metadata = metadata(random, name);
    match SPECS.iter().find(|(_, own, _)| *own == kind) {
        Some((api_version, _, spec)) => {
            json!({ "apiVersion": api_version, "kind": kind, "metadata": metadata, "spec": spec(random, name) })
        }
        None => {
            let data = keyed(random, &KEYS, 1, |random| json!(text(random)));
            json!({ "apiVersion": "v1", "kind": kind, "metadata": metadata, "data": data })
        }
    }
}

/// A map with some keys.
fn keyed(
    random: &mut Random,
    keys: &[&str],
    least: usize,
    value: impl Fn(&mut Random) -> Json,
) -> Json {
    let keys = random.some(keys, least);
    Json::Object(keys.into_iter().map(|key| (String::from(*key), value(random))).collect())
}

fn template(name: &str, pod: &Json) -> Json {
    json!({ "metadata": { "labels": { "app": name } }, "spec": pod })
}

fn deployment(random: &mut Random, name: &str) -> Json {
    let template = template(name, &pod(random));
    let mut spec = json!({ "selector": { "matchLabels": { "app": name } }, "template": template });
    if random.chance(80) {
        spec["replicas"] = json!(random.below(4));
    }
    if random.chance(30) {
        let surge = random.one(&[json!(1), json!("25%")]).clone();
        spec["strategy"] =
            json!({ "type": "RollingUpdate", "rollingUpdate": { "maxSurge": surge } });
    }
    spec
}

fn rollout(random: &mut Random, name: &str) -> Json {
    let steps = [
        json!({ "setWeight": 10 }),
        json!({ "setWeight": 50 }),
        json!({ "pause": { "duration": "1h" } }),
    ];
    let steps: Vec<Json> = (0..random.below(4)).map(|_| random.one(&steps).clone()).collect();
    json!({
        "replicas": 1 + random.below(2),
        "selector": { "matchLabels": { "app": name } },
        "strategy": { "canary": { "steps": steps } },
        "template": template(name, &pod(random)),
    })
}

fn stateful_set(random: &mut Random, name: &str) -> Json {
    let storage = *random.one(&["1Gi", "10Gi"]);
    let resources = json!({ "requests": { "storage": storage } });
    let claim = json!({ "accessModes": ["ReadWriteOnce"], "resources": resources });
    json!({
        "serviceName": "elsewhere",
        "replicas": 1 + random.below(3),
        "selector": { "matchLabels": { "app": name } },
        "template": template(name, &pod(random)),
        "volumeClaimTemplates": [{ "metadata": { "name": "data" }, "spec": claim }],
    })
}

fn cron_job(random: &mut Random, _: &str) -> Json {
    let mut pod = pod(random);
    pod["restartPolicy"] = json!("Never");
    json!({
        "schedule": *random.one(&["*/5 * * * *", "0 3 * * *"]),
        "suspend": random.chance(50),
        "jobTemplate": { "spec": { "template": { "spec": pod } } },
    })
}

fn autoscaler(random: &mut Random, _: &str) -> Json {
    let names = random.some(&["cpu", "memory"], 1);
    let metric = |name: &&str| {
        let target = json!({ "type": "Utilization", "averageUtilization": *random.one(&[60, 80]) });
        json!({ "type": "Resource", "resource": { "name": name, "target": target } })
    };
    let metrics: Vec<Json> = names.into_iter().map(metric).collect();
    json!({
        "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "elsewhere" },
        "minReplicas": 1 + random.below(2),
        "maxReplicas": 3 + random.below(7),
        "metrics": metrics,
    })
}

fn ingress(random: &mut Random, _: &str) -> Json {
    let domain = *random.one(&["dev.example.com", "example.com"]);
    let names = random.some(&["www", "api"], 1);
    let hosts: Vec<String> = names.into_iter().map(|host| format!("{host}.{domain}")).collect();
    let backend = json!({ "service": { "name": "elsewhere", "port": { "number": *random.one(&[80, 8080]) } } });
    let path = json!({ "path": "/", "pathType": "Prefix", "backend": backend });
    let rule = |host: &String| json!({ "host": host, "http": { "paths": [path] } });
    let mut spec = json!({ "rules": hosts.iter().map(rule).collect::<Vec<_>>() });
    if random.chance(70) {
        spec["ingressClassName"] = json!(*random.one(&["nginx", "alb"]));
    }
    if random.chance(50) {
        spec["tls"] = json!([{ "hosts": hosts, "secretName": "t" }]);
    }
    spec
}

fn route(random: &mut Random, _: &str) -> Json {
    let path = *random.one(&["/", "/x"]);
    let backend = |_| json!({ "name": "elsewhere", "port": 80, "weight": 1 + random.below(90) });
    let backends: Vec<Json> = (0..2).map(backend).collect();
    let matches = json!([{ "path": { "type": "PathPrefix", "value": path } }]);
    json!({
        "parentRefs": [{ "name": *random.one(&["gw", "gw2"]) }],
        "hostnames": [*random.one(&["a.dev", "a.prod"])],
        "rules": [{ "matches": matches, "backendRefs": backends }],
    })
}

fn external_secret(random: &mut Random, _: &str) -> Json {
    let store = *random.one(&["dev", "prod"]);
    let key = |key: &&str| json!({ "secretKey": key, "remoteRef": { "key": format!("shop/{store}/{key}") } });
    let data: Vec<Json> = random.some(&["DB", "API", "KEY"], 1).into_iter().map(key).collect();
    json!({
        "refreshInterval": *random.one(&["1h", "5m"]),
        "secretStoreRef": { "name": store, "kind": "ClusterSecretStore" },
        "data": data,
    })
}

fn service(random: &mut Random, _: &str) -> Json {
    let port =
        |(name, port): &(&str, u16)| json!({ "name": name, "port": port, "targetPort": port });
    let ports = random.some(&[("http", 80), ("https", 443), ("m", 9090)], 1);
    let ports: Vec<Json> = ports.into_iter().map(port).collect();
    let kind = *random.one(&["ClusterIP", "LoadBalancer"]);
    json!({ "selector": { "app": "elsewhere" }, "type": kind, "ports": ports })
}

fn budget(random: &mut Random, _: &str) -> Json {
    let most = random.one(&[json!(1), json!("25%")]).clone();
    let app = *random.one(&["elsewhere", "z"]);
    json!({ "maxUnavailable": most, "selector": { "matchLabels": { "app": app } } })
}

/// Anything, for objects whose schema allows it.
fn any(random: &mut Random, depth: usize) -> Json {
    const NUMBERS: [i64; 9] =
        [0, 1, 2, 80, 1_000_000, 123_456_789, 9_007_199_254_740_993, -1, 1 << 31];
    match random.below(10) {
        0..=2 => json!(text(random)),
        3 | 4 => json!(*random.one(&NUMBERS)),
        5 => random.one(&[json!(true), json!(false), Json::Null]).clone(),
        6 => json!(*random.one(&[0.5, 1.0, 1e-7, 3.25, 2.0, 0.1])),
        7 => random.one(&[json!({}), json!([])]).clone(),
        _ if depth > 2 => json!({}),
        8 => {
            let keys = random.some(&ODD_KEYS, 0);
            Json::Object(
                keys.into_iter()
                    .take(4)
                    .map(|key| (String::from(*key), any(random, depth + 1)))
                    .collect(),
            )
        }
        _ => Json::Array((0..random.below(4)).map(|_| any(random, depth + 1)).collect()),
    }
}
