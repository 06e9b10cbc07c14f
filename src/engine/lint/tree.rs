//! The syntax tree as the rules see it: functions with their statements, and what is inside what.

use rhai::{AST, ASTNode, Expr, FnAccess, Position, Stmt, StmtBlock};
use std::collections::BTreeMap;

/// The statements of a function or closure, or of the file itself.
pub(crate) struct Body {
    /// The function; none for the top level of the file.
    pub(crate) function: Option<Function>,
    pub(crate) statements: Vec<Stmt>,
}

/// A function or closure of the file.
#[derive(Clone)]
pub(crate) struct Function {
    /// The inner name; that of a closure says nothing.
    pub(crate) name: String,
    /// A closure's start with the variables that it takes along.
    pub(crate) parameters: Vec<String>,
    pub(crate) is_private: bool,
    start: Position,
    end: Position,
}

impl Function {
    pub(crate) fn is_closure(&self) -> bool {
        self.name.starts_with("anon$")
    }

    /// Where its body starts.
    pub(crate) fn start(&self) -> Position {
        self.start
    }

    /// Whether it is a closure without braces, whose body is one expression.
    pub(crate) fn is_expression(&self) -> bool {
        self.end.is_none()
    }
}

/// All functions of a file, and its top level first.
///
/// The walk over the tree gives the statements of all bodies one after the other, and not whose they
/// are: their places tell.
pub(crate) fn bodies(ast: &AST) -> Vec<Body> {
    let functions = ast.iter_fn_def().map(|def| Function {
        name: def.name.to_string(),
        parameters: def.params.iter().map(ToString::to_string).collect(),
        is_private: def.access == FnAccess::Private,
        start: def.body.start_position(),
        end: def.body.end_position(),
    });
    let mut bodies = vec![Body { function: None, statements: Vec::new() }];
    bodies.extend(
        functions.map(|function| Body { function: Some(function), statements: Vec::new() }),
    );
    let owners = Owners::of(&bodies);
    let mut left = ast.statements().len();
    ast.walk(&mut |path| {
        if let [ASTNode::Stmt(statement)] = path {
            let owner = if left > 0 { 0 } else { owners.at(statement.position()) };
            left = left.saturating_sub(1);
            bodies[owner].statements.push((*statement).clone());
        }
        true
    });
    bodies
}

/// Which body a statement belongs to: functions are nested in each other, and a file may have thousands of both.
struct Owners {
    /// The closures without braces by where they start: each is one statement.
    expressions: BTreeMap<Position, usize>,
    /// The others by where they start, each with its end and the start of the one around it.
    blocks: BTreeMap<Position, (Position, usize, Option<Position>)>,
}

impl Owners {
    fn of(bodies: &[Body]) -> Self {
        let mut owners = Self { expressions: BTreeMap::new(), blocks: BTreeMap::new() };
        let mut blocks = BTreeMap::new();
        for (i, function) in
            bodies.iter().enumerate().filter_map(|(i, body)| Some((i, body.function.as_ref()?)))
        {
            if function.is_expression() {
                owners.expressions.insert(function.start, i);
            } else {
                blocks.insert(function.start, (function.end, i));
            }
        }
        for (start, (end, i)) in blocks {
            let around = owners.block_at(start);
            owners.blocks.insert(start, (end, i, around));
        }
        owners
    }

    /// The start of the innermost block that a position is in.
    fn block_at(&self, position: Position) -> Option<Position> {
        let mut start = self.blocks.range(..position).next_back().map(|(start, _)| *start);
        while let Some((end, _, around)) = start.and_then(|start| self.blocks.get(&start)) {
            if position < *end {
                return start;
            }
            start = *around;
        }
        None
    }

    /// The body of the innermost function that holds a position; that of the file where none does.
    fn at(&self, position: Position) -> usize {
        let block = || {
            self.block_at(position).and_then(|start| self.blocks.get(&start)).map(|(_, i, _)| *i)
        };
        self.expressions.get(&position).copied().or_else(block).unwrap_or_default()
    }
}

/// What is directly inside a node, in the order of the source.
pub(crate) fn children(node: ASTNode<'_>) -> Vec<ASTNode<'_>> {
    match node {
        ASTNode::Stmt(statement) => in_statement(statement),
        ASTNode::Expr(expression) => in_expression(expression),
        _ => Vec::new(),
    }
}

fn in_statement(statement: &Stmt) -> Vec<ASTNode<'_>> {
    match statement {
        Stmt::If(flow, _) | Stmt::While(flow, _) => {
            [vec![ASTNode::Expr(&flow.expr)], block(&flow.body), block(&flow.branch)].concat()
        }
        Stmt::Do(flow, ..) => [block(&flow.body), vec![ASTNode::Expr(&flow.expr)]].concat(),
        Stmt::Switch(switch, _) => {
            let arms = switch
                .1
                .expressions
                .iter()
                .flat_map(|arm| [ASTNode::Expr(&arm.lhs), ASTNode::Expr(&arm.rhs)]);
            std::iter::once(ASTNode::Expr(&switch.0)).chain(arms).collect()
        }
        Stmt::For(parts, _) => [vec![ASTNode::Expr(&parts.2.expr)], block(&parts.2.body)].concat(),
        Stmt::Var(parts, ..) => vec![ASTNode::Expr(&parts.1)],
        Stmt::Assignment(parts) => vec![ASTNode::Expr(&parts.1.lhs), ASTNode::Expr(&parts.1.rhs)],
        Stmt::FnCall(call, _) => call.args.iter().map(ASTNode::Expr).collect(),
        Stmt::Block(statements) => block(statements),
        Stmt::TryCatch(flow, _) => [block(&flow.body), block(&flow.branch)].concat(),
        Stmt::Expr(expression) => vec![ASTNode::Expr(expression)],
        Stmt::BreakLoop(value, ..) | Stmt::Return(value, ..) => {
            value.iter().map(|value| ASTNode::Expr(value)).collect()
        }
        Stmt::Import(parts, _) => vec![ASTNode::Expr(&parts.0)],
        _ => Vec::new(),
    }
}

fn block(block: &StmtBlock) -> Vec<ASTNode<'_>> {
    block.statements().iter().map(ASTNode::Stmt).collect()
}

fn in_expression(expression: &Expr) -> Vec<ASTNode<'_>> {
    match expression {
        Expr::InterpolatedString(parts, _) | Expr::Array(parts, _) => {
            parts.iter().map(ASTNode::Expr).collect()
        }
        Expr::And(parts, _) | Expr::Or(parts, _) | Expr::Coalesce(parts, _) => {
            parts.iter().map(ASTNode::Expr).collect()
        }
        Expr::Map(map, _) => map.0.iter().map(|(_, value)| ASTNode::Expr(value)).collect(),
        Expr::MethodCall(call, _) | Expr::FnCall(call, _) => {
            call.args.iter().map(ASTNode::Expr).collect()
        }
        Expr::Stmt(block) => block.statements().iter().map(ASTNode::Stmt).collect(),
        Expr::Dot(sides, ..) | Expr::Index(sides, ..) => {
            vec![ASTNode::Expr(&sides.lhs), ASTNode::Expr(&sides.rhs)]
        }
        _ => Vec::new(),
    }
}

/// Everything below a node and the node itself, outer before inner.
pub(crate) fn visit<'a>(node: ASTNode<'a>, see: &mut dyn FnMut(ASTNode<'a>)) {
    see(node);
    children(node).into_iter().for_each(|child| visit(child, see));
}

/// The variable that an expression starts with: `s` in `s.ports[0].name`.
pub(crate) fn root_variable(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Variable(variable, ..) if variable.2.is_empty() => Some(variable.1.as_str()),
        Expr::Dot(sides, ..) | Expr::Index(sides, ..) => root_variable(&sides.lhs),
        _ => None,
    }
}

/// The method that a dotted expression ends with.
pub(crate) fn last_method(expression: &Expr) -> Option<(&rhai::FnCallExpr, Position)> {
    match expression {
        Expr::Dot(sides, ..) => last_method(&sides.rhs),
        Expr::MethodCall(call, position) => Some((call, *position)),
        _ => None,
    }
}

/// Whether a name is one of these words.
pub(super) fn is_word(words: &str, name: &str) -> bool {
    words.split(' ').any(|word| word == name)
}
