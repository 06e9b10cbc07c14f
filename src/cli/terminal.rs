//! The world of a command: the project's files, and whoever sits at the terminal.

use super::ui::ask;
use sw::engine::world::{DiskWorld, WorldError};
use sw::engine::{Question, World};

/// The files below the project's root; questions go to the terminal.
pub(super) struct Terminal(pub(super) DiskWorld);

impl World for Terminal {
    fn read(&self, path: &str) -> Result<String, WorldError> {
        self.0.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        self.0.list(folder)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        ask(question)
    }
}
