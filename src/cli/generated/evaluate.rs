//! What commands share: evaluating the recipes and comparing the result with the disk.

use super::unknown;
use super::witness::Witnesses;
use crate::cli::context::Context;
use crate::cli::exit::Failure;
use crate::cli::output::cover;
use crate::cli::output::log::Level;
use crate::cli::ui::Ui;
use std::time::{Duration, Instant};
use sw::Output;
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, words};
use sw::engine::cancelled;
use sw::model::{Notice, NoticeKind};
use sw::plan::Plan;
use sw::secrets::Search;
use sw::secrets::values::at_hand;
use sw::write::leftover;
use sw::write::{Holder, Leftover, Lock, State, WriteError};

/// Evaluates all recipes of the context.
pub(crate) fn evaluate(context: &Context, ui: &Ui) -> Output {
    let mut output = context.runtime.run(context.request());
    context.progress.stop();
    context.log.tell(Level::Info, || {
        format!(
            "{}, {}",
            words::count(output.files.len(), "file"),
            words::count(output.diagnostics.len(), "message")
        )
    });
    searched(&mut output, context);
    ui.say_printed(&output.printed);
    ui.trace(&output.trace);
    let (warnings, texts) = context.warnings.clone();
    output.diagnostics.splice(..0, warnings);
    output.texts.extend(texts);
    output
}

/// Looks for values of secrets in what came out, for as long as a recipe may take and no one presses Ctrl-C.
fn searched(output: &mut Output, context: &Context) {
    let (found, unsearched) =
        at_hand(context.runtime.project(), output.secrets.values(), &|name| {
            std::env::var(name).ok()
        });
    cover::know(&found);
    let values = Search::of(found.iter().map(|(secret, found)| (secret, found.clone())));
    let values = if cover::is_alone() { values.for_their_owner() } else { values };
    let start = Instant::now();
    let go_on = || start.elapsed() < context.time && !context.cancel.is_cancelled();
    if output.search_while(&values, &go_on) {
        output.diagnostics.extend(unsearched);
        return;
    }
    let stopped = if context.cancel.is_cancelled() { cancelled() } else { too_long() };
    *output =
        Output { diagnostics: vec![stopped], ..Output::of(std::mem::take(&mut output.recipes)) };
}

fn too_long() -> Diagnostic {
    Diagnostic::error(
        "too-long",
        "looking for values of secrets in what the recipes made takes too long",
    )
    .hint("make less, or give it more time: `--timeout SECONDS`")
}

/// Evaluates all recipes of the context; warnings are reported, errors are a failure.
pub(crate) fn generate(context: &Context, ui: &Ui) -> Result<Output, Failure> {
    let output = evaluate(context, ui);
    if output.is_wrong() {
        return Err(Failure::new(output.diagnostics, output.texts));
    }
    ui.messages(&output.diagnostics, &output.texts);
    for notice in output.notices.iter().filter(|notice| notice.kind == NoticeKind::Changed) {
        context.log.tell(Level::Info, || changed(notice));
    }
    unknown::render(&unknown::unknown(&output.notices)).lines().for_each(|line| ui.say(line));
    Ok(output)
}

/// What a recipe changed in what it, or a library, had declared.
fn changed(Notice { subject, path, place, .. }: &Notice) -> String {
    format!("changed: {subject}, in {path} ({place})")
}

/// Takes the lock of the output root; a write that was interrupted is finished or taken back.
pub(crate) fn lock(context: &Context, ui: &Ui) -> Result<Lock<'static>, Failure> {
    let lock = patiently(context, ui)?;
    if let Some(recovered) = &lock.recovered {
        ui.messages(&[recovered.diagnostic()], &Texts::new());
    }
    Ok(lock)
}

/// How long to wait for a lock before checking whether the user pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(200);

/// Waits for the lock as long as is allowed and no one presses Ctrl-C.
fn patiently(context: &Context, ui: &Ui) -> Result<Lock<'static>, Failure> {
    let start = Instant::now();
    let mut is_announced = false;
    let mut waiting = |holder: &Holder| {
        if !std::mem::replace(&mut is_announced, true) {
            ui.say(&format!("waiting for another `sw`: {holder}"));
        }
    };
    loop {
        let left = context.patience.saturating_sub(start.elapsed());
        let taken = Lock::take(&context.out, left.min(LOOK), &mut waiting);
        if context.cancel.is_cancelled() {
            return Err(cancelled().into());
        }
        match taken {
            Err(WriteError::Locked(_)) if left > LOOK => {}
            taken => {
                context.log.tell(Level::Info, || format!("writing to {}", context.out.display()));
                return Ok(taken.map_err(|error| error.diagnostic())?);
            }
        }
    }
}

/// Finishes or takes back a write that was interrupted, before the files are looked at. One that this machine did not
/// begin is an error: nothing is written over it.
pub(crate) fn mend(context: &Context, ui: &Ui) -> Result<(), Failure> {
    if leftover(&context.out, &State::of_user()).is_some() {
        lock(context, ui).map(drop)
    } else {
        Ok(())
    }
}

/// The same for a command that writes nothing: it only warns of a write that this machine did not begin.
pub(crate) fn mend_own(context: &Context, ui: &Ui) -> Result<(), Failure> {
    match leftover(&context.out, &State::of_user()) {
        None => {}
        Some(Leftover::Own) => drop(lock(context, ui)?),
        Some(Leftover::Foreign(foreign)) => ui.messages(&[foreign.warning()], &Texts::new()),
    }
    Ok(())
}

/// Compares the files with the disk.
pub(crate) fn compare(output: &Output, context: &Context, force: bool) -> Result<Plan, Failure> {
    output
        .plan_with(&context.out, force, &Witnesses::of(&context.out))
        .map_err(|messages| Failure::new(messages, output.texts.clone()))
}

/// Compares the files with the disk; whatever is in the way is a failure.
pub(crate) fn plan(output: &Output, context: &Context, force: bool) -> Result<Plan, Failure> {
    let plan = compare(output, context, force)?;
    let conflicts = plan.conflicts();
    if conflicts.is_empty() { Ok(plan) } else { Err(Failure::new(conflicts, output.texts.clone())) }
}
