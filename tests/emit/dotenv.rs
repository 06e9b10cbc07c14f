//! Dotenv: a value is read back equal, or refused.

use crate::random::{hold, text};
use crate::readers::Readers;
use crate::seen::Seen;
use crate::tricky::TRICKY;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use sw::emit::dotenv::{Entry, Section, emit};

#[test]
fn values_read_back_equal() {
    let readers = Readers::start();
    let tricky: Vec<_> = TRICKY.iter().map(|text| (text.to_string(), Some("why".to_string()))).collect();
    check(&readers, &tricky).unwrap_or_else(|error| panic!("{error}"));
    hold((text(), prop::option::of(text())), 1, |values| check(&readers, &values));
}

#[test]
fn values_without_quotes_and_dollars_are_always_carried() {
    hold("[^\"'\\\\$\\p{C}]*", 1, |values| {
        for value in values {
            let entry = Entry { name: "A".into(), value: value.as_str().into(), ..Entry::default() };
            prop_assert!(emit(&[Section { heading: vec![], entries: vec![entry] }]).is_ok(), "{value:?}");
        }
        Ok(())
    });
}

/// Writes all values that can be, each with the comment that goes with it, and reads the file.
fn check(readers: &Readers, values: &[(String, Option<String>)]) -> TestCaseResult {
    let entries = values.iter().enumerate().map(|(i, (value, comment))| Entry {
        name: format!("_{i}").into(),
        value: value.into(),
        above: comment.iter().map(Into::into).collect(),
        beside: comment.as_ref().map(Into::into),
    });
    let sections: Vec<_> = entries.map(|entry| Section { heading: vec![], entries: vec![entry] }).collect();
    let carried: Vec<_> = sections.into_iter().filter(|section| emit(std::slice::from_ref(section)).is_ok()).collect();
    let text = emit(&carried).expect("each section alone is carried");
    let entries = carried.iter().flat_map(|section| &section.entries);
    let expected = Seen::Map(entries.map(|entry| (Seen::text(&entry.name), Seen::text(&entry.value))).collect());
    prop_assert_eq!(&readers.ask("python-dotenv", std::slice::from_ref(&text))[0], &Ok(expected), "{}", text);
    Ok(())
}
