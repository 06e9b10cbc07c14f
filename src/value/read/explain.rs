//! What a parser's error means for the person who wrote the text.

use super::ReadError;
use super::locate::{QUOTE_TEXT, error_span};
use super::node::MOST_LEVELS;
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::granit_parser::ErrorKind;
use serde_saphyr::localizer::ExternalMessageSource;
use serde_saphyr::{Error, Location};

/// A sentence and, where it is plain, what to do.
type Words = (String, Option<&'static str>);

pub(super) fn explain(error: &Error) -> ReadError {
    let error = error.without_snippet();
    if let Error::AliasError { error, locations, .. } = error {
        // The alias is what the author used here; the anchor may be right for others.
        return ReadError { span: error_span(&locations.reference_location), ..explain(error) };
    }
    let (message, hint) = words(error);
    let location = error.location().unwrap_or(Location::UNKNOWN);
    ReadError::new(message, error_span(&location)).hint(hint)
}

fn words(error: &Error) -> Words {
    let said = |message: &str| (message.to_string(), None);
    match error {
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => syntax(error.kind()),
            _ => fallback(error),
        },
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            said("this alias is inside the value it repeats")
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            (format!("this is nested more than {MOST_LEVELS} levels deep"), None)
        }
        Error::Budget { .. } => said("this is more than can be read at once"),
        Error::AliasReplayCounterOverflow { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            said("the aliases of this text expand to more than can be read")
        }
        Error::MergeValueNotMapOrSeqOfMaps { .. } => {
            said("`<<` merges a map or an array of maps, and this is neither")
        }
        Error::InvalidBinaryBase64 { .. } | Error::BinaryNotUtf8 { .. } => {
            said("data tagged `!!binary` must be base64 of text")
        }
        Error::InvalidScalar { .. } => said("the value is not what its tag says"),
        _ => unquoted(error).unwrap_or_else(|| fallback(error)),
    }
}

/// What would be right as text in quotes.
fn unquoted(error: &Error) -> Option<Words> {
    let message = match error {
        Error::Unexpected { expected: "string scalar", .. } => {
            let message = "a key must be text, not an array or a map".into();
            return Some((message, Some("text that starts with `{` or `[` needs quotes")));
        }
        Error::UnknownAnchor { .. } => "this alias names no anchor above it".into(),
        Error::NullIntoString { .. } => "a key can't be null".into(),
        Error::NonFiniteFloat { value, .. } => {
            format!("`{value}` is a number that most file formats can't hold")
        }
        Error::UnsupportedTag { tag, .. } => {
            format!("the tag `{tag}` would lose its meaning here")
        }
        _ => return None,
    };
    Some((message, Some(QUOTE_TEXT)))
}

fn fallback(error: &Error) -> Words {
    let text = error.to_string();
    (text.split_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_string(), None)
}

/// The errors people make often, in their words; the parser's own words are good for the rest.
fn syntax(kind: &ErrorKind) -> Words {
    let known = misplaced(kind).or_else(|| misquoted(kind));
    if let Some((message, hint)) = known {
        return (message.into(), Some(hint));
    }
    match kind {
        ErrorKind::UnexpectedCharacter { character } => unexpected(*character),
        ErrorKind::UnclosedFlowCollection { open } => {
            (format!("the `{open}` that starts here is never closed"), None)
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("the `{open}` that starts here is closed by `{close}`"), None)
        }
        ErrorKind::RecursionLimitExceeded => {
            (format!("this is nested more than {MOST_LEVELS} levels deep"), None)
        }
        other => (other.to_string(), None),
    }
}

/// Keys, items and lines that are where they can't be.
fn misplaced(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidColonPlacement => (
            "unexpected key with a colon",
            "text with a colon needs quotes; keys of one map start in the same column, on lines of their own",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("this line has no colon", "write `key: value`")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation => (
            "this line doesn't fit to the lines above it",
            "all keys of a map, and all `-` of an array, start in the same column",
        ),
        ErrorKind::BlockSequenceEntryNotAllowed => {
            ("an array can't start here", "start it on a line of its own")
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => ("lines can't be indented with tabs", "use spaces"),
        ErrorKind::InvalidBlockScalarIndent => (
            "this line is indented less than the text it belongs to",
            "indent all lines of the text alike",
        ),
        _ => return None,
    })
}

/// Quotes, brackets and anchors that are not as they have to be.
fn misquoted(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::UnclosedQuotedScalar => (
            "the quote that starts here is never closed",
            "close it; inside quotes, `\\\"` or `''` is a quote",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "something follows after the closing quote",
            "put all of the text inside one pair of quotes",
        ),
        ErrorKind::UnknownQuotedScalarEscape => (
            "double quotes know no such escape",
            "write `\\\\` for a backslash, or use single quotes, which know no escapes",
        ),
        ErrorKind::MissingAnchorOrAliasName => {
            ("`&` and `*` at the start of a text name an anchor", QUOTE_TEXT)
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("this closes a bracket that was never opened", QUOTE_TEXT)
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("a comma or the closing bracket is missing here", "put a comma between the items")
        }
        _ => return None,
    })
}

fn unexpected(character: char) -> Words {
    if character.is_control() {
        (
            format!("the control character {character:?} is not allowed in YAML"),
            Some("inside double quotes, write it as an escape"),
        )
    } else {
        (format!("text can't start with `{character}`"), Some(QUOTE_TEXT))
    }
}
