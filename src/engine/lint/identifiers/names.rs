//! Variables that are nowhere made.

use super::quotes::is_foreign_expression;
use crate::diag::{Diagnostic, suggest};
use crate::engine::lint::MOST_EXPLAINED;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::scope::{Scope, Use, is_constant};
use crate::engine::lint::tree::Body;
use crate::engine::syntax::constructs::foreign;
use rhai::{ASTNode, Expr, Position, Stmt};
use std::collections::BTreeSet;

pub(crate) fn check(page: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let known = Known::of(page);
    let mut found = reserved(page);
    for body in &page.bodies {
        let mut told = BTreeSet::new();
        let mut reach: Vec<String> =
            body.function.iter().flat_map(|function| function.parameters.clone()).collect();
        reach.extend(variables_of(body));
        Scope::walk(body, &mut |used| {
            if !used.is_known
                && found.len() < MOST_EXPLAINED
                && !known.has(used.name)
                && !known.is_foreign(used.position)
                && told.insert(used.name.to_string())
            {
                found.push(unknown(page, body, &known, &reach, &used));
            }
        });
    }
    found
}

/// What can be used everywhere in a file.
struct Known<'a> {
    /// The constants of the top level: functions see them too.
    constants: BTreeSet<&'a str>,
    /// The other variables of the top level: only the top level sees them.
    variables: Vec<(&'a str, Position)>,
    functions: BTreeSet<&'a str>,
    imports: Vec<&'a str>,
    /// Where another language's expressions stand in text; they have a message of their own.
    foreign: BTreeSet<Position>,
}

impl<'a> Known<'a> {
    fn of(page: &'a RecipeFile<'_>) -> Self {
        let mut known = Self {
            constants: BTreeSet::new(),
            variables: Vec::new(),
            functions: page.functions().map(|function| function.name.as_str()).collect(),
            imports: Vec::new(),
            foreign: BTreeSet::new(),
        };
        for statement in page.bodies.iter().take(1).flat_map(|top| &top.statements) {
            match statement {
                Stmt::Var(parts, flags, _) if is_constant(*flags) => {
                    known.constants.extend([parts.0.name.as_str()])
                }
                Stmt::Var(parts, ..) => known.variables.push((&parts.0.name, parts.0.pos)),
                _ => {}
            }
        }
        page.statements(&mut |statement| {
            if let Stmt::Import(parts, _) = statement {
                known.imports.push(parts.1.name.as_str());
                // A path that is no text has a message of its own.
                known.foreign.insert(parts.0.position());
            }
        });
        page.expressions(&mut |expression| known.note_foreign(expression));
        known
    }

    fn note_foreign(&mut self, expression: &'a Expr) {
        let Expr::InterpolatedString(parts, _) = expression else { return };
        for part in parts.iter().filter(|part| is_foreign_expression(part)) {
            crate::engine::lint::tree::visit(ASTNode::Expr(part), &mut |node| {
                self.foreign.extend([node.position()])
            });
        }
    }

    fn has(&self, name: &str) -> bool {
        matches!(name, "null" | "project")
            || self.constants.contains(name)
            || self.functions.contains(name)
    }

    fn is_foreign(&self, position: Position) -> bool {
        self.foreign.contains(&position)
    }
}

fn variables_of(body: &Body) -> Vec<String> {
    let mut names = Vec::new();
    for statement in &body.statements {
        crate::engine::lint::tree::visit(ASTNode::Stmt(statement), &mut |node| match node {
            ASTNode::Stmt(Stmt::Var(parts, ..)) => names.push(parts.0.name.to_string()),
            ASTNode::Stmt(Stmt::For(parts, _)) => names.push(parts.0.name.to_string()),
            _ => {}
        });
    }
    names
}

fn unknown(
    page: &RecipeFile<'_>,
    body: &Body,
    known: &Known<'_>,
    reach: &[String],
    used: &Use<'_>,
) -> Diagnostic {
    let name = used.name;
    let problem = Diagnostic::error("unknown-variable", format!("there is no variable `{name}`"))
        .at(page.place(used.position));
    let top = known.variables.iter().find(|(variable, _)| *variable == name);
    if let (Some(function), Some((_, position))) = (&body.function, top) {
        let problem =
            problem.note(format!("the function `{}` sees its parameters and the constants of the file, not its variables", function.name));
        let problem = if let Some(place) = page.place(*position) {
            problem.related(place, "this one is not in reach")
        } else {
            problem
        };
        return problem.hint(
            format!("pass it in as a parameter, or make it a constant: `const {name} = ...`")
                .as_str(),
        );
    }
    if let Some(place) = declared_elsewhere(page, body, used) {
        let is_later = problem.place.as_ref().is_some_and(|used| place.start > used.start);
        let why = if is_later {
            "it is made only here"
        } else {
            "it is made here, in a block that has ended"
        };
        return problem
            .related(place, why)
            .hint("move the `let` up, before the block and its first use");
    }
    if is_assigned(page, used) {
        return problem
            .hint(format!("a new variable is made with `let`: `let {name} = ...;`").as_str());
    }
    if known.imports.contains(&name) {
        return problem.hint(
            format!(
                "`{name}` is an import, and no value: call what it brings, `{name}::function(...)`"
            )
            .as_str(),
        );
    }
    if page.catalogue.has_namespace(name) {
        return problem.hint(
            format!("`{name}` is a namespace: its functions are called as `{name}::function(...)`")
                .as_str(),
        );
    }
    if !page.catalogue.forms("", name).is_empty() {
        return problem
            .hint(format!("`{name}` is a function: call it with `{name}(...)`, or pass it on in a closure: `|x| {name}(x)`").as_str());
    }
    if let Some(hint) = dashed(page, used).or_else(|| foreign::value(name).map(String::from)) {
        return problem.hint(hint.as_str());
    }
    let near = reach
        .iter()
        .map(String::as_str)
        .chain(known.constants.iter().copied())
        .chain(known.functions.iter().copied());
    let near: Vec<&str> = if body.function.is_none() {
        near.chain(known.variables.iter().map(|(name, _)| *name)).collect()
    } else {
        near.collect()
    };
    match suggest::did_you_mean(name, near.into_iter().chain(["true", "false", "null"])) {
        Some(hint) => problem.hint(hint.as_str()),
        None => problem.hint(
            format!(
                "make it with `let {name} = ...;` before it is used; text stands in double quotes"
            )
            .as_str(),
        ),
    }
}

/// Whether a statement starts with the name and gives it a value.
fn is_assigned(page: &RecipeFile<'_>, used: &Use<'_>) -> bool {
    let behind =
        page.text_at(used.position).get(used.name.len()..).unwrap_or_default().trim_start();
    page.line_before(used.position).trim().is_empty()
        && behind.starts_with('=')
        && !behind.starts_with("==")
}

/// A variable of this name that the same body makes somewhere else.
fn declared_elsewhere(
    page: &RecipeFile<'_>,
    body: &Body,
    used: &Use<'_>,
) -> Option<crate::diag::Place> {
    let mut place = None;
    for statement in &body.statements {
        crate::engine::lint::tree::visit(ASTNode::Stmt(statement), &mut |node| {
            if let ASTNode::Stmt(Stmt::Var(parts, ..)) = node
                && parts.0.name == used.name
                && place.is_none()
            {
                place = page.place(parts.0.pos);
            }
        });
    }
    place
}

/// `map.a-b`: a name with a dash in it is read as a subtraction.
fn dashed(page: &RecipeFile<'_>, used: &Use<'_>) -> Option<String> {
    let before = page.line_before(used.position).strip_suffix('-')?;
    let start =
        before.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).map_or(0, |i| i + 1);
    let first = &before[start..];
    let property = before[..start].ends_with('.');
    (!first.is_empty()).then(|| {
        let whole = format!("{first}-{}", used.name);
        if property {
            format!("a key with a dash stands in brackets: `[\"{whole}\"]`")
        } else {
            format!("if `{whole}` is text, put it in double quotes")
        }
    })
}

/// `null` is a word of the language, although a variable could be called so.
fn reserved(page: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let told = |position: Position| {
        Diagnostic::error("reserved-word", "`null` is a word of the language, and can't be a name")
            .at(page.place(position))
            .hint("choose another name")
    };
    page.in_statements(|statement| match statement {
        Stmt::Var(parts, ..) if parts.0.name == "null" => Some(told(parts.0.pos)),
        Stmt::For(parts, _) if parts.0.name == "null" => Some(told(parts.0.pos)),
        Stmt::Assignment(parts) => match &parts.1.lhs {
            Expr::Variable(variable, _, position) if variable.1 == "null" => Some(told(*position)),
            _ => None,
        },
        _ => None,
    })
}
