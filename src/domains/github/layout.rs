//! The layout people write workflows in: empty lines between parts, short lists on one line,
//! scripts as blocks.

use crate::emit::{Data, Node, Style};

/// Lists of words up to this many characters stand on one line.
const SHORT: usize = 60;

/// Lays out a whole workflow.
pub(super) fn arrange(workflow: &mut Node<'_>) {
    leave_out_empty(workflow);
    if let Some(jobs) = workflow.get_mut("jobs") {
        jobs.children_mut().for_each(arrange_job);
    }
    shorten(workflow);
    workflow.spread();
    bare_trigger(workflow);
    let Some(jobs) = workflow.get_mut("jobs") else { return };
    jobs.spread();
}

fn arrange_job(job: &mut Node<'_>) {
    leave_out_empty(job);
    let Some(steps) = job.get_mut("steps") else { return };
    // An empty line before the steps, and between them.
    steps.space();
    steps.spread();
    steps.children_mut().for_each(arrange_step);
}

fn arrange_step(step: &mut Node<'_>) {
    leave_out_empty(step);
    if let Some(run) = step.get_mut("run") {
        join_lines(run);
    }
    let Some(inputs) = step.get_mut("with") else { return };
    for input in inputs.children_mut() {
        match &mut input.data {
            // One value needs no lines.
            Data::List(lines, _) if lines.len() == 1 => {
                input.data = std::mem::replace(&mut lines[0].data, Data::Blank)
            }
            _ => join_lines(input),
        }
    }
}

/// Variables and inputs that are computed may turn out to be none.
fn leave_out_empty(node: &mut Node<'_>) {
    if let Data::Map(entries, _) = &mut node.data {
        entries.retain(|(key, value)| !matches!((&*key.text, &value.data), ("env" | "with", Data::Map(inner, _)) if inner.is_empty()));
    }
}

/// Lines given as an array become one text.
fn join_lines(node: &mut Node<'_>) {
    if let Data::List(lines, _) = &node.data {
        node.data = Data::Text(joined(lines).into(), Style::Block);
    }
}

fn joined(lines: &[Node<'_>]) -> String {
    let texts = lines.iter().map(|line| match &line.data {
        Data::Text(text, _) => text.as_ref(),
        _ => "",
    });
    texts.map(|text| format!("{text}\n")).collect()
}

/// `on` is written bare, as everybody does, and an event without options as nothing.
fn bare_trigger(workflow: &mut Node<'_>) {
    let Data::Map(entries, _) = &mut workflow.data else { return };
    let Some((key, events)) = entries.iter_mut().find(|(key, _)| key.text == "on") else { return };
    key.plain = true;
    for event in events.children_mut().filter(|event| event.data == Data::Null) {
        event.data = Data::Blank;
    }
}

/// Puts every short list of words on one line.
fn shorten(node: &mut Node<'_>) {
    if is_short(node) {
        node.flow();
    } else {
        node.children_mut().for_each(shorten);
    }
}

fn is_short(node: &Node<'_>) -> bool {
    let Data::List(items, _) = &node.data else { return false };
    let widths = items.iter().map(|item| match &item.data {
        Data::Text(text, _) if !text.contains('\n') => Some(text.chars().count() + 2),
        Data::Int(_) | Data::Float(_) | Data::Bool(_) => Some(6),
        _ => None,
    });
    widths.sum::<Option<usize>>().is_some_and(|width| width <= SHORT)
}
