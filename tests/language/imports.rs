//! What a file offers to those that import it: closures, and other files.

use super::support::{error_with, value_with};

const LIBRARY: &[(&str, &str)] = &[
    (
        "lib/acme.rhai",
        "export import \"./names\" as names;\nimport \"./inner\" as inner;\nexport const TIER = \"small\";\n\
         fn adder(n) { |x| twice(x) + n }\nfn twice(x) { x * 2 }\nfn through() { inner::made(3) }\n\
         fn named() { names::of(\"own\") }\nfn kept() { #{ make: |x| twice(x) } }\n\
         fn called(f) { f.call(5) }",
    ),
    (
        "lib/names.rhai",
        "export import \"./words\" as words;\nexport const TEAMS = [\"web\"];\nfn of(x) { `acme-${x}` }",
    ),
    ("lib/words.rhai", "fn upper(x) { x.to_upper() }"),
    (
        "lib/inner.rhai",
        "const FACTOR = 10;\nfn made(n) { |x| scaled(x) + n }\nprivate fn scaled(x) { x * FACTOR }",
    ),
];

#[test]
fn a_closure_leaves_the_file_that_made_it() {
    let cases = [
        ("acme::adder(1).call(2)", "5"),
        ("[1, 2].map(acme::adder(1))", "[3, 5]"),
        ("let f = acme::adder(10); fn twice(x) { 0 } f.call(2)", "14"),
        ("acme::kept().make.call(4)", "8"),
        // Through a file that makes none itself, with the functions and constants of its own file.
        ("acme::through().call(2)", "23"),
        // Into another file again.
        ("acme::called(acme::adder(1))", "11"),
        ("fn all(items, f) { items.map(f) } all([1, 2], acme::adder(0))", "[2, 4]"),
    ];
    for (recipe, expected) in cases {
        let recipe = format!("import \"./lib/acme\" as acme;\n{recipe}");
        assert_eq!(value_with(&recipe, LIBRARY), expected, "{recipe}");
    }
}

#[test]
fn a_file_offers_what_it_exports_of_others() {
    let cases = [
        ("acme::names::of(\"x\")", "\"acme-x\""),
        ("acme::names::TEAMS", "[\"web\"]"),
        ("acme::names::words::upper(\"x\")", "\"X\""),
        ("acme::named() + acme::TIER", "\"acme-ownsmall\""),
    ];
    for (recipe, expected) in cases {
        let recipe = format!("import \"./lib/acme\" as acme;\n{recipe}");
        assert_eq!(value_with(&recipe, LIBRARY), expected, "{recipe}");
    }
}

#[test]
fn other_imports_are_private() {
    let problem = error_with("import \"./lib/acme\" as acme;\nacme::inner::made(1)", LIBRARY);
    assert_eq!(problem.code, "unknown-namespace");
    assert_eq!(problem.message, "`lib/acme.rhai` offers no namespace `inner`");
}

#[test]
fn the_word_export_stays_a_word_in_text_and_comments() {
    let library = &[(
        "lib.rhai",
        "// export import nothing\nfn text() { \"export import \\\"x\\\" as y;\" }\nexport const A = 1;",
    )];
    let recipe = "import \"./lib\" as lib;\nlib::text().len() + lib::A";
    assert_eq!(value_with(recipe, library), "24");
}
