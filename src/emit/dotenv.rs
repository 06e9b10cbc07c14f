//! Dotenv files that Python's and Node's `dotenv` and docker compose read the same way.
//!
//! The three agree on little: what escapes mean, where a `#` starts a comment, which quotes let a
//! `$` alone. Of the ways to write a value, the first that all of them read right is taken; a value
//! without such a way is refused.

use super::{Unfit, comment};
use crate::value::Trail;
use std::borrow::Cow;
use std::collections::HashSet;

/// Variables that belong together; an empty line stands between sections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section<'a> {
    /// Comment lines above its variables.
    pub heading: Vec<Cow<'a, str>>,
    /// Its variables in order.
    pub entries: Vec<Entry<'a>>,
}

/// One variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry<'a> {
    /// Its name: letters, digits and `_`, not starting with a digit.
    pub name: Cow<'a, str>,
    /// Its value.
    pub value: Cow<'a, str>,
    /// Comment lines above it.
    pub above: Vec<Cow<'a, str>>,
    /// A comment on its own line.
    pub beside: Option<Cow<'a, str>>,
}

/// Sections as a file's text.
///
/// # Errors
/// When a name is not one, is there twice, or its value can't be written so that all readers agree.
///
/// ```
/// use sw::emit::dotenv::{Entry, Section, emit};
/// let port = Entry { name: "PORT".into(), value: "80".into(), beside: Some("inside".into()), ..Entry::default() };
/// let greeting = Entry { name: "GREETING".into(), value: "costs $5 # or so".into(), ..Entry::default() };
/// let section = Section { heading: vec!["Web".into()], entries: vec![port, greeting] };
/// assert_eq!(emit(&[section]), Ok("# Web\nPORT=80  # inside\nGREETING='costs $5 # or so'\n".into()));
/// ```
pub fn emit(sections: &[Section<'_>]) -> Result<String, Unfit> {
    let mut out = String::new();
    let mut names = HashSet::new();
    for (i, section) in sections.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        write_lines(&mut out, &section.heading);
        for entry in &section.entries {
            let refuse = |reason| Unfit::new(&Trail::ROOT.key(&entry.name), reason);
            if !names.insert(&*entry.name) {
                return Err(refuse("is there twice, and only the last one counts".into()));
            }
            write_entry(&mut out, entry).map_err(refuse)?;
        }
    }
    Ok(out)
}

fn write_entry(out: &mut String, entry: &Entry<'_>) -> Result<(), String> {
    if !is_name(&entry.name) {
        return Err("is not a name for a variable: those have letters, digits and `_`, and don't start with a digit".into());
    }
    write_lines(out, &entry.above);
    out.push_str(&entry.name);
    out.push('=');
    out.push_str(&written(&entry.value, entry.beside.is_some())?);
    comment::beside(out, entry.beside.as_deref().unwrap_or_default());
    out.push('\n');
    Ok(())
}

fn write_lines(out: &mut String, lines: &[Cow<'_, str>]) {
    for text in lines {
        comment::above(out, 0, text);
    }
}

fn is_name(name: &str) -> bool {
    name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_') && !name.starts_with(|c: char| c.is_ascii_digit()) && !name.is_empty()
}

/// The value as it stands in the file.
fn written(value: &str, has_note: bool) -> Result<Cow<'_, str>, String> {
    if let Some(c) = value.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
        return Err(format!("has the control character {c:?}, which not every program reads back"));
    }
    if has_expansion(value) {
        return Err("has `${...}`, which Python's dotenv fills in whatever the quotes".into());
    }
    if is_bare(value) && !(value.is_empty() && has_note) {
        Ok(value.into())
    } else if !value.contains(['"', '\\', '$']) {
        Ok(format!("\"{}\"", value.replace('\n', "\\n").replace('\r', "\\r")).into())
    } else if is_literal(value) {
        Ok(format!("'{value}'").into())
    } else if is_bare_with_quotes(value) {
        Ok(value.into())
    } else {
        Err("has quotes together with other special characters, and no way to write them is read the same by every program".into())
    }
}

/// Whether a value needs no quotes, in a shell neither.
fn is_bare(value: &str) -> bool {
    value.bytes().all(|c| c.is_ascii_alphanumeric() || b"_-./:@%+,=?".contains(&c))
}

/// Whether single quotes carry it: Python's reader undoes backslashes in them, others don't.
fn is_literal(value: &str) -> bool {
    !value.contains(['\'', '\r']) && !value.contains("\\\\") && !value.ends_with('\\')
}

/// Whether it can stand without quotes though it has some inside.
fn is_bare_with_quotes(value: &str) -> bool {
    value.bytes().all(|c| matches!(c, b' '..=b'~') && !b"#$\\`".contains(&c))
        && !value.starts_with(['"', '\'', ' '])
        && !value.ends_with(' ')
}

fn has_expansion(value: &str) -> bool {
    value.split("${").skip(1).any(|rest| rest.contains('}'))
}
