//! Keeps functions apart from the variables of the same name.
//!
//! Inside a closure the parser takes a name for a function when the file defines one above, even
//! where a variable of that name is nearer; and it knows no function with a name that the language
//! reserves and does not use, as `go`. Such functions are shown to it under another name, and have
//! their own again in what it returns.

use crate::engine::lint::tree::{bodies, visit};
use crate::engine::reference::collect::catalogue::BUILT_IN;
use rhai::{
    AST, ASTNode, Expr, Module, ParseError, ParseErrorType as Kind, ScriptFuncDef, Stmt, Token,
};
use std::collections::BTreeSet;

/// What goes before a name while the parser sees it.
const PREFIX: &str = "function_named_";

/// The functions that the parser shall see under another name.
#[derive(Default)]
pub(crate) struct Hidden {
    /// Those that share their name with a variable.
    names: BTreeSet<String>,
    /// Whether those with a reserved name are hidden too.
    reserved: bool,
}

impl Hidden {
    /// Hides `names`, and the names that the language reserves.
    pub(crate) fn new(names: BTreeSet<String>) -> Self {
        Self { names, reserved: true }
    }

    /// What the parser sees in place of the token behind `fn`.
    pub(crate) fn hide(&self, token: Token) -> Token {
        match token {
            Token::Identifier(name) if self.has(&name) => {
                Token::Identifier(Box::new(format!("{PREFIX}{name}").into()))
            }
            token => token,
        }
    }

    fn has(&self, name: &str) -> bool {
        let is_reserved = || {
            self.reserved && rhai::is_valid_identifier(name) && !rhai::is_valid_function_name(name)
        };
        self.names.contains(name)
            || is_reserved() && !BUILT_IN.contains(&name) && !matches!(name, "this" | "eval" | "Fn")
    }
}

/// The functions of a file that share their name with one of its variables.
pub(crate) fn clashing(ast: &AST) -> BTreeSet<String> {
    let functions: BTreeSet<&str> = ast.iter_fn_def().map(|def| def.name.as_str()).collect();
    let mut clashing = BTreeSet::new();
    let mut note = |name: &str| {
        if functions.contains(name) {
            clashing.insert(name.to_string());
        }
    };
    ast.iter_fn_def().flat_map(|def| &def.params).for_each(|name| note(name));
    for statement in bodies(ast).iter().flat_map(|body| &body.statements) {
        visit(ASTNode::Stmt(statement), &mut |node| match node {
            ASTNode::Stmt(Stmt::Var(parts, ..)) => note(&parts.0.name),
            ASTNode::Stmt(Stmt::For(parts, _)) => [Some(&parts.0), parts.1.as_ref()]
                .into_iter()
                .flatten()
                .for_each(|name| note(&name.name)),
            ASTNode::Stmt(Stmt::TryCatch(flow, _)) => {
                if let Expr::Variable(variable, ..) = &flow.expr {
                    note(&variable.1);
                }
            }
            _ => {}
        });
    }
    clashing
}

/// A file's syntax with the functions' own names.
pub(crate) fn revealed(ast: &AST) -> AST {
    let mut functions = Module::new();
    for def in ast.iter_fn_def() {
        let mut def = ScriptFuncDef::clone(def);
        if let Some(own) = def.name.strip_prefix(PREFIX) {
            def.name = own.into();
        }
        functions.set_script_fn(def);
    }
    let mut revealed = ast.clone_statements_only();
    revealed.combine(AST::new([], functions));
    revealed
}

/// Whether some function of a file is hidden.
pub(crate) fn is_hidden(ast: &AST) -> bool {
    ast.iter_fn_def().any(|def| def.name.starts_with(PREFIX))
}

/// The parser's error with the functions' own names.
pub(crate) fn revealed_in(error: ParseError) -> ParseError {
    let own = |name: String| name.strip_prefix(PREFIX).map(String::from).unwrap_or(name);
    let kind = match *error.0 {
        Kind::FnDuplicatedDefinition(name, count) => Kind::FnDuplicatedDefinition(own(name), count),
        Kind::FnMissingParams(name) => Kind::FnMissingParams(own(name)),
        Kind::FnDuplicatedParam(name, parameter) => Kind::FnDuplicatedParam(own(name), parameter),
        Kind::FnMissingBody(name) => Kind::FnMissingBody(own(name)),
        kind => kind,
    };
    ParseError(Box::new(kind), error.1)
}
