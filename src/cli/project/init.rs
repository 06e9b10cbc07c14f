//! `sw init`: a configuration, a first recipe that runs, and what git should know.

mod answers;
mod arguments;
mod summary;

use super::site::{already_there, known, put, text};
use crate::cli::args::Globals;
use crate::cli::context::folder;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::prompt::Prompt;
use crate::cli::ui::Ui;
use anyhow::Context as _;
use std::path::Path;
use summary::{RECIPE, Summary};
use sw::engine::world::DiskWorld;
use sw::project::{CONFIG, Project};
use sw::scaffold::{self, Choices, Detected};

pub(crate) use arguments::Init;

pub(crate) fn run(init: &Init, globals: &Globals, ui: &Ui) -> Outcome {
    let root = folder(globals)?;
    if text(&root, CONFIG)?.is_some() {
        return Err(already_there(CONFIG)
            .note("`sw init` starts a project, and this one is started")
            .hint("`sw env add NAME` adds an environment; everything else is yours to edit")
            .into());
    }
    let world =
        DiskWorld::new(&root).with_context(|| format!("`{}` can't be entered", root.display()))?;
    let found = scaffold::detect(&world);
    let prompt = Prompt::find(globals).filter(|_| !init.yes);
    let folder =
        root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(choices) = answers::choices(init, prompt.as_ref(), &found, folder, ui)? else {
        return Ok(Exit::Interrupted);
    };
    let summary = write(&root, &choices, found)?;
    ui.out(&if ui.is_json() { summary.json() } else { summary.text() });
    Ok(Exit::Done)
}

/// Writes everything; the configuration comes last, so that whatever fails can be tried again.
fn write(root: &Path, choices: &Choices, found: Detected) -> Result<Summary, Failure> {
    let owned = scaffold::owned(choices);
    let in_the_way = owned
        .iter()
        .filter(|path| root.join(path.trim_end_matches('/')).exists())
        .cloned()
        .collect();
    let config = checked(root, choices)?;
    let mut summary =
        Summary { owned, kinds: scaffold::kinds(choices), in_the_way, found, ..Summary::default() };
    if text(root, RECIPE)?.is_some() {
        summary.kept.push((RECIPE.into(), "it is yours, and the project's recipe now"));
    } else {
        put(root, &known(RECIPE), &scaffold::recipe(choices))?;
        summary.written.push(RECIPE.into());
    }
    for (path, inner) in
        [(".gitignore", scaffold::GIT_IGNORE), (".gitattributes", scaffold::GIT_ATTRIBUTES)]
    {
        let before = text(root, path)?.unwrap_or_default();
        match scaffold::with_block(&known(path), &before, inner) {
            None => summary
                .kept
                .push((path.into(), "a marker of the block in it is missing or there twice")),
            Some(after) if after == before => {}
            Some(after) => {
                put(root, &known(path), &after)?;
                summary.written.push(path.into());
            }
        }
    }
    put(root, &known(CONFIG), &config)?;
    summary.written.insert(0, CONFIG.into());
    Ok(summary)
}

/// The configuration, read back: what can't be right is never written.
fn checked(root: &Path, choices: &Choices) -> Result<String, Failure> {
    let text = scaffold::config(choices);
    let (project, messages) = Project::parse(root, &text, CONFIG);
    match project {
        Some(_) => Ok(text),
        None => Err(Failure::new(messages, [(CONFIG.to_string(), text)].into_iter().collect())),
    }
}
