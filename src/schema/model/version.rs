//! Versions that fields and types are there in.

use std::fmt;

/// A version, or the first parts of one: `4`, `1.36`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    parts: [u16; 3],
    count: u8,
}

impl Version {
    /// Reads a version; what follows its third part is left out. None when it does not begin with a number.
    ///
    /// ```
    /// use sw::schema::Version;
    /// assert_eq!(Version::parse("v1.36.2").unwrap().to_string(), "1.36.2");
    /// assert!(Version::parse("unknown").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut version = Self { parts: [0; 3], count: 0 };
        for part in text.trim_start_matches('v').split(['.', '-', '+']).take(3) {
            let Ok(number) = part.parse() else { break };
            version.parts[usize::from(version.count)] = number;
            version.count += 1;
        }
        (version.count > 0).then_some(version)
    }

    /// The parts that both have.
    fn shared(&self, other: &Self) -> ([u16; 3], [u16; 3]) {
        let count = usize::from(self.count.min(other.count));
        let cut = |version: &Self| {
            let mut parts = [0; 3];
            parts[..count].copy_from_slice(&version.parts[..count]);
            parts
        };
        (cut(self), cut(other))
    }

    /// Whether it is later than another, in the parts that both have.
    pub fn is_after(&self, other: &Self) -> bool {
        let (own, other) = self.shared(other);
        own > other
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts.iter().take(self.count.into()).map(u16::to_string);
        f.write_str(&parts.collect::<Vec<_>>().join("."))
    }
}

/// The versions that have a field or a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// The first one.
    pub since: Option<Version>,
    /// The last one; later ones have it no longer.
    pub last: Option<Version>,
}

impl Versions {
    /// Whether `version` is among them; without one, the newest.
    pub fn have(&self, version: Option<Version>) -> bool {
        !self.are_over(version) && !self.begin_after(version)
    }

    /// Whether `version` is later than the last one.
    pub fn are_over(&self, version: Option<Version>) -> bool {
        self.last.is_some_and(|last| version.is_none_or(|version| version.is_after(&last)))
    }

    /// Whether `version` is earlier than the first one.
    pub fn begin_after(&self, version: Option<Version>) -> bool {
        self.since.zip(version).is_some_and(|(since, version)| since.is_after(&version))
    }
}
