//! Which names a store's entries may have: what else a repository says is no argument for its program.

use crate::project::Store;

/// What a store calls its entries.
struct Rule {
    /// What a name must start with, when it has to.
    start: &'static str,
    /// Letters besides those of ASCII and digits.
    signs: &'static str,
    longest: usize,
    words: &'static str,
}

fn rule(store: Store, key: &str) -> Rule {
    let rule = |start, signs, longest, words| Rule { start, signs, longest, words };
    match store {
        Store::Doppler => rule("", "_", 200, "letters, digits and `_`"),
        // An ARN has colons; without them nothing is taken for the URL of a file.
        Store::AwsSecretsManager if key.starts_with("arn:") => {
            rule("arn:", "-/_+=.@:", 2048, "an ARN")
        }
        Store::AwsSecretsManager => rule("", "-/_+=.@", 512, "letters, digits and `-/_+=.@`"),
        Store::Vault => rule("", "-/_.@+=:", 512, "letters, digits and `-/_.@+=:`"),
        Store::AzureKeyVault => rule("", "-/", 152, "`VAULT/NAME`, of letters, digits and `-`"),
        Store::GcpSecretManager => rule(
            "",
            "-_/.:",
            400,
            "letters, digits, `-` and `_`, or `projects/PROJECT/secrets/NAME`",
        ),
        Store::OnePassword => rule(
            "op://",
            "-/_. ?=:",
            512,
            "`op://VAULT/ITEM/FIELD`, of letters, digits, spaces and `-_.`",
        ),
    }
}

/// What is wrong with the name of an entry, as the end of a sentence.
pub(super) fn flaw(store: Store, key: &str) -> Option<String> {
    let Rule { start, signs, longest, words } = rule(store, key);
    let is_letter = |c: char| c.is_ascii_alphanumeric() || signs.contains(c);
    let rest = key.strip_prefix(start).unwrap_or_default();
    let parts = || rest.split('/');
    // Programs take what starts so for an option, or for the name of a file.
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.starts_with('@')
            && part != "."
            && part != ".."
    };
    let is_right = rest.len() <= longest
        && rest.chars().all(is_letter)
        && parts().all(is_part)
        && parts().count() <= most(store);
    (!is_right).then(|| format!("it has to be {words}, and no part may start with `-` or `@`"))
}

/// How many parts a name may have.
fn most(store: Store) -> usize {
    match store {
        Store::Doppler => 1,
        Store::AzureKeyVault => 2,
        Store::GcpSecretManager | Store::OnePassword => 4,
        Store::AwsSecretsManager | Store::Vault => 64,
    }
}

/// What is wrong with the name of a field.
pub(super) fn field_flaw(property: &str) -> Option<String> {
    let is_letter = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
    let is_right = !property.is_empty()
        && property.len() <= 200
        && !property.starts_with(['-', '@'])
        && property.chars().all(is_letter);
    (!is_right)
        .then(|| "a field has letters, digits, spaces and `-_.`, and starts with no `-`".into())
}

#[cfg(test)]
mod tests {
    use super::{field_flaw, flaw};
    use crate::project::Store;

    #[test]
    fn names_of_entries_are_taken() {
        let rows = [
            (Store::Doppler, "DATABASE_URL"),
            (Store::AwsSecretsManager, "staging/DATABASE_URL"),
            (
                Store::AwsSecretsManager,
                "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-a1b2c3",
            ),
            (Store::Vault, "secret/staging/DATABASE_URL"),
            (Store::AzureKeyVault, "shop-vault/staging-database-url"),
            (Store::GcpSecretManager, "staging-database-url"),
            (Store::GcpSecretManager, "projects/shop-1/secrets/database_url"),
            (Store::OnePassword, "op://Shop Vault/Database/password"),
            (Store::OnePassword, "op://shop/db/one-time password?attribute=otp"),
        ];
        let refused: Vec<_> =
            rows.into_iter().filter(|(store, key)| flaw(*store, key).is_some()).collect();
        assert!(refused.is_empty(), "{refused:?}");
        assert!(field_flaw("url").is_none() && field_flaw("tls.key").is_none());
    }

    #[test]
    fn options_urls_and_shells_are_not() {
        let stores = [
            Store::Doppler,
            Store::AwsSecretsManager,
            Store::Vault,
            Store::AzureKeyVault,
            Store::GcpSecretManager,
            Store::OnePassword,
        ];
        let keys = [
            "-address=http://evil",
            "--api-host=evil",
            "file:///etc/passwd",
            "fileb:///etc/passwd",
            "http://evil",
            "k; touch x; #/x",
            "a/-x",
            "$(id)",
            "`id`",
            "a\nb",
            "a/../b",
            "a//b",
            "",
            "evil.example#/x",
            "a'b",
            "a\u{202e}b",
            "@/etc/passwd",
            "op://-x/y/z",
        ];
        let taken: Vec<_> =
            stores.into_iter().flat_map(|store| keys.map(|key| (store, key))).collect();
        let taken: Vec<_> =
            taken.into_iter().filter(|(store, key)| flaw(*store, key).is_none()).collect();
        assert!(taken.is_empty(), "{taken:?}");
        assert!(
            ["-x", "@file", "a=b", "a;b", ""]
                .into_iter()
                .all(|property| field_flaw(property).is_some())
        );
    }
}
