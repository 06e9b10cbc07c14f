//! `sw doc`: what recipes can call and how `sw` is used, in the terminal, as Markdown, as JSON and as a site.

mod answer;
mod book;
mod explain;
mod forms;
mod html;
mod markdown;
mod modules;
mod prose;
mod terminal;
mod terraform;

use super::args::{Format, Globals};
use super::context::folder;
use super::exit::{Exit, Outcome};
use super::ui::Ui;
use answer::Answer;
use clap::Args;
use std::path::PathBuf;
use sw::engine::reference::Reference;

pub(super) use answer::in_session;
pub(super) use explain::explain;

const EXAMPLES: &str = "\
Examples:
  sw doc                         All there is, by what it is for
  sw doc terraform               A namespace
  sw doc terraform::root         A function, with its options and examples
  sw doc terraform.root          A type, with its properties and methods
  sw doc environment.region      A property or method of a type
  sw doc emit.header             An option
  sw doc aws_vpc                 What a resource of a Terraform provider takes
  sw doc ./lib/web               A file of the project that recipes import
  sw doc config                  A page of the book: the configuration
  sw doc --html target/doc       A site that can be searched; open index.html in it";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Doc {
    /// A namespace, function, type, method, property, option, module, Terraform type or page (default: an overview)
    name: Option<String>,
    /// Print Markdown
    #[arg(long, conflicts_with_all = ["json", "html"])]
    markdown: bool,
    /// Print one JSON document
    #[arg(long, conflicts_with = "html")]
    json: bool,
    /// Write a site into this folder that can be searched; it needs no server and no network
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    html: Option<PathBuf>,
}

pub(super) fn run(doc: &Doc, globals: &Globals, ui: &Ui) -> Outcome {
    let here = folder(globals)?;
    // A type of Terraform's is named after its provider, as nothing else is: no recipe is asked for it.
    let known = terraform::known(&here);
    let name = doc.name.as_deref();
    let typed = name.filter(|name| name.contains('_'));
    let types = typed.map(|name| terraform::find(&known, name)).unwrap_or_default();
    if !types.is_empty() {
        return show(&Answer::Types(types), doc, globals, ui);
    }
    let reference = modules::with_project(&here, Some(ui))?;
    if let Some(folder) = &doc.html {
        html::write(&reference, &here.join(folder), ui)?;
        return Ok(Exit::Done);
    }
    let Some(name) = name else { return show_all(&reference, doc, globals, ui) };
    match Answer::of(name, &reference, &known) {
        Some(answer) => show(&answer, doc, globals, ui),
        None => Err(answer::unknown(&reference, name, &known).into()),
    }
}

fn show(answer: &Answer<'_>, doc: &Doc, globals: &Globals, ui: &Ui) -> Outcome {
    if doc.json || globals.format == Format::Json {
        ui.out(&format!("{}\n", answer.json()));
    } else if doc.markdown || globals.format == Format::Markdown {
        ui.out(&answer.markdown(ui));
    } else {
        ui.page(&answer.text(ui));
    }
    Ok(Exit::Done)
}

fn show_all(reference: &Reference, doc: &Doc, globals: &Globals, ui: &Ui) -> Outcome {
    if doc.json || globals.format == Format::Json {
        let text = serde_json::to_string_pretty(reference).expect("a reference is plain data");
        ui.out(&format!("{text}\n"));
    } else if doc.markdown || globals.format == Format::Markdown {
        ui.out(&markdown::page(reference));
    } else {
        ui.page(&terminal::overview(reference, ui));
    }
    Ok(Exit::Done)
}
