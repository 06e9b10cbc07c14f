//! Dotenv: a value is read back equal, or refused.

use crate::random::{hold, text};
use crate::sourced::{All, compose_sees};
use crate::tricky::TRICKY;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use sw::emit::dotenv::{Entry, Section, emit};

#[test]
fn values_read_back_equal() {
    let readers = All::start();
    let tricky: Vec<_> =
        TRICKY.iter().map(|text| (text.to_string(), Some("why".to_string()))).collect();
    check(&readers, &tricky).unwrap_or_else(|error| panic!("{error}"));
    let value = prop_oneof![text(), "[a-z'\"$\\\\`# \n!*~{}()<>&|;=%-]{0,12}".boxed()];
    hold((value, prop::option::of(text())), 1, |values| check(&readers, &values));
}

#[test]
fn docker_compose_sees_the_same() {
    let values: Vec<_> =
        TRICKY.iter().map(|text| (text.to_string(), Some(text.to_string()))).collect();
    let (text, expected) = file(&values);
    compose_sees(&text, &expected);
}

#[test]
fn values_without_quotes_and_dollars_are_always_carried() {
    hold("[^\"'\\\\$\\p{C}]*", 1, |values| {
        for value in values {
            let entry =
                Entry { name: "A".into(), value: value.as_str().into(), ..Entry::default() };
            prop_assert!(
                emit(&[Section { heading: vec![], entries: vec![entry] }]).is_ok(),
                "{value:?}"
            );
        }
        Ok(())
    });
}

/// A file with all values that can be written, each with the comment that goes with it, and what is expected to be seen.
fn file(values: &[(String, Option<String>)]) -> (String, Vec<(String, String)>) {
    let entries = values.iter().enumerate().map(|(i, (value, comment))| Entry {
        name: format!("_{i}").into(),
        value: value.into(),
        above: comment.iter().map(Into::into).collect(),
        beside: comment.as_ref().map(Into::into),
    });
    let sections: Vec<_> =
        entries.map(|entry| Section { heading: vec![], entries: vec![entry] }).collect();
    let carried: Vec<_> = sections
        .into_iter()
        .filter(|section| emit(std::slice::from_ref(section)).is_ok())
        .collect();
    let entries = carried.iter().flat_map(|section| &section.entries);
    let expected = entries.map(|entry| (entry.name.to_string(), entry.value.to_string())).collect();
    (emit(&carried).expect("each section alone is carried"), expected)
}

fn check(readers: &All, values: &[(String, Option<String>)]) -> TestCaseResult {
    let (text, expected) = file(values);
    readers.see(&text, &expected)
}
