//! What goes into a session, and what comes out.

use crate::diag::{Diagnostic, Line};
use crate::engine::run::context::Run;
use crate::engine::world::paths::refused;
use crate::engine::world::reading::refuse_private;
use crate::files::FileError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something to be evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What was typed; not looked at where there is a file.
    pub text: String,
    /// The recipe file of the project that is read instead.
    pub file: Option<String>,
}

/// In which form a value is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// As what it would become.
    Shown,
    /// As JSON.
    Json,
}

/// What came of an input.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The value, ready to be shown; none when there is nothing to show.
    pub value: Option<String>,
    /// Errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// What it printed, a line each.
    pub printed: Vec<Line>,
    /// The paths of the files that it emitted.
    pub emitted: Vec<String>,
    /// Whether it only looked at something: a recipe does the same without it.
    pub is_look: bool,
    /// How many inputs were evaluated again because the process that kept the session ended; none when it did not.
    pub again: Option<usize>,
    /// The sources that the messages speak of.
    pub texts: BTreeMap<String, String>,
}

impl Answer {
    /// Whether it went wrong.
    pub fn is_wrong(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

impl From<&str> for Input {
    fn from(text: &str) -> Self {
        Self::typed(text)
    }
}

impl Input {
    /// What someone typed.
    pub fn typed(text: &str) -> Self {
        Self { text: text.into(), file: None }
    }

    /// A recipe file of the project.
    pub fn file(path: &str) -> Self {
        Self { text: String::new(), file: Some(path.into()) }
    }

    /// What is evaluated.
    pub(crate) fn text(&self, run: &Run) -> Result<String, Diagnostic> {
        let Some(file) = &self.file else { return Ok(self.text.clone()) };
        refuse_private(file)?;
        let text = run.world.read(file).map_err(|error| unreadable(run, file, &error))?;
        run.keep_text(file, &text);
        Ok(text)
    }
}

fn unreadable(run: &Run, file: &str, reason: &FileError) -> Diagnostic {
    if let FileError::Private(why) = reason {
        return refused(file, *why);
    }
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let listed = run.world.list(folder).unwrap_or_default();
    let join =
        |name: &String| if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
    let recipes: Vec<String> =
        listed.iter().filter(|name| name.ends_with(".rhai")).map(join).collect();
    let near = crate::diag::suggest::did_you_mean(file, recipes.iter().map(String::as_str));
    Diagnostic::error("missing-recipe", format!("`{file}` can't be read: {reason}"))
        .hint(near.as_deref().unwrap_or("give the path of a recipe, from the project's folder"))
}
