//! Hosts of code, registries of packages, and what builds, tests and delivers.

use super::Mark::{Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    // https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app
    row(
        "a GitHub token",
        Start(&["ghp_", "gho_", "ghu_", "ghs_", "ghr_"]),
        r"(ghs_[0-9]+_[A-Za-z0-9_-]{20,}(\.[A-Za-z0-9_-]+){2}|gh[pousr]_[A-Za-z0-9_]{36,255})",
    ),
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    row("a GitHub token", Start(&["github_pat_"]), "github_pat_[A-Za-z0-9_]{36,255}"),
    // https://docs.gitlab.com/security/tokens/
    row(
        "a GitLab token",
        Start(&[
            "glpat-", "gldt-", "glrt-", "glrtr-", "glcbt-", "glptt-", "glft-", "glffct-",
            "glsoat-", "glimt-", "glagent-", "gloas-", "glwt-",
        ]),
        "gl(pat|dt|rtr?|cbt|ptt|ft|ffct|soat|imt|agent|oas|wt)-[A-Za-z0-9_.-]{20,}",
    ),
    // https://docs.gitlab.com/security/tokens/
    row("a GitLab runner registration token", Start(&["GR1348941"]), "GR1348941[A-Za-z0-9_-]{20}"),
    // https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/
    row(
        "a Bitbucket or Atlassian token",
        Start(&["ATATT3", "ATBB", "ATCTT3"]),
        "(ATATT3|ATCTT3)[A-Za-z0-9_=.-]{60,}|ATBB[A-Za-z0-9]{24,}[A-F0-9]{8}",
    ),
    // https://github.com/mongodb/kingfisher/blob/main/crates/kingfisher-rules/data/rules/bitbucket.yml
    row("a Bitbucket Data Center token", Start(&["BBDC-"]), "BBDC-[A-Za-z0-9+/]{44}"),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/sourcegraph.go
    row("a Sourcegraph token", Start(&["sgp_"]), "sgp_(([0-9a-f]{16}|local)_)?[0-9a-f]{40}"),
    // https://docs.npmjs.com/about-access-tokens
    row("an npm token", Start(&["npm_"]), "npm_[A-Za-z0-9]{36}"),
    // https://docs.pypi.org/api/secret-reporting/
    row("a PyPI token", Start(&["pypi-AgE"]), "pypi-AgE[A-Za-z0-9_-]{50,}"),
    // https://guides.rubygems.org/api-key-scopes/
    row("a RubyGems key", Start(&["rubygems_"]), "rubygems_[0-9a-f]{48}"),
    // https://github.com/rust-lang/crates.io
    row("a crates.io token", Start(&["cio"]), "cio(_tp_)?[A-Za-z0-9]{32}"),
    // https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys
    row("a NuGet key", Start(&["oy2"]), "oy2[a-z0-9]{43}"),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/clojars.go
    row("a Clojars token", Start(&["CLOJARS_"]), "CLOJARS_[0-9a-f]{60}"),
    // https://docs.docker.com/security/access-tokens/
    row("a Docker token", Start(&["dckr_pat_", "dckr_oat_"]), "dckr_(pat|oat)_[A-Za-z0-9_-]{24,}"),
    // https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens
    row(
        "a JFrog token",
        Start(&["AKCp", "cmVmd"]),
        "(AKCp[A-Za-z0-9]{60,80}|cmVmd[A-Za-z0-9]{59})",
    ),
    // https://circleci.com/docs/managing-api-tokens/
    row(
        "a CircleCI token",
        Start(&["CCIPAT_", "CCIPRJ_"]),
        "CCI(PAT|PRJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}",
    ),
    // https://buildkite.com/docs/platform/security/tokens
    row(
        "a Buildkite token",
        Start(&[
            "bkua_", "bkur_", "bktx_", "bkaa_", "bkar_", "bkct_", "bkcqt_", "bkaj_", "bkjat_",
            "bkpt_", "bkrt_", "bktr_", "bkat_", "bkpat_", "bkps_",
        ]),
        "bk(u[ar]|tx|a[artj]|ct|cqt|jat|pt|rt|tr|pat|ps)_[A-Za-z0-9_.-]{24,}",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/harness.go
    row(
        "a Harness token",
        Start(&["pat.", "sat."]),
        r"[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}",
    ),
    // https://github.com/mongodb/kingfisher/blob/main/crates/kingfisher-rules/data/rules/jenkins.yml
    row("a Jenkins API token", Key(&["jenkins"]), "11[0-9a-f]{32}"),
    // https://github.com/SonarSource/sonarqube
    row("a SonarQube token", Start(&["squ_", "sqp_", "sqa_"]), "sq[upa]_[a-f0-9]{40}"),
    // https://github.com/snyk/go-application-framework
    row(
        "a Snyk token",
        Start(&["snyk_uat.", "snyk_sat."]),
        r"snyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
    ),
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/infracost.go
    // https://github.com/gitleaks/gitleaks/blob/master/cmd/generate/config/rules/prefect.go
    row(
        "an Infracost or Prefect key",
        Start(&["ico-", "pnu_"]),
        "(ico-[A-Za-z0-9]{32}|pnu_[A-Za-z0-9]{36})",
    ),
    // https://launchdarkly.com/docs/home/account/api
    row(
        "a LaunchDarkly key",
        Start(&["api-", "sdk-"]),
        "(api|sdk)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ),
];
