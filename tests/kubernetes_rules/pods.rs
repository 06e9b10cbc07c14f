//! Rules of pods: their containers, volumes, probes, and where they run.

use super::{Rule, object, rule};

fn pod(content: &str) -> String {
    object(
        "Pod",
        &format!(
            "spec: #{{ containers: [#{{ name: \"web\", image: \"nginx:1.29\" }}],\n{content} }}"
        ),
    )
}

fn container(content: &str) -> String {
    object(
        "Pod",
        &format!(
            "spec: #{{ containers: [#{{ name: \"web\", image: \"nginx:1.29\",\n{content} }}] }}"
        ),
    )
}

fn mount(content: &str) -> String {
    object(
        "Pod",
        &format!(
            "spec: #{{ volumes: [#{{ name: \"data\", emptyDir: #{{}} }}],\n\
             containers: [#{{ name: \"web\", image: \"nginx:1.29\", volumeMounts: [#{{\n{content} }}] }}] }}"
        ),
    )
}

pub(super) fn rules() -> Vec<Rule> {
    let mut all = containers();
    all.extend(probes());
    all.extend(volumes());
    all.extend(placement());
    all
}

fn containers() -> Vec<Rule> {
    vec![
        rule(
            "repeated-item",
            pod("initContainers: [#{ image: \"b:1\",\nname: @ }]"),
            "spec.containers[0].name",
            "\"web\"",
            "\"migrate\"",
        )
        .on_line_of("containers:"),
        rule(
            "invalid-name",
            object("Pod", "spec: #{ containers: [#{ image: \"b:1\",\nname: @ }] }"),
            "spec.containers[0].name",
            "\"[a-z]{1,5}[_.A-Z][a-z]{1,5}\"",
            "\"web\"",
        ),
        rule(
            "invalid-name",
            container("ports: [#{ containerPort: 80,\nname: @ }]"),
            "spec.containers[0].ports[0].name",
            "\"([0-9]{2,6}|[a-z]{16,20}|[a-z]{2}--[a-z]{2})\"",
            "\"http\"",
        ),
        rule(
            "repeated-item",
            container(
                "ports: [#{ containerPort: 80, name: \"http\" },\n#{ containerPort: 81, name: @ }]",
            ),
            "spec.containers[0].ports[1].name",
            "\"http\"",
            "\"metrics\"",
        ),
        rule(
            "invalid-name",
            container("env: [#{ value: \"x\",\nname: @ }]"),
            "spec.containers[0].env[0].name",
            "\"[A-Z]{1,5}=[A-Z]{1,5}\"",
            "\"LOG_LEVEL\"",
        ),
        rule(
            "invalid-range",
            container("resources: #{ limits: #{ memory: \"512Mi\" }, requests: #{\nmemory: @ } }"),
            "spec.containers[0].resources.requests.memory",
            "\"([1-9]Gi|[6-9][0-9]{2}Mi|1[0-9]{9})\"",
            "\"256Mi\"",
        ),
        rule(
            "conflicting-keys",
            container("securityContext: #{ privileged: true,\nallowPrivilegeEscalation: @ }"),
            "spec.containers[0].securityContext.allowPrivilegeEscalation",
            "false",
            "true",
        ),
        rule(
            "conflicting-keys",
            container("securityContext: #{ runAsNonRoot: true,\nrunAsUser: @ }"),
            "spec.containers[0].securityContext.runAsUser",
            "0",
            "10001",
        ),
        rule(
            "conflicting-keys",
            pod("initContainers: [#{ name: \"a\", image: \"b:1\",\n@ }]"),
            "spec.initContainers[0].readinessProbe",
            "readinessProbe: #\\{ tcpSocket: #\\{ port: [1-9][0-9]{3} \\} \\}",
            "restartPolicy: \"Always\", readinessProbe: #{ tcpSocket: #{ port: 80 } }",
        ),
    ]
}

fn probes() -> Vec<Rule> {
    vec![
        rule(
            "unknown-port",
            container(
                "ports: [#{ name: \"http\", containerPort: 80 }], livenessProbe: #{ httpGet: #{ path: \"/\",\nport: @ } }",
            ),
            "spec.containers[0].livenessProbe.httpGet.port",
            "\"htt[a-oq-z]{1,3}\"",
            "\"http\"",
        ),
        rule(
            "not-one-of",
            container("livenessProbe: #{ tcpSocket: #{ port: 80 },\nsuccessThreshold: @ }"),
            "spec.containers[0].livenessProbe.successThreshold",
            "[2-9]",
            "1",
        ),
        rule(
            "invalid-range",
            container("readinessProbe: #{ tcpSocket: #{ port: 80 },\nperiodSeconds: @ }"),
            "spec.containers[0].readinessProbe.periodSeconds",
            "-[1-9]",
            "5",
        ),
        rule(
            "unknown-port",
            container("lifecycle: #{ preStop: #{ httpGet: #{ path: \"/\",\nport: @ } } }"),
            "spec.containers[0].lifecycle.preStop.httpGet.port",
            "\"[a-z]{2,5}\"",
            "8080",
        ),
    ]
}

fn volumes() -> Vec<Rule> {
    vec![
        rule(
            "unknown-volume",
            mount("mountPath: \"/data\",\nname: @"),
            "spec.containers[0].volumeMounts[0].name",
            "\"dat[b-z]{1,3}\"",
            "\"data\"",
        ),
        rule(
            "invalid-path",
            mount("name: \"data\",\nmountPath: @"),
            "spec.containers[0].volumeMounts[0].mountPath",
            "\"/[a-z]{1,5}:(ro|rw)\"",
            "\"/data\"",
        ),
        rule(
            "invalid-path",
            mount("name: \"data\", mountPath: \"/data\",\nsubPath: @"),
            "spec.containers[0].volumeMounts[0].subPath",
            "\"(/[a-z]{1,5}|\\.\\./[a-z]{1,5}|[a-z]/\\.\\./[a-z])\"",
            "\"a/b\"",
        ),
        rule(
            "repeated-item",
            pod("volumes: [#{ name: \"a\", emptyDir: #{} },\n#{ name: @, emptyDir: #{} }]"),
            "spec.volumes[1].name",
            "\"a\"",
            "\"b\"",
        ),
        rule(
            "invalid-name",
            pod("volumes: [#{ emptyDir: #{},\nname: @ }]"),
            "spec.volumes[0].name",
            "\"[a-z]{1,5}[_.A-Z][a-z]{1,5}\"",
            "\"data\"",
        ),
    ]
}

fn placement() -> Vec<Rule> {
    vec![
        rule(
            "conflicting-keys",
            pod("tolerations: [#{ key: \"gpu\", operator: \"Exists\",\nvalue: @ }]"),
            "spec.tolerations[0].value",
            "\"[a-z]{1,5}\"",
            "\"\"",
        ),
        rule(
            "missing-key",
            pod("tolerations: [#{ effect: \"NoExecute\"@ }]"),
            "spec.tolerations[0]",
            ", value: \"[a-z]{1,3}\"",
            ", operator: \"Exists\"",
        ),
        rule(
            "conflicting-keys",
            pod(
                "tolerations: [#{ key: \"gpu\", operator: \"Exists\", effect: @, tolerationSeconds: 60 }]",
            ),
            "spec.tolerations[0].tolerationSeconds",
            "\"(NoSchedule|PreferNoSchedule)\"",
            "\"NoExecute\"",
        ),
        rule(
            "repeated-item",
            container(
                "ports: [#{ containerPort: 80, hostPort: 8080 },\n#{ containerPort: 81, hostPort: @ }]",
            ),
            "spec.containers[0].ports[1].hostPort",
            "8080",
            "8081",
        ),
        rule(
            "conflicting-keys",
            object(
                "Pod",
                "spec: #{ hostNetwork: true, containers: [#{ name: \"web\", image: \"b:1\",\n\
                 ports: [#{ containerPort: 80, hostPort: @ }] }] }",
            ),
            "spec.containers[0].ports[0].hostPort",
            "8[1-9]",
            "80",
        ),
        rule("missing-key", pod("dnsPolicy: @"), "spec.dnsPolicy", "\"None\"", "\"Default\""),
    ]
}
