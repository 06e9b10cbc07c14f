//! Files that keep what no one may be shown: values of secrets, credentials, state, private keys.
//!
//! A file is recognised by its name alone, in every spelling that some system takes for the same.

use crate::diag::letters::is_harmful;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Why a file is private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Private {
    /// It keeps values of secrets: `.env.staging`.
    Values,
    /// It belongs to git, which keeps credentials in its configuration.
    Git,
    /// It keeps the credentials of a tool: `.npmrc`.
    Credentials,
    /// It is the state of a tool, which holds secrets in clear text: `terraform.tfstate`.
    State,
    /// It is a private key: `id_ed25519`.
    Key,
}

impl Private {
    /// What follows the file's name: `.env` "holds the real values of secrets, which a recipe never sees".
    pub fn why(self) -> &'static str {
        match self {
            Self::Values => "holds the real values of secrets, which a recipe never sees",
            Self::Git => "belongs to git, and may hold credentials",
            Self::Credentials => "holds the credentials of a tool, which a recipe never sees",
            Self::State => "is the state of a tool, which holds secrets in clear text",
            Self::Key => "holds a private key, which a recipe never sees",
        }
    }
}

/// Folders in which everything is private.
const FOLDERS: &[(&str, Private)] = &[
    (".git", Private::Git),
    ("git~1", Private::Git),
    (".ssh", Private::Key),
    (".gnupg", Private::Key),
    (".gcloud", Private::Credentials),
    ("terraform.tfstate.d", Private::State),
];

/// Files that keep credentials in folders which hold other things, too.
const INSIDE: &[(&str, &str)] = &[
    (".aws", "config"),
    (".aws", "credentials"),
    (".azure", "accesstokens.json"),
    (".azure", "msal_token_cache.json"),
    (".azure", "service_principal_entries.json"),
    (".cargo", "credentials"),
    (".cargo", "credentials.toml"),
    (".docker", "config.json"),
    (".gem", "credentials"),
    (".kube", "config"),
    (".m2", "settings-security.xml"),
    (".pulumi", "credentials.json"),
];

/// Files of tools that keep credentials.
const CREDENTIALS: &[&str] = &[
    ".boto",
    ".dockercfg",
    ".git-credentials",
    ".htpasswd",
    ".my.cnf",
    ".netrc",
    ".npmrc",
    ".pgpass",
    ".pypirc",
    ".s3cfg",
    ".terraformrc",
    ".vault-token",
    "_netrc",
    "credentials.tfrc.json",
    "kubeconfig",
    "terraform.rc",
];

/// What a name begins with that is a private key, unless it ends in `.pub`.
const KEYS: &[&str] = &["id_dsa", "id_ecdsa", "id_ed25519", "id_rsa", "id_xmss"];

/// How the name of a private key, or of a store of them, ends.
const KEY_ENDINGS: &[&str] = &[".jks", ".key", ".keystore", ".kdbx", ".p12", ".pfx", ".ppk"];

/// Names before `.env` that say that a file keeps values, and is no example.
const VALUES: &[&str] = &[
    "dev",
    "development",
    "integration",
    "live",
    "local",
    "preview",
    "prod",
    "production",
    "qa",
    "secret",
    "secrets",
    "stage",
    "staging",
    "stg",
    "test",
    "testing",
    "uat",
];

/// Whether the file at a path is private, and why; the path has `/` between its parts.
///
/// ```
/// use sw::files::{Private, private};
/// assert_eq!(private("app/.env.production"), Some(Private::Values));
/// assert_eq!(private(".git/config"), Some(Private::Git));
/// assert_eq!(private(".env.example"), None);
/// ```
pub fn private(path: &str) -> Option<Private> {
    let path = folded(path);
    let (mut outer, mut name) = ("", "");
    for part in path.split('/').map(plain).filter(|part| !part.is_empty()) {
        if let Some((_, why)) = FOLDERS.iter().find(|(folder, _)| *folder == part) {
            return Some(*why);
        }
        (outer, name) = (name, part);
    }
    if INSIDE.contains(&(outer, name)) { Some(Private::Credentials) } else { file(name) }
}

/// Whether a text is a private key, whatever the file is called.
pub fn is_private_key(text: &str) -> bool {
    let first = text.trim_start().lines().next().unwrap_or_default();
    first.starts_with("-----BEGIN ") && first.contains("PRIVATE KEY")
}

fn file(name: &str) -> Option<Private> {
    let ends = |ending: &&str| name.ends_with(*ending);
    if is_dotenv(name) {
        Some(Private::Values)
    } else if CREDENTIALS.contains(&name) || name.ends_with(".kubeconfig") {
        Some(Private::Credentials)
    } else if name.ends_with(".tfstate") || name.contains(".tfstate.") || name.ends_with(".tfplan")
    {
        Some(Private::State)
    } else if KEY_ENDINGS.iter().any(ends)
        || KEYS.iter().any(|key| name.starts_with(key)) && !name.ends_with(".pub")
    {
        Some(Private::Key)
    } else {
        None
    }
}

/// `.env`, `.env.staging`, `.env~`, `.envrc`, `prod.env`; not `.env.example`, which has no values, nor `app.env`.
fn is_dotenv(name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    match name.strip_prefix(".env") {
        Some(".example") => false,
        Some(rest) => rest.is_empty() || rest == "rc" || !rest.starts_with(is_word),
        None => name
            .strip_suffix(".env")
            .is_some_and(|stem| stem.split(|c| !is_word(c)).any(|word| VALUES.contains(&word))),
    }
}

/// A path with letters of one case: macOS and Windows take them for the same, and macOS leaves out some that are not seen.
fn folded(path: &str) -> String {
    if path.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return path.to_ascii_lowercase();
    }
    path.nfkc().filter(|c| !is_harmful(*c)).flat_map(char::to_lowercase).collect()
}

/// A name without what Windows leaves out: what follows a colon, and dots and blanks at the end.
fn plain(part: &str) -> &str {
    part.split(':').next().unwrap_or_default().trim_end_matches(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::{Private, private};

    #[test]
    fn what_keeps_secrets_is_private_in_every_spelling() {
        let values = [
            ".env",
            ".env.staging",
            "app/.ENV.Production",
            ".env~",
            ".env-prod",
            ".env.example.bak",
            ".envrc",
            "prod.env",
            "x/secrets.env",
            "app.production.env",
            ".env::$DATA",
            ".env ",
            ".env.",
            ".e\u{200b}nv",
            ".env.local",
        ];
        assert!(values.iter().all(|path| private(path) == Some(Private::Values)));
        let git = [
            ".git/config",
            "a/.GIT/x",
            ".git./config",
            "git~1",
            ".g\u{206a}it/hooks/x",
            ".git",
            "a/.git ",
        ];
        assert!(git.iter().all(|path| private(path) == Some(Private::Git)));
        for path in [
            ".npmrc",
            ".netrc",
            "a/.git-credentials",
            ".aws/credentials",
            ".docker/config.json",
            ".kube/config",
            "terraform.tfstate",
            "x.tfstate.backup",
            "id_rsa",
            "tls.key",
        ] {
            assert!(private(path).is_some(), "{path}");
        }
    }

    #[test]
    fn what_only_looks_similar_is_not() {
        let paths = [
            ".env.example",
            "app.env",
            "docker.env",
            ".environment",
            ".docker/nginx.conf",
            ".azure/pipelines/ci.yml",
            ".aws/sam.yaml",
            ".envoy.yaml",
            ".github/workflows/a.yml",
            ".gitignore",
            "gitlab.yml",
            "id_rsa.pub",
            "keys.yaml",
            "monkey",
            "state.tf",
            "",
            "cert.pem",
        ];
        assert_eq!(
            paths.into_iter().filter(|path| private(path).is_some()).collect::<Vec<_>>(),
            Vec::<&str>::new()
        );
    }
}
