//! Values of a root's variables: `terraform.tfvars`, and `<environment>.tfvars` beside it.

use super::state;
use crate::diag::{Diagnostic, suggest};
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::lower::body;
use crate::domains::terraform::lower::expression::Lowering;
use crate::domains::terraform::modules::module_interface::type_of;
use crate::emit::hcl::Body;
use crate::schema::{Problem, check::check_argument};
use crate::value::{Path, Trail, Value};

/// The lines of the file.
pub(crate) fn lines(
    written: &Block,
    draft: &Draft,
    lowering: &Lowering<'_>,
) -> Result<Body, Vec<Problem>> {
    let wrong = unknown(written, draft)
        .into_iter()
        .chain(state::not_constant(&written.body, "values of variables"));
    let wrong: Vec<Problem> = wrong.chain(mistyped(written, draft)).collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    body::plain(&written.body, &Trail::ROOT, lowering).map_err(|problem| vec![problem])
}

/// Values that are certainly not of their variables' types.
fn mistyped(written: &Block, draft: &Draft) -> Vec<Problem> {
    let variable = |key: &str| {
        draft.blocks.iter().find(|block| {
            block.kind == BlockKind::Variable
                && block.labels.first().is_some_and(|name| name == key)
        })
    };
    written.body.iter().filter_map(|(key, value)| misfit(variable(key)?, key, value)).collect()
}

/// A default that is certainly not of its variable's type.
pub(crate) fn check_default(variable: &Block) -> Option<Problem> {
    let default = variable.body.get("default").filter(|_| variable.kind == BlockKind::Variable)?;
    misfit(variable, "default", default)
}

fn misfit(variable: &Block, key: &str, value: &Value) -> Option<Problem> {
    let name = variable.labels.first().map_or("", String::as_str);
    let problem = check_argument(value, &type_of(variable), &format!("the variable `{name}`"))?;
    let path = [Path::root().key(key).0, problem.path.0].concat();
    Some(Problem { path: Path(path), ..problem })
}

/// Terraform only warns of a value for a variable that is not declared.
fn unknown(written: &Block, draft: &Draft) -> Vec<Problem> {
    let declared: Vec<&str> = draft
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Variable)
        .filter_map(|block| block.labels.first())
        .map(String::as_str)
        .collect();
    let problem = |key: &str| {
        let hint = suggest::did_you_mean(key, declared.iter().copied()).unwrap_or_else(|| {
            format!("declare it with `tf.variable(\"{key}\", #{{ ... }})`, or take the value out")
        });
        let diagnostic =
            Diagnostic::error("unknown-reference", format!("there is no variable `{key}`"))
                .hint(hint.as_str());
        Problem::value(Path::root().key(key), diagnostic)
    };
    written
        .body
        .keys()
        .map(|key| key.as_str())
        .filter(|key| !declared.contains(key))
        .map(problem)
        .collect()
}
