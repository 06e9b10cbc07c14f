//! Clouds, and what hosts and delivers applications.

use super::Mark::{Inside, Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    row("an AWS access key id", Start(&["AKIA", "ASIA"]), "A[KS]IA[A-Z2-7]{16}"),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
    row(
        "an AWS secret access key",
        Key(&["aws", "secret_access_key", "secretaccesskey"]),
        "[A-Za-z0-9/+]{40}",
    ),
    // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
    row("an Amazon Bedrock API key", Start(&["ABSK"]), "ABSK[A-Za-z0-9+/]{100,270}={0,2}"),
    // https://github.com/aws/aws-bedrock-token-generator-python
    row(
        "an Amazon Bedrock API key",
        Start(&["bedrock-api-key-"]),
        "bedrock-api-key-[A-Za-z0-9+/]{100,}={0,2}",
    ),
    // https://cloud.google.com/docs/authentication/api-keys
    // https://discuss.ai.google.dev/t/171575
    row(
        "a Google API key",
        Start(&["AIza", "AQ.Ab"]),
        r"(AIza[A-Za-z0-9_-]{35}|AQ\.Ab[A-Za-z0-9_-]{44,60})",
    ),
    // https://developers.google.com/identity/protocols/oauth2
    row("a Google OAuth client secret", Start(&["GOCSPX-"]), "GOCSPX-[A-Za-z0-9_-]{28}"),
    // https://developers.google.com/identity/protocols/oauth2
    row("a Google access token", Start(&["ya29."]), r"ya29\.[A-Za-z0-9_.-]{40,}"),
    // https://developers.google.com/identity/protocols/oauth2
    row("a Google refresh token", Start(&["1//0"]), "1//0[A-Za-z0-9_-]{40,200}"),
    // https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
    row(
        "a key of an Azure storage account",
        Start(&["AccountKey="]),
        "AccountKey=[A-Za-z0-9+/]{86}==",
    ),
    // https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-sas
    row(
        "an Azure shared access key",
        Start(&["SharedAccessKey="]),
        "SharedAccessKey=[A-Za-z0-9+/]{43}=",
    ),
    // https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app
    row(
        "the secret of an Azure application",
        Inside(4, &["Q~"]),
        "[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
    ),
    // https://github.com/microsoft/security-utilities
    row(
        "an Azure DevOps token or Azure key",
        Inside(52, &["JQQJ99"]),
        "[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}",
    ),
    // https://learn.microsoft.com/en-us/purview/sit-defn-azure-devops-personal-access-token
    row("an Azure DevOps token", Inside(76, &["AZDO"]), "[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}"),
    // https://learn.microsoft.com/en-us/azure/logic-apps/logic-apps-securing-a-logic-app
    row(
        "the URL of an Azure Logic App",
        Inside(60, &[".logic.azure.com"]),
        r"[a-z0-9.-]+\.logic\.azure\.com(:[0-9]+)?/workflows/[0-9a-fA-F]{32}/triggers/[!-~]{1,200}([&?;]|u0026)sig=[\w%-]{40,60}",
    ),
    // https://docs.digitalocean.com/reference/api/create-personal-access-token/
    row(
        "a DigitalOcean token",
        Start(&["dop_v1_", "doo_v1_", "dor_v1_"]),
        "do[opr]_v1_[a-f0-9]{64}",
    ),
    // https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/
    row("a Hetzner Cloud API token", Key(&["hetzner", "hcloud"]), "[A-Za-z0-9]{64}"),
    // https://www.scaleway.com/en/docs/iam/concepts/#api-key
    row(
        "a Linode, Scaleway or Vultr key",
        Key(&["linode", "scaleway", "scw_", "vultr"]),
        "([0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z0-9]{36})",
    ),
    // https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair
    row("an Alibaba Cloud access key id", Start(&["LTAI"]), "LTAI[A-Za-z0-9]{12,21}"),
    // https://www.tencentcloud.com/document/product/598/32675
    row("a Tencent Cloud secret id", Start(&["AKID"]), "AKID[A-Za-z0-9]{32}"),
    // https://developers.cloudflare.com/fundamentals/api/get-started/token-formats
    row(
        "a Cloudflare API token or key",
        Start(&["cfut_", "cfat_", "cfk_"]),
        "cf(ut|at|k)_[A-Za-z0-9_-]{41,64}",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/cloudflare.go
    row(
        "a Cloudflare API token or key",
        Key(&["cloudflare", "cf_api_", "cf_token"]),
        "([A-Za-z0-9_-]{40}|[0-9a-f]{37})",
    ),
    // https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/
    row("a Cloudflare Origin CA key", Start(&["v1.0-"]), r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}"),
    // https://devcenter.heroku.com/articles/authentication
    row("a Heroku key", Start(&["HRKU-"]), "HRKU-[A-Za-z0-9_-]{36,80}"),
    // https://docs.railway.com/guides/public-api
    row(
        "a Heroku or Railway token",
        Key(&["heroku", "railway"]),
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ),
    // https://vercel.com/changelog/new-token-formats-and-secret-scanning
    row(
        "a Vercel token",
        Start(&["vcp_", "vci_", "vca_", "vcr_", "vck_"]),
        "vc[piark]_([A-Za-z0-9_-]{56}|[A-Za-z0-9]{24,})",
    ),
    // https://fly.io/docs/security/tokens/
    row(
        "a Fly.io token",
        Start(&["FlyV1", "fo1_", "fm2_", "fm1r_", "fm1a_"]),
        "((FlyV1 )?fm(1[ar]|2)_[A-Za-z0-9+/=,_-]{64,}|fo1_[A-Za-z0-9_-]{43})",
    ),
    // https://answers.netlify.com/t/change-to-the-netlify-authentication-token-format/106146
    row(
        "a Netlify token",
        Start(&["nfp_", "nfc_", "nfo_", "nfu_", "nfb_"]),
        "nf[pcoub]_[A-Za-z0-9_]{36}",
    ),
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/upcloud.go
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/deno.go
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/scalingo.go
    row(
        "an UpCloud, Deno or Scalingo token",
        Start(&["ucat_", "ddp_", "tk-us-"]),
        "(ucat_[A-Za-z0-9]{24,32}|ddp_[A-Za-z0-9]{36}|tk-us-[A-Za-z0-9_-]{48})",
    ),
    // https://tailscale.com/docs/reference/key-prefixes
    row(
        "a Tailscale key",
        Start(&["tskey-"]),
        "tskey-(api|auth|client|scim|webhook)-[A-Za-z0-9]{10,}-[A-Za-z0-9]{20,}",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/openshift.go
    row("an OpenShift token", Start(&["sha256~"]), "sha256~[A-Za-z0-9_-]{43}"),
    // https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/
    row(
        "a Kubernetes bootstrap token",
        Key(&["bootstrap", "kubeadm", "join_token", "jointoken"]),
        r"[a-z0-9]{6}\.[a-z0-9]{16}",
    ),
];
