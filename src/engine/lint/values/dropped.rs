//! Results that are made and thrown away: the call was meant to do something, and did not.

use crate::diag::Diagnostic;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::scope::is_constant;
use crate::engine::lint::tree::{Body, is_word, last_method, root_variable};
use rhai::{Expr, FnCallExpr, Position, Stmt, StmtBlock};

/// Functions and methods whose result is all there is to them, whatever they are called on.
const PURE: &str = "\
    note merge merge_by pick omit compact flatten join entries opt keys values map_values \
    to_upper to_lower sub_string split choose required optional one_of literal filter \
    reduce some all find find_map index_of contains starts_with ends_with to_json sort_by \
    group_by unique to_string order order_by order_desc extract";

/// Methods that change the text they are called on, and give it; a constant text stays as it is.
const CHANGES_TEXT: [&str; 8] =
    ["trim", "replace", "crop", "truncate", "pad", "remove", "make_upper", "make_lower"];

/// Functions of namespaces that give something and do something as well: they declare it.
const DECLARES: [(&str, &str); 1] = [("secrets", "platform")];

pub(crate) fn check(recipe: &RecipeFile<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for body in &recipe.bodies {
        in_body(recipe, body, &mut found);
    }
    found
}

fn in_body(recipe: &RecipeFile<'_>, body: &Body, found: &mut Vec<Diagnostic>) {
    let is_top = body.function.is_none();
    for (i, statement) in body.statements.iter().enumerate() {
        let is_last = i + 1 == body.statements.len();
        // The last statement is the result of a function, and of a file that ends without a `;`.
        let is_result = is_last && (!is_top || !recipe.text.trim_end().ends_with(';'));
        in_statement(recipe, statement, is_result, found);
    }
}

fn in_statement(
    recipe: &RecipeFile<'_>,
    statement: &Stmt,
    is_result: bool,
    found: &mut Vec<Diagnostic>,
) {
    let mut block = |block: &StmtBlock, is_result: bool| {
        let last = block.statements().len();
        for (i, inner) in block.statements().iter().enumerate() {
            in_statement(recipe, inner, is_result && i + 1 == last, found);
        }
    };
    match statement {
        Stmt::If(flow, _) | Stmt::TryCatch(flow, _) => {
            block(&flow.body, is_result);
            block(&flow.branch, is_result);
        }
        Stmt::While(flow, _) | Stmt::Do(flow, ..) => block(&flow.body, false),
        Stmt::For(parts, _) => block(&parts.2.body, false),
        Stmt::Block(inner) => block(inner, is_result),
        Stmt::Expr(expression) if !is_result => found.extend(dropped(recipe, expression)),
        Stmt::FnCall(call, position) if !is_result => {
            found.extend(dropped_call(recipe, call, *position))
        }
        _ => {}
    }
}

fn dropped(recipe: &RecipeFile<'_>, expression: &Expr) -> Option<Diagnostic> {
    match expression {
        Expr::FnCall(call, position) => dropped_call(recipe, call, *position),
        Expr::Dot(sides, ..) => {
            let (call, position) = last_method(expression)?;
            let on_plain_value = matches!(
                sides.lhs,
                Expr::StringConstant(..)
                    | Expr::InterpolatedString(..)
                    | Expr::Array(..)
                    | Expr::Map(..)
                    | Expr::IntegerConstant(..)
            );
            let name = call.name.as_str();
            let is_pure = is_word(PURE, name)
                || on_plain_value && matches!(name, "comment" | "map" | "filter")
                || CHANGES_TEXT.contains(&name)
                    && root_variable(expression).is_some_and(|root| is_constant_text(recipe, root));
            is_pure.then(|| unused(recipe, &format!("`{}`", call.name), position))
        }
        Expr::And(_, position) | Expr::Or(_, position) | Expr::Coalesce(_, position) => {
            Some(unused(recipe, "this expression", *position))
        }
        _ => None,
    }
}

/// Whether a name is a constant of the file that is a text.
fn is_constant_text(recipe: &RecipeFile<'_>, name: &str) -> bool {
    let top = recipe.bodies.iter().take(1).flat_map(|top| &top.statements);
    top.filter_map(|statement| match statement {
        Stmt::Var(parts, flags, _) if is_constant(*flags) => Some(parts),
        _ => None,
    })
    .any(|parts| {
        parts.0.name == name
            && matches!(parts.1, Expr::StringConstant(..) | Expr::InterpolatedString(..))
    })
}

fn dropped_call(
    recipe: &RecipeFile<'_>,
    call: &FnCallExpr,
    position: Position,
) -> Option<Diagnostic> {
    if let Some(operator) = &call.op_token {
        let problem = unused(recipe, &format!("`{operator}`"), position);
        return Some(if operator.literal_syntax() == "==" {
            problem.hint("a variable is changed with `=`")
        } else {
            problem
        });
    }
    let name = call.name.as_str();
    if call.is_qualified() {
        let forms = recipe.catalogue.forms(call.namespace.root(), name);
        let is_done = DECLARES.contains(&(call.namespace.root(), name));
        let gives = !is_done && !forms.is_empty() && !forms.iter().any(|form| form.gives_nothing);
        return gives
            .then(|| unused(recipe, &format!("`{}::{name}`", call.namespace.root()), position));
    }
    let is_own = recipe.functions().any(|function| function.name == name);
    (!is_own && is_word(PURE, name)).then(|| unused(recipe, &format!("`{name}`"), position))
}

fn unused(recipe: &RecipeFile<'_>, what: &str, position: Position) -> Diagnostic {
    Diagnostic::error("unused-result", format!("the result of {what} is thrown away"))
        .at(recipe.place(position))
        .note("it changes nothing by itself: all that it does is in its result")
        .hint("give it a name with `let`, pass it on, or take the line out")
}
