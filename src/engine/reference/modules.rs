//! Files that recipes import: their functions and constants, with what their comments say.
//!
//! A file is read and never run.

use super::super::lint::tree::{Body, Function, bodies};
use super::super::run::{Run, RunRef};
use super::super::world::MemoryWorld;
use super::super::{Cancel, Limits, Setup, Vocabulary, compile, host, parse};
use super::entry::{ConstantDoc, FunctionDoc, ModuleDoc, ParameterDoc};
use super::rules::{self, Rules};
use super::text::{self, Parts};
use crate::diag::Diagnostic;
use crate::diag::words::visible;
use crate::project::Project;
use rhai::{AST, ASTFlags, Engine, Expr, FnAccess, Position, ScriptFuncDef, Stmt};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Deeply nested sources are taken apart by recursion.
const STACK_BYTES: usize = 64 << 20;

/// What can be imported of these files: each is its name, as a message would say it, and its text. Files that offer
/// nothing are left out; what can't be read is told beside.
pub fn read_modules(vocabulary: &Vocabulary, files: &[(String, String)]) -> (Vec<ModuleDoc>, Vec<Diagnostic>) {
    if files.is_empty() {
        return (Vec::new(), Vec::new());
    }
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, || read(vocabulary, files));
        reading.ok().and_then(|reading| reading.join().ok()).unwrap_or_default()
    })
}

fn read(vocabulary: &Vocabulary, files: &[(String, String)]) -> (Vec<ModuleDoc>, Vec<Diagnostic>) {
    let (inputs, project) = (BTreeMap::new(), Arc::new(Project::bare(Path::new("."))));
    let (world, limits, cancel) = (Arc::new(MemoryWorld::default()), Limits::default(), Cancel::default());
    let setup = Setup { recipe: "", world, project, vocabulary, inputs: &inputs, targets: &[], limits, cancel, trial: None };
    let run = RunRef::new(&setup, None);
    let engine = host::engine(&run, vocabulary, limits);
    let (mut modules, mut problems) = (Vec::new(), Vec::new());
    for (file, text) in files {
        match module(&engine, &run, file, text) {
            Ok(module) if module.functions.is_empty() && module.constants.is_empty() => {}
            Ok(module) => modules.push(module),
            Err(problem) => problems.push(problem),
        }
    }
    (modules, problems)
}

fn module(engine: &Engine, run: &Run, file: &str, source: &str) -> Result<ModuleDoc, Diagnostic> {
    let (parsed, _) = compile::parse(engine, run, source);
    let ast = parsed.map_err(|error| {
        let mut problems = parse::explain(engine, run, file, source, &error);
        if problems.is_empty() { Diagnostic::error("unreadable-file", format!("`{file}` can't be read")) } else { problems.swap_remove(0) }
    })?;
    let is_standard = file.starts_with("std/");
    let name = if is_standard { file.to_string() } else { format!("./{}", visible(file.trim_end_matches(".rhai"))) };
    let alias = name.rsplit('/').next().unwrap_or(&name).replace(['-', '.'], "_");
    let head = source.lines().skip_while(|line| line.trim().is_empty()).take_while(|line| line.starts_with("//!"));
    let parts = Parts::of(&text::of_comments(head));
    Ok(ModuleDoc {
        functions: functions(&ast, &alias),
        constants: constants(&ast, source),
        file: if is_standard { String::new() } else { file.into() },
        summary: parts.summary,
        doc: parts.prose,
        examples: parts.examples,
        name,
        alias,
    })
}

/// Those that importers can call, in the order of the file.
fn functions(ast: &AST, alias: &str) -> Vec<FunctionDoc> {
    let bodies = bodies(ast);
    let body = |definition: &ScriptFuncDef| {
        bodies.iter().find(|body| {
            let function = body.function.as_ref();
            function.is_some_and(|function| function.name == definition.name && function.parameters.len() == definition.params.len())
        })
    };
    let offered = ast.iter_fn_def().filter(|definition| definition.access == FnAccess::Public && !definition.name.contains('$'));
    let mut docs: Vec<(Position, FunctionDoc)> = (offered.filter_map(|definition| Some((definition, body(definition)?))))
        .map(|(definition, body)| (body.function.as_ref().map_or(Position::NONE, Function::start), function(definition, body, alias)))
        .collect();
    docs.sort_by_key(|(start, _)| *start);
    docs.into_iter().map(|(_, doc)| doc).collect()
}

fn function(definition: &ScriptFuncDef, body: &Body, alias: &str) -> FunctionDoc {
    let parts = Parts::of(&text::of_comments(definition.comments.iter().map(|comment| comment.as_str())));
    let rules = rules::of(definition, &body.statements);
    let (options, prose) = rules.as_ref().map(|rules| rules.docs(&parts.prose)).unwrap_or((Vec::new(), parts.prose.clone()));
    let parameters: Vec<ParameterDoc> = definition.params.iter().map(|name| parameter(name, rules.as_ref())).collect();
    let told = |parameter: &ParameterDoc| match parameter.r#type.as_str() {
        "" => parameter.name.clone(),
        kind => format!("{}: {kind}", parameter.name),
    };
    let list = parameters.iter().map(told).collect::<Vec<_>>().join(", ");
    FunctionDoc {
        namespace: alias.into(),
        receiver: String::new(),
        name: definition.name.to_string(),
        signature: format!("{alias}::{}({list})", definition.name),
        parameters,
        gives: String::new(),
        errors: parts.errors(),
        summary: parts.summary,
        doc: prose,
        options,
        examples: parts.examples,
    }
}

fn parameter(name: &str, rules: Option<&Rules>) -> ParameterDoc {
    let is_options = rules.is_some_and(|rules| rules.given == name);
    // What the function calls the map of options that it reads says nothing to others.
    if is_options {
        ParameterDoc { name: "options".into(), r#type: "map".into() }
    } else {
        ParameterDoc { name: name.into(), r#type: String::new() }
    }
}

fn constants(ast: &AST, source: &str) -> Vec<ConstantDoc> {
    let lines: Vec<&str> = source.lines().collect();
    let exported = ast.statements().iter().filter_map(|statement| match statement {
        Stmt::Var(parts, flags, position) if flags.contains(ASTFlags::EXPORTED) => Some((&parts.0.name, &parts.1, position.line()?)),
        _ => None,
    });
    exported.map(|(name, value, line)| constant(name, value, &lines[..line.saturating_sub(1).min(lines.len())])).collect()
}

/// A constant, whose comments stand at the end of `above`: the language knows documentation of functions only, and
/// these are ordinary ones.
fn constant(name: &str, value: &Expr, above: &[&str]) -> ConstantDoc {
    let comments: Vec<&str> = above.iter().rev().take_while(|line| line.trim_start().starts_with("//")).copied().collect();
    let parts = Parts::of(&text::of_comments(comments.into_iter().rev()));
    ConstantDoc {
        name: name.into(),
        r#type: value.get_literal_value(None).map(|value| rules::literal(&value)).unwrap_or_default(),
        summary: parts.summary,
        doc: parts.prose,
        examples: parts.examples,
    }
}
