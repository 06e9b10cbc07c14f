//! The shape of a GitHub Actions workflow.
//!
//! Source of keys and types: "Workflow syntax for GitHub Actions" in GitHub's documentation.
//! The order is the one its examples use.

use super::shape::{Fields, Format, Shape};

use Shape::{
    Any, Bool, Either, Filled, Format as Written, List, Map, Named, Number, OneOf, OrNull, Scalar,
    Script, Text,
};

/// A whole workflow file.
pub const WORKFLOW: Shape = Map(&Fields {
    subject: "a workflow",
    known: &[
        ("name", Text),
        ("run-name", Text),
        ("on", ON),
        ("permissions", PERMISSIONS),
        ("env", ENV),
        ("defaults", DEFAULTS),
        ("concurrency", CONCURRENCY),
        ("jobs", Filled(&Named(&JOB))),
    ],
    exclusive: &[],
    required: &[&["on"], &["jobs"]],
});

const ENV: Shape = Named(&Scalar);

/// What an action takes: several values of one input stand on lines of their own.
const INPUTS: Shape = Named(&Either(&[Scalar, Script]));

const TEXTS: Shape = Either(&[Text, List(&Text)]);

const ON: Shape = Filled(&Either(&[OneOf(EVENTS), List(&OneOf(EVENTS)), Map(&TRIGGERS)]));

/// An action, with the version that is meant: without one a workflow is invalid.
const ACTION: Format = Format {
    what: "an action with its version",
    example: "`actions/checkout@v4`, `./.github/actions/own` or `docker://alpine:3`",
    holds: |value| {
        value.as_str().is_none_or(|text| {
            let is_versioned = text
                .split_once('@')
                .is_some_and(|(action, version)| action.contains('/') && !version.is_empty());
            is_versioned || text.starts_with("./") || text.starts_with("docker://")
        })
    },
};

/// The events that start a workflow.
const EVENTS: &[&str] = &[
    "branch_protection_rule",
    "check_run",
    "check_suite",
    "create",
    "delete",
    "deployment",
    "deployment_status",
    "discussion",
    "discussion_comment",
    "fork",
    "gollum",
    "image_version",
    "issue_comment",
    "issues",
    "label",
    "merge_group",
    "milestone",
    "page_build",
    "public",
    "pull_request",
    "pull_request_review",
    "pull_request_review_comment",
    "pull_request_target",
    "push",
    "registry_package",
    "release",
    "repository_dispatch",
    "schedule",
    "status",
    "watch",
    "workflow_call",
    "workflow_dispatch",
    "workflow_run",
];

const TRIGGERS: Fields = Fields {
    subject: "`on`",
    known: &[
        ("push", OrNull(&Map(&PUSH))),
        ("pull_request", OrNull(&Map(&PULL_REQUEST))),
        ("pull_request_target", OrNull(&Map(&PULL_REQUEST))),
        ("schedule", List(&Map(&SCHEDULE))),
        ("workflow_dispatch", OrNull(&Map(&DISPATCH))),
        ("workflow_call", OrNull(&Map(&CALL))),
        ("workflow_run", Map(&WORKFLOW_RUN)),
        ("branch_protection_rule", ACTIVITY),
        ("check_run", ACTIVITY),
        ("check_suite", ACTIVITY),
        ("create", OrNull(&Any)),
        ("delete", OrNull(&Any)),
        ("deployment", OrNull(&Any)),
        ("deployment_status", OrNull(&Any)),
        ("discussion", ACTIVITY),
        ("discussion_comment", ACTIVITY),
        ("fork", OrNull(&Any)),
        ("gollum", OrNull(&Any)),
        ("image_version", OrNull(&Any)),
        ("issue_comment", ACTIVITY),
        ("issues", ACTIVITY),
        ("label", ACTIVITY),
        ("merge_group", OrNull(&Map(&PULL_REQUEST))),
        ("milestone", ACTIVITY),
        ("page_build", OrNull(&Any)),
        ("public", OrNull(&Any)),
        ("pull_request_review", ACTIVITY),
        ("pull_request_review_comment", ACTIVITY),
        ("registry_package", ACTIVITY),
        ("release", ACTIVITY),
        ("repository_dispatch", ACTIVITY),
        ("status", OrNull(&Any)),
        ("watch", ACTIVITY),
    ],
    exclusive: &[],
    required: &[],
};

const ACTIVITY: Shape = OrNull(&Map(&Fields {
    subject: "this event",
    known: &[("types", TEXTS)],
    exclusive: &[],
    required: &[],
}));

const PUSH: Fields = Fields {
    subject: "`push`",
    known: &[
        ("branches", TEXTS),
        ("branches-ignore", TEXTS),
        ("tags", TEXTS),
        ("tags-ignore", TEXTS),
        ("paths", TEXTS),
        ("paths-ignore", TEXTS),
    ],
    exclusive: &[],
    required: &[],
};

const PULL_REQUEST: Fields = Fields {
    subject: "`pull_request`",
    known: &[
        ("types", TEXTS),
        ("branches", TEXTS),
        ("branches-ignore", TEXTS),
        ("paths", TEXTS),
        ("paths-ignore", TEXTS),
    ],
    exclusive: &[],
    required: &[],
};

const SCHEDULE: Fields = Fields {
    subject: "a schedule",
    known: &[("cron", Text), ("timezone", Text)],
    exclusive: &[],
    required: &[&["cron"]],
};

const DISPATCH: Fields = Fields {
    subject: "`workflow_dispatch`",
    known: &[("inputs", Named(&OrNull(&Map(&DISPATCH_INPUT))))],
    exclusive: &[],
    required: &[],
};

const DISPATCH_INPUT: Fields = Fields {
    subject: "an input",
    known: &[
        ("description", Text),
        ("type", OneOf(&["boolean", "choice", "environment", "number", "string"])),
        ("required", Bool),
        ("default", Scalar),
        ("options", List(&Scalar)),
        ("deprecationMessage", Text),
    ],
    exclusive: &[],
    required: &[],
};

const CALL: Fields = Fields {
    subject: "`workflow_call`",
    known: &[
        ("inputs", Named(&Map(&CALL_INPUT))),
        ("outputs", Named(&Map(&CALL_OUTPUT))),
        ("secrets", Named(&OrNull(&Map(&CALL_SECRET)))),
    ],
    exclusive: &[],
    required: &[],
};

const CALL_INPUT: Fields = Fields {
    subject: "an input",
    known: &[
        ("description", Text),
        ("type", OneOf(&["boolean", "number", "string"])),
        ("required", Bool),
        ("default", Scalar),
        ("deprecationMessage", Text),
    ],
    exclusive: &[],
    required: &[&["type"]],
};

const CALL_OUTPUT: Fields = Fields {
    subject: "an output",
    known: &[("description", Text), ("value", Text)],
    exclusive: &[],
    required: &[&["value"]],
};

const CALL_SECRET: Fields = Fields {
    subject: "a secret",
    known: &[("description", Text), ("required", Bool)],
    exclusive: &[],
    required: &[],
};

const WORKFLOW_RUN: Fields = Fields {
    subject: "`workflow_run`",
    known: &[
        ("workflows", TEXTS),
        ("types", TEXTS),
        ("branches", TEXTS),
        ("branches-ignore", TEXTS),
    ],
    exclusive: &[],
    required: &[&["workflows"]],
};

const ACCESS: Shape = OneOf(&["none", "read", "write"]);

const PERMISSIONS: Shape = Either(&[OneOf(&["read-all", "write-all"]), Map(&SCOPES)]);

const SCOPES: Fields = Fields {
    subject: "`permissions`",
    known: &[
        ("actions", ACCESS),
        ("attestations", ACCESS),
        ("checks", ACCESS),
        ("contents", ACCESS),
        ("deployments", ACCESS),
        ("discussions", ACCESS),
        ("id-token", ACCESS),
        ("issues", ACCESS),
        ("models", ACCESS),
        ("packages", ACCESS),
        ("pages", ACCESS),
        ("pull-requests", ACCESS),
        ("repository-projects", ACCESS),
        ("security-events", ACCESS),
        ("statuses", ACCESS),
    ],
    exclusive: &[],
    required: &[],
};

const DEFAULTS: Shape = Map(&Fields {
    subject: "`defaults`",
    known: &[(
        "run",
        Map(&Fields {
            subject: "`run`",
            known: &[("shell", Text), ("working-directory", Text)],
            exclusive: &[],
            required: &[],
        }),
    )],
    exclusive: &[],
    required: &[],
});

const CONCURRENCY: Shape = Either(&[
    Text,
    Map(&Fields {
        subject: "`concurrency`",
        known: &[("group", Text), ("cancel-in-progress", Bool)],
        exclusive: &[],
        required: &[&["group"]],
    }),
]);

const ENVIRONMENT: Shape = Either(&[
    Text,
    Map(&Fields {
        subject: "`environment`",
        known: &[("name", Text), ("url", Text)],
        exclusive: &[],
        required: &[&["name"]],
    }),
]);

const RUNNER: Shape = Either(&[
    Text,
    List(&Text),
    Map(&Fields {
        subject: "`runs-on`",
        known: &[("group", Text), ("labels", TEXTS)],
        exclusive: &[],
        required: &[],
    }),
]);

const JOB: Shape = Map(&Fields {
    subject: "a job",
    known: &[
        ("name", Text),
        ("needs", TEXTS),
        ("if", Either(&[Text, Bool])),
        ("runs-on", RUNNER),
        ("environment", ENVIRONMENT),
        ("permissions", PERMISSIONS),
        ("concurrency", CONCURRENCY),
        ("strategy", Map(&STRATEGY)),
        ("timeout-minutes", Number),
        ("continue-on-error", Bool),
        ("container", Either(&[Text, Map(&CONTAINER)])),
        ("services", Named(&Map(&CONTAINER))),
        ("outputs", ENV),
        ("env", ENV),
        ("defaults", DEFAULTS),
        ("uses", Text),
        ("with", ENV),
        ("secrets", Either(&[OneOf(&["inherit"]), ENV])),
        ("steps", Filled(&List(&Map(&STEP)))),
    ],
    exclusive: &[&["runs-on", "uses"], &["steps", "uses"]],
    required: &[&["runs-on", "uses"], &["steps", "uses"]],
});

const STRATEGY: Fields = Fields {
    subject: "`strategy`",
    known: &[("fail-fast", Bool), ("max-parallel", Number), ("matrix", Any)],
    exclusive: &[],
    required: &[&["matrix"]],
};

const CONTAINER: Fields = Fields {
    subject: "a container",
    known: &[
        ("image", Text),
        (
            "credentials",
            Map(&Fields {
                subject: "`credentials`",
                known: &[("username", Text), ("password", Text)],
                exclusive: &[],
                required: &[],
            }),
        ),
        ("env", ENV),
        ("ports", List(&Scalar)),
        ("volumes", List(&Text)),
        ("options", Text),
    ],
    exclusive: &[],
    required: &[&["image"]],
};

const STEP: Fields = Fields {
    subject: "a step",
    known: &[
        ("name", Text),
        ("id", Text),
        ("if", Either(&[Text, Bool])),
        ("uses", Written(&ACTION)),
        ("with", INPUTS),
        ("env", ENV),
        ("working-directory", Text),
        ("shell", Text),
        ("run", Script),
        ("continue-on-error", Bool),
        ("timeout-minutes", Number),
    ],
    exclusive: &[&["run", "uses"]],
    required: &[&["run", "uses"]],
};
