//! Pages that are played: their files are written, and their commands told anew.

use super::fence::{self, Block};
use super::shell::said;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The page as it would be told now, played in one project.
pub(crate) fn play(page: &str, project: &Path) -> Result<String> {
    fence::retold(page, |block| answer(block, project))
}

/// A block as it would be told now.
pub(crate) fn answer(block: &Block<'_>, project: &Path) -> Result<String> {
    if let Some(file) = block.words.first() {
        save(&project.join(file), &block.text)?;
    } else if block.language == "console" {
        return replay(&block.text, project);
    }
    Ok(block.text.clone())
}

/// Writes a file, and the folders that it stands in.
pub(crate) fn save(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// The commands of a block, each with what it says now.
fn replay(block: &str, project: &Path) -> Result<String> {
    let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
    let played: Vec<String> = commands
        .map(|command| Ok(format!("$ {command}\n{}", said(command, project)?)))
        .collect::<Result<_>>()?;
    Ok(played.concat())
}
