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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, value: &str, beside: Option<&str>) -> Result<String, String> {
        let entry = Entry {
            name: name.into(),
            value: value.into(),
            above: vec![],
            beside: beside.map(Cow::from),
        };
        emit(&[Section { heading: vec![], entries: vec![entry] }])
            .map_err(|unfit| unfit.to_string())
    }

    #[test]
    fn the_first_way_that_all_readers_agree_on() {
        let rows = [
            ("", "A="),
            (
                "postgresql://app:pw@db:5432/shop?sslmode=require",
                "A=postgresql://app:pw@db:5432/shop?sslmode=require",
            ),
            ("two words", "A=\"two words\""),
            ("a&b", "A=\"a&b\""),
            ("#1", "A=\"#1\""),
            ("it's", "A=\"it's\""),
            ("a\n\tb", "A=\"a\n\tb\""),
            ("see `id`", "A='see `id`'"),
            ("`", "A='`'"),
            ("$(id)", "A='$(id)'"),
            ("pa$$word", "A='pa$$word'"),
            ("C:\\new \"x\"\n", "A='C:\\new \"x\"\n'"),
            ("{\"a\": 1}", "A='{\"a\": 1}'"),
        ];
        for (value, expected) in rows {
            assert_eq!(line("A", value, None), Ok(format!("{expected}\n")));
        }
    }

    #[test]
    fn a_comment_never_becomes_part_of_the_value() {
        let rows = [
            ("", "why", "# why\nA="),
            ("1", "why", "# why\nA=1"),
            ("1", "issue #7", "# issue #7\nA=1"),
        ];
        for (value, note, expected) in rows {
            assert_eq!(line("A", value, Some(note)), Ok(format!("{expected}\n")));
        }
    }

    #[test]
    fn what_cannot_be_carried_is_refused() {
        let quotes = "`A` has a single quote or doubled backslashes together with other special characters, and no way to write them is read the same by every program";
        let name = "is not a name for a variable: those have letters, digits and `_`, and don't start with a digit";
        let rows = [
            ("A", "it's $5", quotes.to_string()),
            ("A", "'a\\\\b'", quotes.to_string()),
            ("A", "it's `id`", quotes.to_string()),
            ("A", "{\"a\": \"it's\"}", quotes.to_string()),
            ("A", "`a\\", quotes.to_string()),
            (
                "A",
                "a\rb",
                "`A` has a carriage return, which shells can't read back from such a file".into(),
            ),
            (
                "A",
                "a${B}c",
                "`A` has `${...}`, which Python's dotenv fills in whatever the quotes".into(),
            ),
            (
                "A",
                "\u{7}",
                "`A` has the control character '\\u{7}', which not every program reads back".into(),
            ),
            ("1A", "", format!("`1A` {name}")),
            ("A-B", "", format!("`A-B` {name}")),
        ];
        for (name, value, message) in rows {
            assert_eq!(line(name, value, None), Err(message));
        }
    }

    #[test]
    fn sections_are_apart_and_names_are_there_once() {
        let entry = |name: &'static str| Entry {
            name: name.into(),
            above: vec!["first\nsecond".into()],
            ..Entry::default()
        };
        let section = |heading: &'static str, name| Section {
            heading: vec![heading.into()],
            entries: vec![entry(name)],
        };
        let text = "# One\n# first\n# second\nA=\n\n# Two\n# first\n# second\nB=\n";
        assert_eq!(
            emit(&[section("One", "A"), Section::default(), section("Two", "B")]),
            Ok(text.into())
        );
        let twice =
            emit(&[section("One", "A"), section("Two", "A")]).map_err(|unfit| unfit.to_string());
        assert_eq!(twice, Err("`A` is there twice, and only the last one counts".into()));
    }
}
