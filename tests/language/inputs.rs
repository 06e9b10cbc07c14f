//! `input` and what is given for it.

use super::support::{evaluate_with, fails, told, value};
use sw::pipeline::{Inputs, unasked};

fn given(recipe: &str, inputs: &[(&str, &str)]) -> String {
    let evaluation = evaluate_with(recipe, &[], inputs);
    match evaluation.diagnostics.iter().find(|message| message.is_error()) {
        Some(error) => told(error),
        None => evaluation.value,
    }
}

#[test]
fn what_is_given_is_typed() {
    let cases = [
        ("input(\"a\")", "1", "\"1\""),
        ("input(\"a\", #{ type: \"number\" })", "3", "3"),
        ("input(\"a\", #{ default: 1 })", "2.5", "2.5"),
        ("input(\"a\", #{ default: false })", "true", "true"),
        ("input(\"a\", #{ type: [\"small\", \"large\"] })", "large", "\"large\""),
        ("input(\"a\", #{ type: [1, 2] })", "2", "2"),
        ("input(\"a\", #{ pattern: \"v[0-9]+\" })", "v12", "\"v12\""),
        ("input(\"a\", #{ default: \"x\" })", "", "\"\""),
    ];
    for (recipe, text, expected) in cases {
        assert_eq!(given(recipe, &[("a", text)]), expected, "{recipe}");
    }
}

#[test]
fn what_is_given_is_checked() {
    let cases = [
        (
            "input(\"a\", #{ type: \"number\" })",
            "many",
            "1:1: the input `a` can't be \"many\": it takes a number",
        ),
        (
            "input(\"a\", #{ default: true })",
            "yes",
            "1:1: the input `a` can't be \"yes\": it takes `true` or `false`",
        ),
        (
            "input(\"a\", #{ type: [\"small\", \"large\"] })",
            "lage",
            "1:1: the input `a` can't be \"lage\": it takes `small` or `large`",
        ),
        ("input(\"a\", #{ pattern: \"[0-9]+\" })", "1x", "1:1: the input `a` can't be \"1x\""),
    ];
    for (recipe, text, expected) in cases {
        assert_eq!(given(recipe, &[("a", text)]), expected, "{recipe}");
    }
}

#[test]
fn without_a_value_the_default_or_an_error() {
    assert_eq!(value("input(\"a\", #{ default: \"x\" })"), "\"x\"");
    assert_eq!(value("input(\"a\", #{ type: [1, 2], default: 2 })"), "2");
    let evaluation = evaluate_with(
        "input(\"replicas\", #{ type: \"number\", description: \"how many\" })",
        &[],
        &[],
    );
    let error = &evaluation.diagnostics[0];
    assert_eq!(told(error), "1:1: the input `replicas` has no value");
    assert_eq!(error.notes, ["it is asked for: how many"]);
    assert_eq!(error.hints[0], "give it one: `--set replicas=3`");
}

#[test]
fn mistakes_of_the_author_are_told() {
    fails(
        "input(\"a\", #{ type: \"int\" })",
        "1:1: the `type` of an input is \"text\", \"number\", \"bool\" or an array of what it can be",
    );
    fails(
        "input(\"a\", #{ type: \"number\", default: \"x\" })",
        "1:1: the default of the input `a` is a string, and it takes a number",
    );
    fails("input(\"a b\")", "1:1: \"a b\" can't be the name of an input");
    fails("input(\"a\", #{ defalt: 1 })", "1:15: `defalt` is not an option of `input`");
    fails(
        "input(\"a\", #{ default: \"x\", pattern: \"(\" })",
        "1:29: `(` is no pattern: found open group without closing ')'",
    );
}

#[test]
fn a_name_that_nobody_asks_for_is_an_error() {
    let evaluation = evaluate_with(
        "input(\"replicas\", #{ default: 1, description: \"how many\" }); input(\"tier\", #{ default: \"s\" })",
        &[],
        &[("replica", "2")],
    );
    let given = Inputs::from([("replica".to_string(), "2".to_string())]);
    let error = unasked(&given, &evaluation.asked).unwrap();
    assert_eq!(error.message, "no recipe asks for the input `replica`");
    assert_eq!(error.notes, ["`replicas`: how many", "`tier`: a string"]);
    assert_eq!(error.hints, ["did you mean `replicas`?"]);
    assert!(
        unasked(&Inputs::from([("tier".to_string(), "l".to_string())]), &evaluation.asked)
            .is_none()
    );
}

/// A text, and what the message says of it.
const LIVE: &[(&str, &str)] = &[
    ("${file(\"/etc/passwd\")}", "`${`, which Terraform, Compose, Jenkins and shells evaluate"),
    ("%{ for x in y }z%{ endfor }", "`%{`, which Terraform evaluates"),
    ("${{ toJSON(secrets) }}", "`${{`, which GitHub Actions and Azure Pipelines evaluate"),
    ("{{ .Values.token }}", "`{{`, which Helm, Prometheus and CloudFormation evaluate"),
    ("{{resolve:secretsmanager:x}}", "`{{`, which Helm, Prometheus and CloudFormation evaluate"),
    ("a $(touch x) b", "`$(`, which shells, Kubernetes and Azure Pipelines evaluate"),
    ("$[variables.token]", "`$[`, which GitLab CI and Azure Pipelines evaluate"),
    ("$[[ inputs.token ]]", "`$[`, which GitLab CI and Azure Pipelines evaluate"),
    ("a$$b", "`$$`, which Compose, Kubernetes and shells evaluate"),
    ("in $HOME", "`$HOME`, which shells, Compose, Jenkins and GitLab CI evaluate"),
    ("$_x", "`$_x`, which shells, Compose, Jenkins and GitLab CI evaluate"),
    ("\\$HOME", "`$HOME`, which shells, Compose, Jenkins and GitLab CI evaluate"),
    ("$1", "`$1`, which shells, Compose, Jenkins and GitLab CI evaluate"),
    ("$@", "`$@`, which shells evaluate"),
    ("$'\\x41'", "`$'`, which shells evaluate"),
    ("see `id`", "a backtick, which shells evaluate"),
    ("5$", "`$` at its end"),
    ("x{", "`{` at its end"),
    ("a\nb", "the control character U+000A"),
    ("a\rb", "the control character U+000D"),
    ("a\tb", "the control character U+0009"),
    ("\u{1b}[2J", "the control character U+001B"),
    ("a\u{9b}b", "the control character U+009B"),
    ("a\u{85}b", "the control character U+0085"),
    ("a\u{7f}b", "the control character U+007F"),
    ("a\0b", "the control character U+0000"),
    ("a\u{2028}b", "the invisible character U+2028"),
    ("a\u{2029}b", "the invisible character U+2029"),
    ("a\u{202e}b", "the invisible character U+202E"),
    ("a\u{200b}b", "the invisible character U+200B"),
    ("a\u{ad}b", "the invisible character U+00AD"),
    ("a\u{3164}b", "the invisible character U+3164"),
    ("a\u{e0041}b", "the invisible character U+E0041"),
    ("a\u{feff}b", "the invisible character U+FEFF"),
    ("a\u{fe0f}b", "the invisible character U+FE0F"),
    ("\u{1b}${x}", "the control character U+001B"),
];

#[test]
fn text_that_some_target_evaluates_is_refused() {
    for (text, said) in LIVE {
        let evaluation =
            evaluate_with("let a = 1;\nlet title = input(\"title\");", &[], &[("title", text)]);
        let error = &evaluation.diagnostics[0];
        assert_eq!(
            (&*error.code, told(error)),
            ("invalid-input", format!("2:13: the input `title` holds {said}")),
            "{text:?}"
        );
        assert_eq!(
            error.hints[1],
            "where it is meant, the recipe has to allow it: `input(\"title\", #{ template: true })`"
        );
        let said = format!("{error:?}");
        assert!(!said.contains("/etc/passwd") && !said.chars().any(char::is_control), "{said}");
    }
}

#[test]
fn a_declaration_can_allow_it() {
    for (text, _) in LIVE {
        let recipe = "input(\"title\", #{ template: true }) == other";
        let given = evaluate_with(
            &format!("let other = read_text(\"a.txt\"); {recipe}"),
            &[("a.txt", text)],
            &[("title", text)],
        );
        assert_eq!(given.value, "true", "{text:?}: {:?}", given.diagnostics);
        let refused =
            evaluate_with("input(\"title\", #{ template: false })", &[], &[("title", text)]);
        assert_eq!(refused.diagnostics[0].code, "invalid-input", "{text:?}");
    }
}

#[test]
fn what_the_recipe_itself_says_is_not_held_against_it() {
    assert_eq!(value("input(\"a\", #{ default: \"${x} `y`\" })"), "\"${x} `y`\"");
    assert_eq!(given("input(\"a\", #{ type: [\"${x}\", \"y\"] })", &[("a", "${x}")]), "\"${x}\"");
    assert_eq!(
        given("input(\"a\", #{ type: \"number\" })", &[("a", "$x")]),
        "1:1: the input `a` holds `$x`, which shells, Compose, Jenkins and GitLab CI evaluate"
    );
    assert_eq!(
        given("input(\"a\", #{ pattern: \".*\" })", &[("a", "${x}")]),
        "1:1: the input `a` holds `${`, which Terraform, Compose, Jenkins and shells evaluate"
    );
}

#[test]
fn data_stays_data() {
    let texts = [
        "",
        "1.4.2",
        "5 $ each",
        "100%",
        "50% of { a }",
        "{\"a\": {\"b\": 1}}",
        "(a) [b] <c>",
        "it's \"x\" # no",
        "日本 é 🚀",
        "a\\b",
    ];
    for text in texts {
        let evaluation = evaluate_with(
            "let a = input(\"a\"); a == read_text(\"a.txt\")",
            &[("a.txt", text)],
            &[("a", text)],
        );
        assert_eq!(evaluation.value, "true", "{text:?}: {:?}", evaluation.diagnostics);
    }
}
