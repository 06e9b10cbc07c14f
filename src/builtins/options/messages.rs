//! What is said of options that are wrong.

use super::rule::{Kind, Rule, shown};
use crate::diag::{Diagnostic, suggest, words};
use crate::engine::type_names::type_in_words;
use crate::value::de::DeError;
use crate::value::{Key, Path, Value};
use rhai::Dynamic;

/// The options that a caller should know of.
pub(super) fn offered(rules: &[(Key, Rule)]) -> impl Iterator<Item = &str> + Clone {
    let offered =
        rules.iter().filter(|(_, rule)| rule.renamed.is_none() && rule.deprecated.is_none());
    offered.map(|(name, _)| name.as_str())
}

pub(super) fn unknown_option(path: &Path, key: &str, rules: &[(Key, Rule)]) -> Diagnostic {
    let problem = Diagnostic::error("unknown-option", format!("there is no option `{path}`"));
    let parent = path.parent();
    let of = if parent.is_root() { String::new() } else { format!(" of `{parent}`") };
    let note = match offered(rules).next() {
        Some(_) => format!("the options{of} are {}", words::list(offered(rules), "and")),
        None => "there are no options".into(),
    };
    let hint = suggest::did_you_mean(key, offered(rules));
    problem.note(note).hint(hint.unwrap_or_else(|| "take it out".into()).as_str())
}

pub(super) fn missing(path: &Path, name: &str, rule: &Rule) -> Diagnostic {
    let problem = Diagnostic::error("missing-option", format!("the option `{path}` is missing"))
        .hint(format!("add it: `{name}: ...`").as_str());
    let problem = if rule.what.is_empty() {
        problem
    } else {
        problem.note(format!("`{name}` is {}", rule.what))
    };
    match rule.kind.known() {
        Kind::Choice(choices) => problem.note(choices_in_words(choices)),
        Kind::Any => problem,
        kind if rule.what.is_empty() => problem.note(format!("it must be {}", kind.words())),
        _ => problem,
    }
}

pub(super) fn renamed(path: &Path, name: &str) -> Diagnostic {
    Diagnostic::warning("deprecated-option", format!("the option `{path}` is now called `{name}`"))
        .hint(format!("write `{name}` there").as_str())
}

fn choices_in_words(choices: &[Value]) -> String {
    format!("the choices are {}", words::list(choices.iter().map(shown), "and"))
}

pub(super) fn not_one_of(subject: &str, choices: &[Value], given: &Value) -> Diagnostic {
    let known = choices.iter().filter_map(Value::as_str);
    let hint = given.as_str().and_then(|text| suggest::did_you_mean(text, known));
    Diagnostic::error("not-one-of", format!("{subject} can't be {}", shown(given)))
        .note(choices_in_words(choices))
        .hint(hint.unwrap_or_else(|| "choose one of them".into()).as_str())
}

/// A value that is not what was expected. What should have been a secret is not shown.
pub(super) fn wrong(
    subject: &str,
    kind: &Kind,
    found: Option<&Value>,
    value: &Dynamic,
) -> Diagnostic {
    let expected = kind.words();
    let unlike = |found: &str| {
        Diagnostic::error("wrong-type", format!("{subject} must be {expected}, not {found}"))
            .label(format!("expected {expected}"))
    };
    match (kind, found) {
        (kind, Some(found)) if kind.holds_secret() => {
            unlike(found.kind()).hint("a secret is named, never written: `secret(\"NAME\")`")
        }
        (Kind::Reference(_), Some(found)) => {
            let hint = "give it what the root returns: a property of a resource, or `tf.variable(\"name\")`";
            Diagnostic { hints: vec![hint.into()], ..misfit(subject, &expected, found) }
        }
        (_, Some(found)) => misfit(subject, &expected, found),
        (_, None) => {
            unlike(&type_in_words(value.type_name())).hint(format!("give it {expected}").as_str())
        }
    }
}

/// Data that is not what was expected.
pub(super) fn misfit(subject: &str, expected: &str, found: &Value) -> Diagnostic {
    let mut problem = DeError::wrong(expected, found).to_diagnostic("");
    problem.message = problem.message.replacen("the value", subject, 1);
    problem
}

/// A value that a target comes to know, where the recipe has to.
pub(super) fn not_known(subject: &str, kind: &Kind, what: &str) -> Diagnostic {
    let expected = kind.words();
    let message = format!("{subject} must be known while the recipe runs, and {what} is not");
    Diagnostic::error("not-known-yet", message)
        .label(format!("expected {expected}"))
        .note(format!("it must be {expected}: the function decides by it"))
        .hint("give it a value of the recipe: written out, of the environment, or of an `input`")
}
