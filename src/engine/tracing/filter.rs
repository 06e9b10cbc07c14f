//! Which functions are traced.

use crate::diag::words;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Parts of the names of functions, or patterns with `*` for whole names; without any, all functions are meant.
///
/// ```
/// use sw::engine::TraceFilter;
/// let filter = TraceFilter::of("serv, net_*");
/// assert!(filter.takes("service") && filter.takes("net_of") && !filter.takes("subnet_of"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceFilter(Vec<String>);

impl TraceFilter {
    /// The patterns in `text`, with commas between them.
    pub fn of(text: &str) -> Self {
        let patterns = text.split(',').map(str::trim).filter(|pattern| !pattern.is_empty());
        Self(patterns.map(String::from).collect())
    }

    /// Whether a function is meant.
    pub fn takes(&self, function: &str) -> bool {
        self.is_empty() || self.patterns().any(|pattern| matches(pattern, function))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn patterns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for TraceFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&words::list(&self.0, "or"))
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return name.contains(pattern) };
    let Some(mut left) = name.strip_prefix(start) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::TraceFilter;

    #[test]
    fn a_star_is_any_part_of_a_whole_name() {
        let rows = [
            ("", "anything", true),
            ("web", "my_web_app", true),
            ("web*", "my_web_app", false),
            ("*web*", "my_web_app", true),
            ("*_app", "my_web_app", true),
            ("m*_*p", "my_web_app", true),
            ("my*app*app", "my_app", false),
            ("x,,web", "web", true),
            ("*", "web", true),
        ];
        for (filter, name, is_taken) in rows {
            assert_eq!(TraceFilter::of(filter).takes(name), is_taken, "{filter} {name}");
        }
    }
}
