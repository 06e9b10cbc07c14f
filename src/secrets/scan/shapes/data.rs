//! Databases, queues and what works on data.

use super::Mark::{Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.databricks.com/aws/en/dev-tools/auth/pat
    row("a Databricks token", Start(&["dapi", "dose"]), "(dapi|dose)[0-9a-f]{32}(-[0-9])?"),
    // https://planetscale.com/docs/api/reference/service-tokens
    row(
        "a PlanetScale credential",
        Start(&["pscale_tkn_", "pscale_pw_", "pscale_oauth_"]),
        "pscale_(tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}",
    ),
    // https://supabase.com/docs/guides/api/api-keys
    row(
        "a Supabase token",
        Start(&["sbp_", "sb_secret_"]),
        "(sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{22,})",
    ),
    // https://docs.confluent.io/cloud/current/access-management/authenticate/api-keys/index.html
    row("a Confluent Cloud secret", Start(&["cflt"]), "cflt[A-Za-z0-9+/]{60}"),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/confluent.go
    row("a Confluent Cloud secret", Key(&["confluent"]), "[A-Za-z0-9+/]{64}"),
    // https://github.com/mongodb/kingfisher/blob/main/crates/kingfisher-rules/data/rules/cockroachlabs.yml
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/clickhouse.go
    row(
        "a CockroachDB Cloud or ClickHouse Cloud key",
        Start(&["CCDB1_", "4b1d"]),
        "(CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}|4b1d[A-Za-z0-9]{38})",
    ),
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/mongodb.go
    row("a MongoDB Atlas secret", Start(&["mdb_sa_sk_"]), "mdb_sa_sk_[A-Za-z0-9_-]{40}"),
    // https://github.com/elastic/kibana
    // https://neon.com/docs/changelog/2025-01-31
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/neon.go
    row(
        "an Elastic Cloud or Neon key",
        Start(&["essu_", "napi_"]),
        "(essu_[A-Za-z0-9+/_-]{60,200}={0,2}|napi_[A-Za-z0-9]{64})",
    ),
];
