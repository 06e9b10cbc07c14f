//! Variables that are nowhere made.

use super::quotes::is_foreign_expression;
use crate::diag::{Diagnostic, Place, suggest};
use crate::engine::lint::MOST_EXPLAINED;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::scope::{Scope, Use, is_constant};
use crate::engine::lint::tree::Body;
use crate::engine::places::instrument::is_inserted;
use crate::engine::syntax::constructs::foreign;
use rhai::{ASTNode, Expr, Position, Stmt};
use std::collections::BTreeSet;

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let known = Known::of(recipe);
    let mut found = reserved(recipe);
    for body in &recipe.bodies {
        let mut reported = BTreeSet::new();
        let mut reach: Vec<String> =
            body.function.iter().flat_map(|function| function.parameters.clone()).collect();
        reach.extend(variables_of(body));
        Scope::walk(body, &mut |used| {
            if !used.is_known
                && found.len() < MOST_EXPLAINED
                && !known.has(used.name)
                && !known.is_foreign(used.position)
                && reported.insert(used.name.to_string())
            {
                found.push(unknown(recipe, body, &known, &reach, &used));
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
    /// Where another language's expressions are in text; they have a message of their own.
    foreign: BTreeSet<Position>,
}

impl<'a> Known<'a> {
    fn of(recipe: &'a RecipeFile<'_>) -> Self {
        let mut known = Self {
            constants: BTreeSet::new(),
            variables: Vec::new(),
            functions: recipe.functions().map(|function| function.name.as_str()).collect(),
            imports: Vec::new(),
            foreign: BTreeSet::new(),
        };
        for statement in recipe.bodies.iter().take(1).flat_map(|top| &top.statements) {
            match statement {
                Stmt::Var(parts, flags, _) if is_constant(*flags) => {
                    known.constants.extend([parts.0.name.as_str()])
                }
                Stmt::Var(parts, ..) => known.variables.push((&parts.0.name, parts.0.pos)),
                _ => {}
            }
        }
        recipe.statements(&mut |statement| {
            if let Stmt::Import(parts, _) = statement {
                known.imports.push(parts.1.name.as_str());
                // A path that is no text has a message of its own.
                known.foreign.insert(parts.0.position());
            }
        });
        recipe.expressions(&mut |expression| known.note_foreign(expression));
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
    recipe: &RecipeFile<'_>,
    body: &Body,
    known: &Known<'_>,
    reach: &[String],
    used: &Use<'_>,
) -> Diagnostic {
    let name = used.name;
    let problem = Diagnostic::error("unknown-variable", format!("there is no variable `{name}`"))
        .at(recipe.place(used.position));
    let top = known.variables.iter().find(|(variable, _)| *variable == name);
    if let (Some(function), Some((_, position))) = (&body.function, top) {
        return outside_of_function(problem, name, &function.name, recipe.place(*position));
    }
    if let Some(place) = declared_elsewhere(recipe, body, used) {
        let is_later = problem.place.as_ref().is_some_and(|used| place.start > used.start);
        let why = if is_later {
            "it is declared only here"
        } else {
            "it is declared here, in a block that has ended"
        };
        return problem
            .related(place, why)
            .hint("move the `let` up, before the block and its first use");
    }
    let hint = other_meaning(recipe, known, used).or_else(|| similar(body, known, reach, name));
    problem.hint(
        hint.unwrap_or_else(|| {
            format!(
                "declare it with `let {name} = ...;` before it is used; strings use double quotes"
            )
        })
        .as_str(),
    )
}

/// A variable of the top level that is used in a function.
fn outside_of_function(
    problem: Diagnostic,
    name: &str,
    function: &str,
    declared: Option<Place>,
) -> Diagnostic {
    let problem = problem.note(format!(
        "the function `{function}` sees its parameters and the constants of the file, not its variables"
    ));
    let problem = match declared {
        Some(place) => problem.related(place, "this one is not in scope"),
        None => problem,
    };
    problem.hint(
        format!("pass it in as a parameter, or make it a constant: `const {name} = ...`").as_str(),
    )
}

/// A hint where the name is something else than a variable.
fn other_meaning(recipe: &RecipeFile<'_>, known: &Known<'_>, used: &Use<'_>) -> Option<String> {
    let name = used.name;
    if is_assigned(recipe, used) {
        return Some(format!("a new variable is declared with `let`: `let {name} = ...;`"));
    }
    if known.imports.contains(&name) {
        return Some(format!(
            "`{name}` is an import, and no value: call one of its functions, `{name}::function(...)`"
        ));
    }
    if recipe.catalogue.has_namespace(name) {
        return Some(format!(
            "`{name}` is a namespace: its functions are called as `{name}::function(...)`"
        ));
    }
    if !recipe.catalogue.forms("", name).is_empty() {
        return Some(format!(
            "`{name}` is a function: call it with `{name}(...)`, or pass it on in a closure: `|x| {name}(x)`"
        ));
    }
    dashed(recipe, used).or_else(|| foreign::value(name).map(String::from))
}

/// A hint with the most similar name that is in scope.
fn similar(body: &Body, known: &Known<'_>, reach: &[String], name: &str) -> Option<String> {
    let is_top = body.function.is_none();
    let variables = known.variables.iter().filter(|_| is_top).map(|(name, _)| *name);
    let near = reach
        .iter()
        .map(String::as_str)
        .chain(known.constants.iter().copied())
        .chain(known.functions.iter().copied())
        .chain(variables)
        .chain(["true", "false", "null"]);
    suggest::did_you_mean(name, near)
}

/// Whether a statement starts with the name and gives it a value.
fn is_assigned(recipe: &RecipeFile<'_>, used: &Use<'_>) -> bool {
    let behind =
        recipe.text_at(used.position).get(used.name.len()..).unwrap_or_default().trim_start();
    recipe.line_before(used.position).trim().is_empty()
        && behind.starts_with('=')
        && !behind.starts_with("==")
}

/// A variable of this name that the same body makes somewhere else.
fn declared_elsewhere(
    recipe: &RecipeFile<'_>,
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
                place = recipe.place(parts.0.pos);
            }
        });
    }
    place
}

/// `map.a-b`: a name with a dash in it is read as a subtraction.
fn dashed(recipe: &RecipeFile<'_>, used: &Use<'_>) -> Option<String> {
    let before = recipe.line_before(used.position).strip_suffix('-')?;
    let start =
        before.rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).map_or(0, |i| i + 1);
    let first = &before[start..];
    let property = before[..start].ends_with('.');
    (!first.is_empty()).then(|| {
        let whole = format!("{first}-{}", used.name);
        if property {
            format!("a key with a dash is written in brackets: `[\"{whole}\"]`")
        } else {
            format!("if `{whole}` is a string, put it in double quotes")
        }
    })
}

/// Names that a recipe can't define: the functions that carry places through a run, and `null`, which is a word of
/// the language although a variable could be called so.
fn reserved(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let functions = recipe.functions().filter(|function| is_inserted(&function.name));
    let functions = functions.map(|function| {
        let message = format!("the function name `{}` is reserved", function.name);
        Diagnostic::error("reserved-word", message)
            .at(recipe.place_of_name(function))
            .hint("choose another name")
    });
    functions.chain(reserved_variables(recipe)).collect()
}

fn reserved_variables(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let diagnostic = |position: Position| {
        Diagnostic::error("reserved-word", "`null` is a word of the language, and can't be a name")
            .at(recipe.place(position))
            .hint("choose another name")
    };
    recipe.in_statements(|statement| match statement {
        Stmt::Var(parts, ..) if parts.0.name == "null" => Some(diagnostic(parts.0.pos)),
        Stmt::For(parts, _) if parts.0.name == "null" => Some(diagnostic(parts.0.pos)),
        Stmt::Assignment(parts) => match &parts.1.lhs {
            Expr::Variable(variable, _, position) if variable.1 == "null" => {
                Some(diagnostic(*position))
            }
            _ => None,
        },
        _ => None,
    })
}
