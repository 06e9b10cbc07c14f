//! Functions that report their calls: each of a file is there under another name, and one under its own name calls it.

use super::Tracer;
use super::shown::{arguments, short, shortened};
use crate::diag::Place;
use crate::engine::errors::error::Fallible;
use crate::engine::errors::explain::Scene;
use crate::engine::lint::tree::{Body, bodies, visit};
use crate::engine::run::context::{Run, RunRef};
use crate::engine::source::mangling::written;
use crate::engine::source::parse::parse;
use rhai::{
    AST, ASTNode, Array, Dynamic, Engine, EvalAltResult, Expr, FnAccess, FuncRegistration, INT,
    ImmutableString, Module, NativeCallContext, ScriptFuncDef,
};
use rustc_hash::FxBuildHasher;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::hash::BuildHasher;

/// What calls a function and reports that. No author has a reason to call anything so.
const CALLED: &str = "sw_traced_call";

/// What is written between a function's name and its file's number: the language wants a name that no other file has.
const INSIDE: &str = "__traced_in_file_";

/// How many calls may be inside each other: three of the language for one of the recipe.
pub(crate) const CALL_LEVELS: usize = 3 * 48;

/// What wrapped functions call.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    FuncRegistration::new(CALLED).set_into_module(
        &mut module,
        |ctx: NativeCallContext, line: INT, name: ImmutableString, given: Array| {
            called(&ctx, None, line, &name, given)
        },
    );
    FuncRegistration::new(CALLED).with_purity(true).set_into_module(
        &mut module,
        |ctx: NativeCallContext,
         this: &mut Dynamic,
         line: INT,
         name: ImmutableString,
         given: Array| { called(&ctx, Some(this), line, &name, given) },
    );
    module
}

fn called(
    ctx: &NativeCallContext<'_>,
    this: Option<&mut Dynamic>,
    line: INT,
    name: &str,
    mut given: Array,
) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    let tracer = run.tracer.as_ref().expect("only a run with a trace has wrapped functions");
    let function = written(name.split(INSIDE).next().unwrap_or(name));
    let place = place(ctx, &run, function, line);
    tracer.enter(place.clone(), || {
        let object = this.as_ref().map(|this| format!("{}.", short(&run, this)));
        format!("{}{function}({})", object.unwrap_or_default(), arguments(&run, &given))
    });
    let is_method = this.is_some();
    let mut all: Vec<&mut Dynamic> = this.into_iter().chain(given.iter_mut()).collect();
    let result = ctx.call_fn_raw(name, is_method, is_method, &mut all);
    tracer.leave(function, place, || match &result {
        Ok(value) if value.is_unit() => String::new(),
        Ok(value) => format!(" -> {}", short(&run, value)),
        Err(error) => format!(" failed: {}", reason(ctx, &run, error)),
    });
    result
}

/// Where a function is called; where that is unknown, as when a function of the language calls it, where it is defined.
fn place(ctx: &NativeCallContext<'_>, run: &Run, function: &str, line: INT) -> Option<Place> {
    let call = run.calls_around(ctx).into_iter().next();
    let call = call.filter(|call| call.what == format!("`{function}` was called"));
    let defined = || Some(Place::new(ctx.call_source()?, u32::try_from(line).ok()?, 1));
    call.map(|call| call.place).or_else(defined)
}

fn reason(ctx: &NativeCallContext<'_>, run: &RunRef, error: &EvalAltResult) -> String {
    let scene = Scene { run, catalogue: run.catalogue(ctx.engine()), main: "" };
    let first = scene.diagnostics(error).into_iter().next();
    shortened(&first.map(|problem| problem.message).unwrap_or_default())
}

/// A file whose functions report their calls, in a run with a trace.
pub(crate) fn wrapped(engine: &Engine, run: &Run, file: &str, ast: AST) -> AST {
    let Some(tracer) = &run.tracer else { return ast };
    let (inside, methods) = (format!("{INSIDE}{}", FxBuildHasher.hash_one(file)), methods(&ast));
    let traced = ast.iter_fn_def().filter(|def| is_traced(tracer, def));
    let text: String =
        traced.map(|def| wrapper(def, &inside, methods.contains(&signature(def)))).collect();
    let Ok(wrappers) = parse(engine, run, &text).0 else { return ast };
    let mut functions = Module::new();
    for def in ast.iter_fn_def() {
        let def = ScriptFuncDef::clone(def);
        let is_same = |other: &&_| signature(other) == signature(&def);
        if let Some(wrapper) = wrappers.iter_fn_def().map(AsRef::as_ref).find(is_same) {
            let (body, params) = (wrapper.body.clone(), wrapper.params.clone());
            functions.set_script_fn(ScriptFuncDef { body, params, ..def.clone() });
            let name = format!("{}{inside}", def.name).into();
            functions.set_script_fn(ScriptFuncDef { name, access: FnAccess::Private, ..def });
        } else {
            functions.set_script_fn(def);
        }
    }
    let mut wrapped = ast.clone_statements_only();
    wrapped.combine(AST::new([], functions));
    wrapped.set_source(file);
    wrapped
}

fn signature(def: &ScriptFuncDef) -> (String, usize) {
    (def.name.to_string(), def.params.len())
}

/// A closure has no name to be traced by.
fn is_traced(tracer: &Tracer, def: &ScriptFuncDef) -> bool {
    !def.name.contains('$') && def.this_type.is_none() && tracer.takes(written(&def.name))
}

/// The text of a function that calls another one of its parameters; in one line, which is of no interest.
fn wrapper(def: &ScriptFuncDef, inside: &str, is_method: bool) -> String {
    let parameters: Vec<String> = (0..def.params.len()).map(|i| format!("given_{i}")).collect();
    let (name, list, line) =
        (&def.name, parameters.join(", "), def.body.start_position().line().unwrap_or(1));
    let this = if is_method { "this." } else { "" };
    let mut text = String::new();
    let _ = writeln!(
        text,
        "fn {name}({list}) {{ {this}{CALLED}({line}, \"{name}{inside}\", [{list}]) }}"
    );
    text
}

/// The functions that are methods: they say `this`.
fn methods(ast: &AST) -> BTreeSet<(String, usize)> {
    let says_this = |body: &Body| {
        let mut found = false;
        let mut see = |node: ASTNode<'_>| found |= matches!(node, ASTNode::Expr(Expr::ThisPtr(_)));
        body.statements.iter().for_each(|statement| visit(ASTNode::Stmt(statement), &mut see));
        found
    };
    let functions = bodies(ast).into_iter().filter(says_this).filter_map(|body| body.function);
    functions.map(|function| (function.name, function.parameters.len())).collect()
}
