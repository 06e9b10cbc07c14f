//! What is read, and that editing touches nothing else.

use super::Document;
use proptest::prelude::*;

fn get(text: &str) -> Option<String> {
    Document::parse(text).get("A")
}

#[test]
fn values_are_read_as_the_usual_readers_do() {
    let rows = [
        ("A=1", "1"),
        ("\u{feff}A=1\r\n", "1"),
        ("export A=1", "1"),
        ("  export\tA = 1  ", "1"),
        ("A=two words # why", "two words"),
        ("A=  # Not needed", ""),
        ("A=#1", "#1"),
        ("A=a#b", "a#b"),
        ("A='a # b' # why", "a # b"),
        ("A='a\\n'", "a\\n"),
        ("A=\"a\\n\\t\\\"b\\\" \\$ \\x\"", "a\n\t\"b\" $ \\x"),
        ("A=\"first\nsecond\"\nB=2", "first\nsecond"),
        ("A=\"first\r\nsecond\"\r\nB=2", "first\nsecond"),
        ("A='a'b'", "'a'b'"),
        ("A=1\nA=2\nB=3", "2"),
        ("A=\"", "\""),
    ];
    for (text, value) in rows {
        assert_eq!(get(text).as_deref(), Some(value), "{text:?}");
    }
    for text in ["# A=1", "", "A", "export A", "AA=1", "1 A=2", "=A"] {
        assert_eq!(get(text), None, "{text:?}");
    }
}

#[test]
fn a_quote_that_never_ends_is_reported() {
    assert_eq!(Document::parse("B=1\nA=\"cut").unclosed(), Some(2));
    assert_eq!(Document::parse("B='1\n2'\n\nA='cut\nC=3\n").unclosed(), Some(4));
    assert_eq!(Document::parse("A='a'b'\nC=\"\"\n").unclosed(), None);
}

#[test]
fn a_value_is_set_in_its_place() {
    let rows = [
        ("A=1\nB=2\n", "x", "A=x\nB=2\n"),
        ("# why\nA=1 # and how\n", "x", "# why\nA='x' # and how\n"),
        ("A=  # Not needed\n", "x", "A=  'x' # Not needed\n"),
        ("export A='1'\r\nB=2\r\n", "x y", "export A='x y'\r\nB=2\r\n"),
        ("A=\"1\n2\"\nB=2\n", "x", "A=x\nB=2\n"),
        ("B=2\r\n", "x", "B=2\r\nA=x\r\n"),
        ("B=2", "x", "B=2\nA=x\n"),
        ("", "a\nb", "A='a\nb'\n"),
        ("A=1\nA=2\n", "x", "A=1\nA=x\n"),
    ];
    for (before, value, after) in rows {
        let mut document = Document::parse(before);
        document.set("A", value).unwrap();
        assert_eq!(document.to_string(), after);
        assert_eq!(Document::parse(after), document, "{after:?}");
    }
}

#[test]
fn no_value_is_shown() {
    let shown = format!("{:?}", Document::parse("A=s3cr3t\n"));
    assert!(shown.contains('A') && !shown.contains("s3cr3t"), "{shown}");
}

/// Lines as people leave them, broken ones among them.
fn text() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[a-z0-9#$ '\"\\\\=]{0,8}",
        "'[a-z\n# \"]{0,8}'",
        "\"[a-z\n# '\\\\]{0,6}\"",
        "  # [a-z ']{0,5}"
    ];
    let line = prop_oneof![
        3 => (prop_oneof!["[ABC]", "export [ABC]", " [ABC] "], value).prop_map(|(name, value)| format!("{name}={value}")),
        1 => "# [a-z='\"]{0,8}",
        1 => "\\PC{0,8}",
        1 => Just(String::new()),
    ];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
    (any::<bool>(), prop::collection::vec((line, end), 0..8), any::<bool>()).prop_map(
        |(bom, lines, cut)| {
            let text: String =
                lines.into_iter().map(|(line, end)| format!("{line}{end}")).collect();
            let text = if cut { text.trim_end().into() } else { text };
            if bom { format!("\u{feff}{text}") } else { text }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_loses_nothing(text in prop_oneof![text(), ".{0,40}".boxed()]) {
        prop_assert_eq!(Document::parse(&text).to_string(), text);
    }

    #[test]
    fn what_is_set_is_read_back_and_the_rest_stays(text in text(), value in "[a-z#$ '\"\\\\\n=`]{0,8}") {
        let before = Document::parse(&text);
        let mut after = before.clone();
        if before.unclosed().is_some() || after.set("B", &value).is_err() {
            prop_assert_eq!(before.unclosed().is_some() || after == before, true);
            return Ok(());
        }
        let read = Document::parse(&after.to_string());
        prop_assert_eq!(read.get("B"), Some(value));
        for name in ["A", "C"] {
            prop_assert_eq!(read.get(name), before.get(name));
        }
        // Put back, it is what it was: nothing but the value was touched.
        let was = before.variables().rfind(|(piece, variable)| piece.text[variable.name.clone()] == *"B");
        if let Some((piece, _)) = was {
            let untouched = |document: &Document| document.pieces.iter().map(|piece| piece.text.clone()).collect::<Vec<_>>();
            let (old, new) = (untouched(&before), untouched(&after));
            prop_assert_eq!(old.len(), new.len());
            let changed: Vec<_> = old.iter().zip(&new).filter(|(old, new)| old != new).collect();
            prop_assert!(changed.len() <= 1 && changed.iter().all(|(old, _)| **old == piece.text));
        } else {
            prop_assert!(after.to_string().starts_with(&text));
        }
    }

    #[test]
    fn unset_removes_only_it(text in text()) {
        let before = Document::parse(&text);
        let mut after = before.clone();
        after.unset("B");
        let kept: String = before.pieces.iter().filter(|piece| piece.variable.as_ref().is_none_or(|variable| piece.text[variable.name.clone()] != *"B")).map(|piece| piece.text.as_str()).collect();
        prop_assert_eq!(after.to_string(), kept);
        prop_assert_eq!(after.get("B"), None);
    }
}
