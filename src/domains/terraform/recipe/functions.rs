//! What recipes call: `terraform::root`, `terraform::module`, `terraform::block`.

use super::expression::operators::{conditional, joined};
use super::expression::workspace::{WORKSPACE, chosen};
use super::hcl::read_hcl;
use super::module_schema;
use super::nested_block::{NestedBlock, to_recipe};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::LANGUAGE;
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::parse;
use crate::emit::hcl::{BinaryOp, emit_expr};
use crate::engine::Functions;
use crate::engine::environment::EnvironmentHandle;
use crate::engine::{At, Fallible, Run, options};
use crate::value::{Hole, Piece, Text};
use rhai::{Array, Dynamic, Map, NativeCallContext};

const FOLDER: &str = "infrastructure/terraform";

type Ctx<'a> = NativeCallContext<'a>;

pub(crate) fn functions(functions: &mut Functions<'_>) {
    add_roots(functions);
    add_expressions(functions);
    add_calls(functions);
    functions.add("terraform::parse(text)", parse);
    functions.add("terraform::block(body)", |ctx: Ctx, body: Map| {
        options::map(&ctx, &body).map(NestedBlock::new)
    });
    functions.add("terraform::module_schema(schema)", module_schema::declare);
}

fn add_roots(functions: &mut Functions<'_>) {
    type Env = EnvironmentHandle;
    functions.add("terraform::root(environment)", |ctx: Ctx, environment: Env| {
        let name = &environment.environment().name;
        root(&ctx, name, name, None)
    });
    functions.add("terraform::root(environment, options)", |ctx: Ctx, env: Env, given: Map| {
        let name = &env.environment().name;
        root(&ctx, name, name, Some(&given))
    });
    functions.add("terraform::root(name)", |ctx: Ctx, name: &str| root(&ctx, name, name, None));
    functions.add("terraform::root(name, options)", |ctx: Ctx, name: &str, given: Map| {
        root(&ctx, name, name, Some(&given))
    });
    let part = |environment: Env, name: &str| format!("{}/{name}", environment.environment().name);
    functions.add("terraform::root(environment, name)", move |ctx: Ctx, env: Env, name: &str| {
        root(&ctx, &part(env, name), name, None)
    });
    functions.add(
        "terraform::root(environment, name, options)",
        move |ctx: Ctx, env: Env, name: &str, given: Map| {
            root(&ctx, &part(env, name), name, Some(&given))
        },
    );
    functions.add("terraform::module(name)", |ctx: Ctx, name: &str| module(&ctx, name, None));
    functions.add("terraform::module(name, options)", |ctx: Ctx, name: &str, given: Map| {
        module(&ctx, name, Some(&given))
    });
}

fn add_expressions(functions: &mut Functions<'_>) {
    functions.add("terraform::expr(source)", |ctx: Ctx, source: &str| {
        expression(&Run::of(&ctx), source).map(Reference::to).at(&ctx)
    });
    functions.add("terraform::external(source)", |ctx: Ctx, source: &str| {
        expression(&Run::of(&ctx), source).map(Reference::elsewhere).at(&ctx)
    });
    functions.add(
        "terraform::when(condition, yes, no)",
        |ctx: Ctx, condition: Dynamic, yes: Dynamic, no: Dynamic| {
            conditional(&Run::of(&ctx), &condition, &yes, &no).at(&ctx)
        },
    );
    functions.add("terraform::all(conditions)", |ctx: Ctx, conditions: Array| {
        joined(&Run::of(&ctx), BinaryOp::And, &conditions).at(&ctx)
    });
    functions.add("terraform::any(conditions)", |ctx: Ctx, conditions: Array| {
        joined(&Run::of(&ctx), BinaryOp::Or, &conditions).at(&ctx)
    });
    functions.add("terraform::workspace()", || Reference::to(WORKSPACE));
    functions.add("terraform::choose(choices)", choose);
}

fn add_calls(functions: &mut Functions<'_>) {
    type Any = Dynamic;
    functions.add("terraform::call(name)", |ctx: Ctx, name: &str| called(&ctx, name, &[]));
    functions
        .add("terraform::call(name, a)", |ctx: Ctx, name: &str, a: Any| called(&ctx, name, &[a]));
    functions.add("terraform::call(name, a, b)", |ctx: Ctx, name: &str, a: Any, b: Any| {
        called(&ctx, name, &[a, b])
    });
    functions
        .add("terraform::call(name, a, b, c)", |ctx: Ctx, name: &str, a: Any, b: Any, c: Any| {
            called(&ctx, name, &[a, b, c])
        });
    functions.add(
        "terraform::call(name, a, b, c, d)",
        |ctx: Ctx, name: &str, a: Any, b: Any, c: Any, d: Any| called(&ctx, name, &[a, b, c, d]),
    );
}

/// A checked expression; references that were interpolated into it become part of it.
pub(crate) fn expression(run: &Run, marked: &str) -> Result<String, Diagnostic> {
    let source = match run.read_marks(marked).map_err(|problem| *problem)? {
        Text::Plain(plain) => plain.to_string(),
        Text::Pieces(pieces) => pieces.iter().map(spliced).collect::<Result<String, _>>()?,
    };
    let parsed = parse::expr(&source).map_err(|error| {
        Diagnostic::error(
            "invalid-expression",
            format!("`{source}` is no Terraform expression: {}", error.message),
        )
        .hint("write it as in a `.tf` file, behind the `=`")
    })?;
    Ok(emit_expr(&parsed))
}

fn spliced(piece: &Piece) -> Result<&str, Diagnostic> {
    match piece {
        Piece::Plain(plain) | Piece::Literal(plain) => Ok(plain),
        Piece::Hole(Hole::Expr(expr)) if expr.language.fits(LANGUAGE) => Ok(&expr.source),
        Piece::Hole(_) => Err(Diagnostic::error(
            "secret-in-expression",
            "only Terraform's own references can be part of an expression",
        )
        .hint("give the secret to a variable or an argument of its own, and refer to that")),
    }
}

fn root(ctx: &Ctx<'_>, folder: &str, name: &str, given: Option<&Map>) -> Fallible<Root> {
    made(ctx, "terraform::root", (folder, name), given)
}

fn module(ctx: &Ctx<'_>, name: &str, given: Option<&Map>) -> Fallible<Root> {
    made(ctx, "terraform::module", (&format!("modules/{name}"), name), given)
}

fn made(
    ctx: &Ctx<'_>,
    function: &str,
    (folder, name): (&str, &str),
    given: Option<&Map>,
) -> Fallible<Root> {
    let given = given.map(|given| options::options(ctx, given, function)).transpose()?;
    let root = Root::new(name, format!("{FOLDER}/{folder}"), given.unwrap_or_default());
    Ok(Run::of(ctx).made(ctx, root))
}

fn called(ctx: &Ctx<'_>, name: &str, values: &[Dynamic]) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    let missing = |i: usize| {
        Diagnostic::error(
            "missing-value",
            format!("value {} of the call is `()`: there is nothing to write", i + 1),
        )
        .hint("`null` writes a null; leave the value out to call it with fewer")
    };
    let value = |(i, value): (usize, &Dynamic)| run.convert(value)?.ok_or_else(|| missing(i));
    let values = values.iter().enumerate().map(value).collect::<Result<Vec<_>, _>>();
    values.and_then(|values| super::expression::call::call(&run, name, values)).at(ctx)
}

fn parse(ctx: Ctx<'_>, text: &str) -> Fallible<Dynamic> {
    let run = Run::of(&ctx);
    let text = run.plain_text(text).at(&ctx)?;
    let value = read_hcl::read(&text, "", &run).map_err(read_hcl::without_place).at(&ctx)?;
    Ok(to_recipe(&run, &value))
}

fn choose(ctx: Ctx<'_>, choices: Map) -> Fallible<Reference> {
    let chosen = chosen(&Run::of(&ctx), &choices).at(&ctx)?;
    let key = |index: usize| choices.keys().nth(index).map(|key| key.to_string());
    let place = |index: Option<usize>| {
        index.and_then(key).and_then(|key| options::place_of(&ctx, &choices, &key))
    };
    chosen.map_err(|problem| problem.to_diagnostic().at(place(problem.index()))).at(&ctx)
}
