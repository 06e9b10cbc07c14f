//! From a recipe's text to what the language runs, with what reading it showed.

use super::lexing::lexer::lexemes;
use super::mangling::{self, Renamed};
use super::parse::{parse, parse_renaming};
use super::read_files::ReadFile;
use super::shadowing;
use super::sources::Literal;
use crate::diag::{Diagnostic, Place};
use crate::engine::breakpoints::rewrite;
use crate::engine::errors::error::{Fallible, raise_for_good};
use crate::engine::guards::lookups::Names;
use crate::engine::lint;
use crate::engine::lint::recipe_file::RecipeFile;
use crate::engine::lint::variables::captured::{self, Captured};
use crate::engine::run::context::Run;
use crate::engine::run::holes::is_marked;
use crate::engine::testing::coverage;
use crate::engine::tracing::wrap;
use crate::engine::world::paths::library_around;
use crate::engine::world::pause::Manner;
use crate::util::lock::lock;
use rhai::{AST, Engine};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// The largest recipe file, in bytes.
const LARGEST: usize = 1 << 20;

/// How many lines a file may have: the language counts no further, and messages would name a wrong one.
const MOST_LINES: usize = 65_535;

/// Compiles `text` of `file`.
///
/// # Errors
/// The first thing that is wrong with it; the others are reported to the run.
pub(crate) fn compile(engine: &Engine, run: &Run, file: &str, text: &str) -> Fallible<AST> {
    compile_from(engine, run, file, text, 1, &[])
}

/// Compiles `text`, of which all lines before `first` were compiled before: they are not reported again, and
/// nothing is reported with one of the `hushed` codes.
///
/// # Errors
/// The first thing that is wrong with it; the others are reported to the run.
pub(crate) fn compile_from(
    engine: &Engine,
    run: &Run,
    file: &str,
    text: &str,
    first: u32,
    hushed: &[&str],
) -> Fallible<AST> {
    let is_reported = |message: &Diagnostic| {
        !hushed.contains(&message.code.as_ref())
            && message.place.as_ref().is_none_or(|place| place.start.line >= first)
    };
    lock(&run.sources).add_text(file, text);
    // What a session reads is another text each time.
    let known = if first == 1 { run.read_files.get(file, text) } else { None };
    let file_read = match known {
        Some(known) => known,
        None => read(engine, run, file, text, first == 1)?,
    };
    lock(&run.sources).add_parsed(file, &file_read.literals, &file_read.ast);
    run.lookups.add(file, file_read.names.clone());
    let mut found = file_read.findings.clone();
    found.retain(is_reported);
    let error = found.iter().position(Diagnostic::is_error).map(|first| found.remove(first));
    // Those who import a library can't mend it; its own tests report what could be better.
    let is_of_library = || file.starts_with("std/") || library_around(&*run.world, file).is_some();
    if !found.is_empty() && is_of_library() {
        found.retain(Diagnostic::is_error);
    }
    found.into_iter().for_each(|message| run.report(message));
    error.map_or_else(
        || Ok(wrap::wrapped(engine, run, file, distinct(engine, run, file, text, &file_read))),
        |error| Err(raise_for_good(error)),
    )
}

/// Reads a file, and keeps what that showed for later runs.
fn read(engine: &Engine, run: &Run, file: &str, text: &str, keep: bool) -> Fallible<Arc<ReadFile>> {
    let (ast, literals) = parsed(engine, run, file, text)?;
    let recipe_file = RecipeFile::new(file, text, &ast, run.catalogue(engine));
    let names = Names {
        captured: Captured::of(&recipe_file),
        growing: captured::growing(&recipe_file),
        functions: shadowing::clashing(&ast),
    };
    let mut findings = lint::check(&recipe_file);
    findings.extend(super::lexing::confusables::invisible(file, text));
    drop(recipe_file);
    let read = Arc::new(ReadFile { ast, literals, names, findings, renamed: Mutex::default() });
    if keep && run.watch().tripped().is_none() {
        run.read_files.keep(file, text, &read);
    }
    Ok(read)
}

/// The syntax tree of a file, and its map literals; the errors behind the first one are reported to the run.
fn parsed(engine: &Engine, run: &Run, file: &str, text: &str) -> Fallible<(AST, Vec<Literal>)> {
    let refused = refuse(file, text)
        .map(|problem| problem.at(Place::new(file, 1, 1)))
        .or_else(|| crate::engine::syntax::open_comment(engine, file, text));
    if let Some(problem) = refused {
        return Err(raise_for_good(problem));
    }
    let (parsed, reader) = parse(engine, run, text);
    let mut ast = parsed.map_err(|error| {
        run.watch().tripped().map(raise_for_good).unwrap_or_else(|| {
            first_of(run, crate::engine::syntax::explain(engine, run, file, text, &error))
        })
    })?;
    ast.set_source(file);
    Ok((ast, reader.literals))
}

/// The same file with functions that no other file has, and with what counts its lines where they are counted.
fn distinct(engine: &Engine, run: &Run, file: &str, text: &str, read: &ReadFile) -> AST {
    let ast = read.ast.clone();
    let shared = mangling::shared(&mut lock(&run.functions), file, &ast);
    if run.counts_lines() {
        return counted(engine, run, file, text, ast, shared);
    }
    if let Some(stopping) = stopping(engine, run, file, text, &shared) {
        return stopping;
    }
    if let Some(instrumented) = instrumented(engine, run, file, text, &shared) {
        return instrumented;
    }
    if shared.is_empty() {
        return ast;
    }
    let other = read.renamed(&shared, || renamed(engine, run, file, text, shared.clone()));
    other.inspect(|other| lock(&run.sources).add_closures(file, other)).unwrap_or(ast)
}

/// The same file with what stops at its breakpoints, in a run that does.
fn stopping(
    engine: &Engine,
    run: &Run,
    file: &str,
    text: &str,
    shared: &BTreeSet<String>,
) -> Option<AST> {
    if run.breakpoints != Manner::Stop || !rewrite::may_stop(text) {
        return None;
    }
    let list = lexemes(engine, text).list;
    let rewritten = rewrite::rewritten(file, &list, text, &mut lock(&run.stops))?;
    renamed(engine, run, file, &rewritten, shared.clone())
}

/// The same file with what carries the places of its values, in a run that wants to know them.
fn instrumented(
    engine: &Engine,
    run: &Run,
    file: &str,
    text: &str,
    shared: &BTreeSet<String>,
) -> Option<AST> {
    drop(run.places.known()?);
    let lexemes = lexemes(engine, text);
    let rewritten = run.places.known()?.rewrite(file, &lexemes.list, text);
    let ast = renamed(engine, run, file, &rewritten, shared.clone());
    if ast.is_none() {
        run.places.known()?.columns.remove(file);
    }
    ast
}

/// The file read once more, with other names for some of its functions; none when that can't be read.
fn renamed(
    engine: &Engine,
    run: &Run,
    file: &str,
    text: &str,
    names: BTreeSet<String>,
) -> Option<AST> {
    let (parsed, _) = parse_renaming(engine, run, text, || Renamed::new(names.clone(), file, text));
    let mut ast = mangling::known_to_importers(&parsed.ok()?);
    ast.set_source(file);
    lock(&run.sources).add_closures(file, &ast);
    Some(ast)
}

/// The same file with what counts the lines that are reached.
fn counted(
    engine: &Engine,
    run: &Run,
    file: &str,
    text: &str,
    ast: AST,
    shared: BTreeSet<String>,
) -> AST {
    let (counting, lines) = coverage::counting(&ast, text);
    lock(&run.findings.covered)
        .entry(file.into())
        .or_insert_with(|| lines.into_iter().map(|line| (line, 0)).collect());
    renamed(engine, run, file, &counting, shared).unwrap_or_else(|| {
        // Better no figures than wrong ones.
        lock(&run.findings.covered).remove(file);
        ast
    })
}

/// The first of several problems as the language passes it on; the others are kept beside it.
fn first_of(run: &Run, problems: Vec<Diagnostic>) -> Box<rhai::EvalAltResult> {
    raise_for_good(run.first_of(problems))
}

/// What keeps a file from being read at all.
pub(crate) fn refuse(file: &str, text: &str) -> Option<Diagnostic> {
    if text.len() > LARGEST {
        return Some(
            Diagnostic::error("too-large", "the file is larger than 1 MiB")
                .hint("split it, and import the parts"),
        );
    }
    if text.lines().nth(MOST_LINES).is_some() {
        let message = "the file has more than 65,535 lines";
        return Some(
            Diagnostic::error("too-large", message)
                .hint("split it, and import the parts; data can be in a file of its own"),
        );
    }
    let marked = is_marked(text).then(|| {
        Diagnostic::error(
            "invalid-character",
            "the file holds a character between U+FDD0 and U+FDEF, which no text uses",
        )
        .hint("delete it; it often comes along when text is copied")
    });
    marked.or_else(|| super::lexing::confusables::reordering(file, text))
}
