//! The files that keep values on a developer's machine.

use crate::diag::{Diagnostic, words};
use crate::project::Environment;
use crate::secrets::dotenv::Document;
use std::io::ErrorKind;
use std::path::Path;

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
    let path = root.join(name);
    let refused = |error: std::io::Error| Box::new(unreadable(name, &words::system(&error)));
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(error)),
        Ok(facts) if facts.is_symlink() => return Err(Box::new(link(name))),
        Ok(facts) if !facts.is_file() => return Err(Box::new(unreadable(name, "it is not a file"))),
        Ok(_) => {}
    }
    let bytes = std::fs::read(&path).map_err(refused)?;
    let text = String::from_utf8(bytes).map_err(|_| Box::new(unreadable(name, "it is no UTF-8 text")))?;
    let document = Document::parse(&text);
    match document.unclosed() {
        Some(line) => Err(Box::new(unreadable(name, &format!("the quoted value in line {line} never ends")))),
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
