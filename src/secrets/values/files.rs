//! The files that keep values on a developer's machine.

use crate::diag::Diagnostic;
use crate::files::{FileError, Folder};
use crate::project::Environment;
use crate::secrets::dotenv::Document;
use std::path::Path;

/// How large such a file may be, in bytes.
const LARGEST: u64 = 16 << 20;

/// The file that keeps the values which environments have in common.
pub(super) const COMMON: &str = ".env";

/// The file that keeps the values of an environment: `.env.staging`.
pub fn file_name(environment: &Environment) -> String {
    format!(".env.{}", environment.name)
}

/// Reads such a file below the project's root; none when there is none.
///
/// # Errors
/// When it is a link or no file, can't be read, is no text, or was cut off in the middle of a value.
pub fn read(root: &Path, name: &str) -> Result<Option<Document>, Box<Diagnostic>> {
    let text = match Folder::open(root).and_then(|folder| folder.plain(name)?.text(LARGEST)) {
        Ok(text) => text,
        Err(FileError::Missing) => return Ok(None),
        Err(FileError::Link) => return Err(Box::new(link(name))),
        Err(error) => return Err(Box::new(unreadable(name, &error.to_string()))),
    };
    let document = Document::parse(&text);
    match document.unclosed() {
        Some(line) => {
            Err(Box::new(unreadable(name, &format!("the quoted value in line {line} never ends"))))
        }
        None => Ok(Some(document)),
    }
}

fn link(name: &str) -> Diagnostic {
    Diagnostic::error("link-in-the-way", format!("`{name}` is a symbolic link"))
        .note("values of secrets are kept in a plain file that only you can read; where a link leads may be anywhere")
        .hint(format!("replace the link by the file itself: `cp --remove-destination \"$(readlink -f {name})\" {name}`").as_str())
}

fn unreadable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error("unreadable-file", format!("`{name}` can't be read: {why}"))
        .note("it was left as it is")
        .hint("mend it, or move it out of the way and set its secrets again: `sw secrets set NAME --env ENVIRONMENT`")
}
