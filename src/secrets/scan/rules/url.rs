//! URLs with a password: `scheme://user:password@host`.

use crate::secrets::scan::effort::Effort;
use crate::secrets::scan::finding::{Spot, Strength};
use crate::secrets::scan::{harmless, words};

/// How far the password of a URL may be from its scheme.
const LONGEST: usize = 512;

/// The password of the URL whose `://` is at `at`.
pub(crate) fn at(text: &str, at: usize, effort: &mut Effort) -> Option<Spot> {
    let bytes = text.as_bytes();
    let scheme = bytes[..at]
        .iter()
        .rev()
        .take(24)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        .count();
    let start = at + 3;
    let length = effort.length(&bytes[start..], at, LONGEST, ends);
    let authority = &text[start..start + length];
    let (login, host) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let is_reference =
        password.is_empty() || harmless::is_reference(password) || harmless::is_masked(password);
    if scheme == 0
        || is_reference
        || crate::secrets::format::is_placeholder(password)
        || is_documentation(host)
    {
        return None;
    }
    let is_default = words::is_guessable(password) || password == user;
    let strength = if is_default && is_near(host) { Strength::Guessable } else { Strength::Real };
    let from = start + user.len() + 1;
    let shown = format!("{}://", &text[at - scheme..at]);
    let range = from..from + password.len();
    Some(Spot { what: "a URL with a password".into(), range, key: None, shown, strength, rank: 1 })
}

/// What ends the part of a URL that has its host; a password with such a letter is percent-encoded.
fn ends(byte: u8) -> bool {
    !byte.is_ascii_graphic()
        || matches!(byte, b'/' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'?' | b'#' | b'\\' | b',')
}

/// Whether a host can only be one nearby: this machine, or a service by its bare name.
fn is_near(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or(host);
    let inner = [".local", ".localhost", ".internal", ".svc", ".test", ".svc.cluster.local"];
    !name.contains('.')
        || name == "127.0.0.1"
        || name == "0.0.0.0"
        || inner.iter().any(|end| name.ends_with(end))
}

/// Names that are kept for documentation, by RFC 2606.
fn is_documentation(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or(host);
    let kept = ["example.com", "example.org", "example.net", "example"];
    kept.iter()
        .any(|end| name == *end || name.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')))
}
