//! Files that recipes import: their functions and constants, with what their comments say.
//!
//! A file is read and never run.

mod reexports;

use super::rules::constants::Constants;
use super::rules::handed::{self, Definition, Functions};
use super::rules::{self, Rules};
use crate::diag::words::{self, visible};
use crate::diag::{Diagnostic, Place};
use crate::engine::evaluate::apart_on_big_stack;
use crate::engine::lint::tree::{Body, Function, bodies};
use crate::engine::places::Places;
use crate::engine::reference::entry::{ConstantDoc, FunctionDoc, ModuleDoc, ParameterDoc};
use crate::engine::reference::text::{self, Parts};
use crate::engine::run::cancel::Cancel;
use crate::engine::run::context::{Run, RunRef};
use crate::engine::run::limits::{Limits, Watch};
use crate::engine::setup::Setup;
use crate::engine::source::compile;
use crate::engine::source::parse::parse;
use crate::engine::vocabulary::Vocabulary;
use crate::engine::world::MemoryWorld;
use crate::engine::world::resolve::Shelf;
use crate::engine::{host, syntax};
use crate::project::Project;
use rhai::{AST, ASTFlags, Dynamic, Engine, Expr, FnAccess, Position, ScriptFuncDef, Stmt};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// How much text of modules is read, in bytes.
pub const MOST_TEXT: usize = 64 << 20;

/// What can be imported of these files: each is its name, as a message would say it, and its text. Files that offer
/// nothing are left out; what can't be read is reported beside, as is what takes more than the limits on time and memory.
pub fn read_modules(
    vocabulary: &Vocabulary,
    files: &[(String, String)],
    limits: Limits,
) -> (Vec<ModuleDoc>, Vec<Diagnostic>) {
    if files.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let watch = Arc::new(Watch::new(limits, Cancel::default()));
    let read = apart_on_big_stack(&watch, &vocabulary.extensions, || {
        read(vocabulary, files, limits, watch.clone())
    });
    read.unwrap_or_else(|problem| (Vec::new(), vec![problem]))
}

fn read(
    vocabulary: &Vocabulary,
    files: &[(String, String)],
    limits: Limits,
    watch: Arc<Watch>,
) -> (Vec<ModuleDoc>, Vec<Diagnostic>) {
    let (inputs, project) = (BTreeMap::new(), Arc::new(Project::bare(Path::new("."))));
    let (world, cancel) = (Arc::new(MemoryWorld::default()), Cancel::default());
    let setup = Setup {
        recipe: "",
        world,
        project,
        vocabulary,
        inputs: &inputs,
        targets: &[],
        limits,
        cancel,
        trial: None,
        trace: None,
    };
    let run = RunRef::watched(&setup, watch, Places::default());
    read_all(&run, &host::engine(&run, vocabulary, limits), (files, vocabulary.shelf), limits)
}

/// Reads files as long as the limits allow, and of the standard library what they offer as their own.
fn read_all(
    run: &RunRef,
    engine: &Engine,
    (files, shelf): (&[(String, String)], Shelf),
    limits: Limits,
) -> (Vec<ModuleDoc>, Vec<Diagnostic>) {
    let (mut parsed, problems) = parse_all(engine, run, files, limits);
    let own = parsed.len();
    let mut constants = Constants::default();
    let mut noted = 0;
    while noted < parsed.len() {
        parsed[noted..].iter().for_each(|file| constants.add(file.file, &file.ast));
        let wanted: BTreeSet<String> =
            parsed[noted..].iter().flat_map(|file| file.offered(&constants)).collect();
        noted = parsed.len();
        let standard = shelf.iter().filter(|(name, _)| wanted.contains(*name));
        for (file, text) in standard {
            if !parsed.iter().any(|known| known.file == *file) {
                let ast = syntax_of(engine, run, file, text);
                parsed.extend(ast.map(|ast| Parsed::new(file, text, ast)));
            }
        }
    }
    let mut modules = documented(&parsed, &constants);
    modules.truncate(own);
    modules.retain(|module| !module.functions.is_empty() || !module.constants.is_empty());
    (modules, problems)
}

/// What these files offer, each with what it offers of the others.
fn documented(parsed: &[Parsed<'_>], constants: &Constants) -> Vec<ModuleDoc> {
    let definitions = parsed.iter().map(|file| (file.file, file.definitions()));
    let functions = Functions::new(constants, definitions);
    let mut modules: Vec<ModuleDoc> =
        parsed.iter().map(|file| module(file, constants, &functions)).collect();
    let reexports = parsed.iter().map(|file| reexports::of(&file.ast, file.text, file.file));
    let facades: Vec<_> = reexports.enumerate().collect();
    reexports::add(&mut modules, &facades);
    modules
}

/// The files that can be read, and what is wrong with the others.
fn parse_all<'a>(
    engine: &Engine,
    run: &Run,
    files: &'a [(String, String)],
    limits: Limits,
) -> (Vec<Parsed<'a>>, Vec<Diagnostic>) {
    let (mut parsed, mut problems, mut left) = (Vec::new(), Vec::new(), MOST_TEXT);
    for (file, text) in files {
        if run.watch().is_over() {
            problems.push(too_long(file, limits));
            break;
        }
        let Some(rest) = left.checked_sub(text.len()) else {
            problems.push(too_large(file));
            break;
        };
        left = rest;
        match syntax_of(engine, run, file, text) {
            Ok(ast) => parsed.push(Parsed::new(file, text, ast)),
            Err(problem) => problems.push(problem),
        }
    }
    (parsed, problems)
}

/// A file that was read.
struct Parsed<'a> {
    file: &'a str,
    text: &'a str,
    ast: AST,
    bodies: Vec<Body>,
}

impl<'a> Parsed<'a> {
    fn new(file: &'a str, text: &'a str, ast: AST) -> Self {
        Self { file, text, bodies: bodies(&ast), ast }
    }

    /// Its functions and closures.
    fn definitions(&self) -> Vec<Definition<'_>> {
        let bodies = self.bodies.iter().filter_map(|body| {
            let function = body.function.as_ref()?;
            Some(((function.name.as_str(), function.parameters.len()), body))
        });
        let bodies: BTreeMap<(&str, usize), &Body> = bodies.collect();
        let functions = self.ast.iter_fn_def().map(|function| &**function);
        let definitions = functions.filter_map(|function| {
            let body = bodies.get(&(function.name.as_str(), function.params.len()))?;
            Some(Definition { function, body })
        });
        definitions.collect()
    }

    /// The files of which it offers something as its own: it re-exports them, or hands options on to them.
    fn offered(&self, constants: &Constants) -> Vec<String> {
        let reexports = reexports::of(&self.ast, self.text, self.file);
        let handed = self.definitions();
        let handed = handed.iter().flat_map(|own| handed::files_of(constants, self.file, own));
        reexports.into_iter().map(|reexport| reexport.id).chain(handed).collect()
    }
}

fn too_long(file: &str, limits: Limits) -> Diagnostic {
    let time = words::duration(limits.time);
    Diagnostic::error(
        "too-long",
        format!(
            "reading the recipes takes longer than {time}: `{file}` and what follows is left out"
        ),
    )
    .at(Place::new(file, 1, 1))
    .hint("a file of thousands of functions is better split; one that is unused, deleted")
}

fn too_large(file: &str) -> Diagnostic {
    let most = MOST_TEXT >> 20;
    Diagnostic::error(
        "too-large",
        format!("the recipes have more than {most} MiB: `{file}` and what follows is left out"),
    )
    .at(Place::new(file, 1, 1))
    .hint("keep data out of recipes: they read it from files of its own")
}

fn syntax_of(engine: &Engine, run: &Run, file: &str, source: &str) -> Result<AST, Diagnostic> {
    if let Some(problem) = compile::refuse(file, source) {
        return Err(problem.at(Place::new(file, 1, 1)));
    }
    let (parsed, _) = parse(engine, run, source);
    parsed.map_err(|error| {
        if let Some(problem) = run.watch().tripped() {
            return problem.at(Place::new(file, 1, 1));
        }
        let mut problems = syntax::explain(engine, run, file, source, &error);
        if problems.is_empty() {
            Diagnostic::error("unreadable-file", format!("`{file}` can't be read"))
        } else {
            problems.swap_remove(0)
        }
    })
}

fn module(parsed: &Parsed<'_>, constants: &Constants, functions: &Functions<'_>) -> ModuleDoc {
    let (file, source) = (parsed.file, parsed.text);
    let is_standard = file.starts_with("std/");
    let name = if is_standard {
        file.to_string()
    } else {
        format!("./{}", visible(file.trim_end_matches(".rhai")))
    };
    let alias = name.rsplit('/').next().unwrap_or(&name).replace(['-', '.'], "_");
    let head = source
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| line.starts_with("//!"));
    let parts = Parts::of(&text::of_comments(head));
    ModuleDoc {
        functions: offered(parsed, &alias, &|function| functions.rules(file, function)),
        constants: self::constants(&parsed.ast, source, &|value| constants.value_in(file, value)),
        file: if is_standard { String::new() } else { file.to_string() },
        summary: parts.summary,
        doc: parts.prose,
        examples: parts.examples,
        name,
        alias,
    }
}

/// What reads the rules of a function's options.
type RulesOf<'a> = &'a dyn Fn(&ScriptFuncDef) -> Option<Rules>;

/// The functions that importers can call, in the order of the file.
fn offered(parsed: &Parsed<'_>, alias: &str, rules_of: RulesOf<'_>) -> Vec<FunctionDoc> {
    let mut offered = parsed.definitions();
    offered.retain(|Definition { function, .. }| {
        function.access == FnAccess::Public && !function.name.contains('$')
    });
    offered.sort_by_key(|own| own.body.function.as_ref().map_or(Position::NONE, Function::start));
    offered.iter().map(|own| function(own.function, alias, rules_of)).collect()
}

fn function(definition: &ScriptFuncDef, alias: &str, rules_of: RulesOf<'_>) -> FunctionDoc {
    let parts =
        Parts::of(&text::of_comments(definition.comments.iter().map(|comment| comment.as_str())));
    let rules = rules_of(definition);
    let (options, prose) = rules
        .as_ref()
        .map(|rules| rules.docs(&parts.prose))
        .unwrap_or((Vec::new(), parts.prose.clone()));
    let parameters: Vec<ParameterDoc> =
        definition.params.iter().map(|name| parameter(name, rules.as_ref())).collect();
    let with_type = |parameter: &ParameterDoc| match parameter.r#type.as_str() {
        "" => parameter.name.clone(),
        kind => format!("{}: {kind}", parameter.name),
    };
    let list = parameters.iter().map(with_type).collect::<Vec<_>>().join(", ");
    FunctionDoc {
        namespace: alias.into(),
        receiver: String::new(),
        name: definition.name.to_string(),
        signature: format!("{alias}::{}({list})", definition.name),
        parameters,
        returns: String::new(),
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

/// What reads the data that an expression is.
type DataOf<'a> = &'a dyn Fn(&Expr) -> Option<Dynamic>;

fn constants(ast: &AST, source: &str, data_of: DataOf<'_>) -> Vec<ConstantDoc> {
    let lines: Vec<&str> = source.lines().collect();
    let exported = ast.statements().iter().filter_map(|statement| match statement {
        Stmt::Var(parts, flags, position) if flags.contains(ASTFlags::EXPORTED) => {
            Some((&parts.0.name, &parts.1, position.line()?))
        }
        _ => None,
    });
    exported
        .map(|(name, value, line)| {
            let above = &lines[..line.saturating_sub(1).min(lines.len())];
            constant(name, data_of(value), above)
        })
        .collect()
}

/// A constant, whose comments are at the end of `above`: `//` or `///`.
fn constant(name: &str, value: Option<Dynamic>, above: &[&str]) -> ConstantDoc {
    let comments: Vec<&str> = above
        .iter()
        .rev()
        .take_while(|line| line.trim_start().starts_with("//"))
        .copied()
        .collect();
    let parts = Parts::of(&text::of_comments(comments.into_iter().rev()));
    ConstantDoc {
        name: name.into(),
        r#type: value.map(|value| rules::literal(&value)).unwrap_or_default(),
        summary: parts.summary,
        doc: parts.prose,
        examples: parts.examples,
    }
}
