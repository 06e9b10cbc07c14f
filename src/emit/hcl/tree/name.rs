//! Names in HCL: checked where they are made, so that a bad one never reaches a file.

use compact_str::CompactString;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A name: of an attribute, a block type, a function, a step of a path.
///
/// ```
/// use sw::emit::hcl::Ident;
/// assert_eq!(Ident::new("cidr_block")?.as_str(), "cidr_block");
/// assert!(Ident::new("9lives").is_err());
/// # Ok::<(), sw::emit::hcl::BadName>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(CompactString);

/// A name that can be alone as an expression: no word of the language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Variable(Ident);

/// The text between the quotes after a block's type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(CompactString);

/// A text that cannot be the name it was meant to be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not allowed here: {rule}")]
pub struct BadName {
    /// What was given.
    pub name: String,
    /// What such a name looks like.
    pub rule: &'static str,
}

const IDENT_RULE: &str = "a name has letters, digits, `_` and `-`, and starts with a letter or `_`";
const VARIABLE_RULE: &str = "it is a word of the language";
const LABEL_RULE: &str =
    "a label has letters, digits and signs, but no quote, backslash, `$` or `%`";

/// Words that mean something else where a variable could be.
const RESERVED: [&str; 6] = ["true", "false", "null", "for", "in", "if"];

impl Ident {
    /// The name `name`, in composed form (as `terraform fmt` writes labels).
    ///
    /// # Errors
    ///
    /// When HCL would not read it as one name.
    pub fn new(name: &str) -> Result<Self, BadName> {
        let mut chars = name.chars();
        let valid = chars.next().is_some_and(starts_name) && chars.all(continues_name);
        if valid { Ok(Self(composed(name))) } else { Err(BadName::new(name, IDENT_RULE)) }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an object's key can be written this way, without quotes.
    pub(crate) fn is_plain_key(&self) -> bool {
        !matches!(self.as_str(), "true" | "false" | "null" | "for")
    }
}

impl Variable {
    /// The variable `name`.
    ///
    /// # Errors
    ///
    /// When it is no name, or a word of the language such as `for`.
    pub fn new(name: &str) -> Result<Self, BadName> {
        if RESERVED.contains(&name) {
            return Err(BadName::new(name, VARIABLE_RULE));
        }
        Ident::new(name).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Label {
    /// The label `text`, in composed form.
    ///
    /// # Errors
    ///
    /// When `terraform fmt` would not leave it as it is.
    pub fn new(text: &str) -> Result<Self, BadName> {
        let plain = |c: char| {
            matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '$' | '%')
                || !c.is_ascii() && continues_name(c)
        };
        let valid = !text.is_empty() && text.chars().all(plain);
        if valid { Ok(Self(composed(text))) } else { Err(BadName::new(text, LABEL_RULE)) }
    }

    /// The label as text, without its quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BadName {
    fn new(name: &str, rule: &'static str) -> Self {
        Self { name: name.to_string(), rule }
    }
}

impl From<Ident> for Label {
    fn from(name: Ident) -> Self {
        Self(name.0)
    }
}

fn starts_name(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_start(c)
}

fn continues_name(c: char) -> bool {
    c == '-' || unicode_ident::is_xid_continue(c)
}

fn composed(name: &str) -> CompactString {
    if name.is_ascii() || is_nfc(name) { name.into() } else { name.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        for good in ["a", "_a", "a-b", "a1", "名前", "für", "in", "true"] {
            assert_eq!(Ident::new(good).as_ref().map(Ident::as_str), Ok(good));
        }
        for bad in ["", "1a", "-a", "a b", "a.b", "a\"", "a\n", "ü!"] {
            assert!(Ident::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn words_of_the_language_are_no_variables() {
        for bad in RESERVED {
            assert!(Variable::new(bad).is_err(), "{bad:?}");
        }
        assert_eq!(Variable::new("each").expect("an ordinary name").as_str(), "each");
    }

    #[test]
    fn labels_are_what_fmt_leaves_alone() {
        for good in ["aws_vpc", "a b", "s3://x", "名前", "a#b"] {
            assert_eq!(Label::new(good).as_ref().map(Label::as_str), Ok(good));
        }
        for bad in ["", "a\"b", "a\\b", "a$b", "a%b", "a\tb", "👩\u{200d}👧", "\u{2028}"] {
            assert!(Label::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn names_are_composed() {
        assert_eq!(Ident::new("e\u{301}").expect("a letter and its accent").as_str(), "é");
        assert_eq!(Label::new("e\u{301}").expect("a letter and its accent").as_str(), "é");
    }

    #[test]
    fn the_message_names_the_rule() {
        let error = Ident::new("9lives").expect_err("starts with a digit").to_string();
        assert_eq!(
            error,
            "`9lives` is not allowed here: a name has letters, digits, `_` and `-`, and starts with a letter or `_`"
        );
    }
}
