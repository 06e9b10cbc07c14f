//! Reusable workflows and actions of the repository: what they take and give, and what calls of them pass in and take out.

use super::expression::reads;
use crate::engine::{Around, Run};
use crate::model::graph::Links;
use crate::model::{Argument, Call, DeclaredBy, Direction, Interface, Parameter};
use crate::plan::Ledger;
use crate::schema::findings::at;
use crate::schema::{Bounds, Type};
use crate::value::tagged::UNCHECKED;
use crate::value::{Kinds, Map, Trail, Value, read};

/// The folder of workflows.
const WORKFLOWS: &str = ".github/workflows/";

/// The folder of actions.
const ACTIONS: &str = ".github/actions/";

/// Adds what a workflow declares for its callers, and what it calls itself.
pub(super) fn relate(workflow: &Value, path: &str, links: Links<'_>, around: &Around<'_>) {
    if let Some(start) = path.find(WORKFLOWS)
        && let Some(interface) = workflow_interface(workflow, &path[start..], DeclaredBy::Run)
    {
        links.interface(interface);
    }
    for (id, job) in map(workflow.get("jobs")) {
        let trail = Trail::ROOT.key("jobs");
        let trail = trail.key(id);
        if let Some(key) = job.get("uses").and_then(local) {
            on_disk(around.run, key).into_iter().for_each(|known| links.interface(known));
            links.call(Call {
                key: key.into(),
                what: format!("the job `{id}` of `{path}`"),
                at: links.at(&trail),
                arguments: passed(job, &trail, links).chain(taken(workflow, id, links)).collect(),
                inherits: inherits(job),
            });
        }
        steps(job, &trail, path, (links, around.run));
    }
}

/// Adds what an action declares for the steps that run it, and what its own steps call.
pub(super) fn relate_action(action: &Value, path: &str, links: Links<'_>, around: &Around<'_>) {
    if let Some(start) = path.find(ACTIONS) {
        let folder = path[start..].rsplit_once('/').map_or("", |(folder, _)| folder);
        links.interface(action_interface(action, folder, DeclaredBy::Run));
    }
    if let Some(runs) = action.get("runs") {
        steps(runs, &Trail::ROOT.key("runs"), path, (links, around.run));
    }
}

/// The steps that run an action of the repository.
fn steps(job: &Value, trail: &Trail<'_>, path: &str, (links, run): (Links<'_>, &Run)) {
    let list = trail.key("steps");
    for (i, step) in job.get("steps").and_then(Value::as_list).into_iter().flatten().enumerate() {
        let Some(key) = step.get("uses").and_then(local) else { continue };
        let trail = list.index(i);
        on_disk(run, key).into_iter().for_each(|known| links.interface(known));
        links.call(Call {
            key: key.into(),
            what: format!("a step of `{path}` with `./{key}`"),
            at: links.at(&trail),
            arguments: passed(step, &trail, links).collect(),
            inherits: Vec::new(),
        });
    }
}

fn map(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    let entries = value.and_then(Value::as_map).into_iter().flat_map(Map::iter);
    entries.map(|(key, value)| (key.as_str(), value))
}

/// What is used of the repository itself, from its root.
fn local(uses: &Value) -> Option<&str> {
    uses.as_str().filter(|_| !uses.is_tagged(UNCHECKED))?.strip_prefix("./")
}

/// A call that passes on all secrets of its workflow.
fn inherits(job: &Value) -> Vec<Direction> {
    match job.get("secrets").and_then(Value::as_str) {
        Some("inherit") => vec![Direction::Secret],
        _ => Vec::new(),
    }
}

/// What a call passes in.
fn passed<'a>(
    call: &'a Value,
    trail: &'a Trail<'_>,
    links: Links<'a>,
) -> impl Iterator<Item = Argument> + 'a {
    let keys = [("with", Direction::Input), ("secrets", Direction::Secret)];
    keys.into_iter().flat_map(move |(key, direction)| {
        let list = trail.key(key);
        let argument = |(name, value): (&str, &Value)| Argument {
            direction,
            name: name.into(),
            value: (direction == Direction::Input).then(|| literal(value)),
            at: links.at(&list.key(name)),
        };
        map(call.get(key)).map(argument).collect::<Vec<_>>()
    })
}

/// A value with null for what only GitHub knows.
fn literal(value: &Value) -> Value {
    value.map_bare(&mut |value| {
        let is_plain = |text: &str| !text.contains("${{");
        let is_later = value.as_text().is_some() && !value.as_str().is_some_and(is_plain);
        (is_later || value.is_tagged(UNCHECKED)).then_some(Value::Null)
    })
}

/// The outputs of a job that other jobs read.
fn taken(workflow: &Value, id: &str, links: Links<'_>) -> Vec<Argument> {
    let mut taken = Vec::new();
    workflow.texts(&mut |text, trail| {
        let outputs = reads(text, "needs").into_iter().filter_map(|names| match names.as_slice() {
            [job, outputs, name, ..] if job == id && outputs == "outputs" => Some(name.clone()),
            _ => None,
        });
        taken.extend(outputs.map(|name| Argument {
            direction: Direction::Output,
            name,
            value: None,
            at: links.at(trail),
        }));
    });
    taken
}

/// What a workflow takes from its callers and gives them; none when it can't be called.
fn workflow_interface(workflow: &Value, path: &str, origin: DeclaredBy) -> Option<Interface> {
    let on = workflow.get("on")?;
    let is_event = |value: &Value| value.as_str() == Some("workflow_call");
    let is_callable = is_event(on)
        || on.as_list().is_some_and(|all| all.iter().any(is_event))
        || on.get("workflow_call").is_some();
    let part = |key: &str| map(at(on, &["workflow_call", key]));
    let inputs = part("inputs").map(|(name, input)| Parameter {
        kind: type_of(input),
        how: Some(format!("add it to `with` of the job: `with: #{{ {name}: ... }}`")),
        ..parameter(Direction::Input, name, input)
    });
    let secrets = part("secrets").map(|(name, secret)| Parameter {
        how: Some(format!("add it to `secrets` of the job: `secrets: #{{ {name}: secret(\"...\") }}`, or `secrets: \"inherit\"`")),
        ..parameter(Direction::Secret, name, secret)
    });
    let outputs = part("outputs").map(|(name, _)| Parameter::new(Direction::Output, name));
    is_callable.then(|| Interface {
        what: format!("the workflow `{path}`"),
        key: path.into(),
        parameters: inputs.chain(secrets).chain(outputs).collect(),
        open: Vec::new(),
        origin,
    })
}

/// What an action takes and gives.
fn action_interface(action: &Value, folder: &str, origin: DeclaredBy) -> Interface {
    let inputs = map(action.get("inputs")).map(|(name, input)| {
        let has_default = input.get("default").is_some();
        let own = parameter(Direction::Input, name, input);
        let how = Some(format!("add it to `with` of the step: `with: #{{ {name}: ... }}`"));
        Parameter { is_required: own.is_required && !has_default, how, ..own }
    });
    let outputs = map(action.get("outputs"));
    let outputs = outputs.map(|(name, _)| Parameter::new(Direction::Output, name));
    Interface {
        what: format!("the action `{folder}`"),
        key: folder.into(),
        parameters: inputs.chain(outputs).collect(),
        open: Vec::new(),
        origin,
    }
}

fn parameter(direction: Direction, name: &str, declared: &Value) -> Parameter {
    let is_true = |value: &Value| matches!(value.bare(), Value::Bool(true));
    let is_required = declared.get("required").is_some_and(is_true);
    Parameter { is_required, ..Parameter::new(direction, name) }
}

/// What may be passed for an input: YAML's numbers and `true` are read as text where text is expected.
fn type_of(input: &Value) -> Type {
    match input.get("type").and_then(Value::as_str) {
        Some("boolean") => Type::BOOL,
        Some("number") => Type::NUMBER,
        Some("string") => Type::Scalar(Kinds::SCALAR, Bounds::NONE),
        _ => Type::Any,
    }
}

/// What a file of the project declares; none of one that a recipe writes, which may be about to change.
fn on_disk(run: &Run, key: &str) -> Option<Interface> {
    let is_workflow = key.ends_with(".yml") || key.ends_with(".yaml");
    let names = [key.to_string()];
    let actions = ["action.yml", "action.yaml"].map(|name| format!("{key}/{name}"));
    let paths: &[String] = if is_workflow { &names } else { &actions };
    let ledger = run.world.read(Ledger::path().as_str()).unwrap_or_default();
    let own = paths.iter().filter(|path| !ledger.contains(&format!("\"{path}\"")));
    let text = own.filter_map(|path| run.world.read(path).ok()).next()?;
    let value = read::yaml(&text).ok()?.into_iter().next()?.value;
    match is_workflow {
        true => workflow_interface(&value, key, DeclaredBy::Project),
        false => Some(action_interface(&value, key, DeclaredBy::Project)),
    }
}
