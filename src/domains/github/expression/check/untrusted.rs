//! What anybody in the world can write, and what therefore must not become part of a script.
//!
//! Of what an event brings, only what strangers can't write is allowed; the rest is refused, known or not.
//!
//! Source: "Script injections" and "Secure use" in GitHub's documentation, and the list of
//! attacker-controlled properties that GitHub's Security Lab keeps.

use super::declared::Declared;
use super::script::Script;
use crate::diag::Diagnostic;
use crate::domains::github::expression::syntax::tree::{Expr, Step};
use std::collections::BTreeSet;

/// Paths of properties; `*` is each element of a list, `?` any name.
const UNTRUSTED: &str = include_str!("untrusted.txt");

/// Parts of an event that only people with rights in the repository write, with all that is in them.
const OWN: [&str; 19] = [
    "action",
    "base_ref",
    "client_payload",
    "deployment",
    "deployment_status",
    "enterprise",
    "inputs",
    "installation",
    "label",
    "number",
    "organization",
    "pusher",
    "ref",
    "ref_type",
    "release",
    "repository",
    "schedule",
    "sender",
    "workflow",
];

/// The same inside of what strangers make: the branch that a pull request is for, what it is marked with.
const OWN_INSIDE: [&str; 3] = ["base", "labels", "milestone"];

/// What has a form of its own wherever it is: numbers, hashes, times, names of accounts and repositories, addresses.
const FORMED: [&str; 24] = [
    "additions",
    "after",
    "author_association",
    "before",
    "changed_files",
    "conclusion",
    "deletions",
    "draft",
    "event",
    "fork",
    "full_name",
    "id",
    "locked",
    "login",
    "mergeable",
    "mergeable_state",
    "merged",
    "node_id",
    "number",
    "private",
    "run_attempt",
    "state",
    "status",
    "type",
];

/// How the names of such properties end, too.
const ENDINGS: [&str; 5] = ["sha", "url", "_at", "_count", "_id"];

/// Whatever in the text that `expr` gives in a script is written by strangers.
pub(crate) fn check(expr: &Expr, declared: &Declared<'_>, script: Script) -> Vec<Diagnostic> {
    given(expr, declared, &mut BTreeSet::new()).iter().map(|found| problem(found, script)).collect()
}

/// What strangers write.
struct UntrustedSource {
    /// As it is written in the script.
    expr: String,
    /// Where it comes from, when the script only names something that is declared with it.
    source: Option<String>,
    /// A name for a variable.
    variable: String,
    /// Whether it holds more than one text.
    is_whole: bool,
    /// Who writes it, as what follows its name.
    written: &'static str,
}

/// `seen` are the names whose declarations were looked at: one may name another, and that one the first.
fn given(
    expr: &Expr,
    declared: &Declared<'_>,
    seen: &mut BTreeSet<String>,
) -> Vec<UntrustedSource> {
    let mut parts = Vec::new();
    collect(expr, &mut parts);
    parts.into_iter().filter_map(|part| found(part, declared, seen)).collect()
}

/// What ends up in the result: a comparison only gives true or false, and the left side of `&&` only comes through
/// when it is empty.
fn collect<'e>(expr: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match expr {
        Expr::Word(_) | Expr::Text(_) | Expr::Not(_) => {}
        Expr::Group(inner) => collect(inner, parts),
        Expr::Call(name, arguments) => collect_call(&name.to_ascii_lowercase(), arguments, parts),
        Expr::Operation(first, rest) => match rest.last() {
            Some(("||", _)) => {
                collect(first, parts);
                rest.iter().for_each(|(_, operand)| collect(operand, parts));
            }
            Some(("&&", last)) => collect(last, parts),
            _ => {}
        },
        Expr::Context(_) => parts.push(expr),
        Expr::Reach(base, _) => match way(expr) {
            Some(_) => parts.push(expr),
            None => collect(base, parts),
        },
    }
}

fn collect_call<'e>(name: &str, arguments: &'e [Expr], parts: &mut Vec<&'e Expr>) {
    let passes = |index: usize| match name {
        "contains" | "startswith" | "endswith" | "hashfiles" | "success" | "failure" => false,
        "case" => index % 2 == 1 || index + 1 == arguments.len(),
        _ => true,
    };
    let passed = arguments.iter().enumerate().filter(|(index, _)| passes(*index));
    passed.for_each(|(_, argument)| collect(argument, parts));
}

/// The context and the steps into it, through parentheses too.
fn way(expr: &Expr) -> Option<(&str, Vec<&Step>)> {
    match expr {
        Expr::Context(name) => Some((name, Vec::new())),
        Expr::Group(inner) => way(inner),
        Expr::Reach(base, steps) => {
            way(base).map(|(context, before)| (context, before.into_iter().chain(steps).collect()))
        }
        _ => None,
    }
}

fn found(
    expr: &Expr,
    declared: &Declared<'_>,
    seen: &mut BTreeSet<String>,
) -> Option<UntrustedSource> {
    let (context, steps) = way(expr)?;
    if let Some((is_whole, written)) = written(context, &steps, declared) {
        let (source, expr, variable) = (None, expr.to_string(), variable(&steps));
        return Some(UntrustedSource { expr, source, variable, is_whole, written });
    }
    if !seen.insert(expr.to_string()) {
        return None;
    }
    let sources = declared.expressions(context, &steps);
    let source =
        sources.iter().find_map(|source| given(source, declared, seen).into_iter().next())?;
    let origin = source.source.unwrap_or(source.expr);
    Some(UntrustedSource {
        expr: expr.to_string(),
        source: Some(origin),
        variable: variable(&steps),
        is_whole: false,
        written: "is written by strangers",
    })
}

/// Whether something untrusted is more than one text, and who writes it.
fn written(
    context: &str,
    steps: &[&Step],
    declared: &Declared<'_>,
) -> Option<(bool, &'static str)> {
    if context.eq_ignore_ascii_case("inputs") && declared.is_action() {
        return Some((false, "is written by callers"));
    }
    if let Some(pattern) = UNTRUSTED.lines().find(|pattern| leads_to(context, steps, pattern)) {
        return Some((pattern.split('.').count() > steps.len() + 1, "is written by strangers"));
    }
    let is_event = context.eq_ignore_ascii_case("github") && is_named(steps.first()?, "event");
    (is_event && !is_trusted(&steps[1..])).then_some((false, "may be written by strangers"))
}

fn is_named(step: &Step, name: &str) -> bool {
    step.name().is_some_and(|own| own.eq_ignore_ascii_case(name))
}

/// Whether strangers can't write what is at these steps of an event.
fn is_trusted(steps: &[&Step]) -> bool {
    let is_any = |step: &&Step, names: &[&str]| names.iter().any(|name| is_named(step, name));
    let name = steps.last().and_then(|step| step.name()).unwrap_or_default().to_ascii_lowercase();
    steps.first().is_some_and(|step| is_any(step, &OWN))
        || steps.iter().any(|step| is_any(step, &OWN_INSIDE))
        || FORMED.contains(&name.as_str())
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether the steps lead to what `pattern` names, or to something around it.
fn leads_to(context: &str, steps: &[&Step], pattern: &str) -> bool {
    let mut names = pattern.split('.');
    if !names.next().is_some_and(|wanted| wanted.eq_ignore_ascii_case(context)) {
        return false;
    }
    let mut is_spread = false;
    for step in steps {
        let Some(wanted) = names.next() else { return false };
        // An index into all elements that a `*` gave is no step further in.
        if is_spread && step.is_number() {
            return true;
        }
        if !fits(step, wanted) {
            return false;
        }
        is_spread |= wanted != "*" && step.name().is_none();
    }
    true
}

/// Whether a step may go where `wanted` says: an index that is computed may be any name.
fn fits(step: &Step, wanted: &str) -> bool {
    match (wanted, step) {
        ("?", _) => true,
        ("*", step) => !matches!(step, Step::Name(_)),
        (_, Step::All) => true,
        (wanted, step) => {
            step.name().map_or(!step.is_number(), |name| name.eq_ignore_ascii_case(wanted))
        }
    }
}

fn problem(found: &UntrustedSource, script: Script) -> Diagnostic {
    let UntrustedSource { expr, source, variable, is_whole, written } = found;
    let what = match source {
        Some(source) => format!(
            "`{expr}` is `{source}`, which strangers write, and it would become part of this script"
        ),
        None if *is_whole => {
            format!("`{expr}` holds what strangers write, and would become part of this script")
        }
        None => format!("`{expr}` {written}, and would become part of this script"),
    };
    let is_variable = source.is_some() && expr.to_ascii_lowercase().starts_with("env.");
    let read = script.reads(variable);
    // An object as it is would be the word `Object`.
    let value = if *is_whole { format!("toJSON({expr})") } else { expr.clone() };
    let hint = if is_variable {
        format!("it is a variable of the script already: {read}")
    } else {
        format!(
            "pass it in as a variable: `env: #{{ {variable}: \"${{{{ {value} }}}}\" }}`, and {read}"
        )
    };
    Diagnostic::error("untrusted-in-script", what)
        .note(format!("GitHub pastes it in before {}: anyone who writes it can run commands with the workflow's rights", script.is_read()))
        .hint(is_whole.then_some("name the one property that the script needs, such as `github.event.issue.number`"))
        .hint(hint.as_str())
}

/// A name for the variable: the last two names, in capitals.
fn variable(steps: &[&Step]) -> String {
    let names: Vec<&str> =
        steps.iter().filter_map(|step| step.name()).filter(|name| *name != "event").collect();
    let last = &names[names.len().saturating_sub(2)..];
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if last.is_empty() {
        "EVENT".into()
    } else {
        last.join("_").to_uppercase().replace(|c| !is_word(c), "_")
    }
}
