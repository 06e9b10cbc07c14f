//! Credentials that are known by their looks: the table. A row has the platform's page that says so above it.
//!
//! A prefix that platforms use for what is public (an AWS account, a Stripe `pk_`, a Sentry DSN) has no row.

use ToldBy::{Inside, Key, Start};

/// A credential that its looks tell. What its title says is the end of "this looks like ...".
pub(super) struct Row {
    pub(super) title: &'static str,
    pub(super) told_by: ToldBy,
    /// A regular expression for all of it; letters, digits or `_` behind it make it something else.
    pub(super) pattern: &'static str,
}

/// What makes a text worth trying a pattern on.
pub(super) enum ToldBy {
    /// It starts with one of these, letter by letter, two letters at least.
    Start(&'static [&'static str]),
    /// One of these stands inside of it, with up to so many characters in front.
    Inside(usize, &'static [&'static str]),
    /// It stands beside a key with one of these words: nothing in it tells it.
    Key(&'static [&'static str]),
}

const fn row(title: &'static str, told_by: ToldBy, pattern: &'static str) -> Row {
    Row { title, told_by, pattern }
}

/// All rows.
pub(super) const ROWS: &[Row] = &[
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    row("an AWS access key id", Start(&["AKIA", "ASIA"]), "A[KS]IA[A-Z2-7]{16}"),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
    row("an AWS secret access key", Key(&["aws", "secret_access_key", "secretaccesskey"]), "[A-Za-z0-9/+]{40}"),
    // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
    row("an Amazon Bedrock API key", Start(&["ABSK"]), "ABSK[A-Za-z0-9+/]{100,270}={0,2}"),
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    row("a GitHub token", Start(&["ghp_", "gho_", "ghu_", "ghs_", "ghr_"]), "gh[pousr]_[A-Za-z0-9_]{36,255}"),
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    row("a GitHub token", Start(&["github_pat_"]), "github_pat_[A-Za-z0-9_]{36,255}"),
    // https://docs.gitlab.com/security/tokens/
    row(
        "a GitLab token",
        Start(&["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "glimt-", "glagent-", "gloas-"]),
        "gl(pat|dt|rt|cbt|ptt|ft|soat|imt|agent|oas)-[A-Za-z0-9_.-]{20,}",
    ),
    // https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/
    row(
        "a Bitbucket or Atlassian token",
        Start(&["ATATT3", "ATBB", "ATCTT3"]),
        "(ATATT3|ATCTT3)[A-Za-z0-9_=.-]{60,}|ATBB[A-Za-z0-9]{24,}[A-F0-9]{8}",
    ),
    // https://docs.slack.dev/authentication/tokens
    row(
        "a Slack token",
        Start(&["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xapp-"]),
        "(xox[bpars]-|xoxe[.-]|xapp-)[A-Za-z0-9.-]{20,}",
    ),
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    row(
        "a Slack webhook",
        Start(&["https://hooks.slack.com/"]),
        r"https://hooks\.slack\.com/(services|workflows|triggers)/[A-Z0-9]{8,}/[A-Za-z0-9]{8,}/[A-Za-z0-9]{16,}",
    ),
    // https://discord.com/developers/docs/resources/webhook
    row(
        "a Discord webhook",
        Start(&["https://discord.com/api/webhooks/", "https://discordapp.com/api/webhooks/"]),
        r"https://discord(app)?\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
    ),
    // https://discord.com/developers/docs/reference#authentication
    row(
        "a Discord bot token",
        Start(&["MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"]),
        r"[MNO][A-Za-z0-9]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
    ),
    // https://core.telegram.org/bots/api#authorizing-your-bot
    row("a Telegram bot token", Inside(12, &[":AA"]), "[0-9]{8,12}:AA[A-Za-z0-9_-]{33}"),
    // https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
    row(
        "a Microsoft Teams webhook",
        Inside(60, &[".webhook.office.com/webhookb2/"]),
        r"[a-z0-9-]+\.webhook\.office\.com/webhookb2/[A-Za-z0-9@-]{60,}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36}",
    ),
    // https://docs.stripe.com/keys
    row(
        "a Stripe key",
        Start(&["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"]),
        "((sk|rk)_(live|test)_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/=]{24,})",
    ),
    // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    row("a SendGrid API key", Start(&["SG."]), r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{40,64}"),
    // https://www.twilio.com/docs/iam/api-keys
    row("a Twilio API key", Start(&["SK"]), "SK[0-9a-f]{32}"),
    // https://www.twilio.com/docs/iam/api
    row("a Twilio auth token", Key(&["twilio"]), "[0-9a-f]{32}"),
    // https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt
    row("a Mailgun key", Start(&["key-"]), "key-[0-9a-f]{32}"),
    // https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt
    row("a Mailgun key", Key(&["mailgun"]), "[0-9a-f]{32}(-[0-9a-f]{8}){2}"),
    // https://mailchimp.com/developer/marketing/docs/fundamentals/
    row("a Mailchimp API key", Inside(32, &["-us"]), "[0-9a-f]{32}-us[0-9]{1,2}"),
    // https://developers.brevo.com/docs/getting-started
    row("a Brevo API key", Start(&["xkeysib-", "xsmtpsib-"]), "x(key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    // https://resend.com/docs/dashboard/api-keys/introduction
    row("a Postmark, Resend or Mailersend token", Start(&["re_", "mlsn."]), r"(re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}|mlsn\.[0-9a-f]{64})"),
    // https://docs.npmjs.com/about-access-tokens
    row("an npm token", Start(&["npm_"]), "npm_[A-Za-z0-9]{36}"),
    // https://docs.pypi.org/api/secret-reporting/
    row("a PyPI token", Start(&["pypi-AgE"]), "pypi-AgE[A-Za-z0-9_-]{50,}"),
    // https://guides.rubygems.org/api-key-scopes/
    row("a RubyGems key", Start(&["rubygems_"]), "rubygems_[0-9a-f]{48}"),
    // https://crates.io/data-access
    row("a crates.io token", Start(&["cio"]), "cio[A-Za-z0-9]{32}"),
    // https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys
    row("a NuGet key", Start(&["oy2"]), "oy2[a-z0-9]{43}"),
    // https://docs.docker.com/security/access-tokens/
    row("a Docker token", Start(&["dckr_pat_", "dckr_oat_"]), "dckr_(pat|oat)_[A-Za-z0-9_-]{24,}"),
    // https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens
    row("a JFrog token", Start(&["AKCp", "cmVmd"]), "(AKCp[A-Za-z0-9]{60,80}|cmVmd[A-Za-z0-9]{59})"),
    // https://docs.digitalocean.com/reference/api/create-personal-access-token/
    row("a DigitalOcean token", Start(&["dop_v1_", "doo_v1_", "dor_v1_"]), "do[opr]_v1_[a-f0-9]{64}"),
    // https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/
    row("a Hetzner Cloud API token", Key(&["hetzner", "hcloud"]), "[A-Za-z0-9]{64}"),
    // https://devcenter.heroku.com/articles/authentication
    row("a Heroku key", Start(&["HRKU-"]), "HRKU-[A-Za-z0-9_-]{36,80}"),
    // https://docs.railway.com/guides/public-api
    row("a Heroku or Railway token", Key(&["heroku", "railway"]), "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    // https://vercel.com/docs/accounts/account-settings#managing-access-tokens
    row("a Vercel token", Start(&["vcp_", "vci_", "vca_", "vcr_", "vck_"]), "vc[piark]_[A-Za-z0-9]{24,}"),
    // https://fly.io/docs/security/tokens/
    row(
        "a Fly.io token",
        Start(&["FlyV1", "fo1_", "fm2_"]),
        "(FlyV1 fm[12]_[A-Za-z0-9+/=,_-]{60,}|fm[12]_[A-Za-z0-9+/=,_-]{60,}|fo1_[A-Za-z0-9_-]{43})",
    ),
    // https://docs.netlify.com/api/get-started/
    row("a Netlify token", Start(&["nfp_", "nfc_", "nfu_"]), "nf[pcu]_[A-Za-z0-9]{36}"),
    // https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/
    row("a Cloudflare Origin CA key", Start(&["v1.0-"]), r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}"),
    // https://www.scaleway.com/en/docs/iam/concepts/#api-key
    row(
        "a Linode, Scaleway or Vultr key",
        Key(&["linode", "scaleway", "scw_", "vultr"]),
        "([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z0-9]{36})",
    ),
    // https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair
    row("an Alibaba Cloud access key id", Start(&["LTAI"]), "LTAI[A-Za-z0-9]{16,20}"),
    // https://www.tencentcloud.com/document/product/598/32675
    row("a Tencent Cloud secret id", Start(&["AKID"]), "AKID[A-Za-z0-9]{32}"),
    // https://cloud.google.com/docs/authentication/api-keys
    row("a Google API key", Start(&["AIza"]), "AIza[A-Za-z0-9_-]{35}"),
    // https://developers.google.com/identity/protocols/oauth2
    row("a Google OAuth client secret", Start(&["GOCSPX-"]), "GOCSPX-[A-Za-z0-9_-]{28}"),
    // https://developers.google.com/identity/protocols/oauth2
    row("a Google access token", Start(&["ya29."]), r"ya29\.[A-Za-z0-9_-]{40,}"),
    // https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
    row("a key of an Azure storage account", Start(&["AccountKey="]), "AccountKey=[A-Za-z0-9+/]{86}=="),
    // https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas
    row("an Azure shared access key", Start(&["SharedAccessKey="]), "SharedAccessKey=[A-Za-z0-9+/]{43}="),
    // https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app
    row("the secret of an Azure application", Inside(4, &["Q~"]), "[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"),
    // https://docs.doppler.com/reference/auth-token-formats
    row(
        "a Doppler token",
        Start(&["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."]),
        r"dp\.(pt|st|ct|sa|scim|audit)\.([a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}",
    ),
    // https://developer.hashicorp.com/vault/docs/concepts/tokens
    row("a Vault token", Start(&["hvs.", "hvb.", "hvr."]), r"hv[sbr]\.[A-Za-z0-9_-]{24,}"),
    // https://developer.hashicorp.com/vault/docs/concepts/tokens
    row("a Vault token", Key(&["vault"]), r"[sbr]\.[A-Za-z0-9]{24,}"),
    // https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    row("a HCP Terraform token", Inside(14, &[".atlasv1."]), r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9]{60,70}"),
    // https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/
    row("a Pulumi token", Start(&["pul-"]), "pul-[a-f0-9]{40}"),
    // https://developer.1password.com/docs/service-accounts/security/
    row("a 1Password service account token", Start(&["ops_eyJ"]), "ops_eyJ[A-Za-z0-9+/_-]{100,}={0,2}"),
    // https://github.com/FiloSottile/age
    row("an age secret key", Start(&["AGE-SECRET-KEY-1"]), "AGE-SECRET-KEY-1[A-Z0-9]{58}"),
    // https://docs.datadoghq.com/account_management/api-app-keys/
    row("a Datadog key", Key(&["datadog", "dd_api", "dd_app", "ddapi", "ddapp"]), "([0-9a-f]{32}|[0-9a-f]{40})"),
    // https://docs.datadoghq.com/account_management/api-app-keys/
    row("a Datadog application key", Start(&["ddapp_"]), "ddapp_[A-Za-z0-9]{34}"),
    // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    row(
        "a New Relic key",
        Start(&["NRAK-", "NRII-", "NRJS-", "NRRA-", "NRSP"]),
        "(NR(AK|II|JS|RA)-[A-Za-z0-9_-]{16,42}|NRSP-[a-z0-9]{31})",
    ),
    // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    row("a New Relic licence key", Inside(36, &["NRAL"]), "[0-9a-f]{36}NRAL"),
    // https://grafana.com/docs/grafana/latest/administration/service-accounts/
    row("a Grafana token", Start(&["glsa_", "glc_"]), "(glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})"),
    // https://docs.sentry.io/account/auth-tokens/
    row("a Sentry token", Start(&["sntrys_", "sntryu_"]), "(sntrys_eyJ[A-Za-z0-9+/=_-]{80,}|sntryu_[a-f0-9]{64})"),
    // https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens
    row("a Dynatrace token", Start(&["dt0c01.", "dt0s01.", "dt0s16."]), r"dt0[a-z][0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    // https://docs.honeycomb.io/configure/environments/manage-api-keys/
    row("a Honeycomb key", Start(&["hcaik_", "hcbik_", "hcxik_", "hcamk_", "hcxmk_"]), "hc[abx][im]k_[a-z0-9]{32,64}"),
    // https://developer.pagerduty.com/docs/authentication
    row(
        "a PagerDuty, Opsgenie or Snyk key",
        Key(&["pagerduty", "opsgenie", "snyk"]),
        "([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_+-]{20}|[0-9a-f]{32})",
    ),
    // https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens
    row("a SonarQube token", Start(&["squ_", "sqp_", "sqa_"]), "sq[upa]_[a-f0-9]{40}"),
    // https://circleci.com/docs/managing-api-tokens/
    row("a CircleCI token", Start(&["CCIPAT_", "CCIPRJ_"]), "CCI(PAT|PRJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}"),
    // https://buildkite.com/docs/apis/managing-api-tokens
    row("a Buildkite token", Start(&["bkua_", "bkct_"]), "bk(ua|ct)_[A-Za-z0-9]{40,}"),
    // https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    row(
        "a key of a language model's API",
        Start(&["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-"]),
        "sk-((proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48})",
    ),
    // https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    row("a key of a language model's API", Start(&["sk-ant-"]), "sk-ant-(api|admin|oat|sid)[0-9]{2}-[A-Za-z0-9_-]{40,}"),
    // https://openrouter.ai/docs/api-reference/authentication
    row("an OpenRouter key", Start(&["sk-or-"]), "sk-or-v1-[a-f0-9]{64}"),
    // https://huggingface.co/docs/hub/security-tokens
    row("a Hugging Face token", Start(&["hf_", "api_org_"]), "(hf_|api_org_)[A-Za-z0-9]{34}"),
    // https://console.groq.com/docs/quickstart
    row(
        "a Groq, Replicate, Perplexity or xAI key",
        Start(&["gsk_", "r8_", "pplx-", "xai-"]),
        "(gsk_[A-Za-z0-9]{52}|r8_[A-Za-z0-9]{37}|pplx-[A-Za-z0-9]{48}|xai-[A-Za-z0-9]{80})",
    ),
    // https://docs.databricks.com/aws/en/dev-tools/auth/pat
    row("a Databricks token", Start(&["dapi", "dose"]), "(dapi|dose)[0-9a-f]{32}(-[0-9])?"),
    // https://planetscale.com/docs/api/reference/service-tokens
    row("a PlanetScale credential", Start(&["pscale_tkn_", "pscale_pw_", "pscale_oauth_"]), "pscale_(tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}"),
    // https://supabase.com/docs/guides/api/api-keys
    row("a Supabase token", Start(&["sbp_", "sb_secret_"]), "(sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{22,})"),
    // https://shopify.dev/docs/apps/build/authentication-authorization
    row("a Shopify token", Start(&["shpat_", "shpca_", "shppa_", "shpss_", "shptka_"]), "shp(at|ca|pa|ss|tka)_[a-fA-F0-9]{32}"),
    // https://developer.squareup.com/docs/build-basics/access-tokens
    row(
        "a Square token",
        Start(&["sq0atp-", "sq0csp-", "EAAA"]),
        "(sq0atp-[A-Za-z0-9_-]{22}|sq0csp-[A-Za-z0-9_-]{43}|EAAA[A-Za-z0-9_-]{60})",
    ),
    // https://developer.paypal.com/braintree/docs/guides/credentials
    row("a PayPal or Braintree token", Start(&["access_token$"]), r"access_token\$(production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}"),
    // https://developers.facebook.com/docs/facebook-login/guides/access-tokens
    row("a Facebook access token", Start(&["EAACEdEose0cBA", "EAAG", "EAAB"]), "EAA(CEdEose0cBA|[GB])[A-Za-z0-9]{80,}"),
    // https://www.dropbox.com/developers/reference/auth-types
    row("a Dropbox token", Start(&["sl."]), r"sl\.(u\.)?[A-Za-z0-9_-]{120,}"),
    // https://airtable.com/developers/web/api/authentication
    row("an Airtable token", Start(&["pat"]), r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    // https://developers.notion.com/reference/authentication
    row("a Notion token", Start(&["ntn_", "secret_"]), "(ntn_[A-Za-z0-9]{46}|secret_[A-Za-z0-9]{43})"),
    // https://linear.app/developers/graphql
    row("a Linear key", Start(&["lin_api_", "lin_oauth_"]), "lin_(api|oauth)_[A-Za-z0-9]{40,64}"),
    // https://www.figma.com/developers/api#access-tokens
    row("a Figma token", Start(&["figd_"]), "figd_[A-Za-z0-9_-]{40}"),
    // https://learning.postman.com/docs/developer/postman-api/authentication/
    row("a Postman key", Start(&["PMAK-"]), "PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    // https://www.contentful.com/developers/docs/references/authentication/
    row("a Contentful token", Start(&["CFPAT-"]), "CFPAT-[A-Za-z0-9_-]{43}"),
    // https://tailscale.com/kb/1085/auth-keys
    row("a Tailscale key", Start(&["tskey-"]), "tskey-(api|auth|client|scim|webhook)-[A-Za-z0-9]{10,}-[A-Za-z0-9]{20,}"),
    // https://docs.easypost.com/docs/authentication
    row("an EasyPost key", Start(&["EZAK", "EZTK"]), "EZ[AT]K[A-Za-z0-9]{54}"),
    // https://launchdarkly.com/docs/home/account/api
    row("a LaunchDarkly key", Start(&["api-", "sdk-"]), "(api|sdk)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    // https://www.rfc-editor.org/rfc/rfc7519
    row("a JSON Web Token", Start(&["eyJ"]), r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}"),
];
