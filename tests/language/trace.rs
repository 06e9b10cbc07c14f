//! The calls of a recipe and its libraries, as `--trace` shows them.

use super::support::{RECIPE, RUNTIME, evaluate_with};
use std::time::Duration;
use sw::engine::world::MemoryWorld;
use sw::engine::{Limits, TraceFilter};
use sw::{Output, Request, Runtime};

const LIBRARY: &str = "\
fn service(given) {
    let o = options(given, #{ name: required(\"its name\"), port: 80 });
    #{ labels: labels(o.name), port: o.port }
}
private fn labels(name) {
    #{ app: name }
}
fn broken(n) {
    if n == 0 { throw \"no more\"; }
    broken(n - 1)
}
";

fn traced(recipe: &str, filter: &str) -> Output {
    let files = [(RECIPE, recipe), ("lib.rhai", LIBRARY)];
    let runtime = RUNTIME.with(RUNTIME.project().clone(), MemoryWorld::from(files));
    runtime.run(Request::from(RECIPE).trace(TraceFilter::of(filter)))
}

#[track_caller]
fn shows(recipe: &str, filter: &str, expected: &[&str]) {
    let lines: Vec<String> =
        traced(recipe, filter).trace.iter().map(sw::diag::Line::located).collect();
    assert_eq!(lines, expected, "{recipe}");
}

const RECIPE_OF_TWO: &str = "import \"./lib\" as lib;
fn twice(n) { n * 2 }
let web = lib::service(#{ name: \"web\", port: twice(40) });
emit(\"web.yaml\", web);
";

#[test]
fn calls_are_inside_each_other() {
    let expected = [
        "deploy.rhai:3: twice(40) -> 80",
        "deploy.rhai:3: service(#{ name: \"web\", port: 80 })",
        "lib.rhai:3:   labels(\"web\") -> #{ app: \"web\" }",
        "deploy.rhai:3: service -> #{ labels: #{ app: \"web\" }, port: 80 }",
        "deploy.rhai:4: emit -> web.yaml",
    ];
    shows(RECIPE_OF_TWO, "", &expected);
}

#[test]
fn a_filter_leaves_only_what_it_names() {
    shows(RECIPE_OF_TWO, "label*", &["lib.rhai:3: labels(\"web\") -> #{ app: \"web\" }"]);
    shows(
        RECIPE_OF_TWO,
        "twi, emit",
        &["deploy.rhai:3: twice(40) -> 80", "deploy.rhai:4: emit -> web.yaml"],
    );
    let nothing = "no function was called whose name matches `servce`: did you mean `service`?";
    shows(RECIPE_OF_TWO, "servce", &[nothing]);
    shows("emit(\"a.txt\", \"a\")", "", &["deploy.rhai:1: emit -> a.txt"]);
    shows("1", "", &["no function of a recipe or library was called"]);
}

#[test]
fn an_error_is_shown_where_it_comes_from() {
    let expected = [
        "deploy.rhai:2: broken(1)",
        "lib.rhai:10:   broken(0) failed: no more",
        "deploy.rhai:2: broken failed: no more",
        "deploy.rhai:4: print went on",
    ];
    let recipe = "import \"./lib\" as lib;\ntry { lib::broken(1) }\ncatch {}\nprint(\"went on\");";
    shows(recipe, "", &expected);
}

#[test]
fn methods_callbacks_and_long_values_are_traced() {
    let recipe = "\
fn grow(by) { this += by; }
fn square(n) { n * n }
let n = 1;
n.grow(2);
let all = [n].map(square);
fn long(text) { text.len() }
let text = \"x\"; text.pad(500, 'x'); long(text);
fn none() {}
none();
[1].for_each(|| none());
";
    let shown = format!("deploy.rhai:7: long(\"{}...) -> 500", "x".repeat(59));
    let expected = [
        "deploy.rhai:4: 1.grow(2)",
        "deploy.rhai:2: square(3) -> 9",
        &shown,
        "deploy.rhai:9: none()",
        "deploy.rhai:10: none()",
    ];
    shows(recipe, "", &expected);
}

#[test]
fn what_comes_out_is_the_same_with_a_trace() {
    let recipe = "import \"./lib\" as lib;\nprint(lib::service(#{ name: \"a\" }));\nemit(\"a.txt\", \"a\");\nlib::service(#{ nme: 1 });";
    let (plain, traced) =
        (evaluate_with(recipe, &[("lib.rhai", LIBRARY)], &[]), traced(recipe, ""));
    assert_eq!(plain.messages(), traced.messages());
    assert_eq!(plain.printed, traced.printed);
    assert!(plain.trace.is_empty());
}

#[test]
fn a_trace_without_an_end_is_cut() {
    let recipe = "fn f(n) { n }\nloop { f(1); }";
    let limits = Limits { time: Duration::from_millis(1500), ..Limits::default() };
    let world = MemoryWorld::from([(RECIPE, recipe)]);
    let runtime =
        Runtime::builder().world(world).limits(limits).build().expect("a world needs no folder");
    let output = runtime.run(Request::from(RECIPE).trace(TraceFilter::default()));
    assert!(output.errors().any(|error| error.code == "too-long"));
    let last = output.trace.last().expect("it says what is left out");
    assert!(output.trace.len() == 10_001 && last.text.contains("lines more left out"), "{last:?}");
}
