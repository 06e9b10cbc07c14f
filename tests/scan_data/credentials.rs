//! Made-up credentials in the shapes that platforms document, each in a line of a file.

use super::{ALNUM, BASE64, Noise};

/// A text with a credential in it.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) text: String,
    pub(crate) value: String,
}

/// What they are, and what they look like, area by area.
const SHAPED: &[(&str, &str)] = &[
    // clouds
    ("an AWS access key id", "AKIA<base32 16>"),
    ("an AWS access key id", "ASIA<base32 16>"),
    ("an Amazon Bedrock API key", "ABSK<base64 128>"),
    ("an Amazon Bedrock API key", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t<base64 400>=="),
    ("a Google API key", "AIza<url 35>"),
    ("a Google API key", "AQ.Ab<url 48>"),
    ("a Google OAuth client secret", "GOCSPX-<url 28>"),
    ("a Google access token", "ya29.<url 120>"),
    ("a Google access token", "ya29.c.<url 80>.<url 120>"),
    ("a Google refresh token", "1//0<url 97>"),
    ("a key of an Azure storage account", "AccountKey=<base64 86>=="),
    ("an Azure shared access key", "SharedAccessKey=<base64 43>="),
    ("the secret of an Azure application", "<alnum 3><digit 1>Q~<alnum 34>"),
    ("an Azure DevOps token or Azure key", "<alnum 52>JQQJ99<alnum 26>"),
    ("an Azure DevOps token", "<alnum 76>AZDO<alnum 4>"),
    (
        "the URL of an Azure Logic App",
        "prod-12.westeurope.logic.azure.com:443/workflows/<hex 32>/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=<url 43>",
    ),
    ("a DigitalOcean token", "dop_v1_<hex 64>"),
    ("a DigitalOcean token", "doo_v1_<hex 64>"),
    ("an Alibaba Cloud access key id", "LTAI<alnum 20>"),
    ("an Alibaba Cloud access key id", "LTAI<alnum 12>"),
    ("a Tencent Cloud secret id", "AKID<alnum 32>"),
    ("a Cloudflare API token or key", "cfut_<alnum 40><hex 8>"),
    ("a Cloudflare API token or key", "cfat_<alnum 40><hex 8>"),
    ("a Cloudflare API token or key", "cfk_<alnum 40><hex 8>"),
    ("a Cloudflare Origin CA key", "v1.0-<hex 24>-<hex 146>"),
    ("a Heroku key", "HRKU-AA<alnum 58>"),
    ("a Vercel token", "vcp_<alnum 56>"),
    ("a Vercel token", "vck_<alnum 30>-<alnum 25>"),
    ("a Fly.io token", "FlyV1 fm2_<base64 400>==,fm2_<base64 200>"),
    ("a Fly.io token", "FlyV1 fm1r_<base64 200>"),
    ("a Fly.io token", "fm1a_<base64 300>="),
    ("a Fly.io token", "fo1_<url 43>"),
    ("a Netlify token", "nfp_<alnum 36>"),
    ("a Netlify token", "nfo_<alnum 20>_<alnum 15>"),
    ("a Netlify token", "nfb_<alnum 36>"),
    ("an UpCloud, Deno or Scalingo token", "ucat_<alnum 28>"),
    ("an UpCloud, Deno or Scalingo token", "ddp_<alnum 36>"),
    ("an UpCloud, Deno or Scalingo token", "tk-us-<url 48>"),
    ("a Tailscale key", "tskey-auth-<alnum 17>-<alnum 32>"),
    ("an OpenShift token", "sha256~<url 43>"),
    // code
    ("a GitHub token", "ghp_<alnum 36>"),
    ("a GitHub token", "gho_<alnum 36>"),
    ("a GitHub token", "ghs_<alnum 36>"),
    ("a GitHub token", "ghs_<digit 7>_eyJ<url 33>.<url 240>.<url 200>"),
    ("a GitHub token", "github_pat_<alnum 22>_<alnum 59>"),
    ("a GitLab token", "glpat-<url 20>"),
    ("a GitLab token", "gldt-<url 20>"),
    ("a GitLab token", "glrtr-<url 20>"),
    ("a GitLab token", "glffct-<url 20>"),
    ("a GitLab token", "glwt-<url 30>"),
    ("a GitLab runner registration token", "GR1348941<url 20>"),
    ("a Bitbucket or Atlassian token", "ATATT3<url 180>=<hex 8>"),
    ("a Bitbucket Data Center token", "BBDC-<base64 44>"),
    ("a Sourcegraph token", "sgp_<hex 40>"),
    ("a Sourcegraph token", "sgp_local_<hex 40>"),
    ("a Sourcegraph token", "sgp_<hex 16>_<hex 40>"),
    ("an npm token", "npm_<alnum 36>"),
    ("a PyPI token", "pypi-AgEIcHlwaS5vcmc<url 120>"),
    ("a RubyGems key", "rubygems_<hex 48>"),
    ("a crates.io token", "cio<alnum 32>"),
    ("a crates.io token", "cio_tp_<alnum 32>"),
    ("a NuGet key", "oy2<lower 43>"),
    ("a Clojars token", "CLOJARS_<hex 60>"),
    ("a Docker token", "dckr_pat_<url 27>"),
    ("a JFrog token", "AKCp<alnum 69>"),
    ("a CircleCI token", "CCIPAT_<alnum 22>_<hex 40>"),
    ("a Buildkite token", "bkua_<hex 40>"),
    ("a Buildkite token", "bkct_<alnum 8>.<alnum 60>"),
    ("a Buildkite token", "bkaj_eyJ<url 33>.<url 200>.<url 86>"),
    ("a Buildkite token", "bkpat_<alnum 6>_<hex 40>"),
    ("a Harness token", "pat.<alnum 22>.<hex 24>.<alnum 20>"),
    ("a Harness token", "sat.<alnum 22>.<hex 24>.<alnum 20>"),
    ("a SonarQube token", "squ_<hex 40>"),
    ("a Snyk token", "snyk_uat.<hex 8>.eyJ<url 120>.<url 86>"),
    ("an Infracost or Prefect key", "ico-<alnum 32>"),
    ("an Infracost or Prefect key", "pnu_<alnum 36>"),
    ("a LaunchDarkly key", "sdk-<uuid>"),
    // vaults
    ("a Doppler token", "dp.pt.<alnum 43>"),
    ("a Doppler token", "dp.st.prd.<alnum 43>"),
    ("a Doppler token", "dp.said.<alnum 43>"),
    ("a Vault token", "hvs.<alnum 24>"),
    ("a Vault token", "hvs.<url 95>.<alnum 5>"),
    ("a Vault token", "hvb.<url 120>"),
    ("a HCP Terraform token", "<alnum 14>.atlasv1.<alnum 67>"),
    ("a Pulumi token", "pul-<hex 40>"),
    ("a 1Password service account token", "ops_eyJ<base64 300>"),
    (
        "a 1Password secret key",
        "A3-<base32 6>-<base32 6>-<base32 5>-<base32 5>-<base32 5>-<base32 5>",
    ),
    ("an age secret key", "AGE-SECRET-KEY-1<bech32 58>"),
    ("an age secret key", "AGE-SECRET-KEY-PQ-1<bech32 58>"),
    ("a JSON Web Token", "eyJ<url 33>.eyJ<url 70>.<url 43>"),
    // data
    ("a Databricks token", "dapi<hex 32>"),
    ("a PlanetScale credential", "pscale_pw_<alnum 43>"),
    ("a Supabase token", "sb_secret_<url 22>_<url 8>"),
    ("a Confluent Cloud secret", "cflt<base64 60>"),
    ("a CockroachDB Cloud or ClickHouse Cloud key", "CCDB1_<alnum 22>_<alnum 40>"),
    ("a CockroachDB Cloud or ClickHouse Cloud key", "4b1d<alnum 38>"),
    ("a MongoDB Atlas secret", "mdb_sa_sk_<url 40>"),
    ("an Elastic Cloud or Neon key", "essu_<base64 90>=="),
    ("an Elastic Cloud or Neon key", "napi_<lower 64>"),
    // monitoring
    ("a Datadog application key or access token", "ddapp_<alnum 34>"),
    ("a Datadog application key or access token", "ddpat_<alnum 22>_<alnum 49>"),
    ("a New Relic key", "NRAK-<base32 27>"),
    ("a New Relic key", "NRIQ-<alnum 32>"),
    ("a New Relic key", "NRSP-us01<hex 31>"),
    ("a New Relic licence key", "<hex 36>NRAL"),
    ("a New Relic licence key", "<hex 32>FFFFNRAL"),
    ("a New Relic licence key", "eu01xx<hex 26>FFFFNRAL"),
    ("a Grafana token", "glsa_<alnum 32>_<hex 8>"),
    ("a Grafana API key", "eyJrIjoi<base64 90>=="),
    ("a Sentry token", "sntryu_<hex 64>"),
    ("a Sentry token", "sntrya_<hex 64>"),
    ("a Sentry token", "sntryi_<hex 64>"),
    ("a Sentry token", "sntrys_eyJ<base64 150>==_<base64 43>"),
    ("a Dynatrace token", "dt0c01.<base32 24>.<base32 64>"),
    ("a Dynatrace token", "dt0s08.<base32 24>.<base32 64>"),
    ("a Honeycomb key", "hcxik_<lower 58>"),
    ("a Honeycomb key", "hccic_<lower 58>"),
    ("a Honeycomb key", "hcbmk_<lower 26>:<alnum 32>"),
    ("an Axiom token", "xaat-<uuid>"),
    ("a Logfire or PostHog token", "pylf_v1_us_<alnum 44>"),
    ("a Logfire or PostHog token", "phx_<alnum 47>"),
    ("a Logfire or PostHog token", "phx_<alnum 20>_<alnum 22>"),
    // messages
    ("a Slack token", "xoxb-<digit 12>-<digit 12>-<alnum 24>"),
    ("a Slack token", "xoxp-<alnum 60>"),
    ("a Slack token", "xoxc-<digit 12>-<digit 12>-<digit 12>-<hex 64>"),
    ("a Slack token", "xoxd-<alnum 60>%2B<alnum 70>%3D"),
    ("a Slack token", "xoxo-<digit 10>-<digit 10>-<hex 10>"),
    ("a Slack token", "xwfp-<digit 13>-<digit 13>-<hex 32>"),
    ("a Slack webhook", "https://hooks.slack.com/services/T<base32 10>/B<base32 10>/<alnum 24>"),
    (
        "a Slack webhook",
        "https://hooks.slack.com/workflows/T<base32 9>/A<base32 10>/<digit 18>/<alnum 24>",
    ),
    ("a Slack webhook", "https://hooks.slack-gov.com/services/T<base32 9>/B<base32 10>/<alnum 24>"),
    ("a Discord webhook", "https://discord.com/api/webhooks/<digit 19>/<url 68>"),
    ("a Discord webhook", "https://canary.discord.com/api/webhooks/<digit 19>/<url 68>"),
    ("a Discord webhook", "https://discord.com/api/v10/webhooks/<digit 19>/<url 68>"),
    ("a Discord bot token", "MT<alnum 24>.<url 6>.<url 38>"),
    ("a Telegram bot token", "<digit 10>:AA<url 33>"),
    ("a Telegram bot token", "bot<digit 10>:AA<url 33>"),
    (
        "a Microsoft Teams webhook",
        "acme.webhook.office.com/webhookb2/<uuid>@<uuid>/IncomingWebhook/<hex 32>/<uuid>",
    ),
    (
        "a Microsoft Teams webhook",
        "acme.webhook.office.com/webhookb2/<uuid>@<uuid>/IncomingWebhook/<hex 32>/<uuid>/V2<url 43>",
    ),
    ("a Facebook access token", "EAAB<alnum 180>"),
    ("a Facebook access token", "EAAM<alnum 180>"),
    ("a SendGrid API key", "SG.<url 22>.<url 43>"),
    ("the id of a Twilio API key", "SK<hex 32>"),
    ("a Mailgun key", "key-<hex 32>"),
    ("a Mailchimp API key", "<hex 32>-us21"),
    ("a Brevo API key", "xkeysib-<hex 64>-<alnum 16>"),
    ("a Resend or Mailersend token", "re_<alnum 8>_<alnum 24>"),
    ("a Resend or Mailersend token", "mlsn.<alnum 30>_<alnum 20>-<alnum 12>"),
    // payments
    ("a Stripe key", "sk_live_<alnum 24>"),
    ("a Stripe key", "rk_live_<alnum 24>"),
    ("a Stripe key", "sk_test_<alnum 99>"),
    ("a Stripe key", "sk_org_live_<alnum 60>"),
    ("a Stripe key", "sk_org_<alnum 60>"),
    ("a Stripe key", "whsec_<alnum 32>"),
    ("a Shopify token", "shpat_<hex 32>"),
    ("a Shopify token", "shpss_<hex 32>"),
    ("a Square token", "sq0atp-<alnum 22>"),
    ("a Square token", "EAAA<alnum 60>"),
    ("a PayPal or Braintree token", "access_token$production$<lower 16>$<hex 32>"),
    ("an EasyPost key", "EZAK<alnum 54>"),
    // models
    ("a key of a language model's API", "sk-proj-<url 80>"),
    ("a key of a language model's API", "sk-ant-api03-<url 95>"),
    ("a key of a language model's API", "sk-ant-ort01-<url 95>"),
    ("an OpenRouter key", "sk-or-v1-<hex 64>"),
    ("a Hugging Face token", "hf_<alnum 34>"),
    ("a Groq, Replicate, Perplexity or xAI key", "gsk_<alnum 52>"),
    ("a LangSmith or Langfuse key", "lsv2_pt_<hex 32>_<hex 10>"),
    ("a LangSmith or Langfuse key", "sk-lf-<uuid>"),
    ("a Pinecone, NVIDIA, Together or Cerebras key", "pcsk_<alnum 6>_<alnum 63>"),
    ("a Pinecone, NVIDIA, Together or Cerebras key", "nvapi-<url 64>"),
    ("a Pinecone, NVIDIA, Together or Cerebras key", "tgp_v1_<url 43>"),
    ("a Pinecone, NVIDIA, Together or Cerebras key", "csk-<lower 48>"),
    // office
    ("a Dropbox token", "sl.u.<url 140>"),
    ("an Airtable token", "pat<alnum 14>.<hex 64>"),
    ("a Notion token", "ntn_<alnum 46>"),
    ("a Linear key", "lin_api_<alnum 40>"),
    ("a Linear key", "lin_wh_<alnum 43>"),
    ("a Figma token", "figd_<url 40>"),
    ("a Figma token", "figd_<url 42>"),
    ("a Postman key", "PMAK-<hex 24>-<hex 34>"),
    ("a Contentful token", "CFPAT-<url 43>"),
    ("a HubSpot token", "pat-na1-<uuid>"),
    ("a Mapbox secret token", "sk.eyJ<url 70>.<url 22>"),
];

/// What those are whose looks tell nothing, the key beside them, and what they look like.
const KEYED: &[(&str, &str, &str)] = &[
    ("an AWS secret access key", "aws_secret_access_key", "<base64 40>"),
    ("an AWS secret access key", "AWS_SECRET_ACCESS_KEY", "<base64 40>"),
    ("a Hetzner Cloud API token", "hcloud_token", "<alnum 64>"),
    ("a Hetzner Cloud API token", "HETZNER_TOKEN", "<alnum 64>"),
    ("a Linode, Scaleway or Vultr key", "scw_secret_key", "<uuid>"),
    ("a Cloudflare API token or key", "CLOUDFLARE_API_TOKEN", "<url 40>"),
    ("a Cloudflare API token or key", "cf_api_key", "<hex 37>"),
    ("a Heroku or Railway token", "RAILWAY_TOKEN", "<uuid>"),
    ("a Kubernetes bootstrap token", "kubeadm_token", "<lower 6>.<lower 16>"),
    ("a Jenkins API token", "JENKINS_API_TOKEN", "11<hex 32>"),
    ("a Vault token", "VAULT_TOKEN", "s.<alnum 24>"),
    ("a Confluent Cloud secret", "confluent_cloud_api_secret", "<base64 64>"),
    ("a Datadog key", "datadog_api_key", "<hex 32>"),
    ("a Datadog key", "DD_APP_KEY", "<hex 40>"),
    ("a PagerDuty, Opsgenie or Snyk key", "OPSGENIE_API_KEY", "<uuid>"),
    ("a Twilio auth token or the secret of an API key", "twilio_auth_token", "<hex 32>"),
    ("a Twilio auth token or the secret of an API key", "TWILIO_API_SECRET", "<alnum 32>"),
    ("a Mailgun key", "mailgun_api_key", "<hex 32>-<hex 8>-<hex 8>"),
    ("a Postmark server token", "POSTMARK_SERVER_TOKEN", "<uuid>"),
    ("a key of a language model's API", "DEEPSEEK_API_KEY", "sk-<hex 32>"),
    ("a secret", "client_secret", "<alnum 40>"),
    ("a key", "api_key", "<alnum 32>"),
    ("a secret", "jwt_secret", "<base64 43>"),
    ("a password", "DB_PASSWORD", "<url 16>"),
    ("a password", "redisPassword", "<alnum 20>"),
    ("a secret", "session_secret", "<hex 64>"),
    ("a token", "VERCEL_TOKEN", "<alnum 24>"),
    ("a secret", "SECRET_KEY_BASE", "<hex 128>"),
];

/// So many credentials, of all shapes in turn.
pub(crate) fn credentials(noise: &mut Noise, count: usize) -> Vec<Made> {
    (0..count).map(|n| credential(noise, n)).collect()
}

/// One of each shape, with what they are.
pub(crate) fn shaped(noise: &mut Noise) -> Vec<(&'static str, Made)> {
    let by_looks = SHAPED.iter().map(|(title, template)| (*title, "setting", *template));
    let all: Vec<_> = by_looks.chain(KEYED.iter().copied()).collect();
    let made = all.into_iter().map(|(title, key, template)| {
        let value = noise.like(template);
        (title, held(noise, key, value))
    });
    made.collect()
}

fn credential(noise: &mut Noise, n: usize) -> Made {
    let at = n % (SHAPED.len() + KEYED.len() + COMPOSED);
    if let Some((_, template)) = SHAPED.get(at) {
        let value = noise.like(template);
        return held(noise, "setting", value);
    }
    if let Some((_, key, template)) = KEYED.get(at - SHAPED.len()) {
        let value = noise.like(template);
        return held(noise, key, value);
    }
    composed(noise, at - SHAPED.len() - KEYED.len())
}

/// How many kinds `composed` makes.
const COMPOSED: usize = 5;

/// Credentials that are more than a line, or part of one.
fn composed(noise: &mut Noise, kind: usize) -> Made {
    let url = |noise: &mut Noise, scheme: &str, host: &str| {
        let value = noise.of(ALNUM, 18);
        Made { text: format!("DATABASE_URL={scheme}://shop:{value}@{host}/shop\n"), value }
    };
    match kind {
        0 => url(noise, "postgresql", "db.shop.io:5432"),
        1 => url(noise, "mongodb+srv", "cluster0.ab1cd.mongodb.net"),
        2 => url(noise, "amqp", "queue"),
        3 => key(noise),
        _ => key_in_json(noise),
    }
}

fn body(noise: &mut Noise, end: &str) -> String {
    (0..24).map(|_| format!("{}{end}", noise.of(BASE64, 64))).collect()
}

fn key(noise: &mut Noise) -> Made {
    let label =
        *noise.pick(&["RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PRIVATE KEY"]);
    let value = body(noise, "\n      ");
    Made {
        text: format!(
            "data:\n  cert: |\n      -----BEGIN {label}-----\n      {value}-----END {label}-----\n"
        ),
        value: value.trim().into(),
    }
}

fn key_in_json(noise: &mut Noise) -> Made {
    let value = body(noise, "\\n");
    let text = format!(
        "{{\n  \"type\": \"service_account\",\n  \"private_key\": \"-----BEGIN PRIVATE KEY-----\\n{value}-----END PRIVATE KEY-----\\n\"\n}}\n"
    );
    Made { text, value: value.trim_end_matches("\\n").into() }
}

/// The credential as some format has it.
fn held(noise: &mut Noise, key: &str, value: String) -> Made {
    let text = match noise.below(7) {
        0 => format!("{key}={value}\n"),
        1 => format!("export {key}=\"{value}\"\n"),
        2 => format!("config:\n  {key}: {value}\n"),
        3 => format!("config:\n  - {key}: \"{value}\"  # from the console\n"),
        4 => format!("{{\n  \"{key}\": \"{value}\",\n  \"port\": 80\n}}\n"),
        5 => format!("provider \"x\" {{\n  {key}    = \"{value}\"\n}}\n"),
        _ => format!("env:\n  - name: {key}\n    value: {value}\n"),
    };
    Made { text, value }
}
