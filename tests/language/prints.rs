//! What a recipe prints takes along the file and line that prints it.

use super::support::evaluate_with;

const LIBRARY: &str = "\
fn say(what) {
    print(what);
    debug(what);
}
fn each(list, action) { list.for_each(|| action.call(this)) }
";

#[test]
fn a_line_knows_the_call_that_prints_it() {
    let rows = [
        ("print(\"text\");", "text"),
        ("print('c');", "c"),
        ("print(40 + 2);", "42"),
        ("print(1.5);", "1.5"),
        ("print(true);", "true"),
        ("print([1, \"a\"]);", "[1, \"a\"]"),
        ("print(#{ b: 1, a: 2 });", "#{ b: 1, a: 2 }"),
        ("print(|x| x);", "a closure"),
        ("print(environment(\"staging\"));", "staging"),
        ("print(secret(\"TOKEN\"));", "secret(\"TOKEN\")"),
        ("print(SIZES);", "[1]"),
        ("print();", ""),
        ("\"a method\".print();", "a method"),
        ("debug(\"quoted\");", "\"quoted\""),
        ("lib::each([7], |n| print(n));", "7"),
    ];
    let head = "import \"./lib\" as lib; const SIZES = [1];\n";
    let recipe: String = rows.iter().map(|(line, _)| format!("{line}\n")).collect();
    let output = evaluate_with(&format!("{head}{recipe}"), &[("lib.rhai", LIBRARY)], &[]);
    assert_eq!(output.errors().next(), None);
    assert_eq!(output.printed.len(), rows.len());
    for (number, (line, (source, text))) in (2..).zip(output.printed.iter().zip(rows)) {
        assert_eq!(line.located(), format!("deploy.rhai:{number}: {text}"), "{source}");
    }
}

#[test]
fn a_library_is_where_it_prints_itself() {
    let recipe = "import \"./lib\" as lib;\nlib::say(\"a\");";
    let output = evaluate_with(recipe, &[("lib.rhai", LIBRARY)], &[]);
    let lines: Vec<String> = output.printed.iter().map(sw::diag::Line::located).collect();
    assert_eq!(lines, ["lib.rhai:2: a", "lib.rhai:3: \"a\""]);
}
