//! Messages as text: for a person, as one line each, or for programs.

mod github;
mod human;
mod json;
mod sarif;
mod short;
mod texts;

pub use sarif::sarif;
pub use texts::Texts;

use crate::diag::message::Diagnostic;

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
    let sources = texts::sources(texts);
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
