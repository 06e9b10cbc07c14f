//! Versions and constraints on them, as Terraform writes them: `~> 5.0`, `>= 1.2, < 2.0`.

use std::cmp::Ordering;

/// A version's numbers, and what is behind a `-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    numbers: Vec<u64>,
    rest: String,
}

impl Version {
    /// The version in a text such as `1.2.0` or `v1.2`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let text = text.split('+').next().unwrap_or(text);
        let (numbers, rest) = text.split_once('-').unwrap_or((text, ""));
        let numbers =
            numbers.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u64>>>()?;
        (!numbers.is_empty()).then(|| Self { numbers, rest: rest.into() })
    }

    fn number(&self, index: usize) -> u64 {
        self.numbers.get(index).copied().unwrap_or(0)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let longest = self.numbers.len().max(other.numbers.len());
        let by_numbers =
            (0..longest).map(|i| self.number(i).cmp(&other.number(i))).find(|order| order.is_ne());
        by_numbers.unwrap_or_else(|| match (self.rest.is_empty(), other.rest.is_empty()) {
            // What comes before a version has something behind its numbers.
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            _ => self.rest.cmp(&other.rest),
        })
    }
}

/// Whether a version fits a constraint; nothing where the constraint can't be read.
pub(crate) fn fits(version: &Version, constraint: &str) -> Option<bool> {
    let parts = constraint
        .split(',')
        .map(|part| fits_one(version, part.trim()))
        .collect::<Option<Vec<_>>>()?;
    Some(parts.into_iter().all(|fits| fits))
}

fn fits_one(version: &Version, part: &str) -> Option<bool> {
    let (operator, wanted) = part.split_at(part.find(|c: char| c.is_ascii_digit() || c == 'v')?);
    let wanted = Version::parse(wanted)?;
    Some(match operator.trim() {
        "" | "=" => *version == wanted || version.cmp(&wanted).is_eq(),
        "!=" => version.cmp(&wanted).is_ne(),
        ">" => *version > wanted,
        ">=" => *version >= wanted,
        "<" => *version < wanted,
        "<=" => *version <= wanted,
        // All but the last number stay.
        "~>" => {
            *version >= wanted
                && (0..wanted.numbers.len().saturating_sub(1))
                    .all(|i| version.number(i) == wanted.number(i))
        }
        _ => return None,
    })
}

/// Whether a schema's version can be what a call asks for; nothing where that can't be reported.
pub(crate) fn meet(schema: &str, call: &str) -> Option<bool> {
    match (Version::parse(schema), Version::parse(call)) {
        (Some(schema), _) => fits(&schema, call),
        (None, Some(call)) => fits(&call, schema),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_terraforms() {
        let fits = |version: &str, constraint: &str| {
            super::fits(&Version::parse(version).unwrap(), constraint)
        };
        for (version, constraint, expected) in [
            ("5.1.2", "~> 5.0", true),
            ("6.0.0", "~> 5.0", false),
            ("5.1.2", "~> 5.1.0", true),
            ("5.2.0", "~> 5.1.0", false),
            ("1.2", "1.2.0", true),
            ("1.9.0", ">= 1.2, < 2.0", true),
            ("2.0.0", ">= 1.2, < 2.0", false),
            ("2.0.0-rc1", ">= 2.0.0", false),
            ("1.0.0", "!= 1.0.0", false),
        ] {
            assert_eq!(fits(version, constraint), Some(expected), "{version} {constraint}");
        }
        assert_eq!(fits("1.0.0", "newest"), None);
        assert_eq!(meet(">= 5, < 6", "5.1.0"), Some(true));
        assert_eq!(meet("5.1.0", "v5.1.0"), Some(true));
        assert_eq!(meet(">= 5", "~> 5.1"), None);
    }
}
