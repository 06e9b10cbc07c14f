//! What watches applications, and calls people.

use super::Mark::{Inside, Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.datadoghq.com/account_management/api-app-keys/
    row(
        "a Datadog key",
        Key(&["datadog", "dd_api", "dd_app", "ddapi", "ddapp"]),
        "([0-9a-f]{32}|[0-9a-f]{40})",
    ),
    // https://docs.datadoghq.com/account_management/personal-access-tokens
    row(
        "a Datadog application key or access token",
        Start(&["ddapp_", "ddpat_", "ddsat_"]),
        "(ddapp_[A-Za-z0-9]{34}|dd[ps]at_[A-Za-z0-9]{16,24}_[A-Za-z0-9]{40,60})",
    ),
    // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    // https://github.com/mongodb/kingfisher/blob/main/crates/kingfisher-rules/data/rules/newrelic.yml
    row(
        "a New Relic key",
        Start(&["NRAK-", "NRII-", "NRIQ-", "NRRA-", "NRSP-"]),
        "NR(AK|I[IQ]|RA|SP)-[A-Za-z0-9_-]{24,48}",
    ),
    // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    row(
        "a New Relic licence key",
        Inside(36, &["NRAL"]),
        "([a-z]{2}[0-9]{2}xx[0-9a-f]{26}FFFF|[0-9a-f]{32}(FFFF|[0-9a-f]{4}))NRAL",
    ),
    // https://grafana.com/docs/grafana/latest/administration/service-accounts/
    row(
        "a Grafana token",
        Start(&["glsa_", "glc_"]),
        "(glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,400}={0,2})",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/grafana.go
    row("a Grafana API key", Start(&["eyJrIjoi"]), "eyJrIjoi[A-Za-z0-9+/]{40,380}={0,2}"),
    // https://github.com/getsentry/sentry/blob/master/src/sentry/types/token.py
    row(
        "a Sentry token",
        Start(&["sntrys_", "sntryu_", "sntrya_", "sntryi_"]),
        "(sntrys_eyJ[A-Za-z0-9+/=_-]{80,}|sntry[uai]_[a-f0-9]{64})",
    ),
    // https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication
    row(
        "a Dynatrace token",
        Start(&["dt0c", "dt0s"]),
        r"dt0[cs][0-9]{2}\.[A-Z2-7]{24}\.[A-Z2-7]{64}",
    ),
    // https://docs.honeycomb.io/api/authentication
    row(
        "a Honeycomb key",
        Start(&["hc"]),
        "hc[a-z](i[kc]_[a-z0-9]{58}|mk_[a-z0-9]{26}:[A-Za-z0-9]{32})",
    ),
    // https://github.com/axiomhq/axiom-go
    row(
        "an Axiom token",
        Start(&["xaat-", "xapt-"]),
        "xa[ap]t-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ),
    // https://github.com/pydantic/logfire
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/posthog.go
    row(
        "a Logfire or PostHog token",
        Start(&["pylf_v", "phx_"]),
        "(pylf_v[0-9]+_[a-z]+_[A-Za-z0-9_-]{32,}|phx_([A-Za-z0-9]{47}|[A-Za-z0-9_]{43}))",
    ),
    // https://developer.pagerduty.com/docs/authentication
    row(
        "a PagerDuty, Opsgenie or Snyk key",
        Key(&["pagerduty", "opsgenie", "snyk"]),
        "([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_+-]{20}|[0-9a-f]{32})",
    ),
];
