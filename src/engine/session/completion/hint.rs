//! What is said about a call while it is typed: how it is written, and what an option is.

use super::cursor::{Before, Callee};
use super::known::{View, is_type_of_option};
use crate::engine::reference::entry::{FunctionDoc, OptionDoc};
use crate::engine::session::running::Session;
use crate::engine::vocabulary::Vocabulary;
use rhai::Token;

/// How many characters of a hint are shown.
const WIDTH: usize = 100;

impl Session {
    /// The hint for the call at the end of `text`.
    pub fn hint(&self, vocabulary: &Vocabulary, text: &str) -> Option<String> {
        View { session: self, vocabulary, before: &Before::read(text) }.hint()
    }
}

impl View<'_> {
    /// The signature of the call that the cursor is in, or the option whose value comes next.
    pub(crate) fn hint(&self) -> Option<String> {
        let (callee, given) = self.before.call()?;
        if let Some(option) = self.option(&callee) {
            return Some(cut(&option_in_words(&option)));
        }
        let forms = self.functions(&callee);
        let fits = |form: &&FunctionDoc| {
            form.parameters.len() > given || (form.parameters.is_empty() && given == 0)
        };
        let best = forms
            .iter()
            .filter(fits)
            .min_by_key(|form| (is_type_of_option(form), form.parameters.len()))
            .or(forms.first())?;
        let is_alike = |form: &&FunctionDoc| is_type_of_option(form) == is_type_of_option(best);
        let more = forms.iter().filter(is_alike).count() - 1;
        let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
        Some(cut(&format!("{}{more}", best.signature)))
    }

    /// The option whose key is right before the cursor.
    fn option(&self, callee: &Callee) -> Option<OptionDoc> {
        let list = &self.before.list;
        let colon = list.last().filter(|last| last.token == Token::Colon)?;
        let key = list.iter().rev().nth(1).filter(|key| key.end <= colon.start)?.word()?;
        let path = self.before.option_path();
        self.options(callee, &path).into_iter().find(|option| option.name == key)
    }
}

fn option_in_words(option: &OptionDoc) -> String {
    let default =
        option.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
    let summary =
        if option.summary.is_empty() { String::new() } else { format!("  {}", option.summary) };
    format!("{}{default}{summary}", option.r#type)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.into(),
    }
}
