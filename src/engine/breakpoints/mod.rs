//! `breakpoint()`: a run stops at a line, and a person looks at what is there.
//!
//! A function of the language does not see the variables around its call; a syntax does. So where a person is at a
//! terminal, a file that may stop is read with [a syntax in place of the call](rewrite), which gets the variables,
//! functions and imports of its line. Everywhere else `breakpoint()` is a function that warns.

mod look;
pub(crate) mod rewrite;

use crate::diag::{Diagnostic, Place};
use crate::engine::errors::error::{Fallible, raise_for_good};
use crate::engine::run::context::{Run, RunRef};
use crate::engine::tracing::shown::short;
use crate::engine::world::pause::{Manner, Pause};
use crate::util::lock::lock;
use look::look;
use rhai::{Dynamic, Engine, EvalContext, INT, NativeCallContext};
use std::collections::BTreeSet;

/// How many variables are listed.
const MOST: usize = 200;

/// Lets the files of a run stop it.
pub(crate) fn install(engine: &mut Engine, run: &RunRef) {
    if run.breakpoints != Manner::Stop {
        return;
    }
    let run = run.clone();
    let stops = move |context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
                      inputs: &[rhai::Expression<'_>]| {
        let number = inputs.first().and_then(|input| input.get_literal_value::<INT>());
        let number = number.and_then(|number| usize::try_from(number).ok());
        let place = number.and_then(|number| lock(&run.stops).get(number).cloned());
        stop(&run, context, place.unwrap_or_default())
    };
    engine
        .register_custom_syntax([rewrite::STOP, "$int$"], false, stops)
        .expect("it is a word and a number");
}

fn stop(
    run: &RunRef,
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    place: Place,
) -> Fallible<Dynamic> {
    let pause = Pause { place, variables: variables(run, context) };
    let watch = run.watch();
    let goes_on = watch.aside(|| run.world.pause(&pause, &mut |text| look(run, context, text)));
    if goes_on {
        return Ok(Dynamic::UNIT);
    }
    let ended = Diagnostic::error("cancelled", "the run was ended at a breakpoint");
    Err(raise_for_good(ended.at(pause.place).hint("start it again: nothing was lost")))
}

/// What can be looked at, each name once.
fn variables(run: &Run, context: &EvalContext<'_, '_, '_, '_, '_, '_>) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let this = context.this_ptr().map(|this| ("this", this.clone()));
    let all = context.scope().iter().map(|(name, _, value)| (name, value)).collect::<Vec<_>>();
    let all = this.into_iter().chain(all.into_iter().rev());
    let new = all.filter(|(name, _)| !name.contains('$') && seen.insert(name.to_string()));
    new.take(MOST).map(|(name, value)| (name.into(), short(run, &value))).collect()
}

/// `breakpoint()` where a run does not stop.
pub fn passed_over(ctx: &NativeCallContext<'_>) {
    let run = Run::of(ctx);
    if run.breakpoints == Manner::Warn {
        let message = "the breakpoint is passed over: no one is at a terminal to look";
        let warning = Diagnostic::warning("unreached-breakpoint", message).at(run.place(ctx));
        run.report(warning.hint("take it out before the recipe runs in CI"));
    }
}
