//! Finds literal credentials in a text: well-known shapes, private keys, URLs with passwords, and what is
//! beside a key that says so. Reads nothing and shows no value.
//!
//! ```text
//!  text ─► sweep (one pass, a table lookup for each byte)
//!            ├─ a trigger of `shapes` ──► shape: its pattern, on this spot only
//!            ├─ -----BEGIN ─────────────► pem
//!            ├─ :// ────────────────────► url
//!            └─ : or = ─► key ──────────► assigned: how a value looks beside this key
//!                                            └─ harmless: references, names, digests, placeholders
//! ```

mod effort;
mod entropy;
mod finding;
mod harmless;
mod inside;
mod rules;
mod shapes;
mod sweep;
mod words;

pub use finding::{Finding, Strength, hidden};
pub use inside::inside;
pub use rules::assigned::{is_credential, is_harmless};
pub use words::is_guessable;

use std::collections::BTreeMap;

/// The literal credentials of a text, in their order; no two overlap.
///
/// ```
/// use sw::secrets::scan::{Strength, scan};
/// let found = scan("db:\n  user: shop\n  password: tr0ub4dor&3\n");
/// assert_eq!((found[0].line, found[0].what.as_str()), (3, "a password"));
/// assert_eq!(found[0].preview, "******, 11 characters");
/// assert!(scan("password: ${DB_PASSWORD}\nimage: shop@sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f9\n").is_empty());
/// assert_eq!(scan("POSTGRES_PASSWORD=postgres\n")[0].strength, Strength::Guessable);
/// ```
pub fn scan(text: &str) -> Vec<Finding> {
    let (mut found, _) = sweep::sweep(text);
    // What a pattern matches is reported as that, even where its key gives it away as well.
    found.sort_by_key(|spot| (spot.rank, spot.range.start));
    // By where they start: the only ones that may overlap another are next to it.
    let mut kept: BTreeMap<usize, finding::Spot> = BTreeMap::new();
    for spot in found {
        let before = kept.range(..=spot.range.start).next_back();
        let behind = kept.range(spot.range.start..).next();
        if before.is_none_or(|(_, other)| other.range.end <= spot.range.start)
            && behind.is_none_or(|(start, _)| spot.range.end <= *start)
        {
            kept.insert(spot.range.start, spot);
        }
    }
    finding::findings(text, kept.into_values().collect())
}

/// Whether a file documents credentials rather than hold any: `.env.example` and its kin.
///
/// ```
/// use sw::secrets::scan::is_example;
/// assert!(is_example("services/api/.env.example") && is_example("staging.env.example") && !is_example(".env.staging"));
/// ```
pub fn is_example(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".env.example", ".env.sample", ".env.template", ".env.dist"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::sweep::sweep;

    /// What looks like the start of something, over and over, and never is it, or always.
    const STARTS: [&str; 34] = [
        "https://a:b@c ",
        "https://a:b@c",
        "://",
        "a:b@",
        "eyJhbGciOiJIUzI1NiJ9.",
        "eyJ.",
        "password: ",
        "password=",
        "password=\"",
        "token=a",
        "API_KEY: 'x",
        "\"secret\":\"",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nA",
        "AKIA",
        "AKIA ",
        "ghp_",
        "sk-",
        "key-",
        "xoxb-",
        "SG.",
        "SK",
        "Q~",
        "-us",
        "AZDO",
        "JQQJ99",
        ":AA",
        "x.logic.azure.com/",
        "https://hooks.slack",
        "- name: x\n  value: ",
        "variable \"a\" { default = ",
        "=\"",
        "\u{e9}\u{fdd0}:",
    ];

    #[test]
    fn what_is_looked_at_grows_as_the_text_does() {
        for start in STARTS {
            for unit in [start.to_string(), format!("{start}{}", "x9".repeat(40))] {
                let text = unit.repeat((64 << 10) / unit.len());
                let (_, spent) = sweep(&text);
                // Without a bound it is up to four thousand times the text.
                assert!(
                    spent < 200 * text.len() + (1 << 20),
                    "{unit:?}: {spent} bytes of {}",
                    text.len()
                );
            }
        }
    }

    #[test]
    fn a_credential_after_much_harmless_text_is_found() {
        for start in STARTS {
            let text = format!("{}\npassword: tr0ub4dor&3\n", start.repeat(1_000));
            assert!(
                super::scan(&text).iter().any(|found| text[found.range.clone()] == *"tr0ub4dor&3"),
                "{start}"
            );
        }
    }
}
