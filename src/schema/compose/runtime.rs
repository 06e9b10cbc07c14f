//! The larger parts of a service: how it is built, watched, deployed, checked and reached.

use super::format::{
    ADDRESS, COUNT, DURATION, FLAG, HOST, NUMBER, PORTS, SIZE, SIZE_TEXT, TARGET, TEST, WHOLE,
};
use super::{COMMAND, EXTENSION, PAIRS, TEXT_OR_NUMBER, TEXT_OR_TEXTS, TEXTS, fields};
use crate::schema::shape::{Fields, Shape};

use Shape::{Any, Bool, Either, List, Map, Named, OneOf, OrNull, Scalar, Set, Text};

/// How an image is built.
pub(super) const BUILD: Shape = Either(&[Text, Map(&BUILD_FIELDS)]);

const BUILD_FIELDS: Fields = fields(
    "`build`",
    &[
        ("context", Text),
        ("dockerfile", Text),
        ("dockerfile_inline", Text),
        ("target", Text),
        ("args", PAIRS),
        ("additional_contexts", PAIRS),
        ("secrets", FILES),
        ("ssh", PAIRS),
        ("platforms", TEXTS),
        ("tags", TEXTS),
        ("labels", PAIRS),
        ("cache_from", List(&Text)),
        ("cache_to", List(&Text)),
        ("no_cache", FLAG),
        ("no_cache_filter", TEXT_OR_TEXTS),
        ("pull", FLAG),
        ("network", Text),
        ("extra_hosts", HOSTS),
        ("isolation", Text),
        ("privileged", FLAG),
        ("entitlements", List(&Text)),
        ("shm_size", SIZE),
        ("ulimits", ULIMITS),
        ("provenance", Either(&[Text, Bool])),
        ("sbom", Either(&[Text, Bool])),
        EXTENSION,
    ],
)
.either(&[&["dockerfile", "dockerfile_inline"]]);

/// Configs and secrets of a service or a build.
pub(super) const FILES: Shape = List(&Either(&[
    Text,
    Map(&fields(
        "a file of a service",
        &[
            ("source", Text),
            ("target", Text),
            ("uid", Text),
            ("gid", Text),
            ("mode", TEXT_OR_NUMBER),
            EXTENSION,
        ],
    )),
]));

/// Names of hosts with their addresses.
pub(super) const HOSTS: Shape = Either(&[Named(&Either(&[Text, List(&Text)])), Set(&HOST)]);

/// Limits of a process.
pub(super) const ULIMITS: Shape = Named(&Either(&[
    WHOLE,
    Map(&fields("a limit", &[("soft", WHOLE), ("hard", WHOLE), EXTENSION])
        .requiring(&[&["soft"], &["hard"]])),
]));

/// What tells whether a container is well.
pub(super) const HEALTHCHECK: Shape = Map(&fields(
    "`healthcheck`",
    &[
        ("test", TEST),
        ("interval", DURATION),
        ("timeout", DURATION),
        ("retries", COUNT),
        ("start_period", DURATION),
        ("start_interval", DURATION),
        ("disable", FLAG),
        EXTENSION,
    ],
));

/// What a service waits for.
pub(super) const DEPENDS_ON: Shape = Either(&[Named(&Map(&DEPENDENCY)), TEXTS]);

const DEPENDENCY: Fields = fields(
    "a dependency",
    &[
        (
            "condition",
            OneOf(&["service_started", "service_healthy", "service_completed_successfully"]),
        ),
        ("restart", FLAG),
        ("required", Bool),
        EXTENSION,
    ],
)
.requiring(&[&["condition"]]);

/// A port in its long form.
pub(super) const PORT_FIELDS: Fields = fields(
    "a port",
    &[
        ("name", Text),
        ("target", TARGET),
        ("published", PORTS),
        ("host_ip", ADDRESS),
        ("protocol", OneOf(&["tcp", "udp", "sctp"])),
        ("app_protocol", Text),
        ("mode", OneOf(&["host", "ingress"])),
        EXTENSION,
    ],
)
.requiring(&[&["target"]]);

/// A mount in its long form.
pub(super) const MOUNT_FIELDS: Fields = fields(
    "a mount",
    &[
        ("type", OneOf(&["bind", "volume", "tmpfs", "cluster", "npipe", "image"])),
        ("source", Text),
        ("target", Text),
        ("read_only", FLAG),
        ("consistency", Text),
        ("bind", Map(&BIND)),
        (
            "volume",
            Map(&fields(
                "`volume`",
                &[("nocopy", FLAG), ("subpath", Text), ("labels", PAIRS), EXTENSION],
            )),
        ),
        ("tmpfs", Map(&fields("`tmpfs`", &[("size", SIZE), ("mode", TEXT_OR_NUMBER), EXTENSION]))),
        ("image", Map(&fields("`image`", &[("subpath", Text), EXTENSION]))),
        EXTENSION,
    ],
)
.requiring(&[&["type"]]);

const BIND: Fields = fields(
    "`bind`",
    &[
        ("propagation", Text),
        ("create_host_path", FLAG),
        ("recursive", OneOf(&["enabled", "disabled", "writable", "readonly"])),
        ("selinux", OneOf(&["z", "Z"])),
        EXTENSION,
    ],
);

/// The networks of a service.
pub(super) const NETWORKS: Shape = Either(&[Named(&OrNull(&Map(&ATTACHMENT))), TEXTS]);

const ATTACHMENT: Fields = fields(
    "a network of a service",
    &[
        ("aliases", TEXTS),
        ("use_service_name_alias", FLAG),
        ("ipv4_address", Text),
        ("ipv6_address", Text),
        ("link_local_ips", TEXTS),
        ("mac_address", Text),
        ("interface_name", Text),
        ("driver_opts", Named(&TEXT_OR_NUMBER)),
        ("priority", NUMBER),
        ("gw_priority", NUMBER),
        EXTENSION,
    ],
);

/// What happens when files change.
pub(super) const DEVELOP: Shape =
    OrNull(&Map(&fields("`develop`", &[("watch", List(&Map(&WATCH))), EXTENSION])));

const WATCH: Fields = fields(
    "a rule of `watch`",
    &[
        ("action", OneOf(&["rebuild", "sync", "restart", "sync+restart", "sync+exec"])),
        ("path", Text),
        ("target", Text),
        ("include", TEXT_OR_TEXTS),
        ("ignore", TEXT_OR_TEXTS),
        ("initial_sync", Bool),
        ("exec", HOOK),
        EXTENSION,
    ],
)
.requiring(&[&["action"], &["path"]]);

/// A command in a running container.
pub(super) const HOOK: Shape = Map(&fields(
    "a hook",
    &[
        ("command", COMMAND),
        ("user", Text),
        ("privileged", FLAG),
        ("working_dir", Text),
        ("environment", PAIRS),
        EXTENSION,
    ],
)
.requiring(&[&["command"]]));

/// How a service runs: how often, with how much, and what happens on updates.
pub(super) const DEPLOY: Shape = OrNull(&Map(&fields(
    "`deploy`",
    &[
        ("mode", OneOf(&["global", "replicated", "global-job", "replicated-job"])),
        ("replicas", COUNT),
        ("endpoint_mode", Text),
        ("placement", Map(&PLACEMENT)),
        (
            "resources",
            Map(&fields(
                "`resources`",
                &[("limits", Map(&LIMITS)), ("reservations", Map(&RESERVATIONS)), EXTENSION],
            )),
        ),
        ("restart_policy", Map(&RESTART_POLICY)),
        ("update_config", Map(&UPDATE)),
        ("rollback_config", Map(&UPDATE)),
        ("labels", PAIRS),
        EXTENSION,
    ],
)));

const PLACEMENT: Fields = fields(
    "`placement`",
    &[
        ("constraints", List(&Text)),
        ("preferences", List(&Map(&fields("a preference", &[("spread", Text), EXTENSION])))),
        ("max_replicas_per_node", COUNT),
        EXTENSION,
    ],
);

const LIMITS: Fields =
    fields("`limits`", &[("cpus", NUMBER), ("memory", SIZE_TEXT), ("pids", COUNT), EXTENSION]);

const RESERVATIONS: Fields = fields(
    "`reservations`",
    &[
        ("cpus", NUMBER),
        ("memory", SIZE_TEXT),
        ("devices", List(&Map(&DEVICE))),
        ("generic_resources", List(&Map(&RESOURCE))),
        EXTENSION,
    ],
);

const RESOURCE: Fields = fields(
    "a generic resource",
    &[
        (
            "discrete_resource_spec",
            Map(&fields(
                "`discrete_resource_spec`",
                &[("kind", Text), ("value", NUMBER), EXTENSION],
            )),
        ),
        EXTENSION,
    ],
);

const DEVICE_KEYS: &[(&str, Shape)] = &[
    ("driver", Text),
    ("count", Either(&[OneOf(&["all"]), COUNT])),
    ("device_ids", TEXTS),
    ("capabilities", TEXTS),
    ("options", PAIRS),
    EXTENSION,
];

/// A device that a container reserves.
const DEVICE: Fields = fields("a device", DEVICE_KEYS)
    .requiring(&[&["capabilities"]])
    .either(&[&["count", "device_ids"]]);

/// The graphics processors of a service.
pub(super) const GPUS: Shape = Either(&[
    OneOf(&["all"]),
    List(&Map(&fields("a GPU", DEVICE_KEYS).either(&[&["count", "device_ids"]]))),
]);

const RESTART_POLICY: Fields = fields(
    "`restart_policy`",
    &[
        ("condition", OneOf(&["none", "on-failure", "any"])),
        ("delay", DURATION),
        ("max_attempts", COUNT),
        ("window", DURATION),
        EXTENSION,
    ],
);

const UPDATE: Fields = fields(
    "`update_config`",
    &[
        ("parallelism", COUNT),
        ("delay", DURATION),
        ("failure_action", OneOf(&["continue", "rollback", "pause"])),
        ("monitor", DURATION),
        ("max_failure_ratio", NUMBER),
        ("order", OneOf(&["start-first", "stop-first"])),
        EXTENSION,
    ],
);

/// Limits of reading and writing.
pub(super) const BLKIO: Shape = Map(&fields(
    "`blkio_config`",
    &[
        ("weight", COUNT),
        (
            "weight_device",
            List(&Map(&fields("a device's weight", &[("path", Text), ("weight", COUNT)]))),
        ),
        ("device_read_bps", RATES),
        ("device_read_iops", RATES),
        ("device_write_bps", RATES),
        ("device_write_iops", RATES),
    ],
));

const RATES: Shape = List(&Map(&fields("a device's rate", &[("path", Text), ("rate", SIZE)])));

/// Where what a container says goes.
pub(super) const LOGGING: Shape = Map(&fields(
    "`logging`",
    &[("driver", Text), ("options", Named(&OrNull(&TEXT_OR_NUMBER))), EXTENSION],
));

/// Credentials of a Windows container.
pub(super) const CREDENTIALS: Shape = Map(&fields(
    "`credential_spec`",
    &[("config", Text), ("file", Text), ("registry", Text), EXTENSION],
)
.either(&[&["config", "file", "registry"]]));

/// Devices of the host.
pub(super) const DEVICES: Shape = List(&Either(&[
    Text,
    Map(&fields(
        "a device",
        &[("source", Text), ("target", Text), ("permissions", Text), EXTENSION],
    )
    .requiring(&[&["source"], &["target"]])),
]));

/// Files with variables.
pub(super) const ENV_FILE: Shape = Either(&[
    Text,
    List(&Either(&[
        Text,
        Map(&fields(
            "an `env_file`",
            &[("path", Text), ("required", FLAG), ("format", OneOf(&["raw"]))],
        )
        .requiring(&[&["path"]])),
    ])),
]);

/// The models of a service.
pub(super) const MODELS: Shape = Either(&[
    Named(&OrNull(&Map(&fields(
        "a model of a service",
        &[("endpoint_var", Text), ("model_var", Text), EXTENSION],
    )))),
    TEXTS,
]);

/// Something that is no container and is started by a program of its own.
pub(super) const PROVIDER: Shape = Map(&fields(
    "`provider`",
    &[("type", Text), ("options", Named(&Either(&[Scalar, List(&Scalar)]))), EXTENSION],
)
.requiring(&[&["type"]]));

/// Another service that this one starts from.
pub(super) const EXTENDS: Shape = Either(&[
    Text,
    Map(&fields("`extends`", &[("service", Text), ("file", Text)]).requiring(&[&["service"]])),
]);

/// When a job runs.
pub(super) const TRIGGERS: Shape = Map(&fields(
    "`triggers`",
    &[("manual", FLAG), ("schedule", List(&Either(&[Text, Map(&SCHEDULE)]))), EXTENSION],
)
.requiring(&[&["manual", "schedule"]]));

const SCHEDULE: Fields = fields(
    "a schedule",
    &[
        ("cron", Text),
        ("timezone", Text),
        ("concurrency", OneOf(&["forbid", "queue"])),
        ("missed_fires", OneOf(&["one", "skip"])),
        EXTENSION,
    ],
)
.requiring(&[&["cron"]]);

/// Settings of storage drivers, which have their own words.
pub(super) const STORAGE: Shape = Named(&Any);

/// Ports that are published, in both forms.
pub(super) const PUBLISHED: Shape = Set(&Either(&[super::format::PORT, Map(&PORT_FIELDS)]));

/// Volumes that are mounted, in both forms.
pub(super) const MOUNTS: Shape = Set(&Either(&[super::format::MOUNT, Map(&MOUNT_FIELDS)]));
