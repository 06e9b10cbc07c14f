//! What a store's program is asked: arguments one by one, never a line for a shell.

use super::address;
use super::error::StoreError;
use crate::project::{Environment, Store};
use crate::secrets::secret::Secret;

/// A program and what it is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) program: &'static str,
    pub(super) arguments: Vec<String>,
    pub(super) answer: Answer,
}

/// Where in what it says the value is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is all of it, or a field of the JSON that it is.
    Whole { property: Option<String>, ends_with_newline: bool },
    /// It is a text in a JSON document, or a field of the JSON in that text.
    Text { field: &'static str, property: Option<String> },
    /// It is a field of an entry of Vault, in either version of its key-value store.
    Vault { property: String },
}

/// The question for a secret of an environment. Without an override the entry follows from both names, so that
/// no two environments have one in common.
pub(super) fn query(
    store: Store,
    secret: &Secret,
    environment: &Environment,
) -> Result<Query, StoreError> {
    let (key, property) = entry(store, secret, environment);
    addressed(store, secret, &key, environment)?;
    let whole = |property, ends_with_newline| Answer::Whole { property, ends_with_newline };
    let (program, arguments, answer) = match store {
        Store::Doppler => {
            let arguments = ["secrets", "get", &key, "--plain", "--config", config(environment)];
            ("doppler", words(&arguments), whole(property, true))
        }
        Store::AwsSecretsManager => {
            ("aws", in_aws(&key, environment), Answer::Text { field: "SecretString", property })
        }
        Store::OnePassword => {
            let field = property.as_deref().map(|field| format!("/{field}")).unwrap_or_default();
            ("op", words(&["read", "--no-newline", &format!("{key}{field}")]), whole(None, false))
        }
        Store::Vault => {
            let property = property.unwrap_or_default();
            ("vault", words(&["kv", "get", "-format=json", &key]), Answer::Vault { property })
        }
        Store::AzureKeyVault => {
            let (vault, name) = in_azure(&key, environment)
                .ok_or_else(|| StoreError::Unaddressed(no_vault(secret, environment)))?;
            let show = ["keyvault", "secret", "show", "--vault-name", &vault, "--name", &name];
            let arguments = words(&[&show[..], &["--output", "json"]].concat());
            ("az", arguments, Answer::Text { field: "value", property })
        }
        Store::GcpSecretManager => ("gcloud", in_gcp(&key), whole(property, false)),
    };
    Ok(Query { program, arguments, answer })
}

fn in_aws(key: &str, environment: &Environment) -> Vec<String> {
    let get = ["secretsmanager", "get-secret-value", "--secret-id", key, "--output", "json"];
    let is_aws = environment.provider.as_deref() == Some("aws");
    let region = environment.region.as_deref().filter(|_| is_aws);
    words(&get)
        .into_iter()
        .chain(region.into_iter().flat_map(|region| words(&["--region", region])))
        .collect()
}

/// Refuses what is no name of an entry, of a field or of a region: it would be an option of the program, or a file.
fn addressed(
    store: Store,
    secret: &Secret,
    key: &str,
    environment: &Environment,
) -> Result<(), StoreError> {
    let refused = |what: &str, flaw: String| {
        StoreError::Unaddressed(format!(
            "the store {what} of `{}` can't be used: {flaw}",
            secret.name
        ))
    };
    if let Some(flaw) = address::flaw(store, key) {
        return Err(refused("key", flaw));
    }
    if let Some(flaw) = secret.store.property.as_deref().and_then(address::field_flaw) {
        return Err(refused("property", flaw));
    }
    let is_name = |text: &str| {
        !text.starts_with('-') && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let vault = environment.config.get("key_vault").and_then(|vault| vault.as_str());
    let names = [
        ("region", environment.region.as_deref()),
        ("vault", vault.filter(|_| store == Store::AzureKeyVault)),
    ];
    match names.into_iter().find(|(_, name)| name.is_some_and(|name| !is_name(name))) {
        Some((what, _)) => Err(refused(what, "it may have letters, digits and `-`".into())),
        None => Ok(()),
    }
}

/// One word of a shell.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@+=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.into()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

fn words(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|argument| (*argument).to_string()).collect()
}

/// What Doppler calls its usual configurations.
fn config(environment: &Environment) -> &str {
    match environment.short() {
        "staging" => "stg",
        "prod" => "prd",
        other => other,
    }
}

/// The entry of a secret in a store, and the field in it where that is not the whole entry.
pub fn entry(store: Store, secret: &Secret, environment: &Environment) -> (String, Option<String>) {
    let whole = (store == Store::Vault).then(|| "value".into());
    (key(store, secret, environment), secret.store.property.clone().or(whole))
}

fn key(store: Store, secret: &Secret, environment: &Environment) -> String {
    if let Some(key) = &secret.store.key {
        return key.replace("{environment}", &environment.name);
    }
    let kebab = secret.name.to_ascii_lowercase().replace('_', "-");
    let scope = if secret.shared { "shared" } else { &environment.name };
    match store {
        Store::Doppler => secret.name.clone(),
        Store::AwsSecretsManager => format!("{scope}/{}", secret.name),
        Store::Vault => format!("secret/{scope}/{}", secret.name),
        Store::AzureKeyVault | Store::GcpSecretManager => format!("{scope}-{kebab}"),
        Store::OnePassword if secret.store.property.is_some() => {
            format!("op://{scope}/{}", secret.name)
        }
        Store::OnePassword => format!("op://{scope}/{}/password", secret.name),
    }
}

/// The vault and the entry in it: `vault/name`, or a name in the vault that the environment's configuration names.
fn in_azure(key: &str, environment: &Environment) -> Option<(String, String)> {
    match key.split_once('/') {
        Some((vault, name)) => Some((vault.into(), name.into())),
        None => Some((environment.config.get("key_vault")?.as_str()?.into(), key.into())),
    }
}

fn no_vault(secret: &Secret, environment: &Environment) -> String {
    let (name, environment) = (&secret.name, &environment.name);
    format!(
        "which key vault has `{name}` is not said: write `config: {{ key_vault: NAME }}` into the environment `{environment}`, \
         or declare the secret with `store: #{{ key: \"VAULT/NAME\" }}`"
    )
}

/// A name in the current project, or `projects/PROJECT/secrets/NAME`.
fn in_gcp(key: &str) -> Vec<String> {
    let (project, name) =
        match key.strip_prefix("projects/").and_then(|rest| rest.split_once("/secrets/")) {
            Some((project, name)) => (Some(project), name),
            None => (None, key),
        };
    let mut arguments =
        words(&["secrets", "versions", "access", "latest", &format!("--secret={name}")]);
    arguments.extend(project.map(|project| format!("--project={project}")));
    arguments
}

/// How a value gets into the store, without the value.
pub(in crate::secrets::values) fn kept_by(
    store: Store,
    secret: &Secret,
    environment: &Environment,
) -> String {
    let (entry, field) = entry(store, secret, environment);
    if let Err(StoreError::Unaddressed(why)) = addressed(store, secret, &entry, environment) {
        return why;
    }
    let key = word(&entry);
    match store {
        Store::Doppler => format!(
            "`doppler secrets set {key} --config {}` asks for it",
            word(config(environment))
        ),
        Store::AwsSecretsManager => format!(
            "`aws secretsmanager create-secret --name {key} --secret-string file:///dev/stdin` reads it"
        ),
        Store::OnePassword => {
            format!("make the item that `{entry}` names, in its app or with `op item create`")
        }
        Store::Vault => {
            format!("`vault kv put {key} {}=-` reads it", word(&field.unwrap_or_default()))
        }
        Store::AzureKeyVault => {
            let (vault, name) =
                in_azure(&entry, environment).unwrap_or_else(|| ("VAULT".into(), entry.clone()));
            format!(
                "`az keyvault secret set --vault-name {} --name {} --file /dev/stdin` reads it",
                word(&vault),
                word(&name)
            )
        }
        Store::GcpSecretManager => format!("`gcloud secrets create {key} --data-file=-` reads it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn environment(name: &str) -> Environment {
        let text = "environments:\n  strategy: standard\n  definitions:\n    - name: development\n      deployment: { type: local, target: docker-compose }\n    - name: staging\n      deployment: { type: cloud, provider: aws, region: eu-west-1 }\n    - name: production\n      deployment: { type: cloud, provider: aws, region: eu-west-1 }\n      requires_approval: true\n";
        let (project, messages) = Project::parse(".".as_ref(), text, "config.yaml");
        let project = project.unwrap_or_else(|| panic!("{messages:?}"));
        project.environment(name).unwrap().clone()
    }

    #[test]
    fn every_store_is_asked_in_its_own_way() {
        let (secret, staging) = (Secret::named("DATABASE_URL"), environment("staging"));
        let rows = [
            (Store::Doppler, "doppler secrets get DATABASE_URL --plain --config stg"),
            (
                Store::AwsSecretsManager,
                "aws secretsmanager get-secret-value --secret-id staging/DATABASE_URL --output json --region eu-west-1",
            ),
            (Store::OnePassword, "op read --no-newline op://staging/DATABASE_URL/password"),
            (Store::Vault, "vault kv get -format=json secret/staging/DATABASE_URL"),
            (
                Store::GcpSecretManager,
                "gcloud secrets versions access latest --secret=staging-database-url",
            ),
        ];
        for (store, expected) in rows {
            let query = query(store, &secret, &staging).unwrap();
            assert_eq!(format!("{} {}", query.program, query.arguments.join(" ")), expected);
        }
        assert!(matches!(
            query(Store::AzureKeyVault, &secret, &staging),
            Err(StoreError::Unaddressed(_))
        ));
    }

    #[test]
    fn an_override_names_the_entry_and_the_field() {
        let mut secret = Secret::named("DATABASE_URL");
        secret.store.key = Some("shop-{environment}/db".into());
        secret.store.property = Some("url".into());
        let asked = |store| query(store, &secret, &environment("production")).unwrap();
        assert_eq!(
            asked(Store::AzureKeyVault).arguments[3..],
            words(&["--vault-name", "shop-production", "--name", "db", "--output", "json"])
        );
        assert_eq!(asked(Store::Vault).answer, Answer::Vault { property: "url".into() });
        secret.store.key = Some("op://shop-{environment}/db".into());
        let query = query(Store::OnePassword, &secret, &environment("production")).unwrap();
        assert_eq!(query.arguments[2], "op://shop-production/db/url");
    }
}
