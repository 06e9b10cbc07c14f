//! What was typed before, for each project: kept in the user's own folder, and never a credential.

use super::state;
use crate::cli::project::site::{known, text};
use std::path::{Path, PathBuf};
use sw::model::FilePath;
use sw::plan::{Content, sha256};
use sw::secrets::scan::{Strength, scan};
use sw::write;

/// How many inputs are kept.
const MOST: usize = 1000;

/// The inputs of a project's sessions.
pub(crate) struct History {
    folder: PathBuf,
    name: FilePath,
}

impl History {
    /// The history of the project at `root`; none when the user has no folder for it.
    pub(crate) fn of(root: &Path) -> Option<Self> {
        let project = root.file_name().unwrap_or_default().to_string_lossy();
        let plain: String = project
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .take(40)
            .collect();
        let hash = sha256(root.to_string_lossy().as_bytes());
        Some(Self {
            folder: state::folder()?,
            name: known(&format!("history/{plain}-{}", &hash[..12])),
        })
    }

    /// The inputs, the oldest first. What can't be read is as if it were not there.
    pub(crate) fn read(&self) -> Vec<String> {
        let text = text(&self.folder, self.name.as_str()).ok().flatten().unwrap_or_default();
        text.lines().map(unescaped).collect()
    }

    /// Adds an input, also to what another session has added meanwhile. No one misses it who can't keep it.
    pub(crate) fn add(&self, input: &str) {
        let mut inputs = self.read();
        inputs.retain(|other| other != input);
        inputs.push(input.into());
        let lines: String = inputs[inputs.len().saturating_sub(MOST)..]
            .iter()
            .map(|input| escaped(input) + "\n")
            .collect();
        let content = Content { mode: state::PRIVATE, ..Content::new(&lines, false) };
        let _unkept = write::put(&self.folder, &self.name, &content);
    }
}

/// Whether an input may be kept: one with what looks like a credential is not.
pub(crate) fn is_harmless(input: &str) -> bool {
    !scan(input).iter().any(|found| found.strength == Strength::Real)
}

/// An input in one line.
fn escaped(input: &str) -> String {
    input.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(line: &str) -> String {
    let mut input = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        input.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    input
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_of_many_lines_is_one_line() {
        for input in ["a\nb", "\\n", "`x\\`\r\n", ""] {
            assert!(
                !escaped(input).contains('\n') && unescaped(&escaped(input)) == input,
                "{input:?}"
            );
        }
    }

    #[test]
    fn credentials_are_not_kept() {
        let key = ["AKIA", "Z7QX4W2N6V5M3KJD"].concat();
        assert!(
            !is_harmless(&format!("let key = \"{key}\""))
                && is_harmless("let key = secret(\"AWS_KEY\")")
        );
    }
}
