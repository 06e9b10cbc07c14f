//! `export import "./names" as names`: imports that a file offers to its importers as its own.
//!
//! The language exports constants alone, and shows every import of a file to its importers. So the word `export` in front of an
//! `import` is kept from the parser, and all other imports are hidden from importers.

use rhai::{AST, Expr, FnNamespace, Module, Position, Stmt, Token};
use std::collections::BTreeSet;

/// The words `export` of a file that are in front of an `import`, by line and column.
#[derive(Default)]
pub(crate) struct Reexports(BTreeSet<(usize, usize)>);

impl Reexports {
    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        let (mut number, mut start, mut from) = (1, 0, 0);
        let words = text.match_indices(EXPORT).filter_map(|(at, _)| {
            let passed = &text[from..at];
            number += passed.matches('\n').count();
            start = passed.rfind('\n').map_or(start, |end| from + end + 1);
            from = at;
            is_reexport(text, at).then(|| (number, text[start..at].chars().count() + 1))
        });
        Self(words.collect())
    }

    /// What the parser sees in place of a token: an empty statement where the word belongs to an import.
    pub(crate) fn replace(&self, token: Token, position: Position) -> Token {
        if self.0.is_empty() || token != Token::Export {
            return token;
        }
        let place = position.line().zip(position.position());
        if place.is_some_and(|place| self.0.contains(&place)) { Token::SemiColon } else { token }
    }

    /// Whether an `import` at a position is one of them.
    pub(crate) fn has(&self, import: Position) -> bool {
        let behind = |(line, column): &(usize, usize)| {
            import.line() == Some(*line) && import.position().is_some_and(|at| at > *column)
        };
        self.0.iter().any(behind)
    }
}

const EXPORT: &str = "export";

/// Whether the word at an offset is in front of an `import` in its line. What is in text or in a comment is no token, and
/// does not matter.
fn is_reexport(text: &str, at: usize) -> bool {
    let is_word = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let behind = &text[at + EXPORT.len()..];
    let next = behind.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    is_word
        && behind.starts_with([' ', '\t'])
        && next.strip_prefix("import").is_some_and(|rest| rest.starts_with([' ', '\t', '"', '`']))
}

/// An import of a file.
pub(crate) struct Import<'a> {
    /// What the file calls it.
    pub(crate) name: &'a str,
    /// What is imported, where it is written out.
    pub(crate) path: Option<&'a str>,
    /// Whether the file offers it to its importers.
    pub(crate) is_exported: bool,
}

/// The imports of a file that have a name.
pub(crate) fn imports<'a>(ast: &'a AST, text: &str) -> Vec<Import<'a>> {
    let reexports = Reexports::of(text);
    let import = |statement: &'a Stmt| match statement {
        Stmt::Import(parts, position) if !parts.1.name.is_empty() => {
            let path = match &parts.0 {
                Expr::StringConstant(path, _) => Some(path.as_str()),
                _ => None,
            };
            let (name, is_exported) = (parts.1.name.as_str(), reexports.has(*position));
            Some(Import { name, path, is_exported })
        }
        _ => None,
    };
    ast.statements().iter().filter_map(import).collect()
}

/// What is in front of the name under which an import is kept for closures alone; no recipe can write it.
const KEPT: char = '\u{1}';

/// Makes a file what its importers may use: imports that it does not export are hidden, and closures that its functions
/// return can be called anywhere.
#[allow(deprecated, reason = "what replaces it registers native functions alone")]
pub(crate) fn offer(module: &mut Module, ast: &AST, text: &str) {
    for Import { name, is_exported, .. } in imports(ast, text) {
        let Some(inner) = module.get_sub_module(name).filter(|_| !is_exported).cloned() else {
            continue;
        };
        module.set_sub_module(format!("{KEPT}{name}"), inner);
        module.set_sub_module(name, Module::new());
    }
    let mut scratch = Module::new();
    for closure in ast.iter_fn_def().filter(|def| def.name.starts_with("anon$")) {
        let hash = scratch.set_script_fn(closure.clone());
        module.update_fn_namespace(hash, FnNamespace::Global);
    }
    module.build_index();
}
