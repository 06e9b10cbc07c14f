//! One root for several environments: Terraform's workspaces, named as the environments are.

use super::operators::operand;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::reference::Reference;
use crate::emit::hcl::{Expr, Field, Key, emit_expr};
use crate::engine::Run;
use crate::project::{ChooseError, Environment, choose};
use rhai::Map;

/// The workspace that Terraform runs in.
pub(crate) const WORKSPACE: &str = "terraform.workspace";

/// The key of the value for all other workspaces.
const DEFAULT: &str = "default";

/// The value that `choices` has for the workspace that Terraform runs in.
///
/// # Errors
/// As [`choose`] of an environment, with the number of the key that is wrong.
pub(crate) fn chosen(
    run: &Run,
    choices: &Map,
) -> Result<Result<Reference, ChooseError>, Diagnostic> {
    let keys: Vec<&str> = choices.keys().map(|key| key.as_str()).collect();
    let project = run.project();
    let pick = |environment| {
        choose(&project, environment, keys.iter().copied()).map(|index| (environment, index))
    };
    let picked: Result<Vec<(&Environment, usize)>, _> = project
        .environments
        .iter()
        .filter(|environment| environment.is_cloud())
        .map(pick)
        .collect();
    let picked = match picked {
        Ok(picked) => picked,
        Err(problem) => return Ok(Err(problem)),
    };
    let value = |key: &str| operand(run, &choices[key]);
    let own = picked.into_iter().filter(|(_, index)| keys[*index] != DEFAULT);
    let field = |(environment, index): (&Environment, usize)| {
        Ok(Field::new(Key::from(environment.name.as_str()), value(keys[index])?))
    };
    let table = Expr::object(own.map(field).collect::<Result<Vec<_>, Diagnostic>>()?);
    let workspace = Expr::path(WORKSPACE).expect("it is one of Terraform's own names");
    let expr = match choices.contains_key(DEFAULT) {
        true => Expr::call("lookup", [table, workspace, value(DEFAULT)?])
            .expect("`lookup` is a function"),
        false => table.index(workspace),
    };
    Ok(Ok(Reference::to(emit_expr(&expr))))
}
