//! The formats, by name.

use super::format::Format;
use super::{mount, port};
use crate::schema::model::kinds::Kinds;
use crate::value::Value;

const ROWS: &[Format] = &[
    Format {
        name: "action",
        what: "an action with its version",
        example: "`actions/checkout@v4`, `$/actions/own`, `./.github/actions/own` or `docker://alpine:3`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_action),
    },
    Format {
        name: "address",
        what: "an address",
        example: "`127.0.0.1` or `::1`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, port::is_address),
    },
    Format {
        name: "container-name",
        what: "a container's name",
        example: "`shop-web`: two or more letters, digits, `_`, `.` and `-`, the first a letter or a digit",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_container_name),
    },
    Format {
        name: "count",
        what: "an int of at least 0",
        example: "`3`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| number(value, |count| count >= 0),
    },
    Format {
        name: "duration",
        what: "a duration",
        example: "`10s` or `1m30s`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_duration),
    },
    Format {
        name: "exposed-port",
        what: "a port",
        example: "`3000` or `3000-3005/udp`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| {
            port_or(value, |text| port::read(text).is_some_and(|port| port.published.is_none()))
        },
    },
    Format {
        name: "flag",
        what: "a bool",
        example: "`true` or `false`",
        kinds: Kinds::TEXT_OR_BOOL,
        holds: |value| !is_text(value) || text(value, |text| matches!(text, "true" | "false")),
    },
    Format {
        name: "host",
        what: "a host with its address",
        example: "`db:10.0.0.5`, `db=10.0.0.5` or `host.docker.internal:host-gateway`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_host),
    },
    Format {
        name: "mount",
        what: "a volume and an absolute path in the container",
        example: "`data:/var/lib/data`, `./src:/app/src:ro` or `/app/node_modules`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, |text| mount::read(text).is_some()),
    },
    Format {
        name: "number",
        what: "a number",
        example: "`0.5`",
        kinds: Kinds::TEXT_OR_NUMBER,
        holds: |value| !is_text(value) || text(value, |text| text.parse::<f64>().is_ok()),
    },
    Format {
        name: "ports",
        what: "a port",
        example: "`8080` or `8080-8085`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| port_or(value, |text| port::range(text).is_some()),
    },
    Format {
        name: "project-name",
        what: "a project name",
        example: "`shop` or `shop-dev`: lower-case letters, digits, `-` and `_`, the first a letter or a digit",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_project_name),
    },
    Format {
        name: "published-port",
        what: "a port",
        example: "`3000`, `8080:80`, `127.0.0.1:8080:80` or `53:53/udp`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| port_or(value, |text| port::read(text).is_some()),
    },
    Format {
        name: "pull-policy",
        what: "a pull policy",
        example: "`always`, `never`, `missing`, `build`, `daily`, `weekly` or `every_12h`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_pull_policy),
    },
    Format {
        name: "restart-policy",
        what: "a restart policy",
        example: "`unless-stopped`, `always`, `on-failure`, `on-failure:3` or `no`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_restart_policy),
    },
    Format {
        name: "size",
        what: "a size in bytes",
        example: "`64m` or `1gb`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| !is_text(value) || text(value, is_size),
    },
    Format {
        name: "size-text",
        what: "a size in bytes as text",
        example: "`64M` or `1gb`",
        kinds: Kinds::TEXT,
        holds: |value| text(value, is_size),
    },
    Format {
        name: "target-port",
        what: "a port",
        example: "`80`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| is_target(value),
    },
    Format {
        name: "test-command",
        what: "a string, or an array that starts with `CMD`, `CMD-SHELL` or `NONE`",
        example: "`[\"CMD\", \"pg_isready\"]` or `\"curl -f http://localhost\"`",
        kinds: Kinds::TEXT_OR_LIST,
        holds: |value| is_text(value) || is_test(value),
    },
    Format {
        name: "whole",
        what: "an int",
        example: "`3`",
        kinds: Kinds::TEXT_OR_WHOLE,
        holds: |value| number(value, |_| true),
    },
];

/// The format of a name.
///
/// ```
/// use sw::schema::formats::named;
/// assert!((named("duration").unwrap().holds)(&"1m30s".into()));
/// assert!(named("haiku").is_none());
/// ```
pub fn named(name: &str) -> Option<&'static Format> {
    ROWS.iter().find(|format| format.name == name)
}

/// All formats.
pub fn all() -> &'static [Format] {
    ROWS
}

fn is_text(value: &Value) -> bool {
    value.as_text().is_some()
}

fn text(value: &Value, holds: fn(&str) -> bool) -> bool {
    value.as_str().is_some_and(holds)
}

fn number(value: &Value, holds: fn(i64) -> bool) -> bool {
    match value.bare() {
        Value::Int(number) => holds(*number),
        value => value.as_str().and_then(|text| text.parse().ok()).is_some_and(holds),
    }
}

/// A number that can be a port, or a text of which something is true.
fn port_or(value: &Value, holds: fn(&str) -> bool) -> bool {
    match value.bare() {
        Value::Int(port) => u16::try_from(*port).is_ok(),
        value => text(value, holds),
    }
}

/// The port of a container in the long form.
fn is_target(value: &Value) -> bool {
    let one =
        |text: &str| port::range(text).is_some_and(|(first, last)| first == last && first > 0);
    match value.bare() {
        Value::Int(port) => u16::try_from(*port).is_ok_and(|port| port > 0),
        value => text(value, one),
    }
}

/// Without a version a workflow is invalid.
fn is_action(text: &str) -> bool {
    let is_versioned = text
        .split_once('@')
        .is_some_and(|(action, version)| action.contains('/') && !version.is_empty());
    is_versioned || ["./", "$/", "docker://"].iter().any(|start| text.starts_with(start))
}

fn is_host(text: &str) -> bool {
    text.split_once(['=', ':'])
        .is_some_and(|(host, address)| !host.is_empty() && !address.is_empty())
}

fn is_container_name(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
}

fn is_project_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

fn is_restart_policy(text: &str) -> bool {
    let tries = text.strip_prefix("on-failure:").map(|tries| tries.parse::<u32>().is_ok());
    tries.unwrap_or_else(|| ["no", "always", "on-failure", "unless-stopped"].contains(&text))
}

fn is_pull_policy(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"];
    WORDS.contains(&text) || text.strip_prefix("every_").is_some_and(is_duration)
}

/// What shows whether a container is well: how the command is run, and the command.
fn is_test(value: &Value) -> bool {
    let list = value.as_list().unwrap_or_default();
    let first = list.first().and_then(Value::as_str);
    list.iter().all(is_text)
        && first.is_some_and(|first| ["CMD", "CMD-SHELL", "NONE"].contains(&first))
}

/// `1m30s`: numbers with units; nothing at all needs none.
fn is_duration(text: &str) -> bool {
    if text == "0" {
        return true;
    }
    const UNITS: [&str; 8] = ["us", "µs", "ms", "s", "m", "h", "d", "w"];
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let unit = rest[digits..]
            .find(|c: char| c.is_ascii_digit())
            .map_or(rest.len(), |end| digits + end);
        if rest[..digits].parse::<f64>().is_err() || !UNITS.contains(&&rest[digits..unit]) {
            return false;
        }
        rest = &rest[unit..];
    }
    !text.is_empty()
}

/// `64m`, `1.5 GiB`.
fn is_size(text: &str) -> bool {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = text[digits..].trim_start().to_ascii_lowercase();
    let unit = unit.strip_suffix('b').unwrap_or(&unit);
    let unit = unit.strip_suffix('i').unwrap_or(unit);
    text[..digits].parse::<f64>().is_ok() && ["", "k", "m", "g", "t", "p"].contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        ["10s", "1m30s", "1h5m30s20ms", "1.5h", "2d"]
            .iter()
            .for_each(|text| assert!(is_duration(text), "{text}"));
        ["", "10", "s", "10 s", "1m30", "ten s", "-5s"]
            .iter()
            .for_each(|text| assert!(!is_duration(text), "{text}"));
    }

    #[test]
    fn sizes_may_have_units() {
        ["64m", "1gb", "300000", "1.5GiB", "2 kb", "50M"]
            .iter()
            .for_each(|text| assert!(is_size(text), "{text}"));
        ["", "m", "64 megs", "1e3", "-1"].iter().for_each(|text| assert!(!is_size(text), "{text}"));
    }
}
