//! `:edit`: the last input in the editor of the user; what is saved is evaluated.

use super::super::exit::Failure;
use super::super::ui::is_conversation;
use super::input::state;
use super::repl_state::ReplState;
use crate::cli::project::site::{known, text};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use sw::diag::{Diagnostic, words};
use sw::engine::session::Input;
use sw::model::FilePath;
use sw::plan::Content;
use sw::write;

impl ReplState<'_> {
    pub(super) fn edit(&mut self) -> Result<(), Failure> {
        let editor = ["VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|editor| !editor.trim().is_empty()));
        let editor = editor.ok_or_else(|| {
            Diagnostic::error(
                "missing-editor",
                "neither `VISUAL` nor `EDITOR` says which editor to start",
            )
            .hint("set one: `export EDITOR=nano`")
        })?;
        let before = self.input.clone();
        let draft = Draft::new(&before)?;
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{editor} \"$1\""), "sh"]).arg(draft.file());
        if !is_conversation() {
            // What is to come there are the session's next inputs.
            command.stdin(Stdio::null());
        }
        let status = command.status();
        let after = match status {
            Ok(status) if status.success() => {
                Ok(text(&draft.folder, draft.name.as_str())?.unwrap_or_default())
            }
            Ok(status) => Err(format!("it ended with {status}")),
            Err(error) => Err(words::system(&error)),
        };
        let after = after.map_err(|why| {
            Diagnostic::error("editor-failed", format!("`{editor}` gave nothing back"))
                .note(why)
                .hint("nothing was evaluated")
        })?;
        if after.trim().is_empty() || after.trim() == before.trim() {
            self.ui.say("nothing changed, nothing evaluated");
            return Ok(());
        }
        self.evaluate(&Input::typed(after.trim_end()));
        Ok(())
    }
}

/// A file for an editor, where only its owner looks; it goes away again.
struct Draft {
    folder: PathBuf,
    name: FilePath,
}

impl Draft {
    fn new(text: &str) -> Result<Self, Failure> {
        let folder = state::folder().ok_or_else(|| {
            Diagnostic::error("system-error", "there is no place for a draft")
                .hint("set `HOME` to your home folder")
        })?;
        let name = known(&format!("edit/{}.rhai", std::process::id()));
        let content = Content { mode: state::PRIVATE, ..Content::new(&format!("{text}\n"), false) };
        write::put(&folder, &name, &content).map_err(|error| error.diagnostic())?;
        Ok(Self { folder, name })
    }

    fn file(&self) -> PathBuf {
        self.folder.join(self.name.as_str())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _gone = write::remove(&self.folder, &self.name);
    }
}
