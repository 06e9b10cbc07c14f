//! What keeps secrets and states, and forms of credentials that many platforms share.

use super::Mark::{Inside, Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.doppler.com/reference/auth-token-formats
    row(
        "a Doppler token",
        Start(&["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.said.", "dp.scim.", "dp.audit."]),
        r"dp\.(pt|st|ct|sa(id)?|scim|audit)\.([a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}",
    ),
    // https://developer.hashicorp.com/vault/docs/concepts/tokens
    row(
        "a Vault token",
        Start(&["hvs.", "hvb.", "hvr."]),
        r"hv[sbr]\.[A-Za-z0-9_-]{24,}(\.[A-Za-z0-9]{5,6})?",
    ),
    // https://developer.hashicorp.com/vault/docs/concepts/tokens
    row("a Vault token", Key(&["vault"]), r"[sbr]\.[A-Za-z0-9]{24,}(\.[A-Za-z0-9]{5,6})?"),
    // https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    row(
        "a HCP Terraform token",
        Inside(14, &[".atlasv1."]),
        r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9]{60,70}",
    ),
    // https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/
    row("a Pulumi token", Start(&["pul-"]), "pul-[a-f0-9]{40}"),
    // https://developer.1password.com/docs/service-accounts/security/
    row(
        "a 1Password service account token",
        Start(&["ops_eyJ"]),
        "ops_eyJ[A-Za-z0-9+/_-]{100,}={0,2}",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/1password.go
    row(
        "a 1Password secret key",
        Start(&["A3-"]),
        "A3-[A-Z0-9]{6}-([A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(-[A-Z0-9]{5}){3}",
    ),
    // https://github.com/FiloSottile/age
    row(
        "an age secret key",
        Start(&["AGE-SECRET-KEY-"]),
        "AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{58}",
    ),
    // https://www.rfc-editor.org/rfc/rfc7519
    row(
        "a JSON Web Token",
        Start(&["eyJ"]),
        r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}",
    ),
];
