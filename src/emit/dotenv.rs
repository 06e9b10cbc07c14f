//! Dotenv files that Python's and Node's `dotenv`, docker compose and a shell (`. file`) read the same way.
//!
//! They agree on little: what escapes mean, where a `#` starts a comment, which quotes let a `$` or
//! a backtick alone. Of the ways to write a value, the first that all of them read right is taken; a
//! value without such a way is refused.

use super::comment;
use super::unfit::Unfit;
use crate::value::Trail;
use std::borrow::Cow;
use std::collections::HashSet;

/// Variables that belong together; an empty line is between sections.
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
    /// What is said of its value: on the last comment line above, since `docker run --env-file` takes a comment behind the value
    /// for part of it.
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
/// assert_eq!(emit(&[section]), Ok("# Web\n# inside\nPORT=80\nGREETING='costs $5 # or so'\n".into()));
/// ```
pub fn emit(sections: &[Section<'_>]) -> Result<String, Unfit> {
    let mut out = String::new();
    let mut names = HashSet::new();
    for section in
        sections.iter().filter(|section| !section.heading.is_empty() || !section.entries.is_empty())
    {
        if !out.is_empty() {
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
    entry.beside.iter().for_each(|text| comment::above(out, 0, text));
    out.push_str(&entry.name);
    out.push('=');
    out.push_str(&written(&entry.value)?);
    out.push('\n');
    Ok(())
}

fn write_lines(out: &mut String, lines: &[Cow<'_, str>]) {
    for text in lines {
        comment::above(out, 0, text);
    }
}

/// Whether a variable can be called so: letters, digits and `_`, not starting with a digit.
pub fn is_name(name: &str) -> bool {
    name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
}

/// The value as written in a file that people edit, in single quotes where it needs some. With a comment behind it on its
/// line (`is_followed`) it always gets quotes.
///
/// # Errors
/// What it has that no spelling carries, in words that follow its name.
///
/// ```
/// use sw::emit::dotenv::sourced;
/// assert_eq!(sourced("it's 5 # or so", false).unwrap(), "\"it's 5 # or so\"");
/// assert_eq!(sourced("$a\n`b`", false).unwrap(), "'$a\n`b`'");
/// assert!(sourced("it's $5", false).is_err());
/// ```
pub fn sourced(value: &str, is_followed: bool) -> Result<Cow<'_, str>, String> {
    spelled(value, is_followed, [single, double])
}

/// The value as written in a generated file, in double quotes where they do.
fn written(value: &str) -> Result<Cow<'_, str>, String> {
    spelled(value, false, [double, single])
}

/// The first spelling that all readers agree on: without quotes, or in those of the two kinds that carry it.
fn spelled(
    value: &str,
    is_followed: bool,
    quotes: [fn(&str) -> Option<String>; 2],
) -> Result<Cow<'_, str>, String> {
    readable(value)?;
    if !is_followed && is_bare(value) {
        return Ok(value.into());
    }
    quotes.iter().find_map(|quoted| quoted(value)).map(Cow::from).ok_or_else(|| {
        "has a single quote or doubled backslashes together with other special characters, and no way to write them is read the same by every program".into()
    })
}

/// What no spelling carries.
fn readable(value: &str) -> Result<(), String> {
    if let Some(c) = value.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
        return Err(format!("has the control character {c:?}, which not every program reads back"));
    }
    if value.contains('\r') {
        return Err("has a carriage return, which shells can't read back from such a file".into());
    }
    if has_expansion(value) {
        return Err("has `${...}`, which Python's dotenv fills in whatever the quotes".into());
    }
    Ok(())
}

/// Whether a value needs no quotes, in a shell neither.
fn is_bare(value: &str) -> bool {
    value.bytes().all(|c| c.is_ascii_alphanumeric() || b"_-./:@%+,=?".contains(&c))
}

/// In single quotes; Python's reader undoes backslashes in them, others don't.
fn single(value: &str) -> Option<String> {
    let is_carried = !value.contains('\'') && !value.contains("\\\\") && !value.ends_with('\\');
    is_carried.then(|| format!("'{value}'"))
}

/// In double quotes, where shells and others evaluate, and escapes mean something else to each.
fn double(value: &str) -> Option<String> {
    (!value.contains(['"', '\\', '$', '`'])).then(|| format!("\"{value}\""))
}

fn has_expansion(value: &str) -> bool {
    value.split("${").skip(1).any(|rest| rest.contains('}'))
}
