//! `sw check`: whether the recipes are right and the files on disk are what they make. Nothing is changed.

use super::evaluate::{compare, evaluate, mend_own};
use super::unknown::{self, Unknown, unknown};
use crate::cli::args::{Check, Format, Globals};
use crate::cli::context::Context;
use crate::cli::exit::{Exit, Failure, Outcome};
use crate::cli::git::repository::{in_repository, prefix};
use crate::cli::ui::Ui;
use indexmap::IndexMap;
use serde::Serialize;
use std::collections::BTreeSet;
use sw::Output;
use sw::diag::render::{Texts, sarif};
use sw::diag::{Diagnostic, Place, words};
use sw::model::{Allowed, Notice, NoticeKind};
use sw::plan::{Action, Drift, Plan, State, VERSION, drift};
use sw::project::CONFIG;

/// All that a check found.
struct CheckResult {
    /// What is wrong with the recipes, and what is doubtful.
    messages: Vec<Diagnostic>,
    texts: Texts,
    drifts: Vec<Drift>,
    /// The literal credentials that are meant to be there.
    allowed: Vec<Allowed>,
    /// What its author keeps from being checked.
    unchecked: Vec<Unchecked>,
    /// The providers that nothing is known of.
    unknown: Vec<Unknown>,
    /// How many files are as they should be.
    up_to_date: usize,
    exit: Exit,
}

/// A value that its author keeps from being checked.
#[derive(Serialize)]
struct Unchecked {
    path: String,
    inside: String,
    reason: String,
    place: Option<Place>,
}

/// Everything that authors keep from being checked.
fn unchecked(notices: &[Notice]) -> Vec<Unchecked> {
    let all = notices.iter().filter(|notice| notice.kind == NoticeKind::Unchecked);
    all.map(|notice| Unchecked {
        path: notice.path.to_string(),
        inside: notice.inside.clone(),
        reason: notice.subject.clone(),
        place: Some(notice.place.clone()),
    })
    .collect()
}

pub(crate) fn run(check: &Check, globals: &Globals, ui: &Ui) -> Outcome {
    let context = Context::find(&check.target, globals)?;
    mend_own(&context, ui)?;
    let found = find(evaluate(&context, ui), &context, check.target.recipe.is_none());
    match globals.format {
        Format::Json => ui.out(&json(&found)),
        Format::Github => {
            ui.annotations(&in_git(&found, &context));
            ui.out(&summary(&found));
        }
        Format::Sarif => ui.out(&sarif(&in_git(&found, &context))),
        Format::Human | Format::Short | Format::Markdown => {
            ui.messages(&found.messages, &found.texts);
            ui.out(&render(&found));
        }
    }
    Ok(found.exit)
}

/// Compares what the recipes made; one that is wrong has no files to compare. When it `is_whole`
/// the check is of everything, so that nothing may be left out in silence.
fn find(output: Output, context: &Context, is_whole: bool) -> CheckResult {
    let plan = if output.is_wrong() {
        Err(Failure::new(Vec::new(), Texts::new()))
    } else {
        compare(&output, context, false)
    };
    let (unchecked, unknown) = (unchecked(&output.notices), unknown(&output.notices));
    let Output { diagnostics: messages, texts, environments, allowed, .. } = output;
    let (drifts, up_to_date, exit) = (Vec::new(), 0, Exit::Done);
    let mut found =
        CheckResult { messages, texts, drifts, allowed, unchecked, unknown, up_to_date, exit };
    match plan {
        Ok(plan) => {
            found.add_drifts(&plan, context, environments.as_deref(), is_whole);
            found
        }
        Err(failure) => {
            found.messages.extend(failure.messages);
            let Failure { messages, texts, exit } = Failure::new(found.messages, found.texts);
            CheckResult { messages, texts, exit, ..found }
        }
    }
}

impl CheckResult {
    /// Adds where the files on disk are not what the recipes make.
    fn add_drifts(
        &mut self,
        plan: &Plan,
        context: &Context,
        only: Option<&[String]>,
        is_whole: bool,
    ) {
        let owners: BTreeSet<&str> =
            plan.old.entries().map(|entry| entry.recipe.as_str()).collect();
        let there: BTreeSet<&str> =
            owners.into_iter().filter(|recipe| context.root().join(recipe).is_file()).collect();
        let is_meant = |drift: &Drift| {
            only.is_none_or(|only| {
                drift.environment.as_ref().is_some_and(|name| only.contains(name))
            })
        };
        self.drifts = drift(plan, &|recipe| there.contains(recipe));
        self.drifts.retain(is_meant);
        if is_whole {
            let unlisted = there.into_iter().filter_map(|recipe| unlisted(recipe, plan, context));
            self.messages.extend(unlisted);
        }
        let keeps = plan.changes.iter().filter(|change| change.action == Action::Keep);
        self.up_to_date = keeps.count();
        self.exit = if self.drifts.is_empty() { Exit::Done } else { Exit::Differs };
    }
}

/// Says of a recipe that made files here that it is not among those of the project.
fn unlisted(recipe: &str, plan: &Plan, context: &Context) -> Option<Diagnostic> {
    let made =
        words::count(plan.old.entries().filter(|entry| entry.recipe == recipe).count(), "file");
    let warning = Diagnostic::warning("unchecked-recipe", format!("`{recipe}` made {made} here, and is not checked"))
        .hint(format!("list it under `project.recipes` in `{CONFIG}`, or check it by itself with `sw check {recipe}`").as_str());
    (!context.recipes.iter().any(|checked| checked == recipe)).then_some(warning)
}

/// A line for each file that is not as it should be, the counts, and what to do.
fn render(found: &CheckResult) -> String {
    let line = |drift: &Drift| {
        format!("  {:8}  {}\n", drift.state.word(), words::line(&drift.diagnostic.message))
    };
    let lines: String = found.drifts.iter().map(line).collect();
    let (allowed, unchecked, unknown) =
        (allowed(&found.allowed), vouched(&found.unchecked), unknown::render(&found.unknown));
    format!("{lines}{}{allowed}{unchecked}{unknown}{}", summary(found), next(&found.drifts))
}

/// The literal credentials that are meant to be there, for anyone who reviews them.
fn allowed(all: &[Allowed]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let lines: String = all
        .iter()
        .map(|allowed| {
            format!("  {}\n", words::line(&format!("{}  {}", allowed.place, allowed.reason)))
        })
        .collect();
    format!("{} allowed:\n{lines}", words::count(all.len(), "literal credential"))
}

/// What its author keeps from being checked, and why.
fn vouched(all: &[Unchecked]) -> String {
    let line = |Unchecked { path, inside, reason, .. }: &Unchecked| {
        let inside = words::line(inside);
        let inside = if inside.is_empty() { String::new() } else { format!(" `{inside}`:") };
        format!("  {path}:{inside} {}\n", words::line(reason))
    };
    let lines: String = all.iter().map(line).collect();
    let count = words::count(all.len(), "unchecked value");
    if all.is_empty() { lines } else { format!("{count}:\n{lines}") }
}

/// `2 stale, 1 missing, 12 up to date`.
fn summary(found: &CheckResult) -> String {
    let errors = found.messages.iter().filter(|message| message.is_error()).count();
    if errors > 0 {
        return format!("{}: the files were not compared\n", words::count(errors, "error"));
    }
    let states = counts(found);
    let some: Vec<String> =
        states.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n} {what}")).collect();
    if some.is_empty() { "no files\n".into() } else { format!("{}\n", some.join(", ")) }
}

fn counts(found: &CheckResult) -> Vec<(&'static str, usize)> {
    let count = |state| found.drifts.iter().filter(|drift| drift.state == state).count();
    State::ALL
        .map(|state| (state.word(), count(state)))
        .into_iter()
        .chain([("up to date", found.up_to_date)])
        .collect()
}

fn next(drifts: &[Drift]) -> String {
    let any = |is: &dyn Fn(&Drift) -> bool| drifts.iter().any(is);
    let written = any(&|drift| {
        !drift.is_recipe_gone
            && matches!(drift.state, State::Stale | State::Missing | State::Orphaned)
    });
    let in_the_way = any(&|drift| matches!(drift.state, State::Edited | State::Foreign));
    let gone: BTreeSet<&String> = drifts
        .iter()
        .filter(|drift| drift.is_recipe_gone)
        .filter_map(|drift| drift.recipe.as_ref())
        .collect();
    let gone = gone.into_iter().map(|recipe| {
        format!("`{recipe}` no longer exists: `sw adopt --recipe NEW --from {recipe}` gives its files to another recipe, `sw clean {recipe}` deletes them")
    });
    let steps = [
        in_the_way.then(|| {
            "`sw plan` shows what was edited or is in the way, and the ways out".to_string()
        }),
        (written && !in_the_way)
            .then(|| "`sw plan` shows the differences, `sw run` writes them".to_string()),
    ];
    steps
        .into_iter()
        .flatten()
        .chain(gone)
        .map(|step| format!("help: {}\n", words::line(&step)))
        .collect()
}

/// Everything that was found, seen from the root of the git repository.
fn in_git(found: &CheckResult, context: &Context) -> Vec<Diagnostic> {
    let (project, out) = (prefix(context.root()), prefix(&context.out));
    // Code hosts show nothing that has no place.
    let recipe = context.recipes.first().map(|recipe| Place::new(recipe, 1, 1));
    let of_recipes = found
        .messages
        .iter()
        .map(|message| in_repository(message.clone().at(recipe.clone()), &project));
    let of_files = found.drifts.iter().map(|drift| {
        let diagnostic = in_repository(drift.diagnostic.clone(), &project);
        match drift.line {
            Some(line) => on_file(diagnostic, Place::new(format!("{out}{}", drift.path), line, 1)),
            None => diagnostic,
        }
    });
    of_recipes.chain(of_files).collect()
}

/// The message beside the file that it is about, which leads to the emit.
fn on_file(diagnostic: Diagnostic, place: Place) -> Diagnostic {
    let emit = diagnostic.place.clone().map(|emit| (emit, "emitted here".to_string()));
    Diagnostic {
        place: Some(place),
        related: diagnostic.related.iter().cloned().chain(emit).collect(),
        ..diagnostic
    }
}

#[derive(Serialize)]
struct Page<'a> {
    format_version: &'static str,
    sw: &'static str,
    clean: bool,
    summary: IndexMap<String, usize>,
    files: Vec<Line<'a>>,
    allowed_literals: Vec<Reason<'a>>,
    unchecked: &'a [Unchecked],
    unknown_providers: &'a [Unknown],
    diagnostics: &'a [Diagnostic],
}

/// What was allowed, without the text.
#[derive(Serialize)]
struct Reason<'a> {
    reason: &'a str,
    place: &'a Place,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    state: State,
    recipe: Option<&'a str>,
    environment: Option<&'a str>,
    diagnostic: &'a Diagnostic,
}

impl<'a> Line<'a> {
    fn of(drift: &'a Drift) -> Self {
        let Drift { path, state, recipe, environment, diagnostic, .. } = drift;
        Self {
            path: path.as_str(),
            state: *state,
            recipe: recipe.as_deref(),
            environment: environment.as_deref(),
            diagnostic,
        }
    }
}

fn json(found: &CheckResult) -> String {
    let severity =
        |is_error| found.messages.iter().filter(|message| message.is_error() == is_error).count();
    let counts = counts(found)
        .into_iter()
        .chain([("errors", severity(true)), ("warnings", severity(false))]);
    let page = Page {
        format_version: "1.0",
        sw: VERSION,
        clean: found.exit == Exit::Done,
        summary: counts.map(|(what, n)| (what.replace(' ', "_"), n)).collect(),
        files: found.drifts.iter().map(Line::of).collect(),
        allowed_literals: found
            .allowed
            .iter()
            .map(|Allowed { reason, place, .. }| Reason { reason, place })
            .collect(),
        unchecked: &found.unchecked,
        unknown_providers: &found.unknown,
        diagnostics: &found.messages,
    };
    serde_json::to_string_pretty(&page).expect("a check is plain data") + "\n"
}
