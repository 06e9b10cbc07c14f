//! Whether a value will do.

use super::secret_string::SecretString;
use super::sources::{Lookup, Origin, Sources};
use crate::diag::words;
use crate::secrets::format::is_placeholder;
use crate::secrets::secret::Secret;
use serde::Serialize;
use std::hash::{BuildHasher, RandomState};

/// How it is with a secret in an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It has a value.
    Present,
    /// It has none.
    Missing,
    /// Its value does not look like one.
    Malformed,
    /// Its value asks to be replaced.
    Placeholder,
}

/// What was found out about a secret in an environment.
#[derive(Clone, Debug)]
pub struct Judged {
    /// How it is.
    pub state: State,
    /// Where the value is.
    pub origin: Option<Origin>,
    /// What two equal values have in common in this run, and in no other.
    pub print: Option<u64>,
    /// What does not fit, without the value.
    pub flaw: Option<String>,
    /// The day on which it was set, where that is known.
    pub set_on: Option<String>,
}

impl State {
    /// The state in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Malformed => "malformed",
            Self::Placeholder => "placeholder",
        }
    }
}

/// Looks for a secret's value and judges it; `key` is the run's own, so that fingerprints mean nothing elsewhere.
pub fn judge(sources: &mut Sources<'_>, secret: &Secret, key: &RandomState) -> Judged {
    match sources.find(secret) {
        Lookup::Missing => {
            Judged { state: State::Missing, origin: None, print: None, flaw: None, set_on: None }
        }
        Lookup::Placeholder(origin) => Judged {
            state: State::Placeholder,
            origin: Some(origin),
            print: None,
            flaw: None,
            set_on: None,
        },
        Lookup::Found(found) => {
            let flaw = flaw(secret, &found.value);
            let state = if flaw.is_some() { State::Malformed } else { State::Present };
            let set_on = sources.set_on(secret, &found.origin).map(Into::into);
            Judged {
                state,
                origin: Some(found.origin),
                print: Some(key.hash_one(found.value.expose())),
                flaw,
                set_on,
            }
        }
    }
}

/// What does not fit in a value, without saying what it is.
///
/// ```
/// use sw::secrets::{Format, Secret, values::{SecretString, flaw}};
/// let id = Secret { format: Format::of("uuid").ok(), ..Secret::named("TENANT_ID") };
/// assert_eq!(flaw(&id, &SecretString::from("abc".to_string())).unwrap(), "it has 3 characters and is not a UUID");
/// ```
pub fn flaw(secret: &Secret, value: &SecretString) -> Option<String> {
    let text = value.expose();
    let has = format!("it has {}", words::count(text.chars().count(), "character"));
    if text.is_empty() {
        Some("it is empty".into())
    } else if is_placeholder(text) {
        Some("it looks like an example that is still to be replaced".into())
    } else if let Some(format) = secret.format.as_ref().filter(|format| !format.fits(text)) {
        let around =
            if format.fits(text.trim()) { ", and spaces or line ends around it" } else { "" };
        Some(format!("{has}{around} and is not {}", format.words))
    } else {
        None
    }
}
