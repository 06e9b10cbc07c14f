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
        ("input(\"a\", #{ type: \"number\" })", "many", "1:1: the input `a` can't be \"many\": it takes a number"),
        ("input(\"a\", #{ default: true })", "yes", "1:1: the input `a` can't be \"yes\": it takes `true` or `false`"),
        ("input(\"a\", #{ type: [\"small\", \"large\"] })", "lage", "1:1: the input `a` can't be \"lage\": it takes `small` or `large`"),
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
    let evaluation = evaluate_with("input(\"replicas\", #{ type: \"number\", description: \"how many\" })", &[], &[]);
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
    fails("input(\"a\", #{ type: \"number\", default: \"x\" })", "1:1: the default of the input `a` is text, and it takes a number");
    fails("input(\"a b\")", "1:1: \"a b\" can't be the name of an input");
    fails("input(\"a\", #{ defalt: 1 })", "1:15: `defalt` is not an option of `input`");
    fails("input(\"a\", #{ default: \"x\", pattern: \"(\" })", "1:29: `(` is no pattern: found open group without closing ')'");
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
    assert_eq!(error.notes, ["`replicas`: how many", "`tier`: text"]);
    assert_eq!(error.hints, ["did you mean `replicas`?"]);
    assert!(unasked(&Inputs::from([("tier".to_string(), "l".to_string())]), &evaluation.asked).is_none());
}
