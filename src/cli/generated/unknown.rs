//! What was not checked against anything, because nothing is known of what it belongs to.

use serde::Serialize;
use std::collections::BTreeMap;
use sw::diag::words;
use sw::model::{Notice, NoticeKind};

/// A provider that nothing is known of.
#[derive(Serialize)]
pub(crate) struct Unknown {
    provider: String,
    /// How many blocks of it there are.
    blocks: usize,
}

/// All such providers of a run, by name.
pub(crate) fn unknown(notices: &[Notice]) -> Vec<Unknown> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for notice in notices.iter().filter(|notice| notice.kind == NoticeKind::Unknown) {
        *counts.entry(&notice.subject).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(provider, blocks)| Unknown { provider: provider.into(), blocks })
        .collect()
}

/// A line for each, and what to do; nothing where there is none.
pub(crate) fn render(all: &[Unknown]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let line = |unknown: &Unknown| {
        let (blocks, provider) = (words::count(unknown.blocks, "block"), &unknown.provider);
        let verb = if unknown.blocks == 1 { "is" } else { "are" };
        format!(
            "note: {blocks} of the provider `{provider}` {verb} not checked: nothing is known of it\n"
        )
    };
    let lines: String = all.iter().map(line).collect();
    format!(
        "{lines}help: make it known, in a root after `terraform init`: `terraform providers schema -json | sw schema add terraform -`\n"
    )
}
