//! Values of a root's variables: `terraform.tfvars`, and `<environment>.tfvars` beside it.

use super::lower::Lowering;
use super::root::{Draft, Kind, Written};
use super::{body, state};
use crate::diag::{Diagnostic, suggest};
use crate::emit::hcl::Body;
use crate::schema::Problem;
use crate::value::{Path, Trail};

/// The file that the values go to.
pub(super) fn file(written: &Written) -> String {
    file_named(&written.labels)
}

/// The file of an environment, or of all.
pub(super) fn file_named(labels: &[String]) -> String {
    format!("{}.tfvars", labels.first().map_or("terraform", String::as_str))
}

/// The lines of the file.
pub(super) fn lines(written: &Written, draft: &Draft, lowering: &Lowering<'_>) -> Result<Body, Vec<Problem>> {
    let wrong: Vec<Problem> =
        unknown(written, draft).into_iter().chain(state::not_constant(&written.body, "values of variables")).collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    body::plain(&written.body, &Trail::ROOT, lowering).map_err(|problem| vec![problem])
}

/// Terraform only warns of a value for a variable that is not declared.
fn unknown(written: &Written, draft: &Draft) -> Vec<Problem> {
    let declared: Vec<&str> = draft
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Variable)
        .filter_map(|block| block.labels.first())
        .map(String::as_str)
        .collect();
    let problem = |key: &str| {
        let hint = suggest::did_you_mean(key, declared.iter().copied())
            .unwrap_or_else(|| format!("declare it with `tf.variable(\"{key}\", #{{ ... }})`, or take the value out"));
        let diagnostic = Diagnostic::error("unknown-reference", format!("there is no variable `{key}`")).hint(hint.as_str());
        Problem { path: Path::root().key(key), diagnostic }
    };
    written.body.keys().map(|key| key.as_str()).filter(|key| !declared.contains(key)).map(problem).collect()
}
