//! Dotenv: which of its forms a value gets.

use std::borrow::Cow;
use sw::emit::dotenv::{Entry, Section, emit};

fn line(name: &str, value: &str, beside: Option<&str>) -> Result<String, String> {
    let entry = Entry {
        name: name.into(),
        value: value.into(),
        above: vec![],
        beside: beside.map(Cow::from),
    };
    emit(&[Section { heading: vec![], entries: vec![entry] }]).map_err(|unfit| unfit.to_string())
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
