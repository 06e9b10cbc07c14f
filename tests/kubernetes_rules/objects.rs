//! Rules of whole objects: their names, labels, schedules, and what brings them traffic.

use super::{Rule, deployment, object, rule};

/// What no name of an object has.
const BAD_NAME: &str = "\"[a-z]{1,5}[_ A-Z/]{1,3}[a-z]{1,5}\"";

fn named(kind: &str, content: &str) -> String {
    format!("emit(\"x.yaml\", k8s::object(\"{kind}\", @, #{{ {content} }}));")
}

fn cron_job(content: &str) -> String {
    let job = "jobTemplate: #{ spec: #{ template: #{ spec: #{\nrestartPolicy: \"Never\",\n\
               containers: [#{ name: \"a\", image: \"b:1\" }] } } } }";
    object("CronJob", &format!("spec: #{{\n{content},\n{job} }}"))
}

fn service(content: &str) -> String {
    object("Service", &format!("spec: #{{ selector: #{{ app: \"web\" }},\n{content} }}"))
}

fn ingress(path: &str, host: &str) -> String {
    object(
        "Ingress",
        &format!(
            "spec: #{{ rules: [#{{\nhost: {host},\nhttp: #{{ paths: [#{{ pathType: \"Prefix\",\n\
             path: {path},\nbackend: #{{ service: #{{ name: \"web\", port: #{{ number: 80 }} }} }} }}] }} }}] }}"
        ),
    )
}

fn policy(content: &str) -> String {
    object("NetworkPolicy", &format!("spec: #{{ podSelector: #{{}},\n{content} }}"))
}

fn autoscaler(content: &str) -> String {
    let target =
        "scaleTargetRef: #{ apiVersion: \"apps/v1\", kind: \"Deployment\", name: \"web\" }";
    object("HorizontalPodAutoscaler", &format!("spec: #{{ {target},\n{content} }}"))
}

pub(super) fn rules() -> Vec<Rule> {
    let mut all = names();
    all.extend(workloads());
    all.extend(traffic());
    all.extend(data());
    all
}

fn names() -> Vec<Rule> {
    let code = "invalid-name";
    let ports = "spec: #{ ports: [#{ port: 80 }] }";
    vec![
        rule(code, named("ConfigMap", ""), "metadata.name", BAD_NAME, "\"web.config\""),
        rule(code, named("Service", ports), "metadata.name", "\"[0-9][a-z]{1,9}\"", "\"web\""),
        rule(code, named("Namespace", ""), "metadata.name", "\"[a-z]{64,70}\"", "\"shop\""),
        rule(
            code,
            object("ConfigMap", "metadata: #{\nnamespace: @ }"),
            "metadata.namespace",
            "\"[a-z]{1,5}[.A-Z_][a-z]{1,5}\"",
            "\"shop\"",
        ),
        rule(
            "invalid-label",
            object("Namespace", "metadata: #{ labels: #{\ntier: @ } }"),
            "metadata.labels.tier",
            "\"[a-z]{1,5}[ /@:][a-z]{1,5}\"",
            "\"front\"",
        ),
        rule(
            "invalid-label",
            object("Namespace", "metadata: #{ annotations: #{\n@: \"x\" } }"),
            "metadata.annotations.-a",
            "\"-a\"",
            "\"acme.example/a\"",
        ),
    ]
}

fn workloads() -> Vec<Rule> {
    vec![
        rule("invalid-range", deployment("replicas: @", ""), "spec.replicas", "-[1-9][0-9]?", "3"),
        rule(
            "invalid-range",
            deployment("strategy: #{ rollingUpdate: #{ maxSurge: 0,\nmaxUnavailable: @ } }", ""),
            "spec.strategy.rollingUpdate.maxUnavailable",
            "0|\"0%\"",
            "1",
        ),
        rule(
            "unmatched-selector",
            object(
                "Deployment",
                "spec: #{ selector: #{ matchLabels: #{\napp: @ } }, template: #{\n\
                 metadata: #{ labels: #{ app: \"web\" } },\n\
                 spec: #{ containers: [#{ name: \"web\", image: \"nginx:1.29\" }] } } }",
            ),
            "spec.selector.matchLabels.app",
            "\"we[a-z]{2,5}\"",
            "\"web\"",
        ),
        rule(
            "not-one-of",
            deployment("", "restartPolicy: @"),
            "spec.template.spec.restartPolicy",
            "\"(Never|OnFailure)\"",
            "\"Always\"",
        ),
        rule(
            "invalid-schedule",
            cron_job("schedule: @"),
            "spec.schedule",
            "\"([6-9][0-9] 1 \\* \\* \\*|1 2[4-9] \\* \\* \\*|1 1 0 \\* \\*|1 1 1 1[3-9] \\*|1 1 1 1 [7-9])\"",
            "\"25 0 * * 1-5\"",
        ),
        rule(
            "invalid-schedule",
            cron_job("schedule: \"0 1 * * *\",\ntimeZone: @"),
            "spec.timeZone",
            "\"(Europe/[a-z]{3,6}|[A-Z]{6})\"",
            "\"Europe/Berlin\"",
        ),
        rule(
            "invalid-range",
            cron_job("schedule: \"0 1 * * *\",\nstartingDeadlineSeconds: @"),
            "spec.startingDeadlineSeconds",
            "-[1-9]",
            "60",
        ),
        rule(
            "invalid-range",
            autoscaler("minReplicas: 4,\nmaxReplicas: @"),
            "spec.maxReplicas",
            "[1-3]",
            "4",
        ),
        rule(
            "missing-key",
            autoscaler(
                "maxReplicas: 4, metrics: [#{ type: \"Resource\", resource: #{ name: \"cpu\",\n\
                 target: #{ type: \"Utilization\", @: 60 } } }]",
            ),
            "spec.metrics[0].resource.target",
            "average(Value)",
            "averageUtilization",
        ),
    ]
}

fn traffic() -> Vec<Rule> {
    vec![
        rule(
            "invalid-name",
            service("ports: [#{ port: 80,\ntargetPort: @ }]"),
            "spec.ports[0].targetPort",
            "\"[a-z]{16,20}\"",
            "\"http\"",
        ),
        rule(
            "missing-key",
            service("ports: [#{ name: \"http\", port: 80 },\n#{ @: 443 }]"),
            "spec.ports[1]",
            "port",
            "name: \"https\", port",
        ),
        rule(
            "conflicting-keys",
            service("ports: [#{ port: 80,\nnodePort: @ }]"),
            "spec.ports[0].nodePort",
            "30[0-9]{3}",
            "0",
        ),
        rule(
            "conflicting-keys",
            service("type: @, ports: [#{ port: 80 }],\nclusterIP: \"None\""),
            "spec.clusterIP",
            "\"(NodePort|LoadBalancer)\"",
            "\"ClusterIP\"",
        )
        .on_line_of("clusterIP"),
        rule(
            "invalid-path",
            ingress("@", "\"shop.example.com\""),
            "spec.rules[0].http.paths[0].path",
            "\"([a-z]{1,5}|/[a-z]//[a-z])\"",
            "\"/api\"",
        ),
        rule(
            "invalid-name",
            ingress("\"/\"", "@"),
            "spec.rules[0].host",
            "\"(https?://[a-z]{2,5}\\.example|[a-z]{2,5}\\.example:80|10\\.0\\.0\\.[1-9])\"",
            "\"*.example.com\"",
        ),
        rule(
            "invalid-range",
            policy(
                "ingress: [#{ from: [#{ ipBlock: #{ cidr: \"10.1.0.0/16\",\nexcept: [@] } }] }]",
            ),
            "spec.ingress[0].from[0].ipBlock.except[0]",
            "\"(10\\.[2-9]\\.0\\.0/24|10\\.0\\.0\\.0/8)\"",
            "\"10.1.2.0/24\"",
        ),
        rule(
            "invalid-range",
            policy("ingress: [#{ ports: [#{ port: 8000,\nendPort: @ }] }]"),
            "spec.ingress[0].ports[0].endPort",
            "7[0-9]{3}",
            "8080",
        ),
    ]
}

fn data() -> Vec<Rule> {
    vec![
        rule(
            "invalid-name",
            object("ConfigMap", "data: #{\n@: \"x\" }"),
            "data[\"a b\"]",
            "\"a b\"",
            "\"a.b\"",
        ),
        rule(
            "too-large",
            object("ConfigMap", "data: #{ a: @ }"),
            "data",
            "text::pad_left\\(\"x\", 10485(77|8[0-9])\\)",
            "text::pad_left(\"x\", 1000)",
        ),
        rule(
            "missing-key",
            object("Secret", "type: @, stringData: #{ user: \"a\" }"),
            "type",
            "\"kubernetes\\.io/(tls|ssh-auth|dockerconfigjson|dockercfg)\"",
            "\"Opaque\"",
        ),
        rule(
            "missing-key",
            object(
                "PersistentVolumeClaim",
                "spec: #{ accessModes: [\"ReadWriteOnce\"],\nresources: #{ requests: #{ @ } } }",
            ),
            "spec.resources",
            "(cpu: \"1\")?",
            "storage: \"10Gi\"",
        ),
    ]
}
