//! Rules with types: what they accept, what they say, and that all mistakes of a call are reported at once.

use super::support::{error, evaluate_with, fails, told, value, value_with};

/// A root with a variable, which the rules are tried on.
const ROOT: &str = "let tf = terraform::root(\"web\");\nlet later = tf.variable(\"later\", #{ type: \"string\" });\n";

/// The messages of a recipe, each as `line:column: message`.
fn all(recipe: &str, files: &[(&str, &str)]) -> Vec<String> {
    evaluate_with(recipe, files, &[]).diagnostics.iter().map(told).collect()
}

#[test]
fn each_type_takes_its_values_and_no_others() {
    // A rule, what it takes, what it refuses, and the end of the message.
    let cases = [
        ("int()", "-3", "3.5", "an int, not the float 3.5"),
        ("int(1..10)", "9", "10", "an int from 1 to 9, not the int 10"),
        ("int(1..=10)", "10", "0", "an int from 1 to 10, not the int 0"),
        ("float()", "1", "\"1\"", "a number, not the string \"1\""),
        ("float(0.0, 1.0)", "0.5", "2", "a number from 0 to 1, not the int 2"),
        ("bool()", "false", "\"no\"", "a bool, not the string \"no\""),
        ("text()", "\"a\"", "1", "a string, not the int 1"),
        (
            "text(\"[a-z]+\")",
            "\"ab\"",
            "\"ab1\"",
            "a string that matches `[a-z]+`, not the string \"ab1\"",
        ),
        (
            "path()",
            "\"a/b.sql\"",
            "\"../b.sql\"",
            "a path inside the project, not the string \"../b.sql\"",
        ),
        (
            "path()",
            "\"./b.sql\"",
            "\"/etc/passwd\"",
            "a path inside the project, not the string \"/etc/passwd\"",
        ),
        (
            "cidr()",
            "\"10.0.0.0/8\"",
            "\"10.0.0.1/8\"",
            "a network such as `10.0.0.0/16`, not the string \"10.0.0.1/8\"",
        ),
        ("list_of()", "[1, \"a\"]", "#{}", "an array, not a map"),
        ("list_of([])", "[[], [1]]", "1", "an array, not the int 1"),
        ("map_of()", "#{ a: [] }", "[]", "a map, not an array"),
        ("function()", "|x| x", "\"f\"", "a function, not the string \"f\""),
        ("any_of([int(), list_of(int())])", "[1]", "true", "an int or an array, not true"),
        (
            "any_of([one_of([\"all\"]), cidr()])",
            "\"all\"",
            "\"al\"",
            "`\"all\"` or a network such as `10.0.0.0/16`, not the string \"al\"",
        ),
        ("secret()", "secret(\"TOKEN\")", "\"hunter2\"", "a secret, not a string"),
        ("environment()", "environment(\"staging\")", "7", "an environment, not the int 7"),
    ];
    for (rule, right, wrong, message) in cases {
        let options =
            |given: &str| format!("let o = options(#{{ a: {given} }}, #{{ a: {rule} }}); o.len()");
        assert_eq!(value(&options(right)), "1", "{rule} {right}");
        let expected = format!("1:20: `a` must be {message}");
        assert_eq!(told(&error(&options(wrong))), expected, "{rule} {wrong}");
    }
}

#[test]
fn what_is_inside_is_reported_by_its_path() {
    let cases = [
        ("list_of(int())", "[1, \"2\"]", "`a[1]` must be an int, not the string \"2\""),
        (
            "map_of(list_of(text()))",
            "#{ x: [\"a\", 1] }",
            "`a.x[1]` must be a string, not the int 1",
        ),
        (
            "list_of(#{ port: int(1..10) })",
            "[#{ port: 5 }, #{ port: 50 }]",
            "`a[1].port` must be an int from 1 to 9, not the int 50",
        ),
        ("nested(#{ x: nested(#{ y: 1 }) })", "#{ x: #{ z: 1 } }", "there is no option `a.x.z`"),
        ("nested(#{ x: required(\"it\", int()) })", "#{}", "the option `a.x` is missing"),
        (
            "any_of([text(), #{ x: 1 }])",
            "#{ x: \"1\" }",
            "`a.x` must be an int, not the string \"1\"",
        ),
        ("[80]", "[80, \"81\"]", "`a[1]` must be an int, not the string \"81\""),
        ("#{ x: 1 }", "#{ x: true }", "`a.x` must be an int, not true"),
    ];
    for (rule, given, message) in cases {
        let recipe = format!("options(#{{ a: {given} }}, #{{ a: {rule} }})");
        assert_eq!(error(&recipe).message, message, "{rule}");
    }
}

#[test]
fn a_nested_default_is_merged_and_checked() {
    let scaling = "#{ scaling: #{ max: 1, cpu: 60 } }";
    assert_eq!(
        value(&format!("options(#{{ scaling: #{{ max: 2 }} }}, {scaling}).scaling")),
        "#{ max: 2, cpu: 60 }"
    );
    let wrong = error(&format!("options(#{{ scaling: #{{ mxa: 2 }} }}, {scaling})"));
    assert_eq!(wrong.message, "there is no option `scaling.mxa`");
    assert_eq!(wrong.notes, ["the options of `scaling` are `max` and `cpu`"]);
    assert_eq!(wrong.hints, ["did you mean `max`?"]);
    assert_eq!(value("options(#{ labels: #{ any: 1 } }, #{ labels: #{} }).labels"), "#{ any: 1 }");
    assert_eq!(
        value(
            "options(#{ s: #{ max: 2 } }, #{ s: nested(#{ max: 1, min: 0 }).or(#{ max: 9 }) }).s"
        ),
        "#{ max: 2, min: 0 }"
    );
    assert_eq!(value("options(#{}, #{ s: nested(#{ max: 1 }).or(#{ max: 9 }) }).s"), "#{ max: 9 }");
    assert_eq!(value("options(#{}, #{ s: nested(#{ max: 1, deep: #{ a: 2 } }) }).s.deep.a"), "2");
    assert_eq!(value("options(#{}, #{ s: optional(\"it\", nested(#{ max: 1 })) }).s"), "()");
}

#[test]
fn what_is_given_keeps_its_comments() {
    let recipe = "let o = options(#{ n: 3.note(\"why\"), m: #{ x: 1.note(\"so\") }.note(\"all\") }, #{ n: int(1..5), m: #{ x: 2, y: 3 } });\nemit(\"a.yaml\", o)";
    let files = evaluate_with(recipe, &[], &[]).files;
    assert_eq!(files[0].text.trim_end(), "\"n\": 3  # why\nm:  # all\n  x: 1  # so\n  \"y\": 3");
}

#[test]
fn all_mistakes_of_a_call_are_reported_at_once() {
    let library = "fn web(given) { options(given, #{ a: required(\"the first\"), b: required(\"the second\"), c: 1, d: one_of([\"x\"]).or(\"x\") }) }";
    let recipe =
        "import \"./lib\" as lib;\nlib::web(#{\n    c: \"x\",\n    e: 4,\n    d: \"y\",\n});";
    let mut found = all(recipe, &[("lib.rhai", library)]);
    found.sort();
    let expected = [
        "2:10: the option `a` is missing",
        "2:10: the option `b` is missing",
        "3:5: `c` must be an int, not the string \"x\"",
        "4:5: there is no option `e`",
        "5:5: `d` can't be \"y\"",
    ];
    assert_eq!(found, expected);
    // What a recipe catches is not reported.
    let caught = format!("{recipe}\n1")
        .replace("lib::web", "try { lib::web")
        .replace("});", "}); } catch {}");
    assert!(all(&caught, &[("lib.rhai", library)]).is_empty());
}

#[test]
fn options_that_are_no_map_are_the_callers() {
    let library =
        "fn web(given) { let o = options(given, #{ name: required(\"its name\"), port: 80 }); o }";
    let recipe = "import \"./lib\" as lib;\nlib::web(\"x\")";
    assert_eq!(
        all(recipe, &[("lib.rhai", library)]),
        ["2:6: the options are a map, and \"x\" is given"]
    );
    let recipe = "import \"./lib\" as lib;\nlib::web([#{ name: \"x\" }])";
    assert_eq!(all(recipe, &[("lib.rhai", library)]).len(), 1);
    assert_eq!(
        value_with(
            "import \"./lib\" as lib;\nlib::web(#{ name: \"x\" }.note(\"why\")).port",
            &[("lib.rhai", library)]
        ),
        "80"
    );
}

#[test]
fn a_call_of_options_alone_is_no_unused_result() {
    let recipe = "fn f(given) { options(given, #{ x: 1 }); 1 }\nf(#{ x: 2 })";
    assert_eq!(value(recipe), "1");
    assert!(all(recipe, &[]).is_empty());
    fails(
        "fn f(given) { options(given, #{ x: 1 }); 1 }\nf(#{ y: 2 })",
        "2:6: there is no option `y`",
    );
}

#[test]
fn what_is_known_later_is_taken_where_the_rule_says_so() {
    let given =
        |rule: &str, given: &str| format!("{ROOT}options(#{{ a: {given} }}, #{{ a: {rule} }}).a");
    let taken = [
        "int(1..10).or_reference()",
        "bool().or_reference()",
        "text(\"[a-z]+\").or_reference()",
        "cidr().or_reference()",
        "one_of([1, 2]).or_reference()",
        "list_of(int()).or_reference()",
        "any_of([int(), bool()]).or_reference()",
        "int(1..10).or_reference().or(2)",
        "optional(\"it\", int().or_reference())",
        "reference()",
        "1",
        "true",
        "\"x\"",
        "[80]",
        "required(\"it\")",
    ];
    for rule in taken {
        assert_eq!(value(&given(rule, "later")), "var.later", "{rule}");
    }
    assert_eq!(value(&given("list_of(int()).or_reference()", "[later]")), "[var.later]");
    let refused = [
        ("int(1..10)", "an int from 1 to 9"),
        ("text()", "a string"),
        ("one_of([\"x\"])", "`\"x\"`"),
        ("bool()", "a bool"),
        ("list_of(int())", "an array"),
        ("environment()", "an environment"),
    ];
    for (rule, kind) in refused {
        for (what, name) in [
            ("later", "`var.later`"),
            ("`x-${later}`", "a string that holds a secret or an expression"),
            ("secret(\"TOKEN\")", "the secret `TOKEN`"),
        ] {
            let error = error(&given(rule, what));
            let expected = format!("`a` must be known while the recipe runs, and {name} is not");
            assert_eq!(error.message, expected, "{rule} {what}");
            assert_eq!(error.code, "not-known-yet");
            assert_eq!(error.notes, [format!("it must be {kind}: the function decides by it")]);
        }
    }
    let wrong = "int(1..10).or_reference()";
    assert_eq!(
        error(&given(wrong, "11")).message,
        "`a` must be an int from 1 to 9, not the int 11"
    );
}

#[test]
fn a_reference_is_of_its_type() {
    let given = |address: &str| {
        format!(
            "let tf = terraform::root(\"web\");\ntf.required_provider(\"aws\", #{{ source: \"hashicorp/aws\", version: \"~> 6.0\" }});\noptions(#{{ vpc: {address} }}, #{{ vpc: reference(\"aws_vpc\") }}).vpc"
        )
    };
    let vpc = "tf.data(\"aws_vpc\", \"main\", #{ id: \"vpc-1\" }).id";
    assert_eq!(value(&given(vpc)), "data.aws_vpc.main.id");
    assert_eq!(value(&given("tf.variable(\"vpc\")")), "var.vpc");
    let zone = "tf.data(\"aws_availability_zones\", \"all\", #{}).id";
    let expected = "`vpc` must be a reference to a block of the type `aws_vpc`, not `data.aws_availability_zones.all.id`";
    assert_eq!(error(&given(zone)).message, expected);
    let expected =
        "`vpc` must be a reference to a block of the type `aws_vpc`, not the string \"vpc-1\"";
    assert_eq!(error(&given("\"vpc-1\"")).message, expected);
}

#[test]
fn an_environment_is_understood_by_its_name() {
    assert_eq!(
        value("options(#{ for: \"prod\" }, #{ for: environment() }).for.region"),
        "\"eu-central\""
    );
    fails(
        "options(#{ for: \"prodction\" }, #{ for: environment() })",
        "1:12: `prodction` is not an environment of this project",
    );
}

#[test]
fn a_former_name_leads_to_the_option() {
    let library = "fn web(given) { options(given, #{ name: required(\"its name\", text()), service: renamed(\"name\") }) }";
    let recipe = |given: &str| format!("import \"./lib\" as lib;\nlib::web(#{{ {given} }})");
    let old = evaluate_with(&recipe("service: \"shop\""), &[("lib.rhai", library)], &[]);
    assert_eq!(old.value, "#{ name: \"shop\" }");
    assert_eq!(old.diagnostics.len(), 1, "{:?}", old.diagnostics);
    assert_eq!(told(&old.diagnostics[0]), "2:13: the option `service` is now called `name`");
    assert_eq!(old.diagnostics[0].code, "deprecated-option");
    let both = all(&recipe("name: \"a\", service: \"b\""), &[("lib.rhai", library)]);
    assert_eq!(both, ["2:24: `service` is now called `name`, and both are given"]);
    let wrong = all(&recipe("service: 3"), &[("lib.rhai", library)]);
    assert_eq!(wrong, ["2:13: `service` must be a string, not the int 3"]);
    let unknown = error("options(#{}, #{ service: renamed(\"nmae\"), name: 1 })");
    assert_eq!(
        unknown.message,
        "`service` is said to be called `nmae` now, and there is no such option"
    );
}

#[test]
fn a_deprecated_option_is_taken_with_a_warning() {
    let rules = "#{ tier: \"small\", size: deprecated(\"give it a `tier`\", int()) }";
    let found = evaluate_with(&format!("options(#{{ size: 3 }}, {rules}).size"), &[], &[]);
    assert_eq!(found.value, "3");
    assert_eq!(found.diagnostics[0].message, "the option `size` is deprecated");
    assert_eq!(found.diagnostics[0].hints, ["give it a `tier`"]);
    assert_eq!(value(&format!("options(#{{}}, {rules}).size")), "()");
    assert!(all(&format!("options(#{{}}, {rules})"), &[]).is_empty());
}

#[test]
fn a_rule_is_checked_where_it_is_written() {
    fails("int(1..=10).or(20)", "1:13: the default must be an int from 1 to 10, not the int 20");
    fails("int(10..1)", "1:1: no int is in 10..=0");
    fails(
        "text(\"[\")",
        "1:1: `[` is no pattern: non-empty character class has no closing bracket",
    );
    fails("any_of([])", "1:1: `any_of` needs an array of what the option can be");
    assert_eq!(value("options(#{}, #{ a: text().or(()) }).a"), "()");
}

#[test]
fn a_constant_can_have_documentation() {
    let library = "/// The teams.\n///\n/// There are two.\nexport const TEAMS = [\"web\", \"data\"];\n\n/// Not for others.\nconst SIZE = 3;\n\n/// Where.\nfn size() { SIZE }\n";
    let recipe = "import \"./lib\" as lib;\nlib::TEAMS[lib::size() - 2]";
    assert_eq!(value_with(recipe, &[("lib.rhai", library)]), "\"data\"");
    // Text stays as it is.
    let recipe = "/// One.\nconst A = `\n/// const\nconst B = 1;`;\nA";
    assert_eq!(value(recipe), "\"/// const\\nconst B = 1;\"");
}
