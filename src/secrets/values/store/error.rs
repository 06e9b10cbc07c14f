//! Why a store gave no answer, and what to do about it.

use crate::diag::Diagnostic;
use crate::project::Store;
use std::time::Duration;

/// Why a store could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// Its program is not there.
    NotInstalled(&'static str),
    /// Its program has no credentials, or they do not suffice.
    NotLoggedIn {
        /// The program.
        program: &'static str,
        /// What it said, in a line.
        said: String,
    },
    /// Its program took too long.
    TimedOut(&'static str, Duration),
    /// Something else is wrong.
    Failed {
        /// The program.
        program: &'static str,
        /// What it said, in a line.
        said: String,
    },
    /// Where the entry is can't be known.
    Unaddressed(String),
}

/// What a store is called.
pub fn title(store: Store) -> &'static str {
    match store {
        Store::Doppler => "Doppler",
        Store::AwsSecretsManager => "AWS Secrets Manager",
        Store::AzureKeyVault => "Azure Key Vault",
        Store::GcpSecretManager => "Google Secret Manager",
        Store::Vault => "Vault",
        Store::OnePassword => "1Password",
    }
}

/// How to log in.
fn login(program: &str) -> &'static str {
    match program {
        "doppler" => "`doppler login`, then `doppler setup`; in CI, `DOPPLER_TOKEN`",
        "aws" => {
            "`aws configure` or `aws sso login`, with a policy that allows `secretsmanager:GetSecretValue`"
        }
        "az" => "`az login`, with the role Key Vault Secrets User",
        "gcloud" => {
            "`gcloud auth login` and `gcloud config set project NAME`, with the role Secret Manager Secret Accessor"
        }
        "vault" => "`vault login`, with `VAULT_ADDR` set and a policy that may read the path",
        _ => "`op signin`; in CI, `OP_SERVICE_ACCOUNT_TOKEN`",
    }
}

/// Where its program is available.
fn install(program: &str) -> &'static str {
    match program {
        "doppler" => "https://docs.doppler.com/docs/install-cli",
        "aws" => "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
        "az" => "https://learn.microsoft.com/cli/azure/install-azure-cli",
        "gcloud" => "https://cloud.google.com/sdk/docs/install",
        "vault" => "https://developer.hashicorp.com/vault/install",
        _ => "https://developer.1password.com/docs/cli/get-started",
    }
}

impl StoreError {
    /// The message for anyone who needs a value.
    pub fn to_diagnostic(&self, store: Store) -> Diagnostic {
        let warning = Diagnostic::warning(
            "unreachable-store",
            format!("{} could not be asked: {}", title(store), self.what()),
        );
        match self {
            Self::NotInstalled(program) => {
                warning.hint(format!("install it: {}", install(program)).as_str())
            }
            Self::NotLoggedIn { program, said } => warning
                .note(format!("it said: {said}"))
                .hint(format!("log in: {}", login(program)).as_str()),
            Self::TimedOut(program, _) => warning.hint(
                format!("try it by itself: `{program} --help` should answer at once").as_str(),
            ),
            Self::Failed { said, .. } => warning
                .note(format!("it said: {said}"))
                .hint("see whether the entry is there, under this name"),
            Self::Unaddressed(why) => warning.note(why.clone()),
        }
    }

    fn what(&self) -> String {
        match self {
            Self::NotInstalled(program) => format!("`{program}` is not installed"),
            Self::NotLoggedIn { program, .. } => {
                format!("`{program}` is not logged in, or may not read it")
            }
            Self::TimedOut(program, patience) => {
                format!("`{program}` did not answer within {} seconds", patience.as_secs())
            }
            Self::Failed { program, .. } => format!("`{program}` failed"),
            Self::Unaddressed(_) => "the entry is not known".into(),
        }
    }
}
