//! Rules between the objects of a run.

use super::{Rule, deployment, object, rule};

/// A Deployment `web` with the label `app: web` and the port `http`, and another object.
fn with_web(other: String) -> String {
    let web = "fn web() { k8s::object(\"Deployment\", \"web\", #{ spec: #{ selector: #{ matchLabels: #{ app: \"web\" } }, \
               template: #{ metadata: #{ labels: #{ app: \"web\" } }, spec: #{ containers: [#{ name: \"web\", image: \"b:1\", \
               ports: [#{ name: \"http\", containerPort: 80 }] }] } } } }) }\nemit(\"web.yaml\", web());\n";
    format!("{web}{other}")
}

fn with_config(other: &str) -> String {
    let config = "emit(\"config.yaml\", k8s::object(\"ConfigMap\", \"web-config\", #{ data: #{ LOG_LEVEL: \"info\" } }));\n";
    let pod = format!("spec: #{{ containers: [#{{ name: \"web\", image: \"b:1\",\n{other} }}] }}");
    format!("{config}{}", object("Pod", &pod))
}

fn with_service(kind: &str, other: &str) -> String {
    let service = "emit(\"service.yaml\", k8s::object(\"Service\", \"storefront\", #{ metadata: #{ labels: #{ app: \"web\" } }, \
                   spec: #{ selector: #{ app: \"web\" }, ports: [#{ name: \"http\", port: 80 }] } }));\n";
    format!("{service}{}", object(kind, other))
}

fn autoscaler(content: &str) -> String {
    object(
        "HorizontalPodAutoscaler",
        &format!(
            "spec: #{{ maxReplicas: 6,\nminReplicas: 2, scaleTargetRef: #{{ apiVersion: \"apps/v1\", kind: \"Deployment\",\n{content} }} }}"
        ),
    )
    .replace("x.yaml", "hpa.yaml")
}

fn budget(content: &str) -> String {
    object(
        "PodDisruptionBudget",
        &format!("spec: #{{ selector: #{{ matchLabels: #{{ app: \"web\" }} }},\n{content} }}"),
    )
}

pub(super) fn rules() -> Vec<Rule> {
    let mut all = references();
    all.extend(selections());
    all.extend(scaling());
    all
}

fn references() -> Vec<Rule> {
    let code = "unknown-reference";
    vec![
        rule(
            code,
            with_config("env: [#{ name: \"A\", valueFrom: #{ configMapKeyRef: #{ name: \"web-config\",\nkey: @ } } }]"),
            "spec.containers[0].env[0].valueFrom.configMapKeyRef.key",
            "\"LOG_LEVEL[A-Z]{1,3}\"",
            "\"LOG_LEVEL\"",
        ),
        rule(
            code,
            with_config("envFrom: [#{ configMapRef: #{\nname: @ } }]"),
            "spec.containers[0].envFrom[0].configMapRef.name",
            "\"web-conf[a-h]{1,2}\"",
            "unchecked(\"web-confg\", \"another recipe makes it\")",
        ),
        rule(
            code,
            with_service(
                "Ingress",
                "spec: #{ defaultBackend: #{ service: #{ port: #{ number: 80 },\nname: @ } } }",
            ),
            "spec.defaultBackend.service.name",
            "\"storefron[a-s]\"",
            "\"storefront\"",
        ),
        rule(
            "unknown-port",
            with_service(
                "Ingress",
                "spec: #{ defaultBackend: #{ service: #{ name: \"storefront\",\nport: #{ number: @ } } } }",
            ),
            "spec.defaultBackend.service.port.number",
            "8[1-9]",
            "80",
        ),
        rule(
            "unknown-port",
            with_service(
                "HTTPRoute",
                "spec: #{ rules: [#{ backendRefs: [#{ name: \"storefront\",\nport: @ }] }] }",
            ),
            "spec.rules[0].backendRefs[0].port",
            "8[1-9]",
            "80",
        ),
        rule(
            "unknown-port",
            with_service(
                "ServiceMonitor",
                "spec: #{ selector: #{ matchLabels: #{ app: \"web\" } }, endpoints: [#{\nport: @ }] }",
            ),
            "spec.endpoints[0].port",
            "\"metric[a-z]\"",
            "\"http\"",
        ),
        rule(
            "duplicate-object",
            "let all = yaml::documents(\"all.yaml\");\nall.add(k8s::object(\"ConfigMap\", \"web\"));\n\
             all.add(k8s::object(\"ConfigMap\", @));\nemit(all);\n"
                .into(),
            "metadata.name",
            "\"web\"",
            "\"api\"",
        ),
    ]
}

fn selections() -> Vec<Rule> {
    vec![
        rule(
            "unmatched-selector",
            with_web(object(
                "Service",
                "spec: #{ ports: [#{ port: 80 }],\nselector: #{ app: @ } }",
            )),
            "spec.selector",
            "\"we[a-z]{2,5}\"",
            "\"web\"",
        ),
        rule(
            "unmatched-selector",
            with_web(object("Service", "spec: #{ ports: [#{ port: 80 }],\nselector: @ }")),
            "spec.selector",
            "#\\{ app: \"we[a-z]{2,5}\" \\}",
            "unchecked(#{ app: \"db\" }, \"an operator makes these pods\")",
        ),
        rule(
            "unmatched-selector",
            with_web(object(
                "NetworkPolicy",
                "spec: #{\npodSelector: #{ matchLabels: #{ app: @ } } }",
            )),
            "spec.podSelector",
            "\"we[a-z]{2,5}\"",
            "\"web\"",
        ),
        rule(
            "unknown-port",
            with_web(object(
                "Service",
                "spec: #{ selector: #{ app: \"web\" }, ports: [#{ port: 80,\ntargetPort: @ }] }",
            )),
            "spec.ports[0].targetPort",
            "\"htt[a-oq-z]{1,3}\"",
            "\"http\"",
        ),
    ]
}

fn scaling() -> Vec<Rule> {
    vec![
        rule(
            "unknown-reference",
            with_web(autoscaler("name: @")),
            "spec.scaleTargetRef.name",
            "\"[x-z]{4,9}\"",
            "\"web\"",
        ),
        rule(
            "fixed-replicas",
            format!("{}{}", deployment("replicas: @", ""), autoscaler("name: \"web\"")),
            "spec.replicas",
            "[1-9]",
            "()",
        ),
        rule(
            "blocked-drain",
            format!(
                "{}{}",
                deployment("replicas: 3", "").replace("x.yaml", "web.yaml"),
                budget("minAvailable: @")
            ),
            "spec.minAvailable",
            "[3-9]|\"(6[7-9]|[789][0-9]|100)%\"",
            "2",
        ),
        rule("blocked-drain", budget("maxUnavailable: @"), "spec.maxUnavailable", "0|\"0%\"", "1"),
        rule(
            "blocked-drain",
            with_web(format!("{}{}", autoscaler("name: \"web\""), budget("minAvailable: @"))),
            "spec.minAvailable",
            "[2-9]",
            "1",
        ),
    ]
}
