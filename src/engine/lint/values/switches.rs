//! `switch` with arms that are never reached, values that no arm takes, and values that can't be compared.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::tree::visit;
use rhai::{ASTNode, Expr, Position, Stmt, SwitchCasesCollection};
use std::collections::BTreeSet;

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let mut found = recipe.in_statements(|statement| match statement {
        Stmt::Switch(switch, position) => {
            duplicate(recipe, &switch.1).or_else(|| secret(recipe, &switch.0, *position))
        }
        _ => None,
    });
    let is_open = |(operand, switch, position): &(&Expr, &SwitchCasesCollection, Position)| {
        switch.def_case.is_none() && !takes_all_choices(recipe, operand, switch, *position)
    };
    found.extend(
        valued(recipe).into_iter().filter(is_open).map(|(_, _, position)| open(recipe, position)),
    );
    found
}

/// An arm whose value an earlier arm takes without a condition.
fn duplicate(recipe: &RecipeFile<'_>, switch: &SwitchCasesCollection) -> Option<Diagnostic> {
    let is_always = |arm: usize| matches!(switch.expressions[arm].lhs, Expr::BoolConstant(true, _));
    // The cases come in no order: the earliest of the hidden arms is the one to tell.
    let hidden = switch.cases.values().filter_map(|case| {
        let first = case.blocks.iter().position(|arm| is_always(*arm))?;
        Some((*case.blocks.get(first + 1)?, case.blocks[first]))
    });
    let (arm, first) = hidden.min()?;
    let place = |arm: usize| recipe.place(switch.expressions[arm].rhs.position());
    let problem = Diagnostic::warning("duplicate-arm", "this arm of `switch` is never reached")
        .at(place(arm))
        .hint("take it out, or give it another value");
    Some(match place(first) {
        Some(first) => problem.related(first, "the same value is taken here"),
        None => problem,
    })
}

/// The `switch`es whose value is used.
fn valued<'p>(recipe: &'p RecipeFile<'_>) -> Vec<(&'p Expr, &'p SwitchCasesCollection, Position)> {
    let mut found = Vec::new();
    let mut note = |statement: &'p Stmt| {
        if let Stmt::Switch(switch, position) = statement {
            found.push((&switch.0, &switch.1, *position));
        }
    };
    for body in recipe.bodies.iter().filter(|body| body.function.is_some()) {
        if let Some(Stmt::Switch(switch, _)) =
            body.statements.last().filter(|last| matches!(last, Stmt::Switch(..)))
        {
            // Arms that do something instead of giving something are no result.
            if switch.1.expressions.iter().all(|arm| gives_value(&arm.rhs)) {
                body.statements.last().into_iter().for_each(&mut note);
            }
        }
    }
    recipe.expressions(&mut |expression| {
        if let Expr::Stmt(block) = expression {
            // An arm of another `switch` is a block, and so is the part of a text.
            block
                .statements()
                .last()
                .into_iter()
                .filter(|_| block.statements().len() == 1)
                .for_each(&mut note);
        }
    });
    found
}

/// Whether there is an arm for everything that an option can be: `switch o.tier` where the same file
/// says `tier: one_of(["small", "large"])`.
fn takes_all_choices(
    recipe: &RecipeFile<'_>,
    operand: &Expr,
    switch: &SwitchCasesCollection,
    position: Position,
) -> bool {
    let Expr::Dot(sides, ..) = operand else { return false };
    let (Expr::Variable(options, ..), Expr::Property(option, _)) = (&sides.lhs, &sides.rhs) else {
        return false;
    };
    let last = switch.expressions.iter().map(|arm| arm.rhs.position()).max().unwrap_or(position);
    let text = recipe.text_at(position);
    let arms = &text[..text.len().saturating_sub(recipe.text_at(last).len())];
    let choices = choices(recipe, &options.1, &option.2);
    !choices.is_empty()
        && choices
            .iter()
            .all(|choices| choices.iter().all(|choice| arms.contains(&format!("{choice:?}"))))
}

/// What an option can be, for each place where a variable of this name gets its options.
fn choices(recipe: &RecipeFile<'_>, options: &str, option: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    recipe.statements(&mut |statement| {
        if let Stmt::Var(parts, ..) = statement
            && parts.0.name == options
            && let Expr::FnCall(call, _) = &parts.1
            && call.name == "options"
            && let Some(Expr::Map(rules, _)) = call.args.get(1)
            && let Some((_, rule)) = rules.0.iter().find(|(name, _)| name.name == option)
            && let Some(items) = choices_of(rule)
        {
            let text = |item: &Expr| {
                if let Expr::StringConstant(text, _) = item { Some(text.to_string()) } else { None }
            };
            // What is no text is never found among the arms.
            found.push(
                items.iter().map(|item| text(item).unwrap_or_else(|| "\u{0}".into())).collect(),
            );
        }
    });
    found
}

/// The choices that a rule names: in `one_of([...])` itself, or in a rule around it.
fn choices_of(rule: &Expr) -> Option<&[Expr]> {
    match rule {
        Expr::FnCall(call, _) if call.name == "one_of" => match call.args.first() {
            Some(Expr::Array(items, _)) => Some(items),
            _ => None,
        },
        Expr::FnCall(call, _) => choices_of(call.args.get(1)?),
        Expr::Dot(sides, ..) => choices_of(&sides.lhs),
        _ => None,
    }
}

/// Whether an arm is a plain value, and no call or block.
fn gives_value(arm: &Expr) -> bool {
    let inner = match arm {
        Expr::Stmt(block) => match block.statements() {
            [Stmt::Expr(inner)] => inner,
            _ => return false,
        },
        other => other,
    };
    let is_value = |expression: &Expr| {
        !matches!(expression, Expr::FnCall(..) | Expr::Dot(..) | Expr::Stmt(_) | Expr::Unit(_))
    };
    is_value(inner)
}

fn open(recipe: &RecipeFile<'_>, position: Position) -> Diagnostic {
    Diagnostic::warning("incomplete-switch", "the value of this `switch` is `()` where no arm fits")
        .at(recipe.place(position))
        .hint("add a last arm `_ => ...`; `_ => throw \"...\"` where there is nothing else to give")
}

/// A secret is compared by nothing: the last arm would always be taken.
fn secret(recipe: &RecipeFile<'_>, operand: &Expr, position: Position) -> Option<Diagnostic> {
    let name = match operand {
        Expr::FnCall(call, _) if call.name == "secret" => Some(""),
        Expr::Variable(variable, ..) if secrets(recipe).contains(variable.1.as_str()) => {
            Some(variable.1.as_str())
        }
        _ => None,
    }?;
    let what =
        if name.is_empty() { "a secret".to_string() } else { format!("the secret `{name}`") };
    Some(
        Diagnostic::error("not-known-yet", format!("{what} can't be compared with another value: its value is not known in a recipe"))
            .at(recipe.place(operand.position()).or_else(|| recipe.place(position)))
            .note("a recipe holds a reference to the secret, never what it is")
            .hint("decide by something that is known here, such as the environment: `env.choose(#{ production: ..., default: ... })`"),
    )
}

/// The variables that are made from `secret(...)`.
fn secrets<'p>(recipe: &'p RecipeFile<'_>) -> BTreeSet<&'p str> {
    let mut names = BTreeSet::new();
    for statement in recipe.bodies.iter().flat_map(|body| &body.statements) {
        visit(ASTNode::Stmt(statement), &mut |node| {
            if let ASTNode::Stmt(Stmt::Var(parts, ..)) = node
                && matches!(&parts.1, Expr::FnCall(call, _) if call.name == "secret")
            {
                names.insert(parts.0.name.as_str());
            }
        });
    }
    names
}
