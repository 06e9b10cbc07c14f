//! Which names are known where: a walk over a body that keeps the variables in reach.

use super::tree::{Body, children};
use rhai::{ASTFlags, ASTNode, Expr, Ident, Position, Stmt, StmtBlock};
use rustc_hash::FxHashMap;

/// A use of a variable by its name.
pub(crate) struct Use<'a> {
    pub(crate) name: &'a str,
    pub(crate) position: Position,
    /// Whether the name was in reach.
    pub(crate) is_known: bool,
}

/// A walk through one body.
pub(crate) struct Scope<'a, 'f> {
    names: Vec<&'a str>,
    /// How often each of them is in reach: a function may make thousands.
    known: FxHashMap<&'a str, usize>,
    see: &'f mut dyn FnMut(Use<'a>),
}

impl<'a, 'f> Scope<'a, 'f> {
    /// Calls `see` with every use of a variable in `body`, in the order of the source.
    pub(crate) fn walk(body: &'a Body, see: &'f mut dyn FnMut(Use<'a>)) {
        let parameters = body
            .function
            .iter()
            .flat_map(|function| function.parameters.iter().map(String::as_str));
        let mut scope = Self { names: Vec::new(), known: FxHashMap::default(), see };
        parameters.for_each(|name| scope.make(name));
        body.statements.iter().for_each(|statement| scope.statement(statement));
    }

    fn statement(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Var(parts, ..) => {
                self.expression(&parts.1);
                self.make(&parts.0.name);
            }
            Stmt::If(flow, _) | Stmt::While(flow, _) => {
                self.expression(&flow.expr);
                self.block(&flow.body, []);
                self.block(&flow.branch, []);
            }
            Stmt::Do(flow, ..) => {
                self.block(&flow.body, []);
                self.expression(&flow.expr);
            }
            Stmt::For(parts, _) => {
                self.expression(&parts.2.expr);
                self.block(&parts.2.body, std::iter::once(&parts.0).chain(&parts.1));
            }
            Stmt::Block(block) => self.block(block, []),
            Stmt::TryCatch(flow, _) => {
                self.block(&flow.body, []);
                let caught = if let Expr::Variable(variable, ..) = &flow.expr {
                    Some(variable.1.as_str())
                } else {
                    None
                };
                self.inside(caught, |scope| scope.statements(&flow.branch));
            }
            // A closure takes along what it uses.
            Stmt::Share(taken) => {
                taken.iter().for_each(|(name, _)| self.used(&name.name, name.pos))
            }
            Stmt::Export(parts, _) => self.used(&parts.0.name, parts.0.pos),
            _ => self.children(ASTNode::Stmt(statement)),
        }
    }

    fn expression(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Variable(variable, _, position) if variable.2.is_empty() => {
                self.used(&variable.1, *position)
            }
            Expr::Stmt(block) if !is_closure(block) => self.block(block, []),
            // What a closure is made of repeats the names that it takes along.
            Expr::Stmt(block) => {
                block.statements().iter().take(1).for_each(|share| self.statement(share))
            }
            _ => self.children(ASTNode::Expr(expression)),
        }
    }

    fn children(&mut self, node: ASTNode<'a>) {
        for child in children(node) {
            match child {
                ASTNode::Stmt(statement) => self.statement(statement),
                ASTNode::Expr(expression) => self.expression(expression),
                _ => {}
            }
        }
    }

    fn statements(&mut self, block: &'a StmtBlock) {
        block.statements().iter().for_each(|statement| self.statement(statement));
    }

    fn block(&mut self, block: &'a StmtBlock, own: impl IntoIterator<Item = &'a Ident>) {
        self.inside(own.into_iter().map(|name| name.name.as_str()), |scope| {
            scope.statements(block)
        });
    }

    /// Names that are made inside end with it.
    fn inside(&mut self, own: impl IntoIterator<Item = &'a str>, walk: impl FnOnce(&mut Self)) {
        let before = self.names.len();
        own.into_iter().for_each(|name| self.make(name));
        walk(self);
        for name in self.names.drain(before..) {
            self.known.entry(name).and_modify(|count| *count -= 1);
        }
    }

    fn make(&mut self, name: &'a str) {
        self.names.push(name);
        *self.known.entry(name).or_default() += 1;
    }

    fn used(&mut self, name: &'a str, position: Position) {
        let is_known = self.known.get(name).is_some_and(|count| *count > 0);
        (self.see)(Use { name, position, is_known });
    }
}

/// Whether a block is what the parser makes of a closure that takes variables along.
pub(crate) fn is_closure(block: &StmtBlock) -> bool {
    matches!(block.statements(), [Stmt::Share(_), ..])
}

/// Whether a variable is a constant.
pub(crate) fn is_constant(flags: ASTFlags) -> bool {
    flags.contains(ASTFlags::CONSTANT)
}
