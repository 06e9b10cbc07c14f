//! What is typed at a breakpoint is evaluated there, with all that the line sees; afterwards everything is as it was.

use crate::engine::errors::error::{self, Fallible};
use crate::engine::errors::explain::Scene;
use crate::engine::run::context::RunRef;
use crate::engine::session::preview::shown;
use crate::engine::source::parse::parse;
use crate::engine::world::pause::{Looked, TYPED};
use crate::util::lock::lock;
use rhai::{AST, Dynamic, EvalAltResult, EvalContext, Expr, Expression, Position, StmtBlock};

/// What an input comes to.
pub(super) fn look(
    run: &RunRef,
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    text: &str,
) -> Looked {
    let marks = run.marks();
    lock(&run.sources).add_text(TYPED, text);
    let value = run.watch().looking(|| {
        let value = parsed(run, context, text).and_then(|ast| evaluated(context, &ast))?;
        run.watch().tripped().map_or(Ok(value), |problem| Err(error::raise_for_good(problem)))
    });
    let value = value.map(|value| shown(run, &value));
    let mut looked = run.take_since(&marks);
    match value {
        Ok(value) => looked.value = value,
        Err(error) => {
            let catalogue = run.catalogue(context.engine());
            let scene = Scene { run, catalogue, main: TYPED };
            looked.diagnostics.splice(0..0, scene.diagnostics(&error));
        }
    }
    looked.texts.insert(TYPED.into(), text.into());
    looked
}

fn parsed(
    run: &RunRef,
    context: &EvalContext<'_, '_, '_, '_, '_, '_>,
    text: &str,
) -> Fallible<AST> {
    let engine = context.engine();
    let parsed = parse(engine, run, text).0.map_err(|error| {
        let mut problems = crate::engine::syntax::explain(engine, run, TYPED, text, &error);
        error::raise_for_good(problems.swap_remove(0))
    });
    let mut ast = parsed?;
    ast.set_source(TYPED);
    Ok(ast)
}

/// The value of statements in the place of a context, whose variables keep their values.
fn evaluated(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, ast: &AST) -> Fallible<Dynamic> {
    let statements = ast.statements().iter().cloned();
    let block = Expr::Stmt(Box::new(StmtBlock::new(statements, Position::NONE, Position::NONE)));
    let (scope, source) = (context.scope().clone(), context.source_mut().replace(TYPED.into()));
    context.global_runtime_state_mut().lib.push(ast.shared_lib().clone());
    #[expect(deprecated, reason = "it is marked so because it may change; the version is pinned")]
    let value = context.eval_expression_tree_raw(&Expression::from(&block), true);
    context.global_runtime_state_mut().lib.pop();
    *context.source_mut() = source;
    *context.scope_mut() = scope;
    value.or_else(|error| match *error {
        EvalAltResult::Return(value, _) => Ok(value),
        _ => Err(error),
    })
}
