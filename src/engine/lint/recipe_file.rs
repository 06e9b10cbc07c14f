//! A file as the rules see it.

use super::tree::{Body, Function, bodies, visit};
use crate::diag::{Diagnostic, Place, Point};
use crate::engine::reference::collect::catalogue::Catalogue;
use crate::engine::source::lexing::position::{place, point};
use rhai::{AST, ASTNode, Expr, Position, Stmt};
use std::collections::BTreeSet;

/// A file that was parsed.
pub(crate) struct RecipeFile<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) catalogue: &'a Catalogue,
    /// The functions and closures, and the top level first.
    pub(crate) bodies: Vec<Body>,
    /// Where each line starts: rules look up places by the thousand.
    lines: Vec<usize>,
    /// Whether every character is one byte, so that no line has to be counted through.
    is_ascii: bool,
}

impl<'a> RecipeFile<'a> {
    /// The file `file` with its text and what was parsed from it.
    pub(crate) fn new(file: &'a str, text: &'a str, ast: &AST, catalogue: &'a Catalogue) -> Self {
        let lines =
            std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        Self { file, text, catalogue, bodies: bodies(ast), lines, is_ascii: text.is_ascii() }
    }

    /// A place in this file.
    pub(crate) fn place(&self, position: Position) -> Option<Place> {
        place(Some(self.file), position)
    }

    /// The location of a function's name in its definition.
    pub(crate) fn place_of_name(&self, function: &Function) -> Option<Place> {
        let before = &self.text[..self.offset(point(function.start())?)];
        let start = before.rfind("fn ")? + 3;
        let name = start + before[start..].find(&function.name)?;
        let line = before[..name].matches('\n').count() + 1;
        let column = before[..name].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Some(Place::new(self.file, u32::try_from(line).ok()?, u32::try_from(column).ok()?))
    }

    /// The text that starts at a position.
    pub(crate) fn text_at(&self, position: Position) -> &'a str {
        point(position).map_or("", |point| &self.text[self.offset(point)..])
    }

    /// The text before a position, in its line.
    pub(crate) fn line_before(&self, position: Position) -> &'a str {
        let before = point(position).map_or("", |point| &self.text[..self.offset(point)]);
        before.rsplit('\n').next().unwrap_or_default()
    }

    fn offset(&self, point: Point) -> usize {
        let at = |line: u32| self.lines.get(line as usize).copied().unwrap_or(self.text.len());
        let start = at(point.line - 1);
        let line = self.text[start..at(point.line)].trim_end_matches('\n');
        let column = point.column as usize - 1;
        if self.is_ascii {
            return start + column.min(line.len());
        }
        start + line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset)
    }

    /// The named functions of the file.
    pub(crate) fn functions(&self) -> impl Iterator<Item = &Function> {
        self.bodies
            .iter()
            .filter_map(|body| body.function.as_ref())
            .filter(|function| !function.is_closure())
    }

    /// The names of all variables and parameters of the file.
    pub(crate) fn variables(&self) -> BTreeSet<&str> {
        let functions = self.bodies.iter().filter_map(|body| body.function.as_ref());
        let mut names: BTreeSet<&str> =
            functions.flat_map(|function| &function.parameters).map(String::as_str).collect();
        self.statements(&mut |statement| match statement {
            Stmt::Var(parts, ..) => names.extend([parts.0.name.as_str()]),
            Stmt::For(parts, _) => names.extend([parts.0.name.as_str()]),
            _ => {}
        });
        names
    }

    /// Every node of the file, outer before inner.
    pub(crate) fn nodes<'p>(&'p self, see: &mut dyn FnMut(ASTNode<'p>)) {
        let statements = self.bodies.iter().flat_map(|body| &body.statements);
        statements.for_each(|statement| visit(ASTNode::Stmt(statement), see));
    }

    /// Every expression of the file, outer before inner.
    pub(crate) fn expressions<'p>(&'p self, see: &mut dyn FnMut(&'p Expr)) {
        self.nodes(&mut |node| {
            if let ASTNode::Expr(expression) = node {
                see(expression);
            }
        });
    }

    /// Every statement of the file, outer before inner.
    pub(crate) fn statements<'p>(&'p self, see: &mut dyn FnMut(&'p Stmt)) {
        self.nodes(&mut |node| {
            if let ASTNode::Stmt(statement) = node {
                see(statement);
            }
        });
    }

    /// What each expression of the file is found to be.
    pub(crate) fn in_expressions<'p>(
        &'p self,
        rule: impl Fn(&'p Expr) -> Option<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.expressions(&mut |expression| found.extend(rule(expression)));
        found
    }

    /// What each statement of the file is found to be.
    pub(crate) fn in_statements<'p>(
        &'p self,
        rule: impl Fn(&'p Stmt) -> Option<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.statements(&mut |statement| found.extend(rule(statement)));
        found
    }
}
