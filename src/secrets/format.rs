//! What values look like: formats by name, patterns, and what is plainly no value yet.

use regex_lite::Regex;
use serde::{Deserialize, Serialize};

/// What a secret's value has to look like as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Format {
    /// A regular expression for the whole value.
    pub pattern: String,
    /// The same for a person: `64 letters and digits`.
    pub words: String,
}

/// Formats with a name, each with its pattern and what it is in words.
const NAMED: [(&str, &str, &str); 12] = [
    ("url", r"[A-Za-z][A-Za-z0-9+.-]*://\S+", "a URL, as `https://example.com/path`"),
    (
        "postgres-url",
        r"postgres(ql)?(\+\w+)?://\S+",
        "a PostgreSQL URL, as `postgresql://user:password@host:5432/database`",
    ),
    (
        "mysql-url",
        r"(mysql|mariadb)(\+\w+)?://\S+",
        "a MySQL URL, as `mysql://user:password@host:3306/database`",
    ),
    ("redis-url", r"rediss?://\S+", "a Redis URL, as `redis://:password@host:6379/0`"),
    ("uuid", r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID"),
    ("hex", r"([0-9a-fA-F]{2})+", "hexadecimal digits, two for each byte"),
    ("base64", r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", "Base64"),
    ("email", r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address"),
    ("jwt", r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*", "a JSON Web Token"),
    (
        "pem",
        r"-----BEGIN [A-Z0-9 ]+-----[\s\S]+-----END [A-Z0-9 ]+-----\s*",
        "a PEM block, from `-----BEGIN` to `-----END`",
    ),
    ("path", r"(/|~/|\./|[A-Za-z]:\\)\S.*", "the path of a file"),
    ("number", r"-?[0-9]+(\.[0-9]+)?", "a number"),
];

impl Format {
    /// The format that `given` names, or whose pattern it is.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    ///
    /// ```
    /// use sw::secrets::Format;
    /// assert!(Format::of("uuid").unwrap().fits("123e4567-e89b-12d3-a456-426614174000"));
    /// assert!(!Format::of("[a-z]{3}").unwrap().fits("abcd"));
    /// assert!(Format::of("[a-z").is_err());
    /// ```
    pub fn of(given: &str) -> Result<Self, String> {
        if let Some((_, pattern, words)) = NAMED.iter().find(|(name, ..)| *name == given) {
            return Ok(Self { pattern: (*pattern).into(), words: (*words).into() });
        }
        whole(given).map_err(|error| error.to_string())?;
        Ok(Self { pattern: given.into(), words: format!("text that fits `{given}`") })
    }

    /// The names that there are.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, ..)| *name)
    }

    /// Whether a value looks like this. A pattern that can't be read refuses nothing.
    pub fn fits(&self, value: &str) -> bool {
        whole(&self.pattern).map_or(true, |pattern| pattern.is_match(value))
    }
}

fn whole(pattern: &str) -> Result<Regex, regex_lite::Error> {
    Regex::new(&format!("^(?:{pattern})$"))
}

/// Starts, ends and wholes of texts that be where a value is still to come.
const HOLDING: [&str; 16] = [
    "your-",
    "your_",
    "<your",
    "changeme",
    "change-me",
    "change_me",
    "replace-me",
    "replace_me",
    "replaceme",
    "todo",
    "fixme",
    "xxx",
    "placeholder",
    "insert-",
    "dummy",
    "example-",
];

/// Whether a value is plainly none yet: empty, an example, or words that ask to be replaced.
///
/// ```
/// use sw::secrets::is_placeholder;
/// assert!(is_placeholder("your-api-token-here") && is_placeholder("sk_live_...") && is_placeholder("<token>"));
/// assert!(!is_placeholder("s3cr3t"));
/// ```
pub fn is_placeholder(value: &str) -> bool {
    let lower = value.trim().to_ascii_lowercase();
    lower.is_empty()
        || lower.ends_with("...")
        || (lower.starts_with('<') && lower.ends_with('>'))
        || HOLDING.iter().any(|word| lower.starts_with(word))
        || (lower.len() > 3 && lower.chars().all(|c| matches!(c, 'x' | '*' | '.' | '-')))
}

#[cfg(test)]
mod tests {
    use super::{Format, NAMED};

    #[test]
    fn every_named_format_takes_what_it_says() {
        let examples = [
            "https://example.com/a",
            "postgresql://u:p@h:5432/d",
            "mysql://u:p@h/d",
            "rediss://:p@h:6379/0",
            "123e4567-e89b-12d3-a456-426614174000",
            "00ff",
            "aGVsbG8=",
            "ada@example.com",
            "eyJhbGciOiJIUzI1NiJ9.e30.abc",
            "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n",
            "/run/secrets/key.json",
            "-1.5",
        ];
        for ((name, ..), example) in NAMED.iter().zip(examples) {
            let format = Format::of(name).unwrap();
            assert!(format.fits(example), "{name}: {example}");
            assert!(!format.fits("  no value of any kind "), "{name}");
        }
    }
}
