//! Keys whose values are credentials, and the key that is before a separator.

use std::ops::Range;

/// What a key says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// People choose it: any text may be one.
    Password,
    /// A machine made it: it looks like noise.
    Token,
}

/// How long a key may be.
const LONGEST: usize = 80;
/// How many spaces may be between a key and its separator.
const SPACES: usize = 60;

/// The key before the separator at `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let spaces = bytes[..at]
        .iter()
        .rev()
        .take(SPACES)
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    let mut end = at - spaces;
    let quotes = bytes[..end]
        .iter()
        .rev()
        .take(2)
        .take_while(|byte| matches!(byte, b'"' | b'\'' | b'`' | b'\\'))
        .count();
    end -= quotes;
    let length = bytes[..end]
        .iter()
        .rev()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        .count();
    (length > 0).then_some(end - length..end)
}

/// What a key says of its value; nothing of most keys, which the last letter decides at once.
pub(crate) fn kind(key: &str) -> Option<Kind> {
    let ends = |word: &str| {
        key.len() >= word.len()
            && key.as_bytes()[key.len() - word.len()..].eq_ignore_ascii_case(word.as_bytes())
    };
    let whole = |word: &str| ends(word) && is_word_start(key, key.len() - word.len());
    match key.as_bytes().last()?.to_ascii_lowercase() {
        b'd' if ends("password") || ends("passwd") || whole("pwd") => Some(Kind::Password),
        b'e' if ends("passphrase") => Some(Kind::Password),
        b's' if whole("pass") => Some(Kind::Password),
        b'e' if ends("secret_key_base") || ends("secret_value") => Some(Kind::Token),
        b't' if ends("secret") => Some(Kind::Token),
        b'n' if ends("token") => Some(Kind::Token),
        b'l' | b's' if ends("credential") || ends("credentials") => Some(Kind::Token),
        b'y' if ends("key") && is_secret_key(&key[..key.len() - 3]) => Some(Kind::Token),
        _ => None,
    }
}

/// Words that make a key one to keep, as in `api_key`.
const KEPT: &[&str] = &[
    "access",
    "account",
    "admin",
    "api",
    "app",
    "application",
    "auth",
    "cookie",
    "deploy",
    "encrypt",
    "encryption",
    "jwt",
    "license",
    "licence",
    "master",
    "private",
    "secret",
    "secretaccess",
    "service",
    "session",
    "shared",
    "signing",
    "storage",
    "token",
    "webhook",
];

fn is_secret_key(before: &str) -> bool {
    let word = before.trim_end_matches(['_', '-', '.']).to_ascii_lowercase();
    KEPT.iter().any(|kept| word.strip_suffix(kept).is_some())
}

/// Whether a word of the key starts at `at`: after a sign, or with a capital.
fn is_word_start(key: &str, at: usize) -> bool {
    let bytes = key.as_bytes();
    at == 0
        || !bytes[at - 1].is_ascii_alphanumeric()
        || bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase()
}

/// Keys that only hold what another one names, and where the name is.
const HOLDERS: [(&str, &str); 3] = [("value", "name"), ("Value", "Name"), ("default", "variable")];
/// How far back the name may be.
const NEAR: usize = 240;

/// The name that a `value` belongs to: `name: DB_PASSWORD` above it, or the `variable "..."` that it is in.
pub(crate) fn named<'a>(text: &'a str, key: &Range<usize>) -> Option<&'a str> {
    let (_, namer) = HOLDERS.iter().find(|(holder, _)| *holder == &text[key.clone()])?;
    let start =
        (key.start.saturating_sub(NEAR)..key.start).find(|at| text.is_char_boundary(*at))?;
    let before = &text[start..key.start];
    let at =
        before.rmatch_indices(namer).map(|(at, _)| at).find(|at| is_word_start(before, *at))?;
    let rest = &before[at + namer.len()..];
    // Whatever is beside another `value` is named by another name.
    if rest.contains("value:") || rest.contains("\"value\"") || rest.contains('}') {
        return None;
    }
    let name = rest.trim_start_matches([' ', ':', '=', '"', '\'', '\t']);
    let length = name
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        .count();
    (length > 0).then(|| &name[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_what_their_values_are() {
        for key in
            ["password", "DB_PASSWORD", "masterUserPassword", "redis-pwd", "SMTP_PASS", "smtpPass"]
        {
            assert_eq!(kind(key), Some(Kind::Password), "{key}");
        }
        for key in [
            "token",
            "API_KEY",
            "apikey",
            "clientSecret",
            "aws_secret_access_key",
            "SECRET_KEY_BASE",
            "jwt-signing-key",
        ] {
            assert_eq!(kind(key), Some(Kind::Token), "{key}");
        }
        for key in [
            "bypass",
            "key",
            "public_key",
            "kms_key",
            "passwordSecretRef",
            "secretName",
            "primary_key",
            "PASSWORD_FILE",
        ] {
            assert_eq!(kind(key), None, "{key}");
        }
    }

    #[test]
    fn a_value_belongs_to_the_name_above_it() {
        let text = "env:\n  - name: DB_PASSWORD\n    value: x\n";
        let at = text.find("value").unwrap();
        assert_eq!(named(text, &(at..at + 5)), Some("DB_PASSWORD"));
        let text = "variable \"db_password\" {\n  type = string\n  default = \"x\"\n}\n";
        let at = text.find("default").unwrap();
        assert_eq!(named(text, &(at..at + 7)), Some("db_password"));
    }
}
