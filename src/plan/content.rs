//! What a file holds: its bytes and permissions, and the fingerprint that the ledger keeps.

use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The bytes and permissions of a file, on disk or to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Exactly what the file holds.
    pub bytes: Vec<u8>,
    /// Its permission bits, such as `0o644`.
    pub mode: u32,
}

impl Content {
    /// A file as `sw` writes a new one.
    ///
    /// The mode is what git gives under the usual umask, and not the umask of anyone who runs `sw`:
    /// the same recipe makes the same tree for everyone.
    pub fn new(text: &str, executable: bool) -> Self {
        Self { bytes: text.as_bytes().to_vec(), mode: if executable { 0o755 } else { 0o644 } }
    }

    /// Whether its owner may execute it: the one permission that git keeps.
    pub fn executable(&self) -> bool {
        self.mode & 0o100 != 0
    }

    /// Its mode as git keeps it.
    pub(super) fn git_mode(&self) -> &'static str {
        if self.executable() { "100755" } else { "100644" }
    }

    /// Its text, if it is text.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// The bytes with `\n` line ends, so that a checkout with `\r\n` counts as unchanged.
pub(crate) fn lf(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    let keep = |(i, byte): (usize, &u8)| {
        (*byte != b'\r' || bytes.get(i + 1) != Some(&b'\n')).then_some(*byte)
    };
    Cow::Owned(bytes.iter().enumerate().filter_map(keep).collect())
}

/// The fingerprint in the ledger: SHA-256 of the text with `\n` line ends, in hexadecimal.
///
/// ```
/// assert_eq!(sw::plan::fingerprint(b"a\r\n"), sw::plan::fingerprint(b"a\n"));
/// ```
pub fn fingerprint(bytes: &[u8]) -> String {
    sha256(&lf(bytes))
}

/// SHA-256 of bytes just as they are, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).expect("half a byte is one digit");
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
