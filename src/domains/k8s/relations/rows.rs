//! Where objects name others, as rows of a table.

use crate::value::{Pattern, Segments};
use std::sync::LazyLock;

/// A row: at the places that a pattern matches, an object is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The kinds of the objects that have the place.
    of: &'static [&'static str],
    /// The places.
    at: &'static str,
    /// The key of the name there; empty where the place is the name.
    pub(super) name: &'static str,
    /// How the name is written.
    pub(super) spelling: Spelling,
    /// The kind of what is named, where the place does not say another one.
    pub(super) kind: &'static str,
    /// The API group of that kind.
    pub(super) group: &'static str,
    /// Whether other kinds are no objects of a cluster, as the users in a binding.
    pub(super) is_only: bool,
}

/// How the name of an object is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// As it is.
    Plain,
    /// As a host: `orders`, `orders.shop.svc.cluster.local`.
    Host,
    /// With its namespace, if need be: `shop/orders`.
    Path,
}

/// A row that is ready to be looked for.
pub(super) struct Sought {
    pub(super) row: &'static Row,
    pub(super) at: Segments<'static>,
}

impl Row {
    const fn new(
        of: &'static [&'static str],
        at: &'static str,
        name: &'static str,
        kind: &'static str,
        group: &'static str,
    ) -> Self {
        Self { of, at, name, spelling: Spelling::Plain, kind, group, is_only: false }
    }

    const fn spelled(self, spelling: Spelling) -> Self {
        Self { spelling, ..self }
    }

    const fn only(self) -> Self {
        Self { is_only: true, ..self }
    }

    /// Whether objects of a kind have the place.
    pub(super) fn is_of(&self, kind: &str) -> bool {
        self.of.contains(&kind)
    }
}

const fn pod(at: &'static str, name: &'static str, kind: &'static str) -> Row {
    Row::new(&[], at, name, kind, "")
}

/// What the specification of a pod names, wherever it is.
pub(super) static OF_PODS: LazyLock<Vec<Sought>> = LazyLock::new(|| ready(PODS));

/// What objects of some kinds name.
pub(super) static OF_OBJECTS: LazyLock<Vec<Sought>> = LazyLock::new(|| ready(OBJECTS));

fn ready(rows: &'static [Row]) -> Vec<Sought> {
    rows.iter().map(|row| Sought { row, at: Segments::of(Pattern::new(row.at)) }).collect()
}

const PODS: &[Row] = &[
    pod("(containers|initContainers)[].env[].valueFrom.configMapKeyRef", "name", "ConfigMap"),
    pod("(containers|initContainers)[].env[].valueFrom.secretKeyRef", "name", "Secret"),
    pod("(containers|initContainers)[].envFrom[].configMapRef", "name", "ConfigMap"),
    pod("(containers|initContainers)[].envFrom[].secretRef", "name", "Secret"),
    pod("volumes[].configMap", "name", "ConfigMap"),
    pod("volumes[].secret", "secretName", "Secret"),
    pod("volumes[].persistentVolumeClaim", "claimName", "PersistentVolumeClaim"),
    pod("volumes[].projected.sources[].configMap", "name", "ConfigMap"),
    pod("volumes[].projected.sources[].secret", "name", "Secret"),
    pod("imagePullSecrets[]", "name", "Secret"),
    pod("serviceAccountName", "", "ServiceAccount"),
    Row::new(&[], "priorityClassName", "", "PriorityClass", "scheduling.k8s.io"),
];

const ROUTES: &[&str] = &["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"];
pub(super) const GATEWAY_API: &str = "gateway.networking.k8s.io";
const ISTIO: &str = "networking.istio.io";
const SECRETS: &str = "external-secrets.io";
const RBAC: &str = "rbac.authorization.k8s.io";
const BINDINGS: &[&str] = &["RoleBinding", "ClusterRoleBinding"];
const ISSUERS: &str = "cert-manager.io";

const fn row(of: &'static [&'static str], at: &'static str, name: &'static str) -> Row {
    Row::new(of, at, name, "Service", "")
}

const OBJECTS: &[Row] = &[
    row(&["Ingress"], "spec.rules[].http.paths[].backend.service", "name"),
    row(&["Ingress"], "spec.defaultBackend.service", "name"),
    Row::new(&["Ingress"], "spec.tls[]", "secretName", "Secret", ""),
    row(ROUTES, "spec.rules[].backendRefs[]", "name"),
    Row::new(ROUTES, "spec.parentRefs[]", "name", "Gateway", GATEWAY_API),
    Row::new(&["Gateway"], "spec.listeners[].tls.certificateRefs[]", "name", "Secret", ""),
    Row::new(&["Gateway"], "spec.gatewayClassName", "", "GatewayClass", GATEWAY_API),
    Row::new(SCALERS, "spec.scaleTargetRef", "name", "Deployment", "apps"),
    Row::new(&["VerticalPodAutoscaler"], "spec.targetRef", "name", "Deployment", "apps"),
    Row::new(&["ScaledObject"], "spec.triggers[].authenticationRef", "name", TRIGGER, "keda.sh"),
    row(&["StatefulSet"], "spec.serviceName", ""),
    row(&["Rollout"], "spec.strategy.canary.(canaryService|stableService)", ""),
    row(&["Rollout"], "spec.strategy.blueGreen.(activeService|previewService)", ""),
    Row::new(BINDINGS, "roleRef", "name", "Role", RBAC),
    Row::new(BINDINGS, "subjects[]", "name", "ServiceAccount", "").only(),
    Row::new(&["ServiceAccount"], "imagePullSecrets[]", "name", "Secret", ""),
    Row::new(&["ExternalSecret"], "spec.secretStoreRef", "name", "SecretStore", SECRETS),
    Row::new(&["Certificate"], "spec.issuerRef", "name", "Issuer", ISSUERS),
    row(&["VirtualService"], "spec.(http|tcp|tls)[].route[].destination", "host")
        .spelled(Spelling::Host),
    row(&["DestinationRule"], "spec.host", "").spelled(Spelling::Host),
    Row::new(&["VirtualService"], "spec.gateways[]", "", "Gateway", ISTIO).spelled(Spelling::Path),
];

/// What sets how many pods a workload has.
pub(super) const SCALERS: &[&str] = &["HorizontalPodAutoscaler", "ScaledObject"];

const TRIGGER: &str = "TriggerAuthentication";

/// Kinds that belong to the whole cluster, besides those whose names say so.
const OF_CLUSTERS: [&str; 3] = ["PriorityClass", "GatewayClass", "StorageClass"];

/// Whether objects of a kind that a row names are in no namespace.
pub(super) fn is_of_cluster(kind: &str) -> bool {
    kind.starts_with("Cluster") || OF_CLUSTERS.contains(&kind)
}
