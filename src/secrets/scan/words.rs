//! Words that are nobody's secret: what local databases have for a password.

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

/// Whether a password is such a word, also with a few digits behind it, or digits alone.
pub(super) fn is_default(password: &str) -> bool {
    let lower = password.to_ascii_lowercase();
    let word = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_known = |word: &str| word.is_empty() || DEFAULTS.binary_search(&word).is_ok();
    lower.len() - word.len() <= 8 && (is_known(word) || is_known(lower.as_str())) || lower.split_once(['-', '_']).is_some_and(pair)
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
        assert!(is_default("Postgres") && is_default("admin123") && is_default("1234") && is_default("passw0rd"));
        assert!(!is_default("hunter2") && !is_default("tr0ub4dor"));
    }
}
