//! Words that are no one's secret: what local databases have for a password.

/// What everybody tries first.
#[rustfmt::skip] // one word a line would be a page
const DEFAULTS: &[&str] = &[
    "admin", "adminadmin", "administrator", "app", "application", "cassandra", "clickhouse", "database", "db", "default", "demo",
    "dev", "devel", "develop", "development", "docker", "elastic", "example", "grafana", "guest", "keycloak", "letmein", "local",
    "localhost", "mariadb", "minio", "minioadmin", "mongo", "mongodb", "mypassword", "mysecretpassword", "mysql", "neo", "neo4j",
    "opensearch", "oracle", "pass", "passw0rd", "passwd", "password", "pgadmin", "postgres", "postgresql", "prom-operator", "pw",
    "pwd", "qwerty", "rabbit", "rabbitmq", "redis", "root", "rootpassword", "rootroot", "sa", "secret", "supersecret", "test",
    "testing", "tiger", "token", "user", "username", "welcome",
];

/// Whether a password is a word that everybody tries first, also with a few digits behind it, or digits alone.
///
/// ```
/// use sw::secrets::scan::is_guessable;
/// assert!(is_guessable("postgres") && is_guessable("admin123") && !is_guessable("hunter2"));
/// ```
pub fn is_guessable(password: &str) -> bool {
    let lower = password.to_ascii_lowercase();
    let word = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_known = |word: &str| word.is_empty() || DEFAULTS.binary_search(&word).is_ok();
    lower.len() - word.len() <= 8 && (is_known(word) || is_known(lower.as_str()))
        || lower.split_once(['-', '_']).is_some_and(pair)
}

/// Two such words, as in `dev_password`.
fn pair((first, second): (&str, &str)) -> bool {
    DEFAULTS.binary_search(&first).is_ok() && DEFAULTS.binary_search(&second).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted() {
        assert!(DEFAULTS.is_sorted());
        assert!(
            is_guessable("Postgres")
                && is_guessable("admin123")
                && is_guessable("1234")
                && is_guessable("passw0rd")
        );
        assert!(!is_guessable("hunter2") && !is_guessable("tr0ub4dor"));
    }
}
