//! Every page in `mistakes/` holds mistakes that people make, each with all that is said about it.
//!
//! A mistake is a section, as `support/section.rs` reads them. Whatever the mistake, what is said has
//! to name a place, show its source and tell what to do, in an author's words.

mod support;

use anyhow::Result;
use regex_lite::Regex;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;
use support::paths::in_repository;
use support::section::{Outcome, RECIPE, Section, play};
use sw::diag::Diagnostic;
use sw::diag::render::{Style, Texts, render};
use sw::engine::Limits;
use sw::engine::world::MemoryWorld;
use sw::project::{CONFIG, Project};
use sw::{Output, Runtime};

/// How many mistakes there are at least, so that none gets lost.
const FEWEST: usize = 300;

/// Few steps, so that a loop without an end is found at once on every machine.
const LIMITS: Limits = Limits {
    steps: 100_000,
    time: Duration::from_secs(60),
    text_bytes: 1 << 20,
    items: None,
    ..Limits::DEFAULT
};

/// What no person may be told: the engine, its types and its names, and whose machine it is.
const JARGON: &str = r"anon\$|(?:^|[^.\w])(?i:rhai)\b|\b(?:i64|f64|u(?:8|16|32|64|128)|usize|ImmutableString|FnPtr|Dynamic|Option|Vec|HashMap|BTreeMap|Some\(|\w+Handle\b)|&str|::<|\bAST\b|\bEval[A-Z]\w+|(?:^|\s)/(?:home|root|tmp|work|project)/";

fn main() -> ExitCode {
    play("mistakes", FEWEST, outcome)
}

/// What is said about a mistake, and what is wrong with that.
fn outcome(section: &Section) -> Result<Outcome> {
    let Judged { messages, texts, said } = judged(&section.files)?;
    let faults = messages
        .iter()
        .flat_map(|message| wrong_with(message, &texts))
        .chain(unfit(&said))
        .collect();
    Ok(Outcome { said, faults })
}

/// A project after it was looked at.
struct Judged {
    messages: Vec<Diagnostic>,
    texts: Texts,
    /// Everything that a person would read.
    said: String,
}

fn judged(files: &[(String, String)]) -> Result<Judged> {
    let standard = fs::read_to_string(in_repository("tests/support/project").join(CONFIG))?;
    let config =
        files.iter().find(|(path, _)| path == CONFIG).map_or(standard.as_str(), |(_, text)| text);
    let (project, mut messages) = Project::parse("/project".as_ref(), config, CONFIG);
    let mut evaluation = Output::default();
    if let Some(project) = project {
        let empty = (RECIPE.to_string(), String::new());
        let world: MemoryWorld = [empty].into_iter().chain(files.iter().cloned()).collect();
        evaluation =
            Runtime::builder().project(project).world(world).limits(LIMITS).build()?.run(RECIPE);
        if !evaluation.is_wrong() {
            let planned = evaluation.plan(tempfile::tempdir()?.path(), false);
            evaluation.diagnostics.extend(planned.err().unwrap_or_default());
        }
    }
    evaluation.texts.insert(CONFIG.into(), config.into());
    messages.append(&mut evaluation.diagnostics);
    let printed: String = evaluation.printed.iter().map(|line| format!("{line}\n")).collect();
    let rendered = render(&messages, &evaluation.texts, Style::Human { color: false });
    Ok(Judged {
        messages,
        texts: evaluation.texts,
        said: format!("{}\n", format!("{printed}{rendered}").trim_end()),
    })
}

/// What is not as it has to be in a message.
fn wrong_with(message: &Diagnostic, texts: &Texts) -> Vec<String> {
    let text = &message.message;
    let mut faults = Vec::new();
    match &message.place {
        None => faults.push(format!("no place: {text}")),
        Some(place) if !texts.contains_key(&place.file) => {
            faults.push(format!("`{place}` shows no source: {text}"))
        }
        Some(_) => {}
    }
    if message.hints.is_empty() {
        faults.push(format!("it says not what to do: {text}"));
    }
    if text.ends_with('.') || is_sentence(text) {
        faults.push(format!("not written as messages are: {text}"));
    }
    faults
}

/// Whether a text starts as sentences do; a name such as `GitHub` has large letters of its own.
fn is_sentence(text: &str) -> bool {
    let mut first = text.split(' ').next().unwrap_or_default().chars();
    first.next().is_some_and(char::is_uppercase) && !first.any(char::is_uppercase)
}

/// What is not as it has to be in all that is said.
fn unfit(said: &str) -> Vec<String> {
    let jargon = Regex::new(JARGON).expect("the pattern is right");
    let strange = said
        .lines()
        .filter(|line| !is_source(line) && jargon.is_match(line))
        .map(|line| format!("an author does not know this: {line}"));
    strange.chain(said.trim().is_empty().then(|| "nothing is said".to_string())).collect()
}

/// Whether a rendered line shows a line of the author's.
fn is_source(line: &str) -> bool {
    line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}
