//! The names that GitHub's expressions know: contexts, what is inside of them, and functions.

use super::language::{self, Function, MANY};
use crate::diag::{Diagnostic, suggest, words};
use crate::domains::github::expression::syntax::tree::{Expr, Step};

/// Every name in `expr` that GitHub does not know, and every call with too few or too many values.
pub(crate) fn check(expr: &Expr) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    expr.visit(&mut |expr| match expr {
        Expr::Call(name, arguments) => found.extend(check_call(name, arguments.len())),
        _ => found.extend(expr.path().and_then(|(context, steps)| check_path(context, steps))),
    });
    found
}

fn check_path(context: &str, steps: &[Step]) -> Option<Diagnostic> {
    let Some(context) = language::contexts().find(|known| known.name.eq_ignore_ascii_case(context))
    else {
        return Some(unknown_context(context, steps));
    };
    let known = Some(&context.properties).filter(|known| !known.is_empty())?;
    let context = context.name;
    let name = steps.first()?.name()?;
    if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    // GitHub adds properties now and then: only what looks like a slip is refused.
    let meant = suggest::nearest(name, known.iter().copied())?;
    let problem = Diagnostic::error("unknown-property", format!("there is no `{context}.{name}`"));
    Some(problem.hint(format!("did you mean `{context}.{meant}`?").as_str()))
}

fn unknown_context(name: &str, steps: &[Step]) -> Diagnostic {
    if let Some(Function { name: function, .. }) = function(name) {
        return Diagnostic::error("unknown-context", format!("`{function}` is a function"))
            .hint(format!("call it: `{function}()`").as_str());
    }
    let problem = Diagnostic::error("unknown-context", format!("GitHub knows no `{name}`"));
    let contexts = || language::contexts().map(|context| context.name);
    let words = contexts().chain(["true", "false", "null"]);
    match suggest::did_you_mean(name, words) {
        Some(hint) => problem.hint(hint.as_str()),
        None if steps.is_empty() => {
            problem.hint(format!("strings use single quotes: `'{name}'`").as_str())
        }
        None => problem.hint(format!("it knows {}", words::list(contexts(), "and")).as_str()),
    }
}

fn check_call(name: &str, given: usize) -> Option<Diagnostic> {
    let Some(Function { name, least, most }) = function(name) else {
        let names = language::functions().map(|function| function.name);
        let problem =
            Diagnostic::error("unknown-function", format!("GitHub knows no function `{name}`"));
        return Some(match suggest::did_you_mean(name, names.clone()) {
            Some(hint) => problem.hint(hint.as_str()),
            None => problem.hint(format!("it knows {}", words::list(names, "and")).as_str()),
        });
    };
    let pairs_fit = name != "case" || given % 2 == 1;
    if (least..=most).contains(&given) && pairs_fit {
        return None;
    }
    let takes = match (least, most) {
        _ if name == "case" => "pairs of a condition and a value, and a last value".into(),
        (_, MANY) => format!("at least {}", words::count(least, "argument")),
        (least, most) if least == most => words::count(least, "argument"),
        (least, most) => format!("{least} to {}", words::count(most, "argument")),
    };
    Some(
        Diagnostic::error("wrong-arguments", format!("`{name}` expects {takes}, got {given}"))
            .hint("write it as GitHub's documentation of expressions has it"),
    )
}

fn function(name: &str) -> Option<Function> {
    language::functions().find(|known| known.name.eq_ignore_ascii_case(name))
}
