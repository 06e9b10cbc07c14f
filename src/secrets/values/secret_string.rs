//! A secret's value in memory.

use std::fmt;

/// A value that no one shows by accident: as text it is `***`, and its memory is overwritten when it is let go.
///
/// ```
/// use sw::secrets::values::SecretString;
/// let value = SecretString::from("s3cr3t".to_string());
/// assert_eq!(format!("{value} {value:?} {}", value.expose().len()), "*** *** 6");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SecretString(String);

impl SecretString {
    /// The value itself, for anyone who has to pass it on.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for SecretString {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl fmt::Debug for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for SecretString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Drop for SecretString {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        // What no one reads again would not be written.
        std::hint::black_box(&bytes);
    }
}
