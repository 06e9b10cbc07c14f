//! How Compose wants single values written: durations, sizes, ports, mounts.
//!
//! A text with a variable in it, as `${PORT:-3000}`, can be anything: what it becomes is only
//! known where Compose runs.

use crate::schema::shape::{Format, Shape};
use crate::value::Value;

use Shape::Format as Written;

/// `true` or `false`.
pub(super) const FLAG: Shape = Written(&Format {
    what: "true or false",
    example: "`true` or `false`",
    holds: |value| {
        matches!(value, Value::Bool(_)) || text_is(value, |text| matches!(text, "true" | "false"))
    },
});

/// How many.
pub(super) const COUNT: Shape = Written(&Format {
    what: "a whole number that is not negative",
    example: "`3`",
    holds: |value| {
        matches!(value, Value::Int(count) if *count >= 0)
            || text_is(value, |text| text.parse::<u64>().is_ok())
    },
});

/// A whole number, where -1 often stands for no limit.
pub(super) const WHOLE: Shape = Written(&Format {
    what: "a whole number",
    example: "`3`",
    holds: |value| {
        matches!(value, Value::Int(_)) || text_is(value, |text| text.parse::<i64>().is_ok())
    },
});

/// How readily the kernel ends a container when memory runs out.
pub(super) const ADJUSTMENT: Shape = Written(&Format {
    what: "a whole number from -1000 to 1000",
    example: "`500`",
    holds: |value| {
        let fits = |number: i64| (-1000..=1000).contains(&number);
        matches!(value, Value::Int(number) if fits(*number))
            || text_is(value, |text| text.contains('$'))
    },
});

/// A number.
pub(super) const NUMBER: Shape = Written(&Format {
    what: "a number",
    example: "`0.5`",
    holds: |value| {
        matches!(value, Value::Int(_) | Value::Float(_))
            || text_is(value, |text| text.parse::<f64>().is_ok())
    },
});

/// A time span.
pub(super) const DURATION: Shape = Written(&Format {
    what: "a duration",
    example: "`10s` or `1m30s`",
    holds: |value| text_is(value, is_duration),
});

/// An amount of memory or disk.
pub(super) const SIZE: Shape = Written(&Format {
    what: "a size in bytes",
    example: "`64m` or `1gb`",
    holds: |value| matches!(value, Value::Int(_)) || text_is(value, is_size),
});

/// The same, where Compose takes no number.
pub(super) const SIZE_TEXT: Shape = Written(&Format {
    what: "a size in bytes as text",
    example: "`64M` or `1gb`",
    holds: |value| text_is(value, is_size),
});

/// A port of a container, and where it is found on the host.
pub(super) const PORT: Shape = Written(&Format {
    what: "a port",
    example: "`3000`, `8080:80`, `127.0.0.1:8080:80` or `53:53/udp`",
    holds: |value| match value {
        Value::Int(port) => u16::try_from(*port).is_ok(),
        value => text_is(value, |text| crate::schema::formats::port::read(text).is_some()),
    },
});

/// A port that other services reach.
pub(super) const EXPOSED: Shape = Written(&Format {
    what: "a port",
    example: "`3000` or `3000-3005/udp`",
    holds: |value| match value {
        Value::Int(port) => u16::try_from(*port).is_ok(),
        value => text_is(value, |text| {
            crate::schema::formats::port::read(text).is_some_and(|port| port.published.is_none())
        }),
    },
});

/// The port of a container in the long form.
pub(super) const TARGET: Shape = Written(&Format {
    what: "a port",
    example: "`80`",
    holds: |value| match value {
        Value::Int(port) => u16::try_from(*port).is_ok_and(|port| port > 0),
        value => text_is(value, |text| {
            crate::schema::formats::port::range(text)
                .is_some_and(|(first, last)| first == last && first > 0)
        }),
    },
});

/// An address of the host.
pub(super) const ADDRESS: Shape = Written(&Format {
    what: "an address",
    example: "`127.0.0.1` or `::1`",
    holds: |value| text_is(value, crate::schema::formats::port::is_address),
});

/// A host of `/etc/hosts` with its address.
pub(super) const HOST: Shape = Written(&Format {
    what: "a host with its address",
    example: "`db:10.0.0.5`, `db=10.0.0.5` or `host.docker.internal:host-gateway`",
    holds: |value| {
        text_is(value, |text| {
            text.split_once(['=', ':'])
                .is_some_and(|(host, address)| !host.is_empty() && !address.is_empty())
        })
    },
});

/// The name of a container.
pub(super) const CONTAINER_NAME: Shape = Written(&Format {
    what: "a container's name",
    example: "`shop-web`: two or more letters, digits, `_`, `.` and `-`, the first a letter or a digit",
    holds: |value| {
        text_is(value, |text| {
            text.len() > 1
                && text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
        })
    },
});

/// One or several ports without protocol: `8080`, `8080-8085`.
pub(super) const PORTS: Shape = Written(&Format {
    what: "a port",
    example: "`8080` or `8080-8085`",
    holds: |value| match value {
        Value::Int(port) => u16::try_from(*port).is_ok(),
        value => text_is(value, |text| crate::schema::formats::port::range(text).is_some()),
    },
});

/// A volume or a folder of the host, and where it is found in the container.
pub(super) const MOUNT: Shape = Written(&Format {
    what: "a volume and an absolute path in the container",
    example: "`data:/var/lib/data`, `./src:/app/src:ro` or `/app/node_modules`",
    holds: |value| text_is(value, |text| crate::schema::formats::mount::read(text).is_some()),
});

/// What a container does when it has ended.
pub(super) const RESTART: Shape = Written(&Format {
    what: "a restart policy",
    example: "`unless-stopped`, `always`, `on-failure`, `on-failure:3` or `no`",
    holds: |value| {
        text_is(value, |text| {
            let tries = text.strip_prefix("on-failure:").map(|tries| tries.parse::<u32>().is_ok());
            tries
                .unwrap_or_else(|| ["no", "always", "on-failure", "unless-stopped"].contains(&text))
        })
    },
});

/// When an image is pulled.
pub(super) const PULL_POLICY: Shape = Written(&Format {
    what: "a pull policy",
    example: "`always`, `never`, `missing`, `build`, `daily`, `weekly` or `every_12h`",
    holds: |value| {
        const WORDS: [&str; 8] =
            ["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"];
        text_is(value, |text| {
            WORDS.contains(&text) || text.strip_prefix("every_").is_some_and(is_duration)
        })
    },
});

/// What tells whether a container is well.
pub(super) const TEST: Shape = Written(&Format {
    what: "text, or an array that starts with `CMD`, `CMD-SHELL` or `NONE`",
    example: "`[\"CMD\", \"pg_isready\"]` or `\"curl -f http://localhost\"`",
    holds: |value| match value {
        Value::List(list) => {
            let is_text = list.iter().all(|item| item.as_text().is_some());
            is_text
                && list
                    .first()
                    .and_then(Value::as_str)
                    .is_some_and(|first| ["CMD", "CMD-SHELL", "NONE"].contains(&first))
        }
        value => text_is(value, |_| true),
    },
});

/// The name of a project.
pub(super) const PROJECT_NAME: Shape = Written(&Format {
    what: "a project name",
    example: "`shop` or `shop-dev`: lower-case letters, digits, `-` and `_`, the first a letter or a digit",
    holds: |value| {
        text_is(value, |text| {
            text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
                && text
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
        })
    },
});

/// Whether a value is a text of which `holds` is true, or one that is only known later.
fn text_is(value: &Value, holds: fn(&str) -> bool) -> bool {
    value
        .as_text()
        .is_some_and(|text| text.as_str().is_none_or(|text| text.contains('$') || holds(text)))
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

    #[test]
    fn variables_can_be_anything() {
        assert!(text_is(&Value::from("${WAIT:-10s}"), is_duration));
        assert!(!text_is(&Value::from("10"), is_duration));
    }
}
