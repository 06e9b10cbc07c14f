//! Closures: what they take along, and the names that they see.

use super::support::{error, fails, value, value_with};

#[test]
fn a_closure_can_use_the_value_that_it_is_given_to() {
    let cases = [
        (
            "fn f(o) { o.calls.map(|name| name + o.suffix) } f(#{ calls: [\"a\", \"b\"], suffix: \"!\" })",
            "[\"a!\", \"b!\"]",
        ),
        ("let a = [3, 1]; a.filter(|x| x < a.len())", "[1]"),
        ("let a = #{ x: [1, 2], y: 10 }; a.x.map(|i| i + a.y)", "[11, 12]"),
        ("let m = #{ a: 1, b: 2 }; m.map_values(|k, v| v + m.len())", "#{ a: 3, b: 4 }"),
        ("let m = #{ list: [2, 1] }; m[\"list\"].order(|a, b| m.list[0] * (a - b))", "[1, 2]"),
        ("const A = [1, 2]; A.map(|x| x + A.len())", "[3, 4]"),
        ("const A = #{ x: [1], y: 5 }; fn f() { A.x.map(|i| i + A.y) } f()", "[6]"),
        // A closure in a closure.
        (
            "fn f(o) { o.l.map(|a| o.l.map(|b| a * o.n + b)) } f(#{ l: [1, 2], n: 10 })",
            "[[11, 12], [21, 22]]",
        ),
        ("fn f(o) { [1].map(|a| o.l.map(|b| o.n + a + b)) } f(#{ l: [1], n: 10 })", "[[12]]"),
        // It is changed before and after, by nobody else.
        ("let a = [1]; a = a.map(|x| x + a.len()); a.push(7); a.map(|x| x * a.len())", "[4, 14]"),
        (
            "let o = #{ l: [1], n: 1 }; o.l = o.l.map(|x| x + o.n); o.n = 5; o.l.map(|x| x + o.n)",
            "[7]",
        ),
    ];
    for (recipe, expected) in cases {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
}

#[test]
fn closures_still_share_what_they_change() {
    let cases = [
        ("let sum = 0; [1, 2].for_each(|| sum += this); sum", "3"),
        ("let seen = []; let x = [1, 2].map(|x| seen.push(x)); seen", "[1, 2]"),
        ("let n = 1; let f = |x| x + n; n = 10; f.call(1)", "11"),
        ("let o = #{ n: 1, l: [1] }; let f = |x| x + o.n; o.n = 10; f.call(1)", "11"),
    ];
    for (recipe, expected) in cases {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
}

#[test]
fn a_closure_that_changes_what_it_is_given_to_is_told_before_the_run() {
    fails(
        "let a = [1, 2];\nlet b = a.map(|x| a.push(x));",
        "2:19: this closure uses `a` while a method of `a` runs",
    );
    let kept = error(
        "let a = #{ l: [1], n: 1 };\nlet f = || a.n;\na.n = 2;\nlet b = a.l.map(|x| x + a.n);\nf.call()",
    );
    assert_eq!((kept.code.as_ref(), kept.related.len()), ("value-in-use", 1));
    assert_eq!(kept.hints, ["give it a copy: `let own = a;` before, and `own` inside the closure"]);
}

#[test]
fn functions_and_variables_can_share_a_name() {
    let cases = [
        ("fn vpc(x) { x } fn f() { let vpc = vpc(5); [1].map(|i| i + vpc) } f()", "[6]"),
        ("fn size(x) { x * 2 } fn f(size) { [1].map(|i| size + size(i)) } f(5)", "[7]"),
        (
            "fn item(x) { x } let r = []; for item in [1, 2] { r += [[0].map(|z| item(item + z))]; } r",
            "[[1], [2]]",
        ),
        (
            "fn item(x) { x + 1 } let item = 1; [[1]].map(|list| list.map(|x| item(x) + item))",
            "[[3]]",
        ),
        // A function is a value, also in a closure.
        ("fn twice(x) { x * 2 } [[1]].map(|list| list.map(twice))", "[[2]]"),
        (
            "fn twice(x) { x * 2 } fn f() { let twice = 1; twice } [[1]].map(|list| list.map(twice))",
            "[[2]]",
        ),
    ];
    for (recipe, expected) in cases {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
    let library = ("lib.rhai", "fn vpc(x) { let vpc = x; [1].map(|i| i + vpc) }");
    assert_eq!(value_with("import \"./lib\" as lib; lib::vpc(2)", &[library]), "[3]");
}

#[test]
fn functions_can_have_names_that_the_language_only_reserves() {
    assert_eq!(
        value(
            "fn go(x) { x } fn default() { 1 } fn match(a, b) { a } go(2) + default() + match(3, 4)"
        ),
        "6"
    );
    assert_eq!(
        value_with("import \"./lib\" as lib; lib::go(2)", &[("lib.rhai", "fn go(x) { x }")]),
        "2"
    );
    fails(
        "fn go(a) { a }\nfn go(b) { b }",
        "2:4: the function `go` with 1 parameter is defined twice",
    );
    fails(
        "fn print(a) { a }",
        "1:4: `print` is a function of the language, and can't be defined again",
    );
}
