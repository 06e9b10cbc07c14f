//! The project's own files that recipes import.

use super::super::exit::Failure;
use super::super::ui::Ui;
use crate::cli::git::files::recipe_files;
use anyhow::Context as _;
use std::path::Path;
use std::sync::Arc;
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, Severity};
use sw::engine::reference::{ModuleDoc, Reference};
use sw::engine::session::SESSION;
use sw::engine::world::{DiskWorld, MemoryWorld};
use sw::project::{self, Project};
use sw::{Runtime, engine::World, testing};

/// The reference with what the project around a folder offers; what can't be read is reported, where there is a `ui`.
pub(super) fn with_project(here: &Path, ui: Option<&Ui>) -> Result<Reference, Failure> {
    let (project, _) = project::load(here);
    let project = project.unwrap_or_else(|| Project::bare(here));
    let root =
        if project::find(here).is_some() { project.root.clone() } else { here.to_path_buf() };
    let paths = recipe_files(&root)
        .into_iter()
        .filter(|path| !path.ends_with(testing::FILE) && !project.recipes.contains(path));
    let paths: Vec<String> = paths.collect();
    let world =
        DiskWorld::new(&root).with_context(|| format!("`{}` can't be entered", root.display()))?;
    let world = Arc::new(world);
    let runtime = Runtime::builder().project(project).shared_world(world.clone()).build()?;
    let (modules, problems) = runtime.modules(&paths);
    let paths = problems
        .iter()
        .filter_map(|problem| problem.place.as_ref())
        .map(|place| place.file.clone());
    let texts: Texts =
        paths.filter_map(|path| Some((path.clone(), world.read(&path).ok()?))).collect();
    // A file that can't be read is no reason to leave out the others.
    let warnings: Vec<_> = problems
        .into_iter()
        .map(|problem| Diagnostic { severity: Severity::Warning, ..problem })
        .collect();
    ui.iter().for_each(|ui| ui.messages(&warnings, &texts));
    let mut reference = runtime.reference();
    reference.modules.extend(modules.into_iter().filter(|module| !module.is_internal()));
    Ok(reference)
}

/// What the text of a session defines, by its bare names.
pub(super) fn of_text(text: &str) -> Result<Vec<ModuleDoc>, Failure> {
    let file = format!("{SESSION}.rhai");
    let runtime = Runtime::builder().world(MemoryWorld::from([(file.clone(), text)])).build()?;
    let mut modules = runtime.modules(&[file]).0;
    for function in modules.iter_mut().flat_map(|module| &mut module.functions) {
        function.signature = function.signature.replacen(&format!("{SESSION}::"), "", 1);
    }
    Ok(modules)
}
