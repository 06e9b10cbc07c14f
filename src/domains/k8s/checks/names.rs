//! Names: of objects, namespaces, ports and variables, as the API server takes them.

use crate::diag::Diagnostic;
use crate::schema::findings::{Findings, text};
use crate::secrets::{is_kubernetes_key, is_kubernetes_name};
use crate::value::Value;

/// A form of names.
pub(super) struct Form {
    /// What a name is.
    what: &'static str,
    longest: usize,
    is_right: fn(&str) -> bool,
}

/// The name of most objects: a DNS subdomain.
pub(super) const SUBDOMAIN: Form = Form {
    what: "lower-case letters, digits, `-` and `.`, at most 253, the first and last a letter or a digit",
    longest: 253,
    is_right: is_kubernetes_name,
};

/// The name of a Service's and a namespace's kind, and of containers and volumes: a DNS label.
pub(super) const LABEL: Form = Form {
    what: "lower-case letters, digits and `-`, at most 63, the first and last a letter or a digit",
    longest: 63,
    is_right: is_label,
};

/// A Service has a name in DNS that starts with a letter.
const SERVICE: Form = Form {
    what: "lower-case letters, digits and `-`, at most 63, the first a letter",
    longest: 63,
    is_right: |name| is_label(name) && name.starts_with(|c: char| c.is_ascii_lowercase()),
};

/// A CronJob adds 11 letters for each Job.
const CRON_JOB: Form = Form {
    what: "lower-case letters, digits, `-` and `.`, at most 52: each of its Jobs has 11 more",
    longest: 52,
    is_right: |name| name.split('.').all(is_label),
};

/// Roles and their bindings are named by paths.
const PATH: Form = Form {
    what: "any text without `/` and `%` that is not `.` or `..`",
    longest: 253,
    is_right: |name| !name.contains(['/', '%']) && !matches!(name, "." | ".."),
};

/// A port: 15 letters at most.
pub(super) const PORT: Form = Form {
    what: "lower-case letters, digits and single `-` between them, at most 15, one of them a letter",
    longest: 15,
    is_right: |name| {
        is_label(name) && !name.contains("--") && name.contains(|c: char| c.is_ascii_lowercase())
    },
};

/// Everything that a program can find in its environment.
pub(super) const VARIABLE: Form = Form {
    what: "visible ASCII letters without `=`",
    longest: usize::MAX,
    is_right: |name| name.bytes().all(|c| (b' '..=b'~').contains(&c) && c != b'='),
};

/// A key of a ConfigMap or a Secret.
pub(super) const DATA_KEY: Form = Form {
    what: "letters, digits, `-`, `_` and `.`, at most 253",
    longest: 253,
    is_right: is_kubernetes_key,
};

/// The forms of kinds whose names are no subdomains.
const OF_KIND: &[(&str, &Form)] = &[
    ("Namespace", &LABEL),
    ("Service", &SERVICE),
    ("CronJob", &CRON_JOB),
    ("Job", &LABEL),
    ("StatefulSet", &LABEL),
    ("Role", &PATH),
    ("RoleBinding", &PATH),
    ("ClusterRole", &PATH),
    ("ClusterRoleBinding", &PATH),
];

impl Form {
    /// That a name is not of the form; none where it is.
    pub(super) fn refuse(&self, name: &str, noun: &str) -> Option<Diagnostic> {
        if !name.is_empty() && name.len() <= self.longest && (self.is_right)(name) {
            return None;
        }
        let message = format!("`{name}` can't be the name of {noun}");
        let hint = format!("use {}", self.what);
        Some(Diagnostic::error("invalid-name", message).hint(hint.as_str()))
    }

    /// Reports a name under a key that is not of the form.
    pub(super) fn check(&self, value: &Value, key: &str, noun: &str, findings: &mut Findings<'_>) {
        let Some(name) = text(value, key) else { return };
        let refused = self.refuse(name, noun);
        let at = value.get(key).unwrap_or(value);
        refused.into_iter().for_each(|diagnostic| findings.value(at, diagnostic));
    }
}

/// The name of an object, which it needs, and its namespace.
pub(super) fn name(object: &Value, kind: &str, findings: &mut Findings<'_>) {
    let metadata = object.get("metadata");
    let has = |key| metadata.is_some_and(|metadata| metadata.get(key).is_some());
    if !has("name") && !has("generateName") {
        let diagnostic = Diagnostic::error("missing-key", format!("this {kind} needs a name"))
            .hint("add `metadata: #{ name: \"...\" }`");
        return findings.value(metadata.unwrap_or(object), diagnostic);
    }
    let Some(metadata) = metadata else { return };
    let form = OF_KIND.iter().find(|(name, _)| *name == kind).map_or(&SUBDOMAIN, |(_, form)| form);
    form.check(metadata, "name", &format!("a {kind}"), findings);
    LABEL.check(metadata, "namespace", "a namespace", findings);
}

fn is_label(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    !name.is_empty()
        && name.len() <= 63
        && name.chars().all(|c| is_letter(c) || c == '-')
        && name.starts_with(is_letter)
        && name.ends_with(is_letter)
}
