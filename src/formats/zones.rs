//! Time zones, by their names in the IANA database.

/// The names, in order: the file `tzdata/zones` of the PyPI package `tzdata` (`scripts/schemas zones`).
const NAMES: &str = include_str!("zones.txt");

/// Whether a time zone has this name.
///
/// ```
/// use sw::formats::zones;
/// assert!(zones::is_zone("Europe/Berlin"));
/// assert!(!zones::is_zone("Europe/Berlim"));
/// ```
pub fn is_zone(name: &str) -> bool {
    NAMES.lines().any(|known| known == name)
}
