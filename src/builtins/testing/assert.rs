//! What tests check: `assert`, `assert_eq`, `assert_ne`, `assert_error`, `assert_snapshot`.

use super::difference::{differences, text_difference};
use super::test::{Rehearsal, error_map};
use crate::diag::Diagnostic;
use crate::engine::caller_errors::demand_places;
use crate::engine::{At, Fallible, Functions, Namespace, OptionMap, Page, Run, options};
use crate::value::Value;
use rhai::{Dynamic, FnPtr, Map, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    options: &[OptionMap::of::<Expected>(&["assert_error"])],
    pages: &[Page::new(include_str!("assert.md"))],
    ..Namespace::named("", "What tests check.")
};

/// What an error has to be.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    /// The code of the message, as it is written in brackets: `"unknown-option"`.
    code: Option<String>,
    /// A part of the message.
    message: Option<String>,
    /// A part of what it says to do.
    hint: Option<String>,
    /// What is written where it is reported: `"replicas: 20"`.
    at: Option<String>,
}

fn failed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("assertion-failed", message)
}

/// A failure with what the author says of it in front.
fn because(message: &str, failure: Diagnostic) -> Diagnostic {
    if message.is_empty() {
        failure
    } else {
        Diagnostic { message: format!("{message}: {}", failure.message), ..failure }
    }
}

/// A failure that shows where two values differ; none when they are the same.
fn unequal(run: &Run, actual: &Dynamic, expected: &Dynamic) -> Option<Diagnostic> {
    let (Ok(found), Ok(wanted)) = (run.convert(actual), run.convert(expected)) else {
        let (found, wanted) = (run.shown(actual), run.shown(expected));
        return (found != wanted).then(|| failed(format!("expected {wanted}, found {found}")));
    };
    let (Some(found), Some(wanted)) = (&found, &wanted) else {
        return (found != wanted).then(|| {
            failed(format!("expected {}, found {}", run.shown(expected), run.shown(actual)))
        });
    };
    match differences(found, wanted).as_slice() {
        [] => None,
        [only] if !only.contains('\n') => Some(failed(only.trim_start_matches('.'))),
        several => {
            let problem = several
                .iter()
                .fold(failed("the values differ"), |problem, line| problem.note(line.clone()));
            Some(problem)
        }
    }
}

/// What a closure's error is; a failure when it has none.
fn error_of(ctx: &Ctx<'_>, closure: &FnPtr) -> Fallible<Diagnostic> {
    match closure.call_within_context::<Dynamic>(ctx, ()) {
        Ok(value) => {
            let given = Run::of(ctx).shown(&value);
            Err(failed(format!("an error was expected, and the closure returned {given}"))).at(ctx)
        }
        Err(error) => Run::of(ctx).diagnostic(ctx, error),
    }
}

/// That an error is reported where the recipe says `at`.
fn check_place(run: &Run, error: &Diagnostic, at: &str) -> Result<(), Diagnostic> {
    let place = error.place.as_ref();
    let written = place.and_then(|place| run.written_at(place)).unwrap_or_default();
    // A run that counts lines does not know its columns.
    if written.starts_with(at) || run.counts_lines() {
        return Ok(());
    }
    let place = place.map(ToString::to_string).unwrap_or_default();
    Err(failed(format!("the error should be reported at `{at}`"))
        .note(format!("it is reported at {place}: `{}`", written.trim_end())))
}

fn check_error(error: &Diagnostic, expected: &Expected) -> Result<(), Diagnostic> {
    let wrong = |what: &str, wanted: &str| {
        Err(failed(format!("the error's {what} should {}", wanted))
            .note(format!("the error is {}: {}", error.code, error.message)))
    };
    match expected {
        Expected { code: Some(code), .. } if *code != error.code => {
            wrong("code", &format!("be `{code}`"))
        }
        Expected { message: Some(message), .. } if !error.message.contains(message) => {
            wrong("message", &format!("contain {message:?}"))
        }
        Expected { hint: Some(hint), .. } if !error.hints.iter().any(|own| own.contains(hint)) => {
            wrong("hint", &format!("contain {hint:?}"))
        }
        _ => Ok(()),
    }
}

/// The text of a snapshot: of files one after the other, of data as YAML, of a text as it is.
fn snapshot(run: &Run, thing: &Dynamic) -> Result<String, Diagnostic> {
    if let Some(rehearsal) = thing.read_lock::<Rehearsal>() {
        return Ok(files(&rehearsal.outcome().files));
    }
    let value = run.convert(thing)?.unwrap_or(Value::Null);
    match value.as_str() {
        Some(text) if text.ends_with('\n') => Ok(text.into()),
        Some(text) => Ok(format!("{text}\n")),
        None => Ok(format!(
            "{}\n",
            crate::builtins::reading::data::readable(&value)
                .unwrap_or_else(|| run.shown(thing))
                .trim_end()
        )),
    }
}

fn files(files: &BTreeMap<String, String>) -> String {
    let end = |text: &str| if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    files.iter().map(|(path, text)| format!("==> {path} <==\n{text}{}", end(text))).collect()
}

fn compare_snapshot(ctx: &Ctx<'_>, text: &str, name: Option<&str>) -> Fallible<()> {
    let run = Run::of(ctx);
    let path = run.snapshot_path(ctx.call_source().unwrap_or_default(), name).at(ctx)?;
    let known = run.world.read(&path).ok();
    if known.as_deref() == Some(text) {
        return Ok(());
    }
    if run.blesses() {
        run.bless(path, text.into());
        return Ok(());
    }
    let problem = match known {
        Some(known) => {
            failed(format!("this is not what `{path}` holds")).note(text_difference(&known, text))
        }
        None => failed(format!("there is no snapshot `{path}`")).note(text_difference("", text)),
    };
    Err(problem.hint(
        "when it is right, `sw test --bless` writes it; read the change before you commit it",
    ))
    .at(ctx)
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("assert(condition)", |ctx: Ctx, condition: bool| {
        assert_because(ctx, condition, "this does not hold")
    });
    functions.add("assert(condition, message)", assert_because);
    functions.add("assert_eq(actual, expected)", |ctx: Ctx, actual: Dynamic, expected: Dynamic| {
        assert_eq_because(ctx, actual, expected, "")
    });
    functions.add("assert_eq(actual, expected, message)", assert_eq_because);
    functions.add("assert_ne(actual, unexpected)", assert_ne);
    functions.add("assert_error(closure)", |ctx: Ctx, closure: FnPtr| {
        assert_error_saying(ctx, closure, "")
    });
    functions.add("assert_error(closure, text)", assert_error_saying);
    functions.add("assert_error(closure, options)", assert_error_with);
    functions.add("assert_snapshot()", assert_snapshot);
    functions.add("assert_snapshot(thing)", assert_snapshot_of);
    functions.add("assert_snapshot(thing, name)", assert_snapshot_named);
}

fn assert_because(ctx: Ctx, condition: bool, message: &str) -> Fallible<()> {
    let run = Run::of(&ctx);
    run.in_test("assert").at(&ctx)?;
    if condition { Ok(()) } else { Err(failed(message)).at(&ctx) }
}

fn assert_eq_because(ctx: Ctx, actual: Dynamic, expected: Dynamic, message: &str) -> Fallible<()> {
    let run = Run::of(&ctx);
    run.in_test("assert_eq").at(&ctx)?;
    unequal(&run, &actual, &expected)
        .map_or(Ok(()), |failure| Err(because(message, failure)))
        .at(&ctx)
}

fn assert_ne(ctx: Ctx, actual: Dynamic, unexpected: Dynamic) -> Fallible<()> {
    let run = Run::of(&ctx);
    run.in_test("assert_ne").at(&ctx)?;
    let is_same = unequal(&run, &actual, &unexpected).is_none();
    if is_same { Err(failed(format!("both are {}", run.shown(&actual)))).at(&ctx) } else { Ok(()) }
}

fn assert_error_saying(ctx: Ctx, closure: FnPtr, text: &str) -> Fallible<Map> {
    Run::of(&ctx).in_test("assert_error").at(&ctx)?;
    let error = error_of(&ctx, &closure)?;
    check_error(&error, &Expected { message: Some(text.into()), ..Expected::default() })
        .at(&ctx)?;
    Ok(error_map(&error))
}

fn assert_error_with(ctx: Ctx, closure: FnPtr, given: Map) -> Fallible<Map> {
    Run::of(&ctx).in_test("assert_error").at(&ctx)?;
    let run = Run::of(&ctx);
    let expected: Expected = options::options(&ctx, &given, "assert_error")?;
    if expected.at.is_some() {
        demand_places(&run)?;
    }
    let error = error_of(&ctx, &closure)?;
    check_error(&error, &expected).at(&ctx)?;
    expected.at.map_or(Ok(()), |at| check_place(&run, &error, &at)).at(&ctx)?;
    Ok(error_map(&error))
}

fn assert_snapshot(ctx: Ctx) -> Fallible<()> {
    let run = Run::of(&ctx);
    run.in_test("assert_snapshot").at(&ctx)?;
    compare_snapshot(&ctx, &files(&run.files_so_far()), None)
}

fn assert_snapshot_of(ctx: Ctx, thing: Dynamic) -> Fallible<()> {
    let run = Run::of(&ctx);
    run.in_test("assert_snapshot").at(&ctx)?;
    let text = snapshot(&run, &thing).at(&ctx)?;
    compare_snapshot(&ctx, &text, None)
}

fn assert_snapshot_named(ctx: Ctx, thing: Dynamic, name: &str) -> Fallible<()> {
    let run = Run::of(&ctx);
    run.in_test("assert_snapshot").at(&ctx)?;
    let text = snapshot(&run, &thing).at(&ctx)?;
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    {
        let wrong =
            Diagnostic::error("invalid-name", format!("{name:?} can't be the name of a snapshot"));
        return Err(wrong.hint("it has letters, digits, `_` and `-`")).at(&ctx);
    }
    compare_snapshot(&ctx, &text, Some(name))
}
