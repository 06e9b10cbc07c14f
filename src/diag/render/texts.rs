//! The texts of the files that messages are about.

use crate::diag::letters::{is_harmful, quoted};
use crate::diag::words::line;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The texts of source files by the name that messages use.
pub type Texts = BTreeMap<String, String>;

/// The sources as messages quote them, under the names as they show them.
pub(super) fn sources(texts: &Texts) -> Cow<'_, Texts> {
    let is_plain = |text: &str| !text.contains(|c| is_harmful(c) && !matches!(c, '\n' | '\t'));
    if texts.iter().all(|(name, text)| is_plain(name) && is_plain(text)) {
        return Cow::Borrowed(texts);
    }
    Cow::Owned(texts.iter().map(|(name, text)| (line(name), quoted(text))).collect())
}
