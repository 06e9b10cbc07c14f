//! The formats, by name.

use super::format::Holds::{Port, Text, TextOr, TextOrList, Whole};
use super::format::{Format, Holds};
use super::{encoded, mount, port};
use crate::value::Kinds;
use crate::value::Value;

const ROWS: &[Format] = &[
    row(
        "action",
        "an action with its version",
        "`actions/checkout@v4`, `$/actions/own`, `./.github/actions/own` or `docker://alpine:3`",
        Text(is_action),
    ),
    row("address", "an address", "`127.0.0.1` or `::1`", Text(port::is_address)),
    row("base64", "base64 text", "`c3dvcmRmaXNo`", Text(encoded::is_base64)),
    row(
        "container-name",
        "a container's name",
        "`shop-web`: two or more letters, digits, `_`, `.` and `-`, the first a letter or a digit",
        Text(is_container_name),
    ),
    row("count", "an int of at least 0", "`3`", Whole(|count| count >= 0)),
    row("date-time", "a point in time", "`2026-01-31T08:00:00Z`", Text(encoded::is_date_time)),
    row("duration", "a duration", "`10s` or `1m30s`", Text(is_duration)),
    row("exposed-port", "a port", "`3000` or `3000-3005/udp`", Port(is_exposed)),
    row("flag", "a bool", "`true` or `false`", TextOr(Kinds::BOOL, is_flag)),
    row(
        "host",
        "a host with its address",
        "`db:10.0.0.5`, `db=10.0.0.5` or `host.docker.internal:host-gateway`",
        Text(is_host),
    ),
    row(
        "mount",
        "a volume and an absolute path in the container",
        "`data:/var/lib/data`, `./src:/app/src:ro` or `/app/node_modules`",
        Text(|text| mount::read(text).is_some()),
    ),
    row("number", "a number", "`0.5`", TextOr(Kinds::NUMBER, |text| text.parse::<f64>().is_ok())),
    row("ports", "a port", "`8080` or `8080-8085`", Port(|text| port::range(text).is_some())),
    row(
        "project-name",
        "a project name",
        "`shop` or `shop-dev`: lower-case letters, digits, `-` and `_`, the first a letter or a digit",
        Text(is_project_name),
    ),
    row(
        "published-port",
        "a port",
        "`3000`, `8080:80`, `127.0.0.1:8080:80` or `53:53/udp`",
        Port(|text| port::read(text).is_some()),
    ),
    row(
        "pull-policy",
        "a pull policy",
        "`always`, `never`, `missing`, `build`, `daily`, `weekly` or `every_12h`",
        Text(is_pull_policy),
    ),
    row(
        "quantity",
        "a quantity",
        "`2`, `250m` or `128Mi`",
        TextOr(Kinds::NUMBER, encoded::is_quantity),
    ),
    row(
        "restart-policy",
        "a restart policy",
        "`unless-stopped`, `always`, `on-failure`, `on-failure:3` or `no`",
        Text(is_restart_policy),
    ),
    row("size", "a size in bytes", "`64m` or `1gb`", TextOr(Kinds::WHOLE, is_size)),
    row("size-text", "a size in bytes as text", "`64M` or `1gb`", Text(is_size)),
    row("target-port", "a port", "`80`", Whole(|port| (1..=65535).contains(&port))),
    row(
        "test-command",
        "a string, or an array that starts with `CMD`, `CMD-SHELL` or `NONE`",
        "`[\"CMD\", \"pg_isready\"]` or `\"curl -f http://localhost\"`",
        TextOrList(is_test),
    ),
    row("whole", "an int", "`3`", Whole(|_| true)),
];

const fn row(
    name: &'static str,
    what: &'static str,
    example: &'static str,
    holds: Holds,
) -> Format {
    Format { name, what, example, holds }
}

/// The format of a name.
///
/// ```
/// use sw::formats::named;
/// assert!(named("duration").unwrap().accepts(&"1m30s".into()));
/// assert!(named("haiku").is_none());
/// ```
pub fn named(name: &str) -> Option<&'static Format> {
    ROWS.iter().find(|format| format.name == name)
}

/// All formats.
pub fn all() -> &'static [Format] {
    ROWS
}

fn is_exposed(text: &str) -> bool {
    port::read(text).is_some_and(|port| port.published.is_none())
}

fn is_flag(text: &str) -> bool {
    matches!(text, "true" | "false")
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
fn is_test(list: &[Value]) -> bool {
    let first = list.first().and_then(Value::as_str);
    list.iter().all(|item| item.as_text().is_some())
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
