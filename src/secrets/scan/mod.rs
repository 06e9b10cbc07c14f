//! Finds literal credentials in a text: well-known shapes, private keys, URLs with passwords, and what stands
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

mod assigned;
mod entropy;
mod finding;
mod harmless;
mod inside;
mod key;
mod pem;
mod shape;
mod shapes;
mod sweep;
mod url;
mod words;

pub use finding::{Finding, Strength, hidden};
pub use inside::inside;
pub use words::is_guessable;

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
    let mut found = sweep::sweep(text);
    // What is known by its looks is told as that, even where its key would tell it as well.
    found.sort_by_key(|spot| (spot.rank, spot.range.start));
    let mut kept: Vec<finding::Spot> = Vec::new();
    for spot in found {
        if kept.iter().all(|other| spot.range.end <= other.range.start || other.range.end <= spot.range.start) {
            kept.push(spot);
        }
    }
    kept.sort_by_key(|spot| spot.range.start);
    finding::findings(text, kept)
}

/// Whether a file documents credentials rather than hold any: `.env.example` and its kin.
///
/// ```
/// use sw::secrets::scan::is_example;
/// assert!(is_example("services/api/.env.example") && is_example("staging.env.example") && !is_example(".env.staging"));
/// ```
pub fn is_example(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".env.example", ".env.sample", ".env.template", ".env.dist"].iter().any(|ending| name.ends_with(ending))
}
