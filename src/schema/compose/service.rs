//! A service with all its keys, and what shares them: jobs, and steps before a service starts.

use super::format::{
    ADJUSTMENT, CONTAINER_NAME, COUNT, DURATION, EXPOSED, FLAG, NUMBER, PULL_POLICY, RESTART, SIZE,
    WHOLE,
};
use super::runtime;
use super::{COMMAND, EXTENSION, PAIRS, TEXT_OR_NUMBER, TEXT_OR_TEXTS, TEXTS, fields};
use crate::schema::shape::Shape;

use Shape::{Bool, List, Map, OneOf, OrNull, Set, Text};

/// A service.
pub(super) const SERVICE: Shape = Map(&fields("a service", &KEYS).either(EXCLUSIVE));

/// A container that runs to its end.
pub(super) const JOB: Shape =
    Map(&fields("a job", &JOB_KEYS).either(EXCLUSIVE).requiring(&[&["triggers"]]));

/// A container that runs before the service's own.
const PRE_START: Shape = Map(&fields("a step of `pre_start`", &PRE_START_KEYS).either(EXCLUSIVE));

const EXCLUSIVE: &[&[&str]] = &[&["network_mode", "networks"]];

/// All keys but those that hold a container themselves.
const BASE: &[(&str, Shape)] = &[
    ("extends", runtime::EXTENDS),
    ("image", Text),
    ("build", runtime::BUILD),
    ("provider", runtime::PROVIDER),
    ("pull_policy", PULL_POLICY),
    ("pull_refresh_after", Text),
    ("platform", Text),
    ("container_name", CONTAINER_NAME),
    ("hostname", Text),
    ("domainname", Text),
    ("profiles", TEXTS),
    ("attach", FLAG),
    ("scale", COUNT),
    ("entrypoint", COMMAND),
    ("command", COMMAND),
    ("working_dir", Text),
    ("user", Text),
    ("group_add", Set(&TEXT_OR_NUMBER)),
    ("init", FLAG),
    ("tty", FLAG),
    ("stdin_open", FLAG),
    ("ports", runtime::PUBLISHED),
    ("expose", Set(&EXPOSED)),
    ("env_file", runtime::ENV_FILE),
    ("environment", PAIRS),
    ("configs", runtime::FILES),
    ("secrets", runtime::FILES),
    ("models", runtime::MODELS),
    ("volumes", runtime::MOUNTS),
    ("volumes_from", TEXTS),
    ("tmpfs", TEXT_OR_TEXTS),
    ("networks", runtime::NETWORKS),
    ("network_mode", Text),
    ("links", TEXTS),
    ("external_links", TEXTS),
    ("extra_hosts", runtime::HOSTS),
    ("dns", TEXT_OR_TEXTS),
    ("dns_opt", TEXTS),
    ("dns_search", TEXT_OR_TEXTS),
    ("mac_address", Text),
    ("depends_on", runtime::DEPENDS_ON),
    ("healthcheck", runtime::HEALTHCHECK),
    ("post_start", List(&runtime::HOOK)),
    ("pre_stop", List(&runtime::HOOK)),
    ("develop", runtime::DEVELOP),
    ("deploy", runtime::DEPLOY),
    ("restart", RESTART),
    ("stop_signal", Text),
    ("stop_grace_period", DURATION),
    ("logging", runtime::LOGGING),
    ("labels", PAIRS),
    ("label_file", TEXT_OR_TEXTS),
    ("annotations", PAIRS),
    ("read_only", FLAG),
    ("privileged", FLAG),
    ("cap_add", TEXTS),
    ("cap_drop", TEXTS),
    ("security_opt", TEXTS),
    ("userns_mode", Text),
    ("credential_spec", runtime::CREDENTIALS),
    ("use_api_socket", Bool),
    ("umask", OrNull(&TEXT_OR_NUMBER)),
    ("cpus", NUMBER),
    ("cpu_count", COUNT),
    ("cpu_percent", COUNT),
    ("cpu_shares", NUMBER),
    ("cpu_quota", COUNT),
    ("cpu_period", COUNT),
    ("cpu_rt_period", COUNT),
    ("cpu_rt_runtime", COUNT),
    ("cpuset", Text),
    ("gpus", runtime::GPUS),
    ("mem_limit", SIZE),
    ("mem_reservation", SIZE),
    ("mem_swappiness", WHOLE),
    ("memswap_limit", SIZE),
    ("shm_size", SIZE),
    ("pids_limit", NUMBER),
    ("oom_kill_disable", FLAG),
    ("oom_score_adj", ADJUSTMENT),
    ("blkio_config", runtime::BLKIO),
    ("ulimits", runtime::ULIMITS),
    ("sysctls", PAIRS),
    ("storage_opt", runtime::STORAGE),
    ("devices", runtime::DEVICES),
    ("device_cgroup_rules", TEXTS),
    ("cgroup", OneOf(&["host", "private"])),
    ("cgroup_parent", Text),
    ("ipc", Text),
    ("pid", Text),
    ("uts", Text),
    ("isolation", Text),
    ("runtime", Text),
    EXTENSION,
];

const KEYS: [(&str, Shape); BASE.len() + 1] = with("post_start", ("pre_start", List(&PRE_START)));

/// Keys that only a service has, because it goes on.
const LASTING: &[&str] = &[
    "deploy",
    "develop",
    "restart",
    "scale",
    "attach",
    "container_name",
    "provider",
    "links",
    "external_links",
    "post_start",
    "pre_stop",
];

const JOB_KEYS: [(&str, Shape); BASE.len() - LASTING.len() + 1] =
    without(&[LASTING], ("triggers", runtime::TRIGGERS));

/// Keys that have no use where a service is yet to start, besides those.
const REACHED: &[&str] = &[
    "extends",
    "profiles",
    "build",
    "depends_on",
    "healthcheck",
    "ports",
    "expose",
    "stdin_open",
    "tty",
];

const PRE_START_KEYS: [(&str, Shape); BASE.len() - LASTING.len() - REACHED.len() + 1] =
    without(&[LASTING, REACHED], ("per_replica", FLAG));

/// The keys with one more in front of `next`.
const fn with<const N: usize>(
    next: &str,
    more: (&'static str, Shape),
) -> [(&'static str, Shape); N] {
    let mut keys = [more; N];
    let (mut from, mut to) = (0, 0);
    while from < BASE.len() {
        if is_same(BASE[from].0, next) {
            to += 1;
        }
        keys[to] = BASE[from];
        (from, to) = (from + 1, to + 1);
    }
    keys
}

/// The keys without some, and with one more behind them.
const fn without<const N: usize>(
    left_out: &[&[&str]],
    more: (&'static str, Shape),
) -> [(&'static str, Shape); N] {
    let mut kept = [more; N];
    let (mut from, mut to) = (0, 0);
    while from < BASE.len() {
        if !is_among(BASE[from].0, left_out) {
            kept[to] = BASE[from];
            to += 1;
        }
        from += 1;
    }
    kept
}

const fn is_among(key: &str, lists: &[&[&str]]) -> bool {
    let (mut list, mut i) = (0, 0);
    while list < lists.len() {
        if i == lists[list].len() {
            (list, i) = (list + 1, 0);
        } else if is_same(key, lists[list][i]) {
            return true;
        } else {
            i += 1;
        }
    }
    false
}

const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}
