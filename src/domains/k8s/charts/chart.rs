//! A chart as recipes name it, and as a tag keeps it on the values for it.

use crate::value::{Tag, Value};
use semver::{Version, VersionReq};

/// The tag of values; its detail has the chart.
const CHART: &str = "helm-chart";

/// A chart of someone else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chart {
    /// Its name: `redis`.
    pub(super) name: String,
    /// Its version, or a range of versions; empty where it is open.
    pub(super) version: String,
}

impl Chart {
    /// The chart at an address: `redis`, `acme/redis`, `oci://registry.example.com/charts/redis:20.1.0`.
    pub(super) fn at(address: &str) -> Self {
        let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let (name, version) = last.split_once(':').unwrap_or((last, ""));
        Self { name: name.into(), version: version.into() }
    }

    /// Values with the chart that they are for.
    pub(super) fn tag(&self, values: Value) -> Value {
        values.tagged(Tag::new(CHART, format!("{}:{}", self.name, self.version)))
    }

    /// The chart that values are for.
    pub(super) fn of(values: &Value) -> Option<Self> {
        values.find_tag(CHART).map(|tag| Self::at(tag.detail.as_str()))
    }

    /// Whether a version can be the one that is meant. Ranges that only Helm reads can be any.
    pub(super) fn may_be(&self, version: &str) -> bool {
        let Ok(known) = Version::parse(version.trim_start_matches('v')) else { return true };
        let meant = self.version.trim_start_matches('v');
        if let Ok(exact) = Version::parse(meant) {
            return (exact.major, exact.minor, exact.patch, exact.pre)
                == (known.major, known.minor, known.patch, known.pre);
        }
        VersionReq::parse(meant).map_or(true, |range| range.matches(&known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_versions_are_at_the_end_of_an_address() {
        let at = |address| {
            let Chart { name, version } = Chart::at(address);
            (name, version)
        };
        assert_eq!(at("redis"), ("redis".into(), "".into()));
        assert_eq!(at("acme/redis"), ("redis".into(), "".into()));
        let oci = "oci://registry.example.com:5000/charts/redis:20.1.0";
        assert_eq!(at(oci), ("redis".into(), "20.1.0".into()));
    }

    #[test]
    fn versions_are_compared_as_helm_does() {
        let may_be = |version: &str, known| {
            Chart { name: "redis".into(), version: version.into() }.may_be(known)
        };
        for version in
            ["", "20.1.0", "v20.1.0", "20.x", "~20.1", ">=19.0.0, <21.0.0", "20.1.0 || 21"]
        {
            assert!(may_be(version, "20.1.0"), "{version}");
        }
        for version in ["20.1.1", "19.x", "~20.2", ">=21.0.0"] {
            assert!(!may_be(version, "20.1.0"), "{version}");
        }
        assert!(may_be("1.0.0", ""), "the version of a schema may be unknown");
    }
}
