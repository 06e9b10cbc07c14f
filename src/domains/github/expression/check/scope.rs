//! What is declared around a place of a workflow: inputs, needed jobs, earlier steps, the matrix.

use super::language;
use super::place::Place;
use crate::diag::{Diagnostic, suggest, words};
use crate::domains::github::expression::syntax::tree::{Expr, Step};
use crate::schema::View;
use crate::value::{self, Path, Value};

/// A place of a workflow and what it can refer to.
pub(crate) struct Scope<'a> {
    workflow: &'a Value,
    place: Place,
    job: Option<&'a Value>,
    /// The step that the place is in; none outside of steps, where all of them are over.
    step: Option<usize>,
}

impl<'a> Scope<'a> {
    /// What is declared around `path`.
    pub(crate) fn new(workflow: &'a Value, path: &Path, place: Place) -> Self {
        let (job, step) = match path.0.as_slice() {
            [value::Step::Key(jobs), value::Step::Key(id), inside @ ..] if jobs == "jobs" => {
                (job(workflow, id), step_of(inside))
            }
            [value::Step::Key(runs), inside @ ..] if runs == "runs" => {
                (workflow.get("runs"), step_of(inside))
            }
            // What an action gives is known when all of its steps are over.
            [value::Step::Key(outputs), ..] if outputs == "outputs" => (workflow.get("runs"), None),
            _ => (None, None),
        };
        Self { workflow, place, job, step }
    }

    /// Every name in `expr` that is not declared.
    pub(crate) fn check(&self, expr: &Expr) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        expr.visit(&mut |expr| {
            let path = expr.path().filter(|(context, _)| self.place.has(context));
            found.extend(path.and_then(|(context, steps)| self.check_path(context, steps)));
        });
        found
    }

    fn check_path(&self, context: &str, steps: &[Step]) -> Option<Diagnostic> {
        let name = |index: usize| steps.get(index).and_then(Step::name);
        match context.to_ascii_lowercase().as_str() {
            "github" => self.check_event(steps),
            "matrix" => self.check_matrix(name(0)),
            "inputs" => self.check_input(name(0)?),
            "steps" => self.check_step(name(0)?, name(1)),
            "needs" => self.check_need(name(0)?, name(1), name(2)),
            "jobs" => self.check_result("jobs", name(0)?, name(1), name(2)),
            _ => None,
        }
    }

    /// A property of what GitHub sends with the events that start the workflow: open where one of them is not known.
    fn check_event(&self, steps: &[Step]) -> Option<Diagnostic> {
        let (event, inside) = steps.split_first()?;
        event.name().filter(|name| name.eq_ignore_ascii_case("event"))?;
        let events = events(self.workflow.get("on")?)?;
        let mut views: Vec<View<'_>> =
            events.iter().map(|event| language::event(event)).collect::<Option<_>>()?;
        let mut owner = "github.event".to_string();
        for step in inside {
            // GitHub adds properties now and then: only what looks like a slip is refused.
            let name = step.name()?;
            let objects = views.iter().map(|view| view.object()).collect::<Option<Vec<_>>>()?;
            let fields = || {
                objects.iter().zip(&views).flat_map(|(object, view)| {
                    object.fields.iter().map(move |field| (&*field.name, view.at(&field.ty)))
                })
            };
            let below: Vec<View<'_>> = fields()
                .filter(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, below)| below)
                .collect();
            if below.is_empty() {
                let meant = suggest::nearest(name, fields().map(|(known, _)| known))?;
                let head = &views.first()?.table?.head;
                let problem =
                    Diagnostic::error("unknown-property", format!("`{owner}` has no `{name}`"))
                        .note(format!("the workflow starts on {}", words::list(&events, "and")))
                        .note(format!("checked by the schema of {head}"));
                return Some(problem.hint(format!("did you mean `{owner}.{meant}`?").as_str()));
            }
            owner = format!("{owner}.{name}");
            views = below;
        }
        None
    }

    fn check_matrix(&self, key: Option<&str>) -> Option<Diagnostic> {
        let Some(matrix) = self.job?.get("strategy").and_then(|strategy| strategy.get("matrix"))
        else {
            let problem = Diagnostic::error("unknown-matrix-key", "this job has no matrix");
            return Some(problem.hint("declare it: `strategy: #{ matrix: #{ ... } }`"));
        };
        let keys = matrix_keys(matrix)?;
        undeclared("unknown-matrix-key", "the matrix of this job", "key", key?, &keys)
    }

    fn check_input(&self, name: &str) -> Option<Diagnostic> {
        if self.workflow.get("runs").is_some() {
            let known = self.workflow.get("inputs").map(keys).unwrap_or_default();
            return undeclared("unknown-input", "this action", "input", name, &known);
        }
        let on = self.workflow.get("on")?;
        let inputs = ["workflow_dispatch", "workflow_call"]
            .into_iter()
            .filter_map(|event| on.get(event)?.get("inputs"));
        let known: Vec<&str> = inputs.flat_map(keys).collect();
        undeclared("unknown-input", "this workflow", "input", name, &known).map(|problem| {
            problem.hint("inputs are in `on.workflow_dispatch.inputs` or `on.workflow_call.inputs`")
        })
    }

    fn check_step(&self, id: &str, part: Option<&str>) -> Option<Diagnostic> {
        let steps = self.job?.get("steps")?.as_list()?;
        let ids = |steps: &'a [Value]| {
            steps.iter().filter_map(|step| step.get("id")?.as_str()).collect::<Vec<_>>()
        };
        let over = self.step.unwrap_or(steps.len()).min(steps.len());
        let earlier = ids(&steps[..over]);
        let owner = if self.workflow.get("runs").is_some() { "this action" } else { "this job" };
        if let Some(problem) = undeclared("unknown-step", owner, "earlier step", id, &earlier) {
            let is_later = contains(&ids(&steps[over..]), id);
            return Some(if is_later {
                problem.note(format!("the step `{id}` is not over at this place"))
            } else {
                problem.hint(format!("a step gets its name from its `id`: `id: \"{id}\"`").as_str())
            });
        }
        unknown_part(&format!("steps.{id}"), part?, &["outputs", "outcome", "conclusion"])
    }

    fn check_need(&self, id: &str, part: Option<&str>, output: Option<&str>) -> Option<Diagnostic> {
        let needed: Vec<&str> = match self.job?.get("needs").map(Value::bare) {
            Some(Value::List(list)) => list.iter().filter_map(Value::as_str).collect(),
            Some(need) => need.as_str().into_iter().collect(),
            None => Vec::new(),
        };
        if contains(&needed, id) {
            return self.check_result("needs", id, part, output);
        }
        let problem = Diagnostic::error("unknown-need", format!("this job does not need `{id}`"));
        Some(match job(self.workflow, id) {
            Some(_) => problem.hint(
                format!("add it: `needs: [{}]`", quoted(needed.iter().copied().chain([id])))
                    .as_str(),
            ),
            None if needed.is_empty() => problem
                .hint(format!("it needs no other job: name one with `needs: [\"{id}\"]`").as_str()),
            None => named(problem, id, &needed, "it needs"),
        })
    }

    /// A job's result, or an output that it declares.
    fn check_result(
        &self,
        context: &str,
        id: &str,
        part: Option<&str>,
        output: Option<&str>,
    ) -> Option<Diagnostic> {
        let Some(found) = job(self.workflow, id) else {
            let known: Vec<&str> = self.workflow.get("jobs").map(keys).unwrap_or_default();
            // An undeclared job in `needs` is reported at the `needs` itself.
            return (context == "jobs")
                .then(|| undeclared("unknown-job", "this workflow", "job", id, &known))?;
        };
        let part = part?;
        if let Some(problem) =
            unknown_part(&format!("{context}.{id}"), part, &["outputs", "result"])
        {
            return Some(problem);
        }
        let is_called = found.get("uses").is_some();
        let outputs = match found.get("outputs") {
            Some(outputs) => outputs.as_map()?.keys().map(value::Key::as_str).collect(),
            None => Vec::new(),
        };
        // What a called workflow gives is declared there.
        if is_called || !part.eq_ignore_ascii_case("outputs") {
            return None;
        }
        undeclared("unknown-output", &format!("the job `{id}`"), "output", output?, &outputs).map(
            |problem| {
                problem.hint(
                    format!(
                        "outputs are declared in the job: `outputs: #{{ {}: ... }}`",
                        output.unwrap_or("name")
                    )
                    .as_str(),
                )
            },
        )
    }
}

/// The events that a workflow starts on; none where one of them is only known at GitHub.
fn events(on: &Value) -> Option<Vec<&str>> {
    match on.bare() {
        Value::List(items) => items.iter().map(Value::as_str).collect(),
        Value::Map(_) => Some(keys(on)),
        on => Some(vec![on.as_str()?]),
    }
}

fn step_of(inside: &[value::Step]) -> Option<usize> {
    match inside {
        [value::Step::Key(steps), value::Step::Index(index), ..] if steps == "steps" => {
            Some(*index)
        }
        _ => None,
    }
}

fn job<'a>(workflow: &'a Value, id: &str) -> Option<&'a Value> {
    let jobs = workflow.get("jobs")?.as_map()?;
    jobs.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)).map(|(_, job)| job)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_map().into_iter().flat_map(|map| map.keys()).map(value::Key::as_str).collect()
}

/// The keys of a matrix; none when some of them are only known at GitHub.
fn matrix_keys(matrix: &Value) -> Option<Vec<&str>> {
    let mut known: Vec<&str> = matrix
        .as_map()?
        .keys()
        .map(value::Key::as_str)
        .filter(|key| !matches!(*key, "include" | "exclude"))
        .collect();
    if let Some(include) = matrix.get("include") {
        for item in include.as_list()? {
            known.extend(item.as_map()?.keys().map(value::Key::as_str));
        }
    }
    Some(known)
}

fn contains(known: &[&str], name: &str) -> bool {
    known.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn undeclared(
    code: &'static str,
    owner: &str,
    kind: &str,
    name: &str,
    known: &[&str],
) -> Option<Diagnostic> {
    if contains(known, name) {
        return None;
    }
    let problem = Diagnostic::error(code, format!("{owner} has no {kind} `{name}`"));
    let none = format!("there is none: declare the {kind} before it is used");
    Some(if known.is_empty() {
        problem.hint(none.as_str())
    } else {
        named(problem, name, known, "it has")
    })
}

fn named(problem: Diagnostic, name: &str, known: &[&str], verb: &str) -> Diagnostic {
    match suggest::did_you_mean(name, known.iter().copied()) {
        Some(hint) => problem.hint(hint.as_str()),
        None => problem.hint(format!("{verb} {}", words::list(known, "and")).as_str()),
    }
}

fn unknown_part(owner: &str, part: &str, known: &[&str]) -> Option<Diagnostic> {
    if contains(known, part) {
        return None;
    }
    let problem = Diagnostic::error("unknown-property", format!("`{owner}` has no `{part}`"));
    // An output without `outputs` before it is the usual slip.
    let problem = problem.note(format!("it has {}", words::list(known, "and")));
    Some(problem.hint(format!("for an output, write `{owner}.outputs.{part}`").as_str()))
}
