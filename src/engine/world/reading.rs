//! The project's files, as recipes read them: from its folder, and nothing outside of it.

use super::paths::refused;
use crate::diag::{Diagnostic, suggest};
use crate::engine::errors::error::{At, Fallible};
use crate::engine::run::context::Run;
use crate::engine::run::holes::is_marked;
use crate::files::FileError;
use rhai::NativeCallContext;

pub use super::paths::{inside, library_around, refuse_private};

/// A file's path from the project's root, and its text.
///
/// # Errors
/// When the path leads where no recipe may read, or when there is no such file.
pub fn read(ctx: &NativeCallContext<'_>, path: &str) -> Fallible<(String, String)> {
    let run = Run::of(ctx);
    let path = run
        .plain_text(path)
        .and_then(|path| inside(ctx.call_source().unwrap_or_default(), &path))
        .at(ctx)?;
    let text = run.world.read(&path).map_err(|error| unreadable(&run, &path, &error)).at(ctx)?;
    Ok((path, text))
}

/// A file or folder that can't be read, and what is called nearly so.
pub fn unreadable(run: &Run, path: &str, reason: &FileError) -> Diagnostic {
    if let FileError::Private(why) = reason {
        return refused(path, *why);
    }
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let names = run.world.list(folder).unwrap_or_default();
    let hint = suggest::did_you_mean(name, names.iter().map(String::as_str));
    Diagnostic::error("unreadable-file", format!("`{path}` can't be read: {reason}"))
        .hint(hint.as_deref())
        .note("a path starts at the project's folder; with `./` or `../`, at the file that it is written in")
}

/// Refuses a text from outside that looks as if it held a secret.
///
/// # Errors
/// When it does.
pub fn refuse_mark(text: &str) -> Result<(), Diagnostic> {
    if is_marked(text) {
        return Err(Diagnostic::error(
            "invalid-character",
            "this text holds a character between U+FDD0 and U+FDEF, which no text uses",
        )
        .hint("remove the character"));
    }
    Ok(())
}
