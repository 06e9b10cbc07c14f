//! What anybody in the world can write, and what therefore must not become part of a script.
//!
//! Source: "Script injections" and "Secure use" in GitHub's documentation, and the list of
//! attacker-controlled properties that GitHub's Security Lab keeps.

use super::tree::{Expr, Step};
use crate::diag::Diagnostic;

const UNTRUSTED: [&str; 27] = [
    "github.head_ref",
    "github.event.comment.body",
    "github.event.commits.*.author.email",
    "github.event.commits.*.author.name",
    "github.event.commits.*.message",
    "github.event.discussion.body",
    "github.event.discussion.title",
    "github.event.head_commit.author.email",
    "github.event.head_commit.author.name",
    "github.event.head_commit.message",
    "github.event.issue.body",
    "github.event.issue.title",
    "github.event.pages.*.page_name",
    "github.event.pull_request.body",
    "github.event.pull_request.head.label",
    "github.event.pull_request.head.ref",
    "github.event.pull_request.head.repo.default_branch",
    "github.event.pull_request.title",
    "github.event.review.body",
    "github.event.review_comment.body",
    "github.event.workflow_run.display_title",
    "github.event.workflow_run.head_branch",
    "github.event.workflow_run.head_commit.author.email",
    "github.event.workflow_run.head_commit.author.name",
    "github.event.workflow_run.head_commit.message",
    "github.event.workflow_run.head_repository.description",
    "github.event.workflow_run.pull_requests.*.head.ref",
];

/// Whatever in the text that `expr` gives in a script is written by strangers.
pub(super) fn check(expr: &Expr) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    collect(expr, false, &mut found);
    found
}

/// Follows what ends up in the result: a comparison only gives true or false, and the left side
/// of `&&` only comes through when it is empty. `whole` is for values that are written as JSON.
fn collect(expr: &Expr, whole: bool, found: &mut Vec<Diagnostic>) {
    match expr {
        Expr::Word(_) | Expr::Text(_) | Expr::Not(_) => {}
        Expr::Group(inner) => collect(inner, whole, found),
        Expr::Call(name, arguments) => collect_call(&name.to_ascii_lowercase(), arguments, whole, found),
        Expr::Operation(first, rest) => match rest.last() {
            Some(("||", _)) => [first.as_ref()]
                .into_iter()
                .chain(rest.iter().map(|(_, operand)| operand))
                .for_each(|operand| collect(operand, whole, found)),
            Some(("&&", last)) => collect(last, whole, found),
            _ => {}
        },
        Expr::Context(_) | Expr::Reach(..) => match expr.path() {
            Some((context, steps)) if UNTRUSTED.iter().any(|pattern| matches(context, steps, pattern, whole)) => {
                found.push(problem(expr, steps))
            }
            Some(_) => {}
            None => {
                if let Expr::Reach(base, _) = expr {
                    collect(base, whole, found);
                }
            }
        },
    }
}

fn collect_call(name: &str, arguments: &[Expr], whole: bool, found: &mut Vec<Diagnostic>) {
    let passes = |index: usize| match name {
        "contains" | "startswith" | "endswith" | "hashfiles" | "success" | "failure" => false,
        "case" => index % 2 == 1 || index + 1 == arguments.len(),
        _ => true,
    };
    let passed = arguments.iter().enumerate().filter(|(index, _)| passes(*index));
    passed.for_each(|(_, argument)| collect(argument, whole || name == "tojson", found));
}

/// Whether the steps lead to what `pattern` names; with `whole`, also to something around it.
fn matches(context: &str, steps: &[Step], pattern: &str, whole: bool) -> bool {
    let mut names = pattern.split('.');
    let fits = |step: &Step, wanted: &str| match step.name() {
        Some(name) => name.eq_ignore_ascii_case(wanted),
        None => wanted == "*" || *step == Step::All,
    };
    names.next().is_some_and(|wanted| wanted.eq_ignore_ascii_case(context))
        && steps.iter().all(|step| names.next().is_some_and(|wanted| fits(step, wanted)))
        && (whole || names.next().is_none())
}

fn problem(expr: &Expr, steps: &[Step]) -> Diagnostic {
    let variable = variable(steps);
    Diagnostic::error("untrusted-in-script", format!("`{expr}` is written by strangers, and would become part of this script"))
        .note("GitHub pastes it in before the shell reads the script: whoever writes it can run commands with the workflow's rights")
        .hint(
            format!("pass it in as a variable: `env: #{{ {variable}: \"${{{{ {expr} }}}}\" }}`, and write `\"${variable}\"` in `run`")
                .as_str(),
        )
}

/// A name for the variable: the last two names, in capitals.
fn variable(steps: &[Step]) -> String {
    let names: Vec<&str> = steps.iter().filter_map(Step::name).filter(|name| *name != "event").collect();
    let last = &names[names.len().saturating_sub(2)..];
    if last.is_empty() { "EVENT".into() } else { last.join("_").to_uppercase().replace('-', "_") }
}
