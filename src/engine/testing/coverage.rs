//! Which lines of recipe files a run reaches.
//!
//! The language reports no line that it passes. So a file is read twice: its syntax tree says where statements start
//! that are the first thing on their line, and a call that counts is put in front of each. Lines keep their numbers;
//! columns move, so that a run that counts is never the one whose messages are shown.

use crate::engine::lint::tree::bodies;
use crate::engine::run::context::Run;
use crate::engine::source::lexing::position::point;
use crate::util::lock::lock;
use rhai::{AST, ASTNode, Expr, FnCallExpr, Module, NativeCallContext, Position, Stmt};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What counts a line. No author has a reason to call anything so.
const COUNTER: &str = "sw_counts_this_line";

/// The function that counts.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    rhai::FuncRegistration::new(COUNTER)
        .set_into_module(&mut module, |ctx: NativeCallContext, line: i64| count(&ctx, line));
    module
}

fn count(ctx: &NativeCallContext<'_>, line: i64) {
    let run = Run::of(ctx);
    let mut covered = lock(&run.findings.covered);
    let lines = ctx.call_source().and_then(|file| covered.get_mut(file));
    if let (Some(lines), Ok(line)) = (lines, u32::try_from(line)) {
        *lines.entry(line).or_default() += 1;
    }
}

/// The text with what counts in it, and the lines that can be reached.
pub(crate) fn counting(ast: &AST, text: &str) -> (String, BTreeSet<u32>) {
    let lines = countable(ast, text);
    let mut counting = String::with_capacity(text.len());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let start = line.len() - line.trim_start().len();
        counting.push_str(&line[..start]);
        if lines.contains(&number) {
            let _ = write!(counting, "{COUNTER}({number}); ");
        }
        counting.push_str(&line[start..]);
    }
    (counting, lines)
}

/// The lines whose first thing is a statement of a block.
fn countable(ast: &AST, text: &str) -> BTreeSet<u32> {
    let indents: Vec<u32> = text.lines().map(indent).collect();
    let mut found = BTreeSet::new();
    let mut note = |statement: &Stmt| {
        let at = start(statement).and_then(point);
        found.extend(
            at.filter(|at| indents.get(at.line as usize - 1) == Some(&at.column)).map(|at| at.line),
        );
    };
    for body in bodies(ast) {
        // In front of an expression nothing can be put.
        let is_block = body.function.as_ref().is_none_or(|function| !function.is_expression());
        body.statements.iter().filter(|_| is_block).for_each(&mut note);
        body.statements.iter().for_each(|statement| inside(statement, &mut note));
    }
    found
}

/// The statements of the blocks inside a statement.
fn inside(statement: &Stmt, note: &mut dyn FnMut(&Stmt)) {
    statement.walk(&mut Vec::new(), &mut |path: &[ASTNode<'_>]| {
        if let [.., parent, ASTNode::Stmt(inner)] = path
            && is_block(parent, inner)
        {
            note(inner);
        }
        true
    });
}

/// Whether `inner`, which is directly inside `node`, is a statement of a block.
fn is_block(node: &ASTNode<'_>, inner: &Stmt) -> bool {
    match node {
        ASTNode::Stmt(statement) => {
            matches!(
                statement,
                Stmt::If(..)
                    | Stmt::While(..)
                    | Stmt::Do(..)
                    | Stmt::For(..)
                    | Stmt::Block(..)
                    | Stmt::TryCatch(..)
            )
        }
        // An `if` that is an item or an argument is the only statement of a block without braces.
        ASTNode::Expr(Expr::Stmt(block)) => {
            start(inner).is_some_and(|start| block.position() < start)
        }
        _ => false,
    }
}

/// The column of the first letter, counted from 1.
fn indent(line: &str) -> u32 {
    let spaces = line.chars().take_while(|c| c.is_whitespace()).count();
    u32::try_from(spaces).unwrap_or(u32::MAX).saturating_add(1)
}

/// Where a statement starts; the language's own position of an expression is that of its operator.
fn start(statement: &Stmt) -> Option<Position> {
    match statement {
        Stmt::Noop(_) => None,
        Stmt::Expr(expr) => Some(expr_start(expr)),
        Stmt::Assignment(parts) => Some(expr_start(&parts.1.lhs)),
        Stmt::FnCall(call, position) => Some(qualified(call, *position)),
        other => Some(other.position()),
    }
}

/// Where a call starts: with its namespace.
fn qualified(call: &FnCallExpr, position: Position) -> Position {
    if call.namespace.is_empty() || call.namespace.position().is_none() {
        position
    } else {
        call.namespace.position()
    }
}

/// Where an expression starts: with its left side.
fn expr_start(expr: &Expr) -> Position {
    match expr {
        Expr::FnCall(call, _) if call.op_token.is_some() && call.args.len() > 1 => {
            expr_start(&call.args[0])
        }
        Expr::FnCall(call, position) => qualified(call, *position),
        Expr::Dot(parts, ..) | Expr::Index(parts, ..) => expr_start(&parts.lhs),
        Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
            parts.first().map_or_else(|| expr.position(), expr_start)
        }
        other => other.start_position(),
    }
}

#[cfg(test)]
mod tests {
    use super::counting;
    use rhai::Engine;

    #[test]
    fn every_statement_at_the_start_of_a_line_is_counted_and_the_text_still_runs() {
        let text = "let n = 1;\nlet all = [\n    if n > 0 { n },\n    n + 1,\n];\nif n > 1 {\n    n = 2;\n} else {\n    all.push(\n        3\n    );\n}\nlet f = |x| {\n    x + 1\n};\nlet g = |x|\n    x;\nswitch n {\n    1 => f.call(n),\n    _ => {\n        g.call(n)\n    }\n}\n";
        let mut engine = Engine::new();
        engine.set_optimization_level(rhai::OptimizationLevel::None);
        let (counting, lines) = counting(&engine.compile(text).unwrap(), text);
        assert_eq!(lines.into_iter().collect::<Vec<_>>(), [1, 2, 6, 7, 9, 13, 14, 16, 18, 21]);
        engine.register_fn(super::COUNTER, |_: i64| {});
        assert_eq!(engine.eval::<i64>(&counting).unwrap(), engine.eval::<i64>(text).unwrap());
        assert_eq!(counting.lines().count(), text.lines().count());
    }
}
