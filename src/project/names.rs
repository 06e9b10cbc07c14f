//! Environments that everybody knows, their other names, and what is derived from a name.

/// An environment with a meaning that needs no explanation.
#[derive(Debug, PartialEq, Eq)]
pub struct WellKnown {
    /// Its full name: `production`.
    pub name: &'static str,
    /// How people call it in passing: `prod`.
    pub short: &'static str,
    /// Its name in a headline: `Production`.
    pub title: &'static str,
    /// Other names that mean it.
    pub aliases: &'static [&'static str],
}

/// The environment that real users depend on.
pub const PRODUCTION: &str = "production";

const WELL_KNOWN: [WellKnown; 8] = [
    WellKnown { name: "development", short: "dev", title: "Development", aliases: &["dev"] },
    WellKnown { name: "test", short: "test", title: "Test", aliases: &[] },
    WellKnown {
        name: "integration",
        short: "integration",
        title: "Integration",
        aliases: &["int"],
    },
    WellKnown { name: "qa", short: "qa", title: "QA", aliases: &[] },
    WellKnown { name: "uat", short: "uat", title: "UAT", aliases: &[] },
    WellKnown { name: "preview", short: "preview", title: "Preview", aliases: &[] },
    WellKnown { name: "staging", short: "staging", title: "Staging", aliases: &["stage", "stg"] },
    WellKnown { name: PRODUCTION, short: "prod", title: "Production", aliases: &["prod", "prd"] },
];

/// All well-known environments, in the order in which software usually passes them.
pub fn well_known() -> &'static [WellKnown] {
    &WELL_KNOWN
}

/// The well-known environment that `name` means, by its full name or by an alias.
pub fn find(name: &str) -> Option<&'static WellKnown> {
    WELL_KNOWN.iter().find(|known| known.name == name || known.aliases.contains(&name))
}

/// The well-known environment that `name` is one of: `production-eu` is a production environment.
pub fn family(name: &str) -> Option<&'static WellKnown> {
    find(name.split('-').next().unwrap_or(name))
}

/// Whether `name` means production: it is `production`, an alias of it, or one of several as `production-eu`.
pub fn is_production(name: &str) -> bool {
    family(name).is_some_and(|known| known.name == PRODUCTION)
}

/// Whether two names mean the same environment.
///
/// ```
/// use sw::project::names;
/// assert!(names::same("prod", "production"));
/// assert!(!names::same("production-eu", "production"));
/// ```
pub fn same(a: &str, b: &str) -> bool {
    full(a) == full(b)
}

/// The short form of a name: `dev` for development, `prod` for production, else the name.
pub fn short(name: &str) -> &str {
    find(name).map_or(name, |known| known.short)
}

/// Parts of the world that are written in capitals.
const CAPITALS: [&str; 15] = [
    "af", "apac", "ap", "au", "br", "ca", "cn", "de", "emea", "eu", "fr", "jp", "latam", "uk", "us",
];

/// A name as a headline: `Staging`, `QA`, `Production EU`.
pub fn title(name: &str) -> String {
    let word = |word: &str| match find(word) {
        Some(known) => known.title.into(),
        None if CAPITALS.contains(&word) => word.to_uppercase(),
        None => capitalized(word),
    };
    name.split('-').map(word).collect::<Vec<_>>().join(" ")
}

/// What a CI system's secrets of this environment start with: `PROD`, `PRODUCTION_EU`.
pub fn prefix(name: &str) -> String {
    short(name).to_uppercase().replace('-', "_")
}

/// Why `name` can't name an environment, as the end of a sentence; `None` when it can.
pub fn flaw(name: &str) -> Option<&'static str> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name == "default" {
        Some("it means all other environments in `choose`")
    } else if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        Some("it must start with a lower-case letter")
    } else if !name.chars().all(allowed) || name.ends_with('-') || name.contains("--") {
        Some("it may have lower-case letters, digits and single `-` between them")
    } else if name.len() > 40 {
        Some("it is longer than 40 characters")
    } else {
        None
    }
}

/// The nearest name that [`flaw`] has nothing against.
pub fn mended(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    Some(words.join("-")).filter(|mended| flaw(mended).is_none())
}

fn full(name: &str) -> &str {
    find(name).map_or(name, |known| known.name)
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_derive_what_people_expect() {
        let derived = |name: &str| (short(name).to_string(), title(name), prefix(name));
        let expected = |short: &str, title: &str, prefix: &str| {
            (short.to_string(), title.to_string(), prefix.to_string())
        };
        assert_eq!(derived("development"), expected("dev", "Development", "DEV"));
        assert_eq!(derived("staging"), expected("staging", "Staging", "STAGING"));
        assert_eq!(derived("production"), expected("prod", "Production", "PROD"));
        assert_eq!(derived("stg"), expected("staging", "Staging", "STAGING"));
        assert_eq!(derived("uat"), expected("uat", "UAT", "UAT"));
        assert_eq!(
            derived("customer-demo"),
            expected("customer-demo", "Customer Demo", "CUSTOMER_DEMO")
        );
        assert_eq!(
            derived("production-eu"),
            expected("production-eu", "Production EU", "PRODUCTION_EU")
        );
    }

    #[test]
    fn no_name_means_two_environments() {
        let all: Vec<&str> = WELL_KNOWN
            .iter()
            .flat_map(|known| std::iter::once(known.name).chain(known.aliases.iter().copied()))
            .collect();
        let unique: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(unique.len(), all.len());
        assert!(all.iter().all(|name| flaw(name).is_none()));
    }

    #[test]
    fn an_environment_can_be_one_of_a_family() {
        assert_eq!(family("prod-eu").map(|known| known.name), Some("production"));
        assert_eq!(family("non-prod"), None);
        assert_eq!(family("producer"), None);
    }

    #[test]
    fn bad_names_are_mended_where_it_is_plain() {
        for name in ["Staging", "eu_west", "-a", "a-", "a--b", "9a", "default", "", "é"] {
            assert!(flaw(name).is_some(), "{name}");
        }
        assert_eq!(mended("EU_West 1"), Some("eu-west-1".into()));
        assert_eq!(mended("9"), None);
        assert_eq!(flaw("eu-west-1"), None);
    }
}
