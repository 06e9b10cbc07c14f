//! The Kubernetes files of the examples under the rules of Checkov, another program: it finds what `checkov/accepted.md`
//! lists with reasons, and nothing else.

mod support;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use support::docker::tool;
use support::paths::in_repository;

/// A rule and the resource that breaks it, in whichever environment.
type Finding = (String, String);

/// A line of the list: a rule, and how the names of resources start for which it is accepted.
struct Accepted {
    rule: String,
    resource: String,
}

impl Accepted {
    fn covers(&self, (rule, resource): &Finding) -> bool {
        self.rule == *rule && (self.resource == "all" || resource.starts_with(&self.resource))
    }
}

#[test]
fn checkov_finds_nothing_but_what_is_accepted() -> Result<()> {
    let found = findings()?;
    let accepted = accepted()?;
    let new: Vec<_> =
        found.iter().filter(|finding| !accepted.iter().any(|row| row.covers(finding))).collect();
    ensure!(new.is_empty(), "these are not in tests/checkov/accepted.md: {new:#?}");
    for row in &accepted {
        ensure!(
            found.iter().any(|finding| row.covers(finding)),
            "{} no longer finds anything in {}: take it out of tests/checkov/accepted.md",
            row.rule,
            row.resource
        );
    }
    Ok(())
}

fn findings() -> Result<BTreeSet<Finding>> {
    let output = Command::new(tool("checkov"))
        .args(["--framework", "kubernetes", "--output", "json", "--quiet", "--compact"])
        .args(["--skip-download", "--directory", "."])
        // Templates and patches are no objects; what comes of them is in the plain files as well.
        .args(["--skip-path", "/helm/", "--skip-path", "/overlays/"])
        .current_dir(in_repository("examples"))
        .output()
        .context("checkov can't be run: run scripts/tools")?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let count = |name: &str| report["summary"][name].as_u64().unwrap_or_default();
    ensure!(count("passed") > 1000, "only {} checks passed: were all files read?", count("passed"));
    ensure!(count("parsing_errors") == 0, "checkov can't read some of the files");
    let failed = report["results"]["failed_checks"].as_array().context("a report has results")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    Ok(failed.iter().map(|failed| (text(&failed["check_id"]), text(&failed["resource"]))).collect())
}

fn accepted() -> Result<Vec<Accepted>> {
    let page = fs::read_to_string(in_repository("tests/checkov/accepted.md"))?;
    let rows = page.lines().filter(|line| line.starts_with("| CKV"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        ensure!(cells.len() == 3 && cells.iter().all(|cell| !cell.is_empty()), "{row}");
        Ok(Accepted { rule: cells[0].into(), resource: cells[1].into() })
    })
    .collect()
}
