//! Inputs that only look at something: a recipe does the same without them.

use crate::engine::native::handle::identity;
use crate::engine::places::instrument;
use crate::engine::run::context::Run;
use crate::engine::session::script::Draft;
use crate::util::lock::lock;
use rhai::{AST, ASTNode, Dynamic, Expr, Scope, Stmt};

/// What a run has on record; where an input changes any of it, it is more than a look.
#[derive(PartialEq)]
pub(crate) struct Marks {
    pub(crate) emits: u32,
    secrets: usize,
    allowed: usize,
    asked: usize,
}

impl Marks {
    pub(crate) fn of(run: &Run) -> Self {
        let (secrets, allowed) = (run.secrets().len(), run.allowed().len());
        Self {
            emits: lock(&run.sink).emits(),
            secrets,
            allowed,
            asked: run.questions.asked().len(),
        }
    }
}

/// Whether an input can only be a look: it is a single expression, and nothing that it could change is in its reach.
///
/// Data that a function is given is a copy. Things are shared, so that a function may change its argument.
pub(crate) fn is_look(run: &Run, scope: &Scope<'_>, draft: &Draft, ast: &AST) -> bool {
    let is_new = |line: Option<usize>| line.is_some_and(|line| line >= draft.first as usize);
    let mut new = ast.statements().iter().filter(|statement| is_new(statement.position().line()));
    let (Some(only), None) = (new.next(), new.next()) else { return false };
    let is_function = ast
        .iter_fn_def()
        .any(|def| !def.name.contains('$') && is_new(def.body.start_position().line()));
    if is_function || !matches!(only, Stmt::Expr(_) | Stmt::FnCall(..)) {
        return false;
    }
    let (mut is_safe, mut calls) = (true, false);
    crate::engine::lint::tree::visit(ASTNode::Stmt(only), &mut |node| match node {
        ASTNode::Expr(Expr::Variable(variable, ..)) => {
            is_safe &= scope.get(&variable.1).is_none_or(|value| is_plain(run, value))
        }
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(Stmt::FnCall(call, _)) => calls |= !instrument::is_inserted(&call.name),
        _ => {}
    });
    // Looking at a thing changes nothing; a function sees the constants.
    !calls || is_safe && lock(&run.constants).values().all(|value| is_plain(run, value))
}

/// Whether a value is data, or an immutable thing.
fn is_plain(run: &Run, value: &Dynamic) -> bool {
    match run.handle(value) {
        Some(thing) => identity(&*thing).is_none(),
        None => run.convert(value).is_ok(),
    }
}
