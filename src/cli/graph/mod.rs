//! `sw graph`: what the generated files declare and how they refer to each other.

mod tree;

use super::args::{Globals, Graph, Target, Tracing};
use super::context::{Context, Wants};
use super::exit::{Exit, Failure};
use super::generated::evaluate::evaluate;
use super::ui::Ui;
use sw::check::graph::listing::listing;

pub(super) fn run(graph: &Graph, globals: &Globals, ui: &Ui) -> Result<Exit, Failure> {
    let target = Target {
        recipe: graph.recipe.clone(),
        environments: graph.environments.clone(),
        inputs: graph.inputs.clone(),
        out: None,
        evaluating: graph.evaluating.clone(),
        tracing: Tracing::default(),
    };
    let mut context = Context::find(&target, globals)?;
    context.wants = Wants::Graph;
    let output = evaluate(&context, ui);
    if output.is_wrong() {
        return Err(Failure::new(output.diagnostics, output.texts));
    }
    ui.messages(&output.diagnostics, &output.texts);
    let listing = listing(&output.graph, &output.secrets, &context.environments);
    ui.out(&if ui.is_json() {
        serde_json::to_string_pretty(&listing).expect("a listing is plain data") + "\n"
    } else {
        tree::tree(&listing)
    });
    Ok(Exit::Done)
}
