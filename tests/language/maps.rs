//! Maps: joining, taking parts, looking up; and the order of the keys.

use super::support::{error, error_with, fails, told, value};

#[test]
fn merging_is_deep_and_keeps_the_order() {
    let cases = [
        ("#{ z: 1, a: 2 } << #{ b: 3, a: 4 }", "#{ z: 1, a: 4, b: 3 }"),
        (
            "#{ z: #{ y: 1, x: 2 }, a: 2 } << #{ z: #{ x: 3, w: 4 } }",
            "#{ z: #{ y: 1, x: 3, w: 4 }, a: 2 }",
        ),
        ("#{ a: 1, b: 2 } << #{ a: null }", "#{ b: 2 }"),
        ("#{ a: 1, b: 2 } << #{ a: null.note(\"gone\") }", "#{ b: 2 }"),
        ("#{ a: 1 } << #{ a: (), b: if false { 1 } }", "#{ a: 1 }"),
        ("#{ a: 1 } << ()", "#{ a: 1 }"),
        ("#{ a: [1, 2] } << #{ a: [3] }", "#{ a: [3] }"),
        ("#{ a: 1 } << #{ on: #{ push: null } }", "#{ a: 1, on: #{ push: null } }"),
        ("#{ a: #{ b: 1 } } << #{ a: 2 }", "#{ a: 2 }"),
        ("#{ a: 2 } << #{ a: #{ b: 1 } }", "#{ a: #{ b: 1 } }"),
        ("let m = #{ a: 1 }; m <<= #{ b: 2 }; m", "#{ a: 1, b: 2 }"),
        ("#{ a: 1 }.merge(#{ b: 2 })", "#{ a: 1, b: 2 }"),
        ("1 << 3", "8"),
        (
            "let m = #{ x: #{ a: 1 }.comment(\"why\") } << #{ x: #{ b: 2 } }; data::to_yaml(m)",
            "\"# why\\nx:\\n  a: 1\\n  b: 2\\n\"",
        ),
        (
            "data::to_yaml(#{ x: \"small\".note(\"enough\") } << #{ x: \"large\" })",
            "\"x: large\\n\"",
        ),
        ("data::to_yaml(#{ a: 1 }.comment(\"why\") << #{ b: 2 })", "\"# why\\na: 1\\nb: 2\\n\""),
        ("(#{ e: 1 } << #{ e: environment(\"staging\") }).e.name", "\"staging\""),
        ("let f = (#{ a: 1 } << #{ f: |x| x + 1 }).f; f.call(1)", "2"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn lists_of_named_things_are_joined() {
    let cases = [
        (
            "merge_by(\"name\", [#{ name: \"a\", v: 1, w: 2 }, #{ name: \"b\" }], [#{ name: \"c\" }, #{ name: \"a\", v: 3 }])",
            "[#{ name: \"a\", v: 3, w: 2 }, #{ name: \"b\" }, #{ name: \"c\" }]",
        ),
        (
            "merge_by(\"name\", #{ c: [#{ name: \"a\", env: [#{ name: \"X\", value: 1 }] }] }, #{ c: [#{ name: \"a\", env: [#{ name: \"Y\", value: 2 }] }] })",
            "#{ c: [#{ name: \"a\", env: [#{ name: \"X\", value: 1 }, #{ name: \"Y\", value: 2 }] }] }",
        ),
        ("merge_by(\"name\", #{ c: [1] }, #{ c: [2] })", "#{ c: [2] }"),
        (
            "merge_by(\"port\", [#{ port: 80, a: 1 }], [#{ port: 80, b: 2 }, if false { #{ port: 1 } }])",
            "[#{ port: 80, a: 1, b: 2 }]",
        ),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
    fails(
        "merge_by(\"name\", [#{ name: 1 }, #{ nam: 2 }], [])",
        "1:1: item 1 of this list has no `name`, so nothing can be joined with it",
    );
    fails(
        "merge_by(\"name\", [], [#{ name: 1 }, #{ name: 1 }])",
        "1:1: two items of this list have the same `name`",
    );
}

#[test]
fn paths_are_looked_up_softly() {
    let start = "let d = #{ a: #{ b: [#{ c: 1 }, ()], n: null }, \"x.y/z\": #{ k: 2 }, e: environment(\"staging\") }; ";
    let cases = [
        ("opt(d, \"a.b[0].c\", 9)", "1"),
        ("opt(d, \"a.b[1].c\", 9)", "9"),
        ("opt(d, \"a.b[1]\", 9)", "9"),
        ("opt(d, \"a.b[7]\", 9)", "9"),
        ("opt(d, \"a.b.c\", 9)", "9"),
        ("opt(d, \"a.x.y.z\", 9)", "9"),
        ("opt(d, \"a.n\", 9)", "null"),
        ("opt(d, \"[\\\"x.y/z\\\"].k\", 9)", "2"),
        ("opt(d, \"e.name\", 9)", "\"staging\""),
        ("opt(d, \"e.nothing\", 9)", "9"),
        ("opt((), \"a\", 9)", "9"),
        ("opt(d, \"zz\")", "()"),
        ("d.opt(\"a.b[0].c\", 9)", "1"),
        ("opt(#{ a: #{ b: 1 }.note(\"x\") }, \"a.b\", 9)", "1"),
        ("opt([1, 2], \"[1]\", 9)", "2"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(&format!("{start}{expression}")), expected, "{expression}");
    }
    fails("opt(#{}, \"a..b\", 1)", "1:1: \"a..b\" is no path");
    fails("opt(#{}, \"a[b]\", 1)", "1:1: \"a[b]\" is no path");
}

#[test]
fn parts_keep_the_authors_order() {
    let start = "let m = #{ z: 1, m: 2, a: 3 }; ";
    let cases = [
        ("m.keys()", "[\"z\", \"m\", \"a\"]"),
        ("m.values()", "[1, 2, 3]"),
        (
            "entries(m)",
            "[#{ key: \"z\", value: 1 }, #{ key: \"m\", value: 2 }, #{ key: \"a\", value: 3 }]",
        ),
        ("pick(m, [\"a\", \"z\"])", "#{ z: 1, a: 3 }"),
        ("omit(m, [\"z\", \"unknown\"])", "#{ m: 2, a: 3 }"),
        ("m.map_values(|k, v| `${k}${v}`)", "#{ z: \"z1\", m: \"m2\", a: \"a3\" }"),
        ("m.filter(|k, v| v != 2)", "#{ z: 1, a: 3 }"),
        ("compact(m + #{ z: () }).keys()", "[\"m\", \"a\"]"),
        ("compact(#{ a: #{ b: () } }).a.len()", "1"),
        ("compact(#{ a: [(), #{ b: (), c: [()] }] }, #{ deep: true })", "#{ a: [#{ c: [] }] }"),
        ("compact(5)", "5"),
        ("compact([null, ()])", "[null]"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(&format!("{start}{expression}")), expected, "{expression}");
    }
}

#[test]
fn mistakes_say_what_is_wrong() {
    let error = error("pick(#{ image: 1, name: 2 }, [\"imgae\"])");
    assert_eq!(told(&error), "1:1: the map has no key `imgae`");
    assert_eq!(error.hints, ["did you mean `image`?"]);
    fails("pick(#{ a: 1 }, [1])", "1:1: the keys are an array of strings");
    fails("compact([], #{ depe: true })", "1:16: `depe` is not an option of `compact`");
}

#[test]
fn an_error_inside_a_closure_keeps_its_place() {
    fails(
        "#{ a: 1 }.map_values(|k, v| {\n    v.nothing\n})",
        "2:7: an int has no property `nothing`",
    );
    fails("#{ a: 1 }.filter(|k, v| {\n    fail(\"no\")\n})", "2:5: no");
    fails(
        "#{ a: 1 }.map_values(|v| v)",
        "1:11: a closure is called with 2 arguments, but takes another number of arguments",
    );
    let error = error_with(
        "import \"./lib\" as lib;\nlib::each(#{ a: 1 }, |k, v|\n    v.nothing)",
        &[("lib.rhai", "fn each(map, f) { map.map_values(f) }")],
    );
    assert_eq!(told(&error), "3:7: an int has no property `nothing`");
}

#[test]
fn a_callback_can_call_back() {
    let recipe = "let m = #{ a: #{ b: 1 } }; let all = m; m.map_values(|k, v| { let one = v; v.map_values(|k2, v2| merge(one, #{ c: opt(all, `${k}.${k2}`, 0) })) })";
    assert_eq!(value(recipe), "#{ a: #{ b: #{ b: 1, c: 1 } } }");
    assert_eq!(value("let m = #{ a: 1 };\nm.map_values(|k, v| m.len())"), "#{ a: 1 }");
}
