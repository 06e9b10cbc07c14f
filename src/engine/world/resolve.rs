//! `import`: the standard library by its name, a project's own files by their relative path.

use super::module_ids::module_id;
use super::paths::refused;
use crate::diag::{Diagnostic, suggest};
use crate::engine::errors::error::raise;
use crate::engine::run::context::RunRef;
use crate::engine::source::compile::compile;
use crate::engine::source::reexports::offer;
use crate::files::FileError;
use crate::util::lock::lock;
use rhai::{Engine, EvalAltResult, Module, ModuleResolver, Position, Scope, Shared};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A source of recipes that are known by name: ids and texts.
pub type Shelf = &'static [(&'static str, &'static str)];

/// Finds, compiles and keeps modules. A module's id is its path in the project, or `std/...`.
pub(crate) struct Resolver {
    run: RunRef,
    shelf: Shelf,
    known: Mutex<BTreeMap<String, Shared<Module>>>,
    loading: Mutex<Vec<String>>,
}

impl Resolver {
    pub(crate) fn new(run: RunRef, shelf: Shelf) -> Self {
        Self { run, shelf, known: Mutex::default(), loading: Mutex::default() }
    }

    /// The id of what is meant by `path` at a position in `importer`.
    fn id(&self, importer: &str, path: &str, position: Position) -> Result<String, Diagnostic> {
        let line =
            crate::engine::source::lexing::position::point(position).map_or(1, |point| point.line);
        module_id(lock(&self.run.sources).written_in(importer, line), path)
    }

    fn load(
        &self,
        engine: &Engine,
        id: &str,
        position: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        let text = self.text(id).map_err(|problem| raise(problem, position))?;
        let inside =
            |inner| Box::new(EvalAltResult::ErrorInModule(id.to_string(), inner, position));
        let ast = compile(engine, &self.run, id, &text).map_err(inside)?;
        lock(&self.loading).push(id.to_string());
        let module = Module::eval_ast_as_new(Scope::new(), &ast, engine);
        lock(&self.loading).pop();
        let mut module = module.map_err(inside)?;
        offer(&mut module, &ast, &text);
        Ok(Shared::new(module))
    }

    fn text(&self, id: &str) -> Result<String, Diagnostic> {
        if id.starts_with("std/") {
            let found = self
                .shelf
                .binary_search_by_key(&id, |(name, _)| name)
                .map(|i| self.shelf[i].1.to_string());
            return found.map_err(|_| {
                let hint = suggest::did_you_mean(id, self.shelf.iter().map(|(name, _)| *name));
                let hint =
                    hint.unwrap_or_else(|| "a file of your own starts with `./` or `../`".into());
                Diagnostic::error("unknown-import", format!("the standard library has no `{id}`"))
                    .hint(hint.as_str())
            });
        }
        self.run.world.read(id).map_err(|error| {
            if let FileError::Private(why) = error {
                return refused(id, why);
            }
            let problem = Diagnostic::error("unknown-import", format!("`{id}` can't be imported: {error}"));
            match self.nearest(id) {
                Some(near) => problem.hint(format!("did you mean `{near}`?").as_str()),
                None => problem
                    .hint("a path that starts with `./` or `../` is read from the file that imports; `std/...` names the standard library"),
            }
        })
    }

    /// The recipe file in the folder of `id` whose name comes nearest.
    fn nearest(&self, id: &str) -> Option<String> {
        let (folder, name) = id.rsplit_once('/').unwrap_or(("", id));
        let listed = self.run.world.list(folder).ok()?;
        let names: Vec<&str> = listed
            .iter()
            .map(|path| path.rsplit('/').next().unwrap_or(path))
            .filter(|name| name.ends_with(".rhai"))
            .collect();
        let near = suggest::nearest(name, names.iter().copied())?;
        Some(if folder.is_empty() { near.to_string() } else { format!("{folder}/{near}") })
    }

    fn refuse_cycle(&self, id: &str) -> Result<(), Diagnostic> {
        let loading = lock(&self.loading);
        match loading.iter().position(|other| other == id) {
            None => Ok(()),
            Some(first) => {
                let chain: Vec<&str> =
                    loading[first..].iter().map(String::as_str).chain([id]).collect();
                Err(Diagnostic::error(
                    "import-cycle",
                    format!("these files import each other: {}", chain.join(" -> ")),
                )
                .hint("move what they share into a file of its own"))
            }
        }
    }
}

impl ModuleResolver for Resolver {
    fn resolve(
        &self,
        engine: &Engine,
        source: Option<&str>,
        path: &str,
        position: Position,
    ) -> Result<Shared<Module>, Box<EvalAltResult>> {
        let id = self
            .id(source.unwrap_or_default(), path, position)
            .map_err(|problem| raise(problem, position))?;
        if let Some(module) = lock(&self.known).get(&id) {
            return Ok(module.clone());
        }
        self.refuse_cycle(&id).map_err(|problem| raise(problem, position))?;
        let module = self.load(engine, &id, position)?;
        lock(&self.known).insert(id, module.clone());
        Ok(module)
    }
}
