//! Constants: everything that only looks at them works, and nothing changes them.

use super::support::{error, evaluate_with, value};
use sw::diag::Diagnostic;

const CONSTANTS: &str = "const A = [3, 2, 1]; const M = #{ a: 1, b: 2, list: [1, 2] }; const T = \"a,b\"; const R = 0..5;";

/// Calls that look, and what they give.
const LOOKS: &[(&str, &str)] = &[
    ("A.len()", "3"),
    ("A.len", "3"),
    ("A.is_empty()", "false"),
    ("A.get(0)", "3"),
    ("A.contains(2)", "true"),
    ("A.index_of(2)", "1"),
    ("A.index_of(2, 0)", "1"),
    ("A.index_of(|x| x < 3)", "1"),
    ("A.find(|x| x < 3)", "2"),
    ("A.find_map(|x| if x < 3 { x })", "2"),
    ("A.map(|x| x + 1)", "[4, 3, 2]"),
    ("A.filter(|x| x > 1)", "[3, 2]"),
    ("A.some(|x| x > 1)", "true"),
    ("A.all(|x| x > 1)", "false"),
    ("A.reduce(|a, b| a + b)", "6"),
    ("A.reduce(|a, b| a + b, 1)", "7"),
    ("A.reduce_rev(|a, b| a * 10 + b)", "123"),
    ("A.reduce_rev(|a, b| a + b, 0)", "6"),
    ("A.zip([1], |a, b| a + b)", "[4]"),
    ("A.extract(1)", "[2, 1]"),
    ("A.extract(0, 2)", "[3, 2]"),
    ("A.extract(0..1)", "[3]"),
    ("A.extract(0..=1)", "[3, 2]"),
    ("A.order()", "[1, 2, 3]"),
    ("A.order_desc()", "[3, 2, 1]"),
    ("A.order(|a, b| a - b)", "[1, 2, 3]"),
    ("A.order_by(|a, b| a - b)", "[1, 2, 3]"),
    ("A.sort_by(|x| x)", "[1, 2, 3]"),
    ("A.group_by(|x| `n${x}`).keys()", "[\"n3\", \"n2\", \"n1\"]"),
    ("A.unique()", "[3, 2, 1]"),
    ("A.join(\"-\")", "\"3-2-1\""),
    ("A.flatten()", "[3, 2, 1]"),
    ("A[0] + A[-1]", "4"),
    ("2 in A", "true"),
    ("A + [0]", "[3, 2, 1, 0]"),
    ("M.len()", "3"),
    ("M.is_empty()", "false"),
    ("M.keys()", "[\"a\", \"b\", \"list\"]"),
    ("M.values()", "[1, 2, [1, 2]]"),
    ("M.contains(\"a\")", "true"),
    ("M.get(\"a\")", "1"),
    ("M.filter(|k, v| k == \"a\")", "#{ a: 1 }"),
    ("M.map_values(|k, v| k).a", "\"a\""),
    ("M.map(|k, v| v).len()", "3"),
    ("M.to_json()", "\"{\\\"a\\\":1,\\\"b\\\":2,\\\"list\\\":[1,2]}\""),
    ("entries(M).len()", "3"),
    ("M.list.extract(1)", "[2]"),
    ("M.list.order()", "[1, 2]"),
    ("M << #{ a: 5 }", "#{ a: 5, b: 2, list: [1, 2] }"),
    ("T.len()", "3"),
    ("T.to_upper()", "\"A,B\""),
    ("T.split(\",\")", "[\"a\", \"b\"]"),
    ("T.split(',', 1)", "[\"a,b\"]"),
    ("T.split_rev(\",\")", "[\"b\", \"a\"]"),
    ("T.index_of(\"b\")", "2"),
    ("T.starts_with(\"a\")", "true"),
    ("T.sub_string(2)", "\"b\""),
    ("T.get(0)", "\"a\""),
    ("T.trim()", "\"a,b\""),
    ("T.replace(\",\", \"-\")", "\"a-b\""),
    ("T.replace(',', '-')", "\"a-b\""),
    ("T.crop(0, 1)", "\"a\""),
    ("T.truncate(1)", "\"a\""),
    ("T.remove(\"a\")", "\",b\""),
    ("T.pad(4, '.')", "\"a,b.\""),
    ("T.make_upper()", "\"A,B\""),
    ("R.contains(4)", "true"),
    ("3 in R", "true"),
    ("R.start + R.end", "5"),
];

#[test]
fn what_looks_at_a_constant_works_everywhere_and_leaves_it() {
    for (expression, expected) in LOOKS {
        let after = "if A != [3, 2, 1] || M != #{ a: 1, b: 2, list: [1, 2] } || T != \"a,b\" { throw \"it was changed\" }";
        let top = format!("{CONSTANTS} let x = {expression}; {after} x");
        assert_eq!(value(&top), *expected, "{top}");
        let inside = format!("{CONSTANTS} fn f() {{ let x = {expression}; {after} x }} f()");
        assert_eq!(value(&inside), *expected, "{inside}");
    }
}

/// Calls that change what they are called on, and give nothing else.
const CHANGES: &[&str] = &[
    "A.push(1)",
    "A.append([1])",
    "A.insert(0, 1)",
    "A.pad(5, 1)",
    "A.pop()",
    "A.shift()",
    "A.remove(0)",
    "A.clear()",
    "A.truncate(1)",
    "A.chop(1)",
    "A.reverse()",
    "A.splice(0, 1, [2])",
    "A.dedup()",
    "A.sort()",
    "A.sort_desc()",
    "A.sort(|a, b| a - b)",
    "A.drain(|x| x > 1)",
    "A.retain(|x| x > 1)",
    "A.set(0, 1)",
    "A.for_each(|| this += 1)",
    "M.set(\"a\", 5)",
    "M.clear()",
    "M.remove(\"a\")",
    "M.mixin(#{})",
    "M.fill_with(#{})",
    "M.drain(|k, v| true)",
    "M.retain(|k, v| true)",
    "M.list.push(1)",
    "T.pop()",
    "T.clear()",
    "T.append(\"x\")",
    "T.set(0, 'x')",
];

#[test]
fn what_changes_a_constant_is_refused_everywhere() {
    for call in CHANGES {
        for recipe in
            [format!("{CONSTANTS} {call};"), format!("{CONSTANTS} fn f() {{ {call}; 1 }} f()")]
        {
            let evaluation = evaluate_with(&recipe, &[], &[]);
            let codes: Vec<&str> = evaluation
                .diagnostics
                .iter()
                .filter(|message| message.is_error())
                .map(|message| message.code.as_ref())
                .collect();
            // A method that only changes is told before it runs: it gives nothing to put into `x`.
            assert!(
                codes == ["constant-assignment"] || codes == ["no-result"],
                "{recipe}: {codes:?}"
            );
        }
    }
    for call in CHANGES {
        // `split` is also a method of text, where all there is to it is its result.
        let code = error(&format!("{CONSTANTS} {call};")).code;
        assert!(
            ["constant-assignment", "unused-result"].contains(&code.as_ref()),
            "{call}: {code}"
        );
    }
    let push: Diagnostic = error("const A = [1];\nA.push(2);");
    assert_eq!(push.hints[0], "for a longer list write `CONSTANT + [item]`");
}

#[test]
fn a_constant_text_that_is_changed_for_nothing_is_a_mistake() {
    assert_eq!(error("const T = \" a\";\nT.trim();\nprint(T)").code, "unused-result");
    assert_eq!(value("let t = \" a\"; t.trim(); t"), "\"a\"");
}
