//! Messages as text: for a person, as one line each, or for programs.

mod github;
mod human;
mod json;
mod sarif;
mod short;

pub use sarif::sarif;

use super::Diagnostic;
use super::letters::{is_harmful, quoted};
use super::words::line;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The texts of source files by the name that messages use.
pub type Texts = BTreeMap<String, String>;

/// How messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// With the source around the place, in colour when asked.
    Human {
        /// Whether to use terminal colours.
        color: bool,
    },
    /// One line each, as compilers do it: `file:line:column: error: message`.
    #[default]
    Short,
    /// One JSON object per message and line, with the message as a person sees it under `rendered`.
    Json,
    /// A command per message and line that GitHub Actions shows beside the code.
    Github,
}

/// The messages as text, in the order given; empty when there are none. Whatever they hold, it commands no terminal; for
/// programs it stays what it is.
///
/// ```
/// use sw::diag::{Diagnostic, Place, render::{Style, render}};
/// let error = Diagnostic::error("unknown-option", "`buckett` is not an option").at(Place::new("deploy.rhai", 4, 23));
/// let text = render(&[error], &Default::default(), Style::Short);
/// assert_eq!(text, "deploy.rhai:4:23: error[unknown-option]: `buckett` is not an option\n");
/// ```
pub fn render(messages: &[Diagnostic], texts: &Texts, style: Style) -> String {
    let sources = sources(texts);
    messages
        .iter()
        .map(|message| match style {
            Style::Human { color } => human::render(&message.shown(), &sources, color),
            Style::Short => short::render(&message.shown()),
            Style::Json => json::render(message, &sources),
            Style::Github => github::render(message),
        })
        .collect()
}

/// The sources as messages quote them, under the names as they show them.
fn sources(texts: &Texts) -> Cow<'_, Texts> {
    let is_plain = |text: &str| !text.contains(|c| is_harmful(c) && !matches!(c, '\n' | '\t'));
    if texts.iter().all(|(name, text)| is_plain(name) && is_plain(text)) {
        return Cow::Borrowed(texts);
    }
    Cow::Owned(texts.iter().map(|(name, text)| (line(name), quoted(text))).collect())
}
