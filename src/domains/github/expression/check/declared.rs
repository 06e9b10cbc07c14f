//! What a workflow itself declares under a name: variables, the matrix, outputs of jobs, defaults of inputs.

use crate::domains::github::expression::holes::LANGUAGE;
use crate::domains::github::expression::syntax::parse::parse;
use crate::domains::github::expression::syntax::scan::{Stretch, stretches};
use crate::domains::github::expression::syntax::tree::{Expr, Step};
use crate::value::{self, Hole, Path, Piece, Text, Value};

/// A place of a workflow, and what is declared around it.
pub(crate) struct Declared<'a> {
    workflow: &'a Value,
    job: Option<&'a Value>,
    step: Option<&'a Value>,
}

impl<'a> Declared<'a> {
    /// What is declared around `path`.
    pub(crate) fn around(workflow: &'a Value, path: &Path) -> Self {
        let job = match path.0.as_slice() {
            [value::Step::Key(jobs), value::Step::Key(id), ..] if jobs == "jobs" => {
                workflow.get("jobs").and_then(|jobs| jobs.get(id))
            }
            _ => None,
        };
        let step = match path.0.as_slice() {
            [_, _, value::Step::Key(steps), value::Step::Index(index), ..] if steps == "steps" => {
                job.and_then(|job| job.get("steps")?.as_list()?.get(*index))
            }
            _ => None,
        };
        Self { workflow, job, step }
    }

    /// Whether it is an action, whose inputs are what its callers pass.
    pub(crate) fn is_action(&self) -> bool {
        self.workflow.get("runs").is_some()
    }

    /// The expressions in what is declared where the steps into a context lead.
    pub(crate) fn expressions(&self, context: &str, steps: &[&Step]) -> Vec<Expr> {
        let name = |index: usize| steps.get(index).and_then(|step| step.name());
        let values = match context.to_ascii_lowercase().as_str() {
            "env" => self.variables(name(0)),
            "matrix" => self.matrix(name(0)),
            "needs" => self.outputs(name(0), name(2)),
            "inputs" => self.defaults(name(0)),
            _ => Vec::new(),
        };
        let mut found = Vec::new();
        values.into_iter().for_each(|value| expressions(value, &mut found));
        found
    }

    /// A variable, as its innermost `env` sets it; all of them without a name.
    fn variables(&self, name: Option<&str>) -> Vec<&'a Value> {
        let envs = [self.step, self.job, Some(self.workflow)]
            .into_iter()
            .flatten()
            .filter_map(|owner| owner.get("env"));
        match name {
            Some(name) => envs.filter_map(|env| member(env, name)).take(1).collect(),
            None => envs.collect(),
        }
    }

    fn matrix(&self, name: Option<&str>) -> Vec<&'a Value> {
        let Some(matrix) = self.job.and_then(|job| job.get("strategy")?.get("matrix")) else {
            return Vec::new();
        };
        let Some(name) = name else { return vec![matrix] };
        let included = matrix.get("include");
        let items = included
            .and_then(Value::as_list)
            .into_iter()
            .flatten()
            .filter_map(|item| member(item, name));
        // A matrix or an `include` that is computed as a whole has any key.
        let computed = [Some(matrix), included]
            .into_iter()
            .flatten()
            .filter(|value| value.as_text().is_some());
        member(matrix, name).into_iter().chain(items).chain(computed).collect()
    }

    /// Outputs of jobs; without a name all of them.
    fn outputs(&self, job: Option<&str>, output: Option<&str>) -> Vec<&'a Value> {
        let Some(jobs) = self.workflow.get("jobs").and_then(Value::as_map) else {
            return Vec::new();
        };
        let meant =
            jobs.iter().filter(|(id, _)| job.is_none_or(|job| id.eq_ignore_ascii_case(job)));
        let outputs = meant.filter_map(|(_, job)| job.get("outputs"));
        outputs
            .filter_map(|outputs| output.map_or(Some(outputs), |output| member(outputs, output)))
            .collect()
    }

    fn defaults(&self, name: Option<&str>) -> Vec<&'a Value> {
        let Some(inputs) =
            self.workflow.get("on").and_then(|on| on.get("workflow_call")?.get("inputs")?.as_map())
        else {
            return Vec::new();
        };
        let meant = inputs
            .iter()
            .filter(|(input, _)| name.is_none_or(|name| input.eq_ignore_ascii_case(name)));
        meant.filter_map(|(_, input)| input.get("default")).collect()
    }
}

/// The names below a context that the expressions of a text read, up to the first that is computed.
pub(crate) fn reads(text: &Text, context: &str) -> Vec<Vec<String>> {
    let (mut found, mut reads) = (Vec::new(), Vec::new());
    in_pieces(text, &mut found);
    for expr in &found {
        expr.visit(&mut |expr| {
            let path = expr.path().filter(|(own, _)| own.eq_ignore_ascii_case(context));
            let names = path.map(|(_, steps)| steps.iter().map_while(Step::name));
            reads.extend(names.map(|names| names.map(String::from).collect()));
        });
    }
    reads
}

/// What a map has under a name: GitHub knows no difference between large and small letters.
fn member<'a>(map: &'a Value, name: &str) -> Option<&'a Value> {
    map.as_map()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn expressions(value: &Value, found: &mut Vec<Expr>) {
    match value.bare() {
        Value::Map(map) => map.iter().for_each(|(_, value)| expressions(value, found)),
        Value::List(items) => items.iter().for_each(|item| expressions(item, found)),
        Value::Text(text) => in_pieces(text, found),
        _ => {}
    }
}

fn in_pieces(text: &Text, found: &mut Vec<Expr>) {
    match text {
        Text::Plain(plain) => in_text(plain, found),
        Text::Pieces(pieces) => pieces.iter().for_each(|piece| match piece {
            Piece::Plain(plain) => in_text(plain, found),
            Piece::Hole(Hole::Expr(expr)) if expr.language.fits(LANGUAGE) => {
                found.extend(parse(&expr.source).ok())
            }
            Piece::Literal(_) | Piece::Hole(_) => {}
        }),
    }
}

fn in_text(plain: &str, found: &mut Vec<Expr>) {
    let sources = stretches(plain).into_iter().filter_map(|stretch| match stretch {
        Stretch::Expression(source) => parse(source).ok(),
        Stretch::Plain(_) | Stretch::Open(_) => None,
    });
    found.extend(sources);
}
