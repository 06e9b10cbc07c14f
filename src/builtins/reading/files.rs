//! Reading the project's files: as text, or as the data in them.

use super::foreign::{Format, to_recipe};
use crate::diag::Diagnostic;
use crate::engine::reading::{inside, read, refuse_mark, unreadable};
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use crate::value::read::{ReadError, yaml};
use rhai::{Array, Dynamic, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    pages: &[Page::new(include_str!("files.md"))],
    ..Namespace::named("", "Reading the project's files.")
};

/// The data in a file of one document.
fn read_data(ctx: &Ctx<'_>, path: &str, format: Format) -> Fallible<Dynamic> {
    let (path, text) = read(ctx, path)?;
    let value = format.read(&text).map_err(|error| mistake(ctx, &path, &text, &error)).at(ctx)?;
    let run = Run::of(ctx);
    let mut values = run.placed(&path, &text, vec![value], || format.places(&text));
    to_recipe(&run, &values.swap_remove(0)).at(ctx)
}

/// A mistake inside the file that is read: shown there, and where it is read.
fn mistake(ctx: &Ctx<'_>, path: &str, text: &str, error: &ReadError) -> Diagnostic {
    let run = Run::of(ctx);
    run.keep_text(path, text);
    let problem = error.to_diagnostic(path);
    match run.place(ctx) {
        Some(call) if problem.place.is_some() => problem.related(call, "it is read here"),
        _ => problem.note(format!("in `{path}`")),
    }
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("read_text(path)", read_text);
    functions.add("read_yaml(path)", |ctx: Ctx, path: &str| read_data(&ctx, path, Format::Yaml));
    functions.add("read_yaml_all(path)", read_yaml_all);
    functions.add("read_json(path)", |ctx: Ctx, path: &str| read_data(&ctx, path, Format::Json));
    functions.add("read_toml(path)", |ctx: Ctx, path: &str| read_data(&ctx, path, Format::Toml));
    functions.add("list_files(folder)", list_files);
}

fn read_text(ctx: Ctx, path: &str) -> Fallible<String> {
    let (_, text) = read(&ctx, path)?;
    refuse_mark(&text).at(&ctx)?;
    Ok(text)
}

fn read_yaml_all(ctx: Ctx, path: &str) -> Fallible<Array> {
    let (path, text) = read(&ctx, path)?;
    let documents = yaml(&text).map_err(|error| mistake(&ctx, &path, &text, &error)).at(&ctx)?;
    let run = Run::of(&ctx);
    let values = documents.into_iter().map(|document| document.value).collect();
    let values = run.placed(&path, &text, values, || Format::Yaml.places(&text));
    values.iter().map(|value| to_recipe(&run, value)).collect::<Result<_, _>>().at(&ctx)
}

fn list_files(ctx: Ctx, folder: &str) -> Fallible<Array> {
    let run = Run::of(&ctx);
    let folder = run
        .plain_text(folder)
        .and_then(|path| inside(ctx.call_source().unwrap_or_default(), &path))
        .at(&ctx)?;
    let names =
        run.world.list(&folder).map_err(|error| unreadable(&run, &folder, &error)).at(&ctx)?;
    let mut files: Vec<String> = names.into_iter().filter(|name| !name.ends_with('/')).collect();
    files.sort();
    Ok(files
        .into_iter()
        .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }.into())
        .collect())
}
