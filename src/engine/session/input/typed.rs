//! Whatever someone types, reading it must not end the program that they type in.

use super::completeness::whole;
use super::page::page;
use crate::engine::session::completion::cursor::Before;
use crate::engine::session::paint;
use crate::engine::session::script::Script;
use proptest::prelude::*;
use rhai::Engine;

/// Pieces of inputs, put together in any order.
const PIECES: [&str; 40] = [
    "let ",
    "x",
    "é",
    " = ",
    "#{",
    "a: ",
    ", ",
    "}",
    "{",
    "(",
    ")",
    "()",
    "[",
    "]",
    "\"",
    "`",
    "${",
    "'",
    "\\",
    "\n",
    "// c",
    "/* ",
    "*/",
    "fn f",
    "fn ",
    "|e| ",
    "||",
    ".",
    "::",
    "?.",
    "1",
    "0x",
    "3.",
    "if ",
    "for e in ",
    ";",
    " == ",
    "import ",
    "///",
    "\u{fdd0}",
];

fn read(text: &str) {
    let _whole = whole(text);
    for (range, _) in paint(text) {
        assert!(text.get(range).is_some(), "{text:?}");
    }
    let before = Before::read(text);
    assert!(
        text.is_char_boundary(before.start) && text[before.start..] == *before.typed,
        "{text:?}"
    );
    let _call = before.call();
    let _page = page([text, "let x = 1", text]);
    let mut script = Script::default();
    let draft = script.with(&Engine::new_raw(), text, None);
    script.take(draft);
    let again = script.with(&Engine::new_raw(), text, None);
    assert!(again.text.ends_with(text));
}

proptest! {
    #[test]
    fn pieces_are_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        read(&pieces.concat());
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,30}") {
        read(&text);
    }
}

#[test]
fn deep_brackets_are_read() {
    for piece in ["(", "[", "#{a:", "{", "`${", "!", "-", "f(", "x.", "if x {", "|a| "] {
        read(&piece.repeat(2000));
    }
}
