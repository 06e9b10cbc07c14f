//! What looks like a credential and is none: references, names, digests, what was encrypted, samples.

use crate::formats;
use crate::secrets::format::is_placeholder;

/// What is in every target's way of saying "the value is elsewhere".
const HOLDING: [&str; 7] = ["${", "$(", "{{", "#{", "<%", "%(", "(("];
/// What a text starts with that says where the value is, or what it is instead of one.
const STARTING: [&str; 37] = [
    "$",
    "%",
    "@",
    "!",
    "<",
    "*",
    "&",
    "/",
    "./",
    "../",
    "~/",
    "arn:",
    "sha1:",
    "sha1-",
    "sha256:",
    "sha256-",
    "sha384-",
    "sha512:",
    "sha512-",
    "md5:",
    "h1:",
    "ENC[",
    "vault:",
    "ref+",
    "op://",
    "projects/",
    "secretref:",
    "ssm:",
    "file:",
    "env:",
    "env.",
    "process.env",
    "os.environ",
    "var.",
    "ssh-",
    "ecdsa-",
    "urn:",
];
/// What an unquoted value of code starts with.
const SCOPES: [&str; 8] =
    ["var.", "local.", "data.", "module.", "each.", "secrets.", "vars.", "inputs."];

/// Whether a value says where the credential is rather than being it.
pub(super) fn is_reference(value: &str) -> bool {
    HOLDING.iter().any(|part| value.contains(part))
        || STARTING.iter().chain(&SCOPES).any(|start| value.starts_with(start))
        || value.contains("://")
        || value.ends_with('%') && value.starts_with('%')
}

/// Whether what is not quoted is code: a path of names, a call, a list.
pub(super) fn is_code(value: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty()
            && !part.starts_with(|c: char| c.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    value.contains(['(', '[', '{'])
        || value.contains('.') && value.split('.').all(is_name) && value.split('.').any(is_words)
}

/// Whether all that can be seen is that something is hidden.
pub(super) fn is_masked(value: &str) -> bool {
    value.bytes().all(|byte| matches!(byte, b'*' | b'x' | b'X' | b'.' | b'-' | b'_' | b'#'))
}

/// Whether a text of a known shape is one to show the shape: `AKIAIOSFODNN7EXAMPLE`, or one letter over and over.
pub(super) fn is_sample(value: &str) -> bool {
    let kinds = value.bytes().fold(0u128, |kinds, byte| kinds | 1 << (byte & 127));
    let lower = value.to_ascii_lowercase();
    kinds.count_ones() < 5
        || lower.contains("example")
        || lower.contains("xxxx")
        || is_placeholder(value)
}

/// Whether a value is a name, a type, a number, a date or a path: something that people wrote to be read.
pub(super) fn is_words(value: &str) -> bool {
    let parts = value.split(['-', '_', '.', '/', ':', ' ', ',', '+']);
    parts.clone().all(is_word) && parts.count() < 12
}

/// Letters with a few digits behind them, or a number: `v2`, `eu`, `2024`, `mySecretName`.
fn is_word(part: &str) -> bool {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = part.len() - letters.len();
    letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && letters.len() <= 28
        && digits <= 8
        && !is_shuffled(letters)
}

/// Whether capitals are among small letters as in no name.
fn is_shuffled(letters: &str) -> bool {
    let bytes = letters.as_bytes();
    let changes = bytes
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    letters.len() >= 12 && changes * 4 > letters.len()
}

/// Whether a value is encrypted for the owner of a key: a sealed secret, which is long where nothing else says what it is, or SOPS.
pub(super) fn is_sealed(value: &str) -> bool {
    value.len() > 300 && formats::is_sealed(value)
        || value.starts_with("ENC[")
        || value.starts_with("-----BEGIN PGP")
}

/// Whether a value is an identifier in five groups of hexadecimal digits.
pub(super) fn is_uuid(value: &str) -> bool {
    let groups = value.split('-').map(str::len);
    groups.eq([8, 4, 4, 4, 12])
        && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_no_noise() {
        for words in [
            "shop-database-password",
            "myDatabaseSecretName2",
            "2024-01-31",
            "v1.2.3",
            "eu-central-1",
            "string",
            "kv/data/shop",
        ] {
            assert!(is_words(words), "{words}");
        }
        for noise in ["x7Kp2mQ9vL4nR8tW3yB", "9f86d081884c7d659a2feaa0", "qKxYwZbNcPdRfTgHjVkLmB"] {
            assert!(!is_words(noise), "{noise}");
        }
    }

    #[test]
    fn code_is_no_text() {
        assert!(
            is_code("random_password.db.result")
                && is_code("get(x)")
                && !is_code("aB3.x9Zq7LmK2pWv.4tR")
        );
    }
}
