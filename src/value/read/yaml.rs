//! YAML, as its 1.2 core schema says, and old octal numbers: `0644` is 420.

use super::ReadError;
use super::explain::explain;
use super::locate::Source;
use super::node::{MOST_LEVELS, Node};
use crate::value::read::places::Located;
use serde_saphyr::options::DuplicateKeyPolicy;
use serde_saphyr::{Options, Spanned};

/// Reads every document of a text; empty documents are left out.
///
/// `yes`, `on` and dates are text. Aliases and merge keys are followed.
///
/// ```
/// use sw::value::{Value, read};
/// let documents = read::yaml("on: push\nmode: 0644\n---\n- 1\n")?;
/// assert_eq!(documents.len(), 2);
/// assert_eq!(documents[0].value.get("on"), Some(&Value::from("push")));
/// assert_eq!(documents[0].value.get("mode"), Some(&Value::Int(420)));
/// # Ok::<(), read::ReadError>(())
/// ```
///
/// # Errors
/// When the text is no YAML, has a key twice, a number that no file format can hold, or a tag
/// that would lose its meaning; and when it is too large or nested too deep.
pub fn yaml(text: &str) -> Result<Vec<Located>, ReadError> {
    if text.len() > MOST_BYTES {
        return Err(ReadError::new(
            format!("the text is larger than {} MiB", MOST_BYTES >> 20),
            None,
        ));
    }
    let documents = serde_saphyr::from_multiple_with_options::<Spanned<Node>>(text, options())
        .map_err(|error| explain(&error))?;
    documents.into_iter().map(|node| Source(text).located(node)).collect()
}

/// What a person writes is far below; what is made to hurt ends here.
const MOST_BYTES: usize = 16 << 20;
const MOST_NODES: usize = 1_000_000;
/// How much the aliases of a text may expand to, in values.
const MOST_REPEATED: usize = 100_000;

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MOST_LEVELS,
            max_events: 4 * MOST_NODES,
            max_nodes: MOST_NODES,
            max_total_scalar_bytes: 2 * MOST_BYTES,
            // One set of defaults used by hundreds of jobs is ordinary; MOST_REPEATED bounds what aliases cost.
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: MOST_REPEATED },
        // Found below, where both places are known.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        legacy_octal_numbers: true,
        strict_booleans: true,
        // `!Ref x` without its tag would be another value.
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}
