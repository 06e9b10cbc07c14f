//! Variables that are given to a closure of their own: `web.ports.map(|port| web.host + port)`.
//!
//! The language shares a variable with the closures that use it, and locks it while a method of it
//! runs: this closure would find it locked. Where no closure changes it, no one can tell a share
//! from a copy, and [`Captured`] says of which variables to keep a copy; where one does, that is
//! a mistake of the recipe.

use super::closures::KEEPS;
use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::scope::is_closure;
use crate::engine::lint::tree::{Body, children, is_word, root_variable, visit};
use crate::engine::reference::collect::catalogue::BUILT_IN;
use rhai::{ASTNode, Expr, FnCallExpr, Position, Stmt};
use std::collections::{BTreeMap, BTreeSet};

/// Methods of the language that change what they are called on.
const CHANGES: &str = "\
    append chop clear crop dedup drain fill_with insert make_lower make_upper mixin pad pop push \
    remove replace retain reverse set shift sort sort_desc splice split trim truncate";

/// The variables of a file whose maps get keys by assignment: `jobs[name] = ...`.
pub(crate) fn growing(recipe: &RecipeFile<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    recipe.statements(&mut |statement| {
        if let Stmt::Assignment(parts) = statement
            && let Expr::Dot(sides, ..) | Expr::Index(sides, ..) = &parts.1.lhs
            && let Expr::Variable(variable, ..) = &sides.lhs
        {
            names.insert(variable.1.to_string());
        }
    });
    names
}

/// The variables of a file that are given to a closure of their own, and are never changed by one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Captured {
    /// Those of a function or of the top level.
    pub(crate) made: BTreeSet<String>,
    /// Those that a closure took along, and gives to another one.
    pub(crate) taken: BTreeSet<String>,
}

impl Captured {
    pub(crate) fn of(recipe: &RecipeFile<'_>) -> Self {
        let mut captured = Self::default();
        let changed = changed_behind_shares(recipe);
        for own in own_closures(recipe).into_iter().filter(|own| !changed.contains_key(own.name)) {
            let names = if own.is_taken { &mut captured.taken } else { &mut captured.made };
            names.insert(own.name.to_string());
        }
        captured
    }
}

/// A value that is in use by a method is changed by the method's closure, or by one that was kept.
pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let changed = changed_behind_shares(recipe);
    let diagnostic = |own: &Own<'_>| {
        let place = recipe.place(*changed.get(own.name)?);
        let name = own.name;
        let problem = Diagnostic::error(
            "value-in-use",
            format!("this closure uses `{name}` while a method of `{name}` runs"),
        )
        .at(recipe.place(own.position))
        .hint(
            format!("give it a copy: `let own = {name};` before, and `own` inside the closure")
                .as_str(),
        );
        Some(if let Some(place) = place {
            problem
                .related(place, "and a closure changes it here, or it is changed while one is kept")
        } else {
            problem
        })
    };
    own_closures(recipe).iter().filter_map(diagnostic).collect()
}

/// A closure that is given to a method of a variable, and uses that variable.
struct Own<'a> {
    name: &'a str,
    position: Position,
    /// Whether the variable was itself taken along by the closure around.
    is_taken: bool,
}

fn own_closures<'p>(recipe: &'p RecipeFile<'_>) -> Vec<Own<'p>> {
    let mut found = Vec::new();
    recipe.expressions(&mut |expression| {
        let (root, rest): (&Expr, Vec<&Expr>) = match expression {
            Expr::Dot(sides, ..) | Expr::Index(sides, ..) => (&sides.lhs, vec![&sides.rhs]),
            Expr::FnCall(call, _) if !call.args.is_empty() => {
                (&call.args[0], call.args[1..].iter().collect())
            }
            _ => return,
        };
        let Expr::Variable(variable, ..) = root else { return };
        let name = variable.1.as_str();
        let share = rest.into_iter().find_map(|part| share_of(part, name));
        found.extend(share.map(|position| Own { name, position, is_taken: variable.0.is_none() }));
    });
    found
}

/// Where a closure inside an expression uses the variable `name` of the body around.
fn share_of(expression: &Expr, name: &str) -> Option<Position> {
    let mut position = None;
    visit(ASTNode::Expr(expression), &mut |node| {
        if let ASTNode::Stmt(Stmt::Share(taken)) = node {
            position = position.or_else(|| {
                taken
                    .iter()
                    .find(|(variable, _)| variable.name == name)
                    .map(|(variable, _)| variable.pos)
            });
        }
    });
    position
}

/// The variables that a closure changes, and those that are changed while a closure that uses them is kept.
fn changed_behind_shares<'p>(recipe: &'p RecipeFile<'_>) -> BTreeMap<&'p str, Position> {
    let shared: BTreeSet<&str> = recipe.bodies.iter().flat_map(shares).collect();
    let mut changed = BTreeMap::new();
    for body in &recipe.bodies {
        let own = changes(recipe, body);
        let is_closure =
            body.function.as_ref().is_some_and(crate::engine::lint::tree::Function::is_closure);
        let counts: BTreeSet<&str> = if is_closure {
            body.function
                .iter()
                .flat_map(|function| &function.parameters)
                .map(String::as_str)
                .filter(|name| shared.contains(name))
                .collect()
        } else {
            BTreeSet::new()
        };
        let kept = kept(body);
        changed.extend(
            own.into_iter().filter(|(name, _)| counts.contains(name) || kept.contains(name)),
        );
    }
    changed
}

/// The variables of a body that its closures use.
fn shares(body: &Body) -> Vec<&str> {
    let mut names = Vec::new();
    for statement in &body.statements {
        visit(ASTNode::Stmt(statement), &mut |node| {
            if let ASTNode::Stmt(Stmt::Share(taken)) = node {
                names.extend(taken.iter().map(|(variable, _)| variable.name.as_str()));
            }
        });
    }
    names
}

/// The variables of a body that closures use which live on: those that are no argument of a call.
fn kept(body: &Body) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    body.statements.iter().for_each(|statement| keep(ASTNode::Stmt(statement), &mut names));
    names
}

fn keep<'a>(node: ASTNode<'a>, names: &mut BTreeSet<&'a str>) {
    let call = match node {
        ASTNode::Expr(Expr::FnCall(call, _) | Expr::MethodCall(call, _))
        | ASTNode::Stmt(Stmt::FnCall(call, _)) => Some(call),
        _ => None,
    };
    let is_passed = |child: &ASTNode<'_>| {
        call.is_some_and(|call| !KEEPS.contains(&call.name.as_str()))
            && matches!(child, ASTNode::Expr(Expr::Stmt(block)) if is_closure(block))
    };
    if let ASTNode::Stmt(Stmt::Share(taken)) = node {
        names.extend(taken.iter().map(|(variable, _)| variable.name.as_str()));
    }
    children(node)
        .into_iter()
        .filter(|child| !is_passed(child))
        .for_each(|child| keep(child, names));
}

/// The variables that a body changes after they were made.
fn changes<'p>(recipe: &RecipeFile<'_>, body: &'p Body) -> BTreeMap<&'p str, Position> {
    let mut changed = BTreeMap::new();
    for statement in &body.statements {
        visit(ASTNode::Stmt(statement), &mut |node| {
            let target = match node {
                ASTNode::Stmt(Stmt::Assignment(parts)) => Some(&parts.1.lhs),
                ASTNode::Expr(Expr::Dot(sides, ..) | Expr::Index(sides, ..))
                    if changes_its_root(recipe, &sides.rhs) =>
                {
                    Some(&sides.lhs)
                }
                ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))
                    if is_word(CHANGES, &call.name) =>
                {
                    call.args.first()
                }
                _ => None,
            };
            if let Some((name, target)) =
                target.and_then(|target| Some((root_variable(target)?, target)))
            {
                changed.entry(name).or_insert_with(|| target.start_position());
            }
        });
    }
    changed
}

fn changes_its_root(recipe: &RecipeFile<'_>, rest: &Expr) -> bool {
    match rest {
        Expr::MethodCall(call, _) => may_change(recipe, call),
        Expr::Dot(sides, ..) | Expr::Index(sides, ..) => {
            changes_its_root(recipe, &sides.lhs) || changes_its_root(recipe, &sides.rhs)
        }
        _ => false,
    }
}

/// A method of the recipe's own can change `this`; what is no method at all may be a closure in a map.
fn may_change(recipe: &RecipeFile<'_>, call: &FnCallExpr) -> bool {
    let name = call.name.as_str();
    let is_native = || BUILT_IN.contains(&name) || !recipe.catalogue.forms("", name).is_empty();
    is_word(CHANGES, name)
        || recipe.functions().any(|function| function.name == name)
        || !is_native()
}
