//! Order by comparing, and one value from all.

use super::support::{fails, value};

#[test]
fn a_function_says_the_order() {
    let cases = [
        ("[3, 1, 2].order(|a, b| a - b)", "[1, 2, 3]"),
        ("[3, 1, 2].order(|a, b| a > b)", "[3, 2, 1]"),
        ("[1.5, 1.25].order(|a, b| a - b)", "[1.25, 1.5]"),
        (
            "[#{ k: 1, n: \"a\" }, #{ k: 0, n: \"b\" }, #{ k: 1, n: \"c\" }].order(|a, b| a.k - b.k).map(|i| i.n)",
            "[\"b\", \"a\", \"c\"]",
        ),
        ("let a = [2, 1]; let b = a.sort(|x, y| x - y); [a, b]", "[[1, 2], [1, 2]]"),
        ("[3, 1, 2, 5, 4].order(|a, b| 1).len()", "5"),
        ("[].order(|a, b| a - b)", "[]"),
    ];
    for (recipe, expected) in cases {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
    fails(
        "[1, 2].order(|a, b| \"x\")",
        "1:8: the function that compares two items returns a string",
    );
    fails("[1, 2].sort(|a, b| a.size - b.size)", "1:22: an int has no property `size`");
}

#[test]
fn reduce_starts_with_the_first_item() {
    let cases = [
        ("[1, 2, 3].reduce(|sum, n| sum + n)", "6"),
        ("[#{ a: 1 }, #{ b: 2 }].reduce(|all, own| all + own)", "#{ a: 1, b: 2 }"),
        ("[].reduce(|sum, n| sum + n)", "()"),
        ("[].reduce(|sum, n| sum + n, 0)", "0"),
        ("[\"a\", \"b\"].reduce_rev(|text, letter| text + letter)", "\"ba\""),
    ];
    for (recipe, expected) in cases {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
}
