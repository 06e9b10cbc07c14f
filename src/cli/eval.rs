//! `sw eval`: what an expression gives, for people and for scripts.

use super::args::{Evaluating, Globals, Target, Tracing, input};
use super::context::Context;
use super::exit::{Exit, Failure, Outcome};
use super::output::cover;
use super::ui::Ui;
use anyhow::Context as _;
use clap::Args;
use std::io::Read;
use sw::engine::session::{Form, Input};

const EXAMPLES: &str = "\
Examples:
  sw eval 'environments().map(|e| e.name)'
  sw eval 'net::subnets(\"10.0.0.0/16\", 8, 4)' --format json
  sw eval - < question.rhai        An expression from a file or another command";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct Eval {
    /// What to evaluate; `-` reads it from stdin
    expression: String,
    /// What `target()` is; may be given several times
    #[arg(short, long = "env", value_name = "NAME")]
    environments: Vec<String>,
    /// Give a value for what is asked for with `input`; may be given several times
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = input)]
    inputs: Vec<(String, String)>,
    #[command(flatten)]
    evaluating: Evaluating,
}

pub(super) fn run(eval: &Eval, globals: &Globals, ui: &Ui) -> Outcome {
    let Eval { environments, inputs, evaluating, .. } = eval;
    let (environments, inputs, evaluating) =
        (environments.clone(), inputs.clone(), evaluating.clone());
    let tracing = Tracing::default();
    let target = Target { recipe: None, environments, inputs, out: None, evaluating, tracing };
    let context = Context::find_for_session(&target, globals)?;
    let text = if eval.expression == "-" { stdin()? } else { eval.expression.clone() };
    cover::suspect(context.root(), [text.as_str()]);
    let form = if ui.is_json() { Form::Json } else { Form::Shown };
    context.progress.start("evaluating");
    let answer = context.runtime.session(context.request()).evaluate_as(
        Input::typed(&text),
        form,
        &context.cancel,
    );
    context.progress.stop();
    ui.say_printed(&answer.printed);
    if answer.is_wrong() {
        return Err(Failure::new(answer.diagnostics, answer.texts));
    }
    ui.messages(&answer.diagnostics, &answer.texts);
    let value = answer.value.unwrap_or_else(|| answer.emitted.join("\n"));
    ui.out(&if value.is_empty() || value.ends_with('\n') { value } else { format!("{value}\n") });
    Ok(Exit::Done)
}

fn stdin() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("stdin can't be read as text")?;
    Ok(text)
}
