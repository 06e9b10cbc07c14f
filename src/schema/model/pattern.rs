//! Text that a regular expression describes.

use super::bounds::Bounds;
use regex_lite::Regex;
use std::sync::OnceLock;

/// What text has to match, and how many letters it may have.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The regular expression.
    pub text: Box<str>,
    /// How many letters.
    pub bounds: Bounds,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A regular expression, and how many letters the text may have.
    pub fn new(text: impl Into<Box<str>>, bounds: Bounds) -> Self {
        Self { text: text.into(), bounds, regex: OnceLock::new() }
    }

    /// Whether a text matches and is as long as it may be; of an expression in a language that is not known here, only that.
    ///
    /// ```
    /// use sw::schema::{Bounds, Pattern};
    /// let pattern = Pattern::new("^[a-z]+$", Bounds::NONE);
    /// assert!(pattern.matches("web") && !pattern.matches("Web"));
    /// assert!(Pattern::new("(?<!a)b", Bounds::NONE).matches("c"));
    /// ```
    pub fn matches(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(&self.text).ok());
        self.bounds.hold(text.chars().count() as i64)
            && regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.bounds) == (&other.text, other.bounds)
    }
}
