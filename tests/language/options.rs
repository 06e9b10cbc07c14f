//! Options of recipe functions: the message stands at the caller's key.

use super::support::{error, error_with, fails, told, value, value_with};

const LIBRARY: &str = "\
fn web(given) {
    let o = options(given, #{
        port: required(\"the port it listens on\"),
        tier: one_of([\"small\", \"large\"], \"small\"),
        replicas: 1,
        share: 0.5,
        host: optional(\"public host name\"),
        env: #{},
        hosts: [],
        on: true,
        title: \"Web\",
    });
    check(o.tier == \"large\" || o.replicas <= 10, \"replicas\", \"a small service has at most 10\");
    o
}
";

fn called(call: &str) -> String {
    let recipe = format!("import \"./lib\" as lib;\n{call}");
    told(&error_with(&recipe, &[("lib.rhai", LIBRARY)]))
}

#[test]
fn defaults_fill_what_is_left_out() {
    let recipe = "import \"./lib\" as lib;\nlib::web(#{ port: 80, replicas: 2, host: () })";
    let expected = "#{ port: 80, tier: \"small\", replicas: 2, share: 0.5, env: #{}, hosts: [], on: true, title: \"Web\" }";
    assert_eq!(value_with(recipe, &[("lib.rhai", LIBRARY)]), expected);
    let recipe = "import \"./lib\" as lib;\nlib::web(#{ port: 80, share: 1, title: environment(\"staging\"), on: secret(\"N\") }).share";
    assert_eq!(value_with(recipe, &[("lib.rhai", LIBRARY)]), "1");
}

#[test]
fn a_mistake_stands_at_the_callers_key() {
    let cases = [
        ("lib::web(#{\n    port: 80,\n    replica: 2,\n})", "4:5: there is no option `replica`"),
        (
            "lib::web(#{ port: 80, replicas: \"2\" })",
            "2:23: `replicas` must be an int, not the string \"2\"",
        ),
        ("lib::web(#{ port: 80, tier: \"medium\" })", "2:23: `tier` can't be \"medium\""),
        ("lib::web(#{ port: 80, env: [] })", "2:23: `env` must be a map, not an array"),
        (
            "lib::web(#{ port: 80, hosts: \"a\" })",
            "2:23: `hosts` must be an array, not the string \"a\"",
        ),
        ("lib::web(#{ port: 80, on: null })", "2:23: `on` must be a bool, not null"),
        ("lib::web(#{ port: 80, title: |x| x })", "2:23: `title` must be a string, not a function"),
        ("lib::web(#{ port: 80, replicas: 20 })", "2:23: a small service has at most 10"),
        ("lib::web(#{ replicas: 2 })", "2:10: the option `port` is missing"),
        ("lib::web(#{ port: () })", "2:13: the option `port` is missing"),
        (
            "let given = #{ port: 80, replica: 2 };\nlib::web(given)",
            "2:26: there is no option `replica`",
        ),
        (
            "let given = #{ port: 80 };\ngiven.replica = 2;\nlib::web(given)",
            "3:7: there is no option `replica`",
        ),
        (
            "for n in [1] {\n    lib::web(#{ port: n, tierr: \"small\" });\n}",
            "3:26: there is no option `tierr`",
        ),
        (
            "[1].map(|n| lib::web(#{ port: n, tierr: \"small\" }))",
            "2:34: there is no option `tierr`",
        ),
        (
            "fn shop() {\n    lib::web(#{ port: 1, tierr: 2 })\n}\nshop()",
            "3:26: there is no option `tierr`",
        ),
    ];
    for (call, expected) in cases {
        assert_eq!(called(call), expected, "{call}");
    }
}

#[test]
fn the_message_says_what_there_is_and_where_it_was_found() {
    let recipe = "import \"./lib\" as lib;\nlib::web(#{ port: 80, replica: 2 })";
    let error = error_with(recipe, &[("lib.rhai", LIBRARY)]);
    assert_eq!(error.hints, ["did you mean `replicas`?"]);
    assert!(error.notes[0].starts_with("the options are `port`, `tier`, `replicas`"));
    assert_eq!(error.related[0].0.to_string(), "lib.rhai:2:13");
    assert!(error.trace.is_empty(), "{:?}", error.trace);
}

#[test]
fn a_helper_between_does_not_hide_the_caller() {
    let library =
        "fn web(given) { checked(given) }\nfn checked(given) { options(given, #{ port: 1 }) }";
    let recipe = "import \"./lib\" as lib;\nfn shop() { lib::web(#{ prot: 80 }) }\nshop()";
    let error = error_with(recipe, &[("lib.rhai", library)]);
    assert_eq!(told(&error), "2:25: there is no option `prot`");
    assert_eq!(error.trace.len(), 1, "{:?}", error.trace);
    let missing = error_with(
        "import \"./lib\" as lib;\nlib::web(#{})",
        &[(
            "lib.rhai",
            "fn web(g) { inner(g) }\nfn inner(g) { options(g, #{ p: required(\"it\") }) }",
        )],
    );
    assert_eq!(told(&missing), "2:6: the option `p` is missing");
    assert_eq!(missing.notes, ["`p` is it"]);
}

#[test]
fn a_function_of_the_same_file_blames_its_caller_too() {
    let recipe = "fn web(given) {\n    options(given, #{ port: 1 })\n}\nweb(#{ prot: 80 })";
    fails(recipe, "4:8: there is no option `prot`");
    fails(
        "fn web(given) {\n    options(given, #{ port: required(\"it\") })\n}\nweb(#{})",
        "4:1: the option `port` is missing",
    );
}

#[test]
fn a_check_of_an_option_that_was_left_out_stands_at_the_call() {
    let recipe = "fn web(given) {\n    let o = options(given, #{ a: 1, b: 2 });\n    check(o.a < 1, \"a\", \"too large\");\n}\nweb(#{ b: 3 })";
    let error = error(recipe);
    assert_eq!(told(&error), "5:5: too large");
    assert_eq!(error.notes, ["it is about the option `a`, which was left out"]);
}

#[test]
fn options_of_another_function_are_not_mixed_up() {
    let library = "\
fn outer(given) {
    let o = options(given, #{ a: 1, inner: #{} });
    inner(o.inner);
    check(o.a < 5, \"a\", \"a is too large\");
}
fn inner(given) { options(given, #{ b: 1 }) }
";
    let recipe = "import \"./lib\" as lib;\nlib::outer(#{ inner: #{ b: 2 },\n    a: 9 })";
    assert_eq!(told(&error_with(recipe, &[("lib.rhai", library)])), "3:5: a is too large");
}

#[test]
fn rules_are_checked_too() {
    assert_eq!(value("options(#{ a: 2 }, #{ a: one_of([1, 2]) }).a"), "2");
    assert_eq!(value("options((), #{ a: one_of([1, 2], 2) }).a"), "2");
    fails("one_of([])", "1:1: `one_of` needs an array of what the option can be");
    fails("one_of([1], 3)", "1:1: the default can't be 3");
    fails("options(#{}, #{ a: one_of([1, 2]) })", "1:1: the option `a` is missing");
    fails("emit(\"a.yaml\", #{ a: required(\"x\") })", "1:1: a rule for an option is no data");
}
