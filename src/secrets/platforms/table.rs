//! What known platforms ask for: the table. Recipes, libraries and hosts add platforms of their own.
//!
//! Formats: the platforms' own documentation of their tokens, and the prefixes that they publish for secret
//! scanning. Where a platform documents none, there is none.

/// A platform, and the secrets that it asks for.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    /// The headline of its secrets.
    pub(crate) title: &'static str,
    /// Where to get them, in a line, and step by step.
    pub(crate) get_from: &'static str,
    pub(crate) steps: &'static [&'static str],
    /// What they have to be allowed to do.
    pub(crate) permissions: &'static str,
    pub(crate) secrets: &'static [Wanted],
}

/// One secret of a platform.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) name: &'static str,
    /// Other names that mean the same.
    pub(crate) aliases: &'static [&'static str],
    pub(crate) description: &'static str,
    /// A name from `format.rs` or a pattern for the whole value, and what it means in words.
    pub(crate) format: Option<&'static str>,
    pub(crate) in_words: Option<&'static str>,
    /// What is instead of a value, and instead of that in environments of these names.
    pub(crate) example: &'static str,
    pub(crate) examples: &'static [(&'static str, &'static str)],
    pub(crate) optional: bool,
}

/// What is not said of a secret.
const UNSAID: Wanted = Wanted {
    name: "",
    aliases: &[],
    description: "",
    format: None,
    in_words: None,
    example: "",
    examples: &[],
    optional: false,
};

/// All platforms.
pub(crate) const ROWS: &[Row] = &[
    Row {
        id: "hetzner",
        title: "Hetzner Cloud API Token",
        get_from: "https://console.hetzner.cloud/ → Security → API Tokens",
        steps: &[
            "Open https://console.hetzner.cloud/ and choose the project",
            "Security → API Tokens → Generate API Token",
            "Give it Read & Write permissions",
            "Copy the token; it is shown once",
        ],
        permissions: "Read & Write",
        secrets: &[Wanted {
            name: "HETZNER_API_TOKEN",
            aliases: &["HETZNER_TOKEN", "HCLOUD_TOKEN"],
            description: "Hetzner Cloud API Token",
            format: Some("[A-Za-z0-9]{64}"),
            in_words: Some("64 letters and digits"),
            example: "your-hetzner-token-here",
            ..UNSAID
        }],
    },
    Row {
        id: "aws",
        title: "AWS Credentials",
        get_from: "AWS IAM → Users → Security Credentials",
        steps: &[
            "Open https://console.aws.amazon.com/iam/ → Users → the deployment's user",
            "Security credentials → Create access key",
            "Copy both parts; the secret one is shown once",
            "In CI, prefer a role by OpenID Connect: it needs no stored key",
        ],
        permissions: "a policy for exactly what the deployment manages",
        secrets: &[
            Wanted {
                name: "AWS_ACCESS_KEY_ID",
                description: "AWS access key id",
                format: Some("(AKIA|ASIA)[A-Z0-9]{16}"),
                in_words: Some("`AKIA` or `ASIA` and 16 capitals and digits"),
                example: "your-aws-access-key-id",
                ..UNSAID
            },
            Wanted {
                name: "AWS_SECRET_ACCESS_KEY",
                description: "AWS secret access key",
                format: Some("[A-Za-z0-9/+=]{40}"),
                in_words: Some("40 letters, digits, `/`, `+` and `=`"),
                example: "your-aws-secret-access-key",
                ..UNSAID
            },
            Wanted {
                name: "AWS_SESSION_TOKEN",
                description: "AWS session token, for temporary credentials",
                example: "your-aws-session-token",
                optional: true,
                ..UNSAID
            },
        ],
    },
    Row {
        id: "railway",
        title: "Railway Token",
        get_from: "https://railway.app/account/tokens",
        steps: &[
            "Open https://railway.app/account/tokens",
            "Create Token, for the team or the project",
        ],
        permissions: "the project that is deployed",
        secrets: &[Wanted {
            name: "RAILWAY_TOKEN",
            description: "Railway Token",
            format: Some("uuid"),
            example: "your-railway-token-here",
            ..UNSAID
        }],
    },
    Row {
        id: "vercel",
        title: "Vercel Token",
        get_from: "https://vercel.com/account/tokens",
        steps: &["Open https://vercel.com/account/tokens", "Create Token, scoped to the team"],
        permissions: "the team that owns the project",
        secrets: &[Wanted {
            name: "VERCEL_TOKEN",
            description: "Vercel Token",
            format: Some("[A-Za-z0-9_-]{24,}"),
            in_words: Some("at least 24 letters, digits, `_` and `-`"),
            example: "your-vercel-token-here",
            ..UNSAID
        }],
    },
    Row {
        id: "digitalocean",
        title: "DigitalOcean Token",
        get_from: "https://cloud.digitalocean.com/account/api/tokens",
        steps: &[
            "Open https://cloud.digitalocean.com/account/api/tokens",
            "Generate New Token, with write scope",
        ],
        permissions: "write, for what the deployment manages",
        secrets: &[
            Wanted {
                name: "DIGITALOCEAN_TOKEN",
                aliases: &["DIGITALOCEAN_ACCESS_TOKEN", "DO_TOKEN"],
                description: "DigitalOcean Token",
                format: Some("do[opr]_v1_[a-f0-9]{64}"),
                in_words: Some("`dop_v1_` and 64 hexadecimal digits"),
                example: "your-digitalocean-token-here",
                ..UNSAID
            },
            Wanted {
                name: "SPACES_ACCESS_KEY_ID",
                description: "DigitalOcean Spaces access key",
                example: "your-spaces-access-key-id",
                optional: true,
                ..UNSAID
            },
            Wanted {
                name: "SPACES_SECRET_ACCESS_KEY",
                description: "DigitalOcean Spaces secret key",
                example: "your-spaces-secret-access-key",
                optional: true,
                ..UNSAID
            },
        ],
    },
    Row {
        id: "azure",
        title: "Azure Service Principal",
        get_from: "Azure Portal → App Registrations",
        steps: &[
            "Open https://portal.azure.com/ → Microsoft Entra ID → App registrations",
            "Choose or make the deployment's application",
            "Certificates & secrets → New client secret; its value is shown once",
            "In CI, prefer a federated credential: it needs no stored secret",
        ],
        permissions: "Contributor on the resource groups that the deployment manages",
        secrets: &[
            Wanted {
                name: "AZURE_SUBSCRIPTION_ID",
                description: "Azure subscription",
                format: Some("uuid"),
                example: "your-azure-subscription-id",
                ..UNSAID
            },
            Wanted {
                name: "AZURE_TENANT_ID",
                description: "Azure tenant",
                format: Some("uuid"),
                example: "your-azure-tenant-id",
                optional: true,
                ..UNSAID
            },
            Wanted {
                name: "AZURE_CLIENT_ID",
                description: "Azure application (client) id",
                format: Some("uuid"),
                example: "your-azure-client-id",
                ..UNSAID
            },
            Wanted {
                name: "AZURE_CLIENT_SECRET",
                description: "Azure client secret",
                format: Some("[A-Za-z0-9._~-]{34,44}"),
                in_words: Some("34 to 44 letters, digits, `.`, `_`, `~` and `-`"),
                example: "your-azure-client-secret",
                ..UNSAID
            },
        ],
    },
    Row {
        id: "gcp",
        title: "Google Cloud Service Account",
        get_from: "GCP Console → IAM → Service Accounts",
        steps: &[
            "Open https://console.cloud.google.com/iam-admin/serviceaccounts",
            "Choose the deployment's service account → Keys → Add key → JSON",
            "Keep the file outside of the project, and give its path",
            "In CI, prefer workload identity federation: it needs no stored key",
        ],
        permissions: "the roles that the deployment needs, on its project only",
        secrets: &[Wanted {
            name: "GOOGLE_APPLICATION_CREDENTIALS",
            description: "Path of the service account's key file",
            format: Some("path"),
            example: "/path/to/service-account.json",
            ..UNSAID
        }],
    },
    Row {
        id: "github",
        title: "GitHub Token",
        get_from: "https://github.com/settings/personal-access-tokens",
        steps: &[
            "Open https://github.com/settings/personal-access-tokens",
            "Generate new token, for the repositories that the deployment manages",
            "In GitHub Actions, `github.token` is there without any",
        ],
        permissions: "contents and what the deployment manages, on its repositories only",
        secrets: &[Wanted {
            name: "GITHUB_TOKEN",
            aliases: &["GH_TOKEN"],
            description: "GitHub Token",
            format: Some(
                r"(gh[pousr]_[A-Za-z0-9]{36,}|ghs_[0-9]+_[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}|github_pat_[A-Za-z0-9_]{82})",
            ),
            in_words: Some(
                "`ghp_` and 36 letters and digits, `github_pat_` and 82, or the `ghs_` token of a run",
            ),
            example: "your-github-token-here",
            ..UNSAID
        }],
    },
    Row {
        id: "gitlab",
        title: "GitLab Token",
        get_from: "https://gitlab.com/-/user_settings/personal_access_tokens",
        steps: &[
            "Open User settings → Access tokens, or the project's",
            "Add new token, with the scopes that the deployment needs",
        ],
        permissions: "api, or read_registry and write_registry for images",
        secrets: &[Wanted {
            name: "GITLAB_TOKEN",
            description: "GitLab Token",
            format: Some("[A-Za-z0-9_.-]{20,}"),
            in_words: Some(
                "`glpat-`, or the prefix of the instance, and at least 20 letters, digits, `_`, `-` and `.`",
            ),
            example: "your-gitlab-token-here",
            ..UNSAID
        }],
    },
    Row {
        id: "docker",
        title: "Docker Registry",
        get_from: "https://app.docker.com/settings/personal-access-tokens",
        steps: &[
            "Open https://app.docker.com/settings/personal-access-tokens",
            "Generate new token, with Read & Write",
        ],
        permissions: "Read & Write",
        secrets: &[
            Wanted {
                name: "DOCKER_USERNAME",
                aliases: &["REGISTRY_USERNAME"],
                description: "Docker registry user",
                example: "your-docker-username",
                ..UNSAID
            },
            Wanted {
                name: "DOCKER_PASSWORD",
                aliases: &["DOCKER_TOKEN", "REGISTRY_PASSWORD"],
                description: "Docker registry token",
                example: "your-docker-token-here",
                ..UNSAID
            },
        ],
    },
    Row {
        id: "datadog",
        title: "Datadog",
        get_from: "https://app.datadoghq.com/organization-settings/api-keys",
        steps: &["Open https://app.datadoghq.com/organization-settings/api-keys", "New Key"],
        permissions: "none are chosen; an application key takes those of its owner",
        secrets: &[
            Wanted {
                name: "DATADOG_API_KEY",
                aliases: &["DD_API_KEY"],
                description: "Datadog API Key",
                format: Some("[a-f0-9]{32}"),
                in_words: Some("32 hexadecimal digits"),
                example: "your-datadog-api-key",
                ..UNSAID
            },
            Wanted {
                name: "DATADOG_APP_KEY",
                aliases: &["DD_APP_KEY"],
                description: "Datadog application key, for what manages monitors",
                format: Some(
                    "[a-f0-9]{40}|ddapp_[A-Za-z0-9]{34}|dd[ps]at_[A-Za-z0-9]+_[A-Za-z0-9]+",
                ),
                in_words: Some("40 hexadecimal digits, or `ddapp_` and 34 letters and digits"),
                example: "your-datadog-app-key",
                optional: true,
                ..UNSAID
            },
        ],
    },
    Row {
        id: "newrelic",
        title: "New Relic",
        get_from: "https://one.newrelic.com/api-keys",
        steps: &[
            "Open https://one.newrelic.com/api-keys",
            "Create a key of the type that is needed",
        ],
        permissions: "ingest for the license key",
        secrets: &[
            Wanted {
                name: "NEW_RELIC_LICENSE_KEY",
                description: "New Relic license key",
                format: Some("[A-Za-z0-9]{36}NRAL|[a-f0-9]{40}"),
                in_words: Some("40 characters that end in `NRAL`"),
                example: "your-new-relic-license-key",
                ..UNSAID
            },
            Wanted {
                name: "NEW_RELIC_API_KEY",
                description: "New Relic user key, for what manages alerts",
                format: Some("NRAK-[A-Z0-9]{27}"),
                in_words: Some("`NRAK-` and 27 capitals and digits"),
                example: "your-new-relic-api-key",
                optional: true,
                ..UNSAID
            },
        ],
    },
    Row {
        id: "sendgrid",
        title: "SendGrid API Key",
        get_from: "https://app.sendgrid.com/settings/api_keys",
        steps: &[
            "Open https://app.sendgrid.com/settings/api_keys",
            "Create API Key → Restricted Access → Mail Send",
        ],
        permissions: "Mail Send",
        secrets: &[Wanted {
            name: "SENDGRID_API_KEY",
            description: "SendGrid API Key",
            format: Some(r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
            in_words: Some("`SG.`, 22 characters, a dot and 43 characters"),
            example: "your-sendgrid-api-key",
            ..UNSAID
        }],
    },
    Row {
        id: "stripe",
        title: "Stripe",
        get_from: "https://dashboard.stripe.com/apikeys",
        steps: &[
            "Open https://dashboard.stripe.com/apikeys; test and live mode have keys of their own",
            "Create restricted key, for what the service does",
        ],
        permissions: "a restricted key for what the service does",
        secrets: &[
            Wanted {
                name: "STRIPE_API_KEY",
                aliases: &["STRIPE_SECRET_KEY"],
                description: "Stripe API key",
                format: Some("((sk|rk)_(test|live)|sk_org(_(test|live))?)_[A-Za-z0-9]{10,}"),
                in_words: Some(
                    "`sk_test_`, `sk_live_`, `rk_test_`, `rk_live_` or `sk_org_` and letters and digits",
                ),
                example: "sk_test_...",
                examples: &[("production", "sk_live_...")],
                ..UNSAID
            },
            Wanted {
                name: "STRIPE_WEBHOOK_SECRET",
                description: "Stripe webhook signing secret",
                format: Some("whsec_[A-Za-z0-9]{10,}"),
                in_words: Some("`whsec_` and letters and digits"),
                example: "whsec_...",
                optional: true,
                ..UNSAID
            },
        ],
    },
    Row {
        id: "doppler",
        title: "Doppler Service Token",
        get_from: "https://dashboard.doppler.com/ → the project → the config → Access",
        steps: &[
            "Open https://dashboard.doppler.com/ → the project → the config",
            "Access → Generate service token",
        ],
        permissions: "read, for one config",
        secrets: &[Wanted {
            name: "DOPPLER_TOKEN",
            description: "Doppler Service Token",
            format: Some(r"dp\.(st|ct|pt|sa(id)?)\.([a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}"),
            in_words: Some(
                "`dp.st.`, perhaps the environment and a dot, and 40 to 44 letters and digits",
            ),
            example: "your-doppler-token-here",
            ..UNSAID
        }],
    },
    Row {
        id: "vault",
        title: "HashiCorp Vault",
        get_from: "`vault login`, or the role of the deployment",
        steps: &[
            "Ask the operators of Vault for a role with the policy that is needed",
            "`vault login` prints a token; in CI, prefer the JWT login: it needs no stored token",
        ],
        permissions: "read, on the paths that the deployment needs",
        secrets: &[Wanted {
            name: "VAULT_TOKEN",
            description: "Vault Token",
            // Anyone who runs Vault may choose the id of a token: `root` of a development server.
            format: Some(r"(hv[sbr]|[sbr])\.[A-Za-z0-9_.-]{20,}|[A-Za-z0-9_-]+"),
            in_words: Some("`hvs.` and at least 20 characters, or an id of your own, without dots"),
            example: "your-vault-token-here",
            ..UNSAID
        }],
    },
];
