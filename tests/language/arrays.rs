//! Arrays: joining, flattening, grouping, sorting.

use super::support::{error, fails, value};

#[test]
fn arrays_are_flattened_and_joined() {
    let cases = [
        ("flatten([[1, [2]], 3, []])", "[1, [2], 3]"),
        ("flatten([[1, [2, [3]]]], 9)", "[1, 2, 3]"),
        ("flatten([[1]], 0)", "[[1]]"),
        ("[[1], [2]].flatten()", "[1, 2]"),
        ("join([], \", \")", "\"\""),
        (
            "join([\"a\", 1, 2.5, true, 'c', environment(\"staging\")], \"-\")",
            "\"a-1-2.5-true-c-staging\"",
        ),
        ("[\"a\", \"b\"].join(\"\")", "\"ab\""),
        ("join([\"a\".note(\"why\")], \"\")", "\"a\""),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
    fails("join([1, ()], \",\")", "1:1: item 1 is `()`, which has no text form");
    fails("join([#{ a: 1 }], \",\")", "1:1: item 0 is a map, which has no text form");
    fails("join([|x| x], \",\")", "1:1: item 0 is a function, which has no text form");
}

#[test]
fn items_are_grouped_in_the_order_they_come() {
    let start =
        "let a = [#{ n: \"x\", z: \"eu\" }, #{ n: \"y\", z: \"us\" }, #{ n: \"w\", z: \"eu\" }]; ";
    let cases = [
        (
            "a.group_by(\"z\").map_values(|z, items| items.map(|i| i.n))",
            "#{ eu: [\"x\", \"w\"], us: [\"y\"] }",
        ),
        ("a.group_by(|i| i.n == \"y\").keys()", "[\"false\", \"true\"]"),
        ("environments().group_by(|e| e.is_cloud).keys().len() > 0", "true"),
        ("environments().group_by(\"short\").keys().len()", "3"),
        ("[].group_by(\"z\")", "#{}"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(&format!("{start}{expression}")), expected, "{expression}");
    }
    let missing = error("[#{ name: 1 }, #{ nam: 2 }].group_by(\"name\")");
    assert_eq!(missing.message, "item 1 of the array has no `name`");
    assert_eq!(missing.hints, ["did you mean `nam`?"]);
    fails("[1].group_by(|x| [x])", "1:5: item 0 is an array, which has no text form");
}

#[test]
fn equal_items_are_found_whatever_they_are() {
    let cases = [
        ("[1, \"1\", 1, 1.0].unique().len()", "3"),
        ("[#{ a: 1, b: 2 }, #{ b: 2, a: 1 }].unique().len()", "1"),
        ("[environment(\"prod\"), environment(\"production\")].unique().len()", "1"),
        ("[(), (), null].unique().len()", "2"),
        ("[].unique()", "[]"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
    fails("[|x| x].unique()", "1:9: a function can't be written to a file");
}

#[test]
fn sorting_is_by_number_or_text() {
    let cases = [
        ("[#{ k: 10 }, #{ k: 9 }, #{ k: 9.5 }].sort_by(\"k\").map(|i| i.k)", "[9, 9.5, 10]"),
        ("[\"b\", \"B\", \"a\"].sort_by(|x| x)", "[\"B\", \"a\", \"b\"]"),
        ("[3, 1, 2].sort_by(|x| -x)", "[3, 2, 1]"),
        ("let a = [3, 1]; let b = a.sort_by(|x| x); [a, b]", "[[3, 1], [1, 3]]"),
        (
            "[#{ k: 1, n: \"a\" }, #{ k: 0, n: \"b\" }, #{ k: 1, n: \"c\" }].sort_by(\"k\").map(|i| i.n)",
            "[\"b\", \"a\", \"c\"]",
        ),
        (
            "environments().sort_by(\"name\").map(|e| e.name)",
            "[\"development\", \"production\", \"staging\"]",
        ),
        ("[].sort_by(\"k\")", "[]"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
    fails(
        "[1, \"a\"].sort_by(|x| x)",
        "1:10: the array can't be sorted: the key of item 1 is of another kind than the first",
    );
    fails("[[1]].sort_by(|x| x)", "1:7: the array can't be sorted: the key of item 0 is an array");
    fails("[1].sort_by(|x| {\n    x.nothing\n})", "2:7: an int has no property `nothing`");
}
