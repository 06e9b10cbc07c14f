//! `warn` and `fail`.

use super::support::{error, error_with, evaluate_with, fails, told};

#[test]
fn warn_goes_on() {
    let evaluation = evaluate_with("warn(\"careful\");\nemit(\"a.txt\", \"x\");", &[], &[]);
    assert_eq!(evaluation.diagnostics.len(), 1);
    assert!(!evaluation.diagnostics[0].is_error());
    assert_eq!(told(&evaluation.diagnostics[0]), "1:1: careful");
    assert_eq!(evaluation.files.len(), 1);
}

#[test]
fn fail_stops_at_its_line() {
    fails("let a = 1;\nif a > 0 { fail(`a is ${a}`) }", "2:12: a is 1");
    let error = error("fn web() {\n    fail(\"no\")\n}\nweb()");
    assert_eq!(told(&error), "2:5: no");
    assert_eq!(error.trace.len(), 1);
}

#[test]
fn fail_in_a_library_stands_at_the_importers_call() {
    let library = "fn web(port) { inner(port) }\nfn inner(port) { if port < 1024 { fail(\"the port is too low\") } }";
    let error = error_with("import \"./lib\" as lib;\nlib::web(80)", &[("lib.rhai", library)]);
    assert_eq!(told(&error), "2:6: the port is too low");
    assert_eq!(error.related[0].0.to_string(), "lib.rhai:2:35");
}
