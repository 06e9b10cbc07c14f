//! Calls of Terraform's own functions with a recipe's data: `terraform::call("jsonencode", #{ ... })`.

use crate::diag::{Diagnostic, suggest, words};
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::block::{CALL_TAG, LANGUAGE, PAGE};
use crate::domains::terraform::lower::expression::Lowering;
use crate::domains::terraform::lower::expression::function_call;
use crate::domains::terraform::tables;
use crate::emit::hcl::emit_expr;
use crate::engine::{Handle, Run};
use crate::value::{Hole, Text, Trail, Value};
use rhai::Dynamic;
use std::sync::Arc;

/// The functions of Terraform 1.11; a provider's have a `::` in their name.
const FUNCTIONS: &str = "abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt can ceil \
    chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains csvdecode dirname distinct element \
    endswith ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 filesha256 filesha512 flatten \
    floor format formatdate formatlist indent index issensitive join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge \
    min nonsensitive one parseint pathexpand plantimestamp pow range regex regexall replace reverse rsadecrypt sensitive setintersection \
    setproduct setsubtract setunion sha1 sha256 sha512 signum slice sort split startswith strcontains strrev substr sum templatefile \
    templatestring textdecodebase64 textencodebase64 timeadd timecmp timestamp title tobool tolist tomap tonumber toset tostring transpose trim \
    trimprefix trimspace trimsuffix try upper urlencode uuid uuidv5 values yamldecode yamlencode zipmap";

/// A call whose arguments hold secrets or comments: what they become is known where it is written.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    name: Arc<str>,
    arguments: Arc<[Value]>,
}

impl Handle for Call {
    fn about() -> &'static str {
        PAGE.text("Terraform function call")
    }

    fn show(&self) -> String {
        format!("a call of `{}`", self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let name = Value::from(&*self.name);
        Ok(Value::List(std::iter::once(name).chain(self.arguments.iter().cloned()).collect())
            .tagged(CALL_TAG))
    }
}

/// A call: an expression like any other, unless its arguments hold more than data and expressions.
pub(crate) fn call(run: &Run, name: &str, arguments: Vec<Value>) -> Result<Dynamic, Diagnostic> {
    let name = run.plain_text(name)?;
    check_name(&name)?;
    check_provider(run, &name, arguments.len())?;
    if arguments.iter().any(has_more) {
        return Ok(Dynamic::from(Call { name: name.into(), arguments: arguments.into() }));
    }
    let secrets = run.secrets();
    let lowered = function_call(&name, &arguments, &Lowering::new(&secrets), &Trail::ROOT);
    let expr = lowered.map_err(|problem| {
        let path = problem.path;
        if path.is_root() {
            problem.diagnostic
        } else {
            problem.diagnostic.note(format!("in the call of `{name}`, at `{path}`"))
        }
    })?;
    Ok(Dynamic::from(Reference::to(emit_expr(&expr))))
}

fn check_name(name: &str) -> Result<(), Diagnostic> {
    let mut known = FUNCTIONS.split_whitespace();
    if name.contains("::") || known.any(|known| known == name) {
        return Ok(());
    }
    let hint = suggest::did_you_mean(name, FUNCTIONS.split_whitespace());
    Err(Diagnostic::error("unknown-function", format!("Terraform has no function `{name}`"))
        .hint(hint.as_deref())
        .hint("a provider's function is called as `provider::name::function`"))
}

/// A provider's function, where the project's own table of the provider says which there are.
fn check_provider(run: &Run, name: &str, given: usize) -> Result<(), Diagnostic> {
    let Some((provider, function)) =
        name.strip_prefix("provider::").and_then(|rest| rest.split_once("::"))
    else {
        return Ok(());
    };
    let Some(found) = tables::of(run).function(provider, function) else { return Ok(()) };
    let parameters = found.map_err(|names| {
        let hint = suggest::did_you_mean(function, names.iter().map(String::as_str));
        let hint = hint.unwrap_or_else(|| format!("it has {}", words::list(&names, "and")));
        Diagnostic::error(
            "unknown-function",
            format!("the provider `{provider}` has no function `{function}`"),
        )
        .hint(hint.as_str())
    })?;
    let is_open = parameters.last().is_some_and(|last| last.starts_with('*'));
    let least = parameters.len() - usize::from(is_open);
    if given == least || is_open && given > least {
        return Ok(());
    }
    let expected = words::count(least, "argument");
    let bound = if is_open { "at least " } else { "" };
    let message = format!("`{name}` expects {bound}{expected}, got {given}");
    Err(Diagnostic::error("wrong-type", message)
        .hint(format!("its parameters are {}", words::list(&parameters, "and")).as_str()))
}

/// Whether there is more to a value than data and Terraform's own expressions.
fn has_more(value: &Value) -> bool {
    let is_ours = |hole: &Hole| matches!(hole, Hole::Expr(expr) if expr.language.fits(LANGUAGE));
    value.descendants().any(|value| {
        let mut holes = value.as_text().into_iter().flat_map(Text::holes);
        value.comments().is_some() || value.is_tagged(CALL_TAG) || !holes.all(is_ours)
    })
}
