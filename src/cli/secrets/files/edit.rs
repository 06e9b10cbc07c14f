//! The files with values on this machine: edited by one command at a time, for their owner's eyes, left out by git.

use crate::cli::context::Context;
use crate::cli::exit::Failure;
use crate::cli::generated::evaluate::lock;
use crate::cli::project::site::{known, put, text};
use crate::cli::ui::Ui;
use std::path::Path;
use sw::diag::Diagnostic;
use sw::diag::render::Texts;
use sw::plan::Content;
use sw::scaffold;
use sw::secrets::dotenv::Document;
use sw::secrets::values;
use sw::write;

/// For its owner alone.
const PRIVATE: u32 = 0o600;

/// Edits a file of values. Nothing is written when the edit fails, or has nothing to change.
pub(crate) fn edit<E>(context: &Context, ui: &Ui, name: &str, edit: E) -> Result<(), Failure>
where
    E: FnOnce(&mut Document) -> Result<(), Failure>,
{
    // Anyone who edits at the same time waits, and then reads what was written here.
    let _lock = lock(context, ui)?;
    let root = context.root();
    let before = values::read(root, name).map_err(|problem| *problem)?.unwrap_or_default();
    let mut after = before.clone();
    edit(&mut after)?;
    ignore(root, name, ui)?;
    let content = Content { mode: PRIVATE, ..Content::new(&after.to_string(), false) };
    write::put(root, &known(name), &content).map_err(|error| error.diagnostic())?;
    Ok(())
}

/// Makes sure that git leaves the file out, before it is there.
fn ignore(root: &Path, name: &str, ui: &Ui) -> Result<(), Failure> {
    const FILE: &str = ".gitignore";
    let before = text(root, FILE)?.unwrap_or_default();
    if is_ignored(&before, name) {
        return Ok(());
    }
    match scaffold::with_block(&known(FILE), &before, scaffold::GIT_IGNORE) {
        Some(after) if after != before => put(root, &known(FILE), &after)?,
        Some(_) => {}
        None => {
            let warning = Diagnostic::warning(
                "damaged-block",
                format!("`{FILE}` does not leave `{name}` out: a marker of its block is damaged"),
            );
            ui.messages(
                &[warning.hint(format!("add a line `{name}` to `{FILE}`").as_str())],
                &Texts::new(),
            );
        }
    }
    Ok(())
}

/// Whether a line says so, and none below it takes it back.
fn is_ignored(gitignore: &str, name: &str) -> bool {
    let patterns = [name, ".env.*", ".env*", "*.env.*"];
    let mut said = gitignore.lines().rev().map(str::trim).filter_map(|line| {
        let (is_ignored, line) = line.strip_prefix('!').map_or((true, line), |line| (false, line));
        patterns.contains(&line.strip_prefix('/').unwrap_or(line)).then_some(is_ignored)
    });
    said.next().unwrap_or(false)
}
