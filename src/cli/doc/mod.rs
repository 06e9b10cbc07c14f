//! `sw doc`: what recipes can call, in the terminal, as Markdown, as JSON and as a site.

mod html;
mod markdown;
mod modules;
mod terminal;
mod terraform;

use super::Outcome;
use super::args::{Format, Globals};
use super::context::folder;
use super::exit::{Exit, Failure};
use super::ui::Ui;
use clap::Args;
use std::path::{Path, PathBuf};
use sw::diag::{Diagnostic, words};
use sw::engine::reference::{Entry, Reference};
use sw::schema::terraform::Tables;

const EXAMPLES: &str = "\
Examples:
  sw doc                         All there is, by namespace and type
  sw doc terraform               What stands in a namespace
  sw doc terraform::root         A function, with its options and examples
  sw doc environment.region      A property or method of a type
  sw doc emit.header             An option
  sw doc aws_vpc                 What a resource of a Terraform provider takes
  sw doc ./lib/web               A file of the project that recipes import
  sw doc --html target/doc       A site that can be searched; open index.html in it";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Doc {
    /// A namespace, function, type, method, property, option, module or Terraform type (default: an overview)
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
    let types = doc
        .name
        .as_deref()
        .filter(|name| name.contains('_'))
        .map(|name| terraform::find(&known, name))
        .unwrap_or_default();
    if !types.is_empty() {
        return terraform::show(&types, doc, globals, ui);
    }
    let reference = modules::with_project(&here, Some(ui))?;
    if let Some(folder) = &doc.html {
        html::write(&reference, &here.join(folder), ui)?;
        return Ok(Exit::Done);
    }
    let name = doc.name.as_deref();
    let providers = name
        .filter(|name| reference.find(name).is_empty())
        .map(|name| terraform::find(&known, name))
        .unwrap_or_default();
    if !providers.is_empty() {
        return terraform::show(&providers, doc, globals, ui);
    }
    let entries = name.map(|name| found(&reference, name, &known)).transpose()?;
    if doc.json || globals.format == Format::Json {
        let part = entries.map(|entries| part(&reference, &entries));
        let text = serde_json::to_string_pretty(part.as_ref().unwrap_or(&reference))
            .expect("a reference is plain data");
        ui.out(&format!("{text}\n"));
    } else if doc.markdown || globals.format == Format::Markdown {
        let part = entries.map(|entries| part(&reference, &entries));
        ui.out(&markdown::page(part.as_ref().unwrap_or(&reference)));
    } else {
        ui.page(&match entries {
            Some(entries) => terminal::entries(&reference, &entries, ui),
            None => terminal::overview(&reference, ui),
        });
    }
    Ok(Exit::Done)
}

/// What a name stands for, as a terminal shows it; `here` is where the project is looked for. What a session defines
/// counts more than all else.
pub(super) fn told(name: &str, here: &Path, session: &str, ui: &Ui) -> Result<String, Failure> {
    let own = modules::of_text(session)?;
    let own = Reference { modules: own, ..Reference::default() };
    let entries = own.find(name);
    if !entries.is_empty() {
        return Ok(terminal::entries(&own, &entries, ui));
    }
    let reference = modules::with_project(here, None)?;
    // What stands in front of the dot may be a variable.
    let member = name.rsplit_once('.').map_or(name, |(_, member)| member);
    let known = terraform::known(here);
    let (entries, types) = (reference.find(name), terraform::find(&known, name));
    if entries.is_empty() && !types.is_empty() {
        return Ok(terraform::page(&types, ui));
    }
    let entries = if entries.is_empty() {
        found(&reference, member, &known).or_else(|_| found(&reference, name, &known))?
    } else {
        entries
    };
    Ok(terminal::entries(&reference, &entries, ui))
}

/// What a name stands for.
fn found<'a>(
    reference: &'a Reference,
    name: &'a str,
    known: &Tables,
) -> Result<Vec<Entry<'a>>, Failure> {
    let entries = reference.find(name);
    if entries.is_empty() { Err(unknown(reference, name, known).into()) } else { Ok(entries) }
}

fn unknown(reference: &Reference, name: &str, known: &Tables) -> Diagnostic {
    if let Some(removed) = terraform::removed(known, name) {
        return removed;
    }
    let near: Vec<String> =
        terraform::near(known, name).into_iter().chain(reference.near(name)).collect();
    let hint = match near.as_slice() {
        [] => None,
        [only] => Some(format!("did you mean `{only}`?")),
        several => Some(format!("did you mean {}?", words::list(several, "or"))),
    };
    Diagnostic::error("unknown-entry", format!("nothing is called `{name}`"))
        .hint(hint.as_deref())
        .hint("`sw doc` lists all there is")
}

/// The part of a reference that some entries stand for, in the same shape.
fn part(reference: &Reference, entries: &[Entry<'_>]) -> Reference {
    let mut part =
        Reference { format_version: reference.format_version.clone(), ..Reference::default() };
    for entry in entries {
        match entry {
            Entry::Namespace(namespace) => {
                part.namespaces.push((*namespace).clone());
                part.functions.extend(
                    reference
                        .functions
                        .iter()
                        .filter(|function| function.namespace == namespace.name)
                        .cloned(),
                );
            }
            Entry::Function(function) | Entry::Option(function, _) => {
                part.functions.push((*function).clone())
            }
            Entry::Type(kind) => {
                part.types.push((*kind).clone());
                part.functions.extend(reference.methods(&kind.name).cloned());
            }
            Entry::Property(kind, property) => {
                let only = vec![(*property).clone()];
                part.types
                    .push(sw::engine::reference::TypeDoc { properties: only, ..(*kind).clone() });
            }
            Entry::Constant(constant) => part.constants.push((*constant).clone()),
            Entry::Module(module) => part.modules.push((*module).clone()),
        }
    }
    part
}
