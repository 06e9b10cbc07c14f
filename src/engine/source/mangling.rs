//! Keeps the functions of one file apart from those of another.
//!
//! The language remembers which function a call means by its name and number of values alone, across files: where two
//! files have such a function, even a private one, a call in the second would reach that of the first. So a file that is
//! read later has its own under names that no other file can have; those that are imported keep the written one as well.

use crate::engine::lint::tree::{bodies, visit};
use rhai::{
    AST, ASTNode, Expr, FnAccess, FnCallExpr, Module, Position, ScriptFuncDef, Stmt, Token,
};
use rustc_hash::FxBuildHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

/// What is written between a function's name and its file's number. The language wants a name; no author writes one like this.
const OF: &str = "__as_in_file_";

/// The functions that were seen in files.
#[derive(Default)]
pub(crate) struct Taken {
    /// The file in which one was seen first, by its name and how many values it takes.
    first: BTreeMap<(String, usize), String>,
}

/// The functions of a file that get other names, and where its words are.
#[derive(Default)]
pub(crate) struct Renamed {
    names: BTreeSet<String>,
    /// A number that belongs to the file in every run: what was read in one is used in others.
    file: u64,
    lines: Vec<Vec<char>>,
}

impl Renamed {
    pub(crate) fn new(names: BTreeSet<String>, file: &str, text: &str) -> Self {
        Self {
            names,
            file: FxBuildHasher.hash_one(file),
            lines: text.lines().map(|line| line.chars().collect()).collect(),
        }
    }

    /// What the parser sees in place of a word that names a function or calls one.
    pub(crate) fn rename(&self, token: Token, position: Position) -> Token {
        match token {
            Token::Identifier(name)
                if self.names.contains(name.as_str()) && self.is_called(&name, position) =>
            {
                Token::Identifier(Box::new(format!("{name}{OF}{}", self.file).into()))
            }
            token => token,
        }
    }

    fn is_called(&self, name: &str, position: Position) -> bool {
        let (Some(line), Some(column)) = (position.line(), position.position()) else {
            return false;
        };
        let behind =
            self.lines.get(line - 1).into_iter().flatten().skip(column - 1 + name.chars().count());
        behind.copied().find(|c| !c.is_whitespace()) == Some('(')
    }
}

/// The functions of `file` that another file has too.
pub(crate) fn shared(taken: &mut Taken, file: &str, ast: &AST) -> BTreeSet<String> {
    let own: BTreeSet<(String, usize)> =
        named(ast).map(|def| (def.name.to_string(), def.params.len())).collect();
    let is_shared =
        |function: &&(String, usize)| taken.first.get(*function).is_some_and(|owner| owner != file);
    let mut names: BTreeSet<String> =
        own.iter().filter(is_shared).map(|(name, _)| name.clone()).collect();
    for function in &own {
        taken.first.entry(function.clone()).or_insert_with(|| file.into());
    }
    // A call with another number of values means a function that is not the file's own.
    for (name, count) in calls(ast, &names) {
        if !own.contains(&(name.clone(), count)) {
            names.remove(&name);
        }
    }
    names
}

fn named(ast: &AST) -> impl Iterator<Item = &ScriptFuncDef> {
    ast.iter_fn_def().map(AsRef::as_ref).filter(|def| !def.name.contains('$'))
}

/// The calls of some functions in a file, by name and number of values.
fn calls(ast: &AST, names: &BTreeSet<String>) -> BTreeSet<(String, usize)> {
    let mut calls = BTreeSet::new();
    if names.is_empty() {
        return calls;
    }
    let mut note = |call: &FnCallExpr| {
        if !call.is_qualified() && names.contains(call.name.as_str()) {
            calls.insert((call.name.to_string(), call.args.len()));
        }
    };
    for statement in bodies(ast).iter().flat_map(|body| &body.statements) {
        visit(ASTNode::Stmt(statement), &mut |node| match node {
            ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _)) => {
                note(call)
            }
            _ => {}
        });
    }
    calls
}

/// A file's syntax in which its renamed functions are also there under the names that importers know.
pub(crate) fn known_to_importers(ast: &AST) -> AST {
    let mut functions = Module::new();
    for def in ast.iter_fn_def() {
        let mut def = ScriptFuncDef::clone(def);
        if let Some((own, _)) = def.name.split_once(OF) {
            functions.set_script_fn(ScriptFuncDef { name: own.into(), ..def.clone() });
            def.access = FnAccess::Private;
        }
        functions.set_script_fn(def);
    }
    let mut known = ast.clone_statements_only();
    known.combine(AST::new([], functions));
    known
}

/// A function's name as it is written.
pub(crate) fn written(name: &str) -> &str {
    name.split_once(OF).map_or(name, |(own, _)| own)
}
