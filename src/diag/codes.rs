//! A page for each code that a message can have: what it means, what brings it about, and how to
//! put it right.
//!
//! A page is the file `codes/<area>/<code>.md`, and part of the binary. Behind its heading comes one
//! sentence on a line of its own, which is its summary. Its first example brings the message about;
//! the one marked as `fixed` does not. `tests/codes.rs` tries both.

include!(concat!(env!("OUT_DIR"), "/codes.rs"));

/// What there is to say about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which part of the work its messages are about, in one word.
    pub area: &'static str,
    /// The code, as messages have it.
    pub code: &'static str,
    /// The whole page, as Markdown.
    pub text: &'static str,
}

impl Page {
    /// What it means, in one sentence without its full stop.
    pub fn summary(&self) -> &'static str {
        let lines = self.text.lines().skip(1);
        lines
            .map(|line| line.trim_end_matches('.'))
            .find(|line| !line.is_empty())
            .unwrap_or_default()
    }
}

/// All pages, by area and code.
pub fn pages() -> impl Iterator<Item = Page> {
    PAGES.iter().map(|(name, text)| {
        let (area, code) = name.split_once('/').unwrap_or(("", name));
        Page { area, code, text }
    })
}

/// The page of a code.
///
/// ```
/// use sw::diag::codes;
/// assert_eq!(codes::page("unknown-option").unwrap().area, "options");
/// assert!(codes::page("unknown-unknown").is_none());
/// ```
pub fn page(code: &str) -> Option<Page> {
    pages().find(|page| page.code == code)
}
