//! Which contexts and functions GitHub has at which place of a workflow.

use super::language::{self, Row};
use crate::diag::{Diagnostic, words};
use crate::domains::github::expression::syntax::tree::Expr;
use crate::value::{Path, Segment, Step};

/// The function that is there inside of steps, and not in conditions alone.
const FILES: &str = "hashFiles";

/// What is there to be used at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place(&'static Row);

impl Place {
    /// What is there at `path` of a workflow; none where GitHub evaluates nothing. A row holds for all that is below its place.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        language::places().iter().find(|row| is_below(path, row.segments.iter().copied())).map(Self)
    }

    /// Every context and function in `expr` that is not there, once each.
    pub(crate) fn check(&self, expr: &Expr) -> Vec<Diagnostic> {
        let mut missing: Vec<(&str, Diagnostic)> = Vec::new();
        expr.visit(&mut |expr| {
            let found = match expr {
                Expr::Call(name, _) => self.check_function(name),
                _ => expr.path().and_then(|(context, _)| self.check_context(context)),
            };
            missing
                .extend(found.filter(|(name, _)| missing.iter().all(|(known, _)| known != name)));
        });
        missing.into_iter().map(|(_, problem)| problem).collect()
    }

    /// Whether the context is there; unknown ones are reported elsewhere.
    pub(crate) fn has(&self, context: &str) -> bool {
        self.0.contexts.iter().any(|known| known.eq_ignore_ascii_case(context))
    }

    fn is_in_action(&self) -> bool {
        let parts = ["runs", "outputs", "inputs"];
        matches!(self.0.segments.first(), Some(Segment::Key(first)) if parts.contains(first))
    }

    fn is_condition(&self) -> bool {
        self.0.functions.contains(&"success")
    }

    fn check_context(&self, context: &str) -> Option<(&'static str, Diagnostic)> {
        let name = language::contexts()
            .map(|context| context.name)
            .find(|known| known.eq_ignore_ascii_case(context))
            .filter(|_| !self.has(context))?;
        let problem =
            Diagnostic::error("misplaced-context", format!("`{name}` is not available here"))
                .note(format!("GitHub has {} here", words::list(&self.0.contexts, "and")));
        let problem = match name {
            "secrets" if self.is_in_action() => {
                problem.hint("take it as an input of the action: steps pass it in their `with`")
            }
            "secrets" if self.is_condition() => {
                problem.hint("put the secret into the job's `env`, and ask for `env.NAME != ''` in a step's `if`")
            }
            "secrets" => problem.hint("hand the secret to a step, in its `env` or `with`"),
            "env" => problem.hint("use `vars`, an input, or a plain value of the recipe"),
            "steps" => problem.hint("make it an output of the job, and use `needs.<job>.outputs.<name>` in a later job"),
            "jobs" => problem.hint("results of other jobs are in `needs`"),
            _ => problem,
        };
        Some((name, problem))
    }

    fn check_function(&self, function: &str) -> Option<(&'static str, Diagnostic)> {
        let mut special = language::places().iter().flat_map(|row| row.functions.iter().copied());
        let name = special.find(|special| special.eq_ignore_ascii_case(function))?;
        if self.0.functions.contains(&name) {
            return None;
        }
        let hint = if name == FILES {
            "it can be called inside of steps, `uses` and `id` excepted"
        } else {
            "it can be called in `if`"
        };
        Some((
            name,
            Diagnostic::error("misplaced-function", format!("`{name}` can't be called here"))
                .hint(hint),
        ))
    }
}

/// Whether GitHub evaluates expressions at `path`.
pub(crate) fn is_evaluated(path: &Path) -> bool {
    Place::of(path).is_some()
}

/// Whether the value at `path` is an expression without `${{` and `}}`: the `if` of a job or step.
pub(crate) fn is_condition(path: &Path) -> bool {
    let is_whole = |row: &Row| row.segments.len() == path.0.len();
    Place::of(path).is_some_and(|place| place.0.is_condition && is_whole(place.0))
}

/// Whether `path` is a place that the segments of a pattern lead to, or is below one.
pub(crate) fn is_below(path: &Path, segments: impl IntoIterator<Item = Segment<'static>>) -> bool {
    let mut steps = path.0.iter();
    segments.into_iter().all(|segment| match (segment, steps.next()) {
        (Segment::Key(name), Some(Step::Key(key))) => key == name,
        (Segment::Prefix(start), Some(Step::Key(key))) => key.starts_with(start),
        (Segment::Index, Some(Step::Index(_))) => true,
        _ => false,
    })
}
