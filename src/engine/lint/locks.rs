//! Closures that use the variable whose method they are given to: while the method works on it,
//! nothing else can read it.

use super::Page;
use super::scope::is_closure;
use super::tree::root_variable;
use crate::diag::Diagnostic;
use rhai::{Expr, Ident, Stmt};

pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    page.in_expressions(|expression| {
        let Expr::Dot(sides, ..) = expression else { return None };
        let name = root_variable(&sides.lhs)?;
        let taken = taken(&sides.rhs, name)?;
        Some(
            Diagnostic::error("value-in-use", format!("this closure uses `{name}` while a method of `{name}` is at work on it"))
                .at(page.place(taken.pos))
                .hint(format!("give it a copy: `let all = {name};` before, and `all` in the closure").as_str()),
        )
    })
}

/// Where a closure that is given to a method of the chain takes `name` along.
fn taken<'e>(chain: &'e Expr, name: &str) -> Option<&'e Ident> {
    match chain {
        Expr::Dot(sides, ..) | Expr::Index(sides, ..) => taken(&sides.lhs, name).or_else(|| taken(&sides.rhs, name)),
        Expr::MethodCall(call, _) => call.args.iter().find_map(|argument| taken_by(argument, name)),
        _ => None,
    }
}

fn taken_by<'e>(argument: &'e Expr, name: &str) -> Option<&'e Ident> {
    let Expr::Stmt(block) = argument else { return None };
    let Some(Stmt::Share(taken)) = block.statements().first().filter(|_| is_closure(block)) else { return None };
    taken.iter().map(|(variable, _)| variable).find(|variable| variable.name == name)
}
