//! Reading the project's files: as text, or as the data in them.

use super::foreign::{Format, all_to_recipe, to_recipe};
use crate::diag::Diagnostic;
use crate::engine::reading::{inside, read, refuse_mark, unreadable};
use crate::engine::{At, Fallible, Namespace, Run};
use crate::value::read::{ReadError, yaml};
use rhai::plugin::*;
use rhai::{Array, Dynamic, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(prelude),
    ..Namespace::named("", "Reading the project's files.")
};

/// The data in a file of one document.
fn read_data(ctx: &NativeCallContext<'_>, path: &str, format: Format) -> Fallible<Dynamic> {
    let (path, text) = read(ctx, path)?;
    let value = format.read(&text).map_err(|error| mistake(ctx, &path, &text, &error)).at(ctx)?;
    let run = Run::of(ctx);
    run.keep_document(&path, &text);
    to_recipe(&run, &value).at(ctx)
}

/// A mistake inside the file that is read: shown there, and where it is read.
fn mistake(ctx: &NativeCallContext<'_>, path: &str, text: &str, error: &ReadError) -> Diagnostic {
    let run = Run::of(ctx);
    run.keep_text(path, text);
    let problem = error.to_diagnostic(path);
    match run.place(ctx) {
        Some(call) if problem.place.is_some() => problem.related(call, "it is read here"),
        _ => problem.note(format!("in `{path}`")),
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod prelude {
    use super::*;

    /// The text of a file of the project.
    ///
    /// A path starts at the project's folder; one that starts with `./` or `../` at the recipe file
    /// that it is written in. Nothing outside the project can be read, and no file with the real
    /// values of secrets, as `.env`.
    ///
    /// ```rhai
    /// read_text("scripts/missing.sh")
    /// // => error: `scripts/missing.sh` can't be read
    /// ```
    #[rhai_fn(return_raw)]
    pub fn read_text(ctx: NativeCallContext, path: &str) -> Fallible<String> {
        let (_, text) = read(&ctx, path)?;
        refuse_mark(&text).at(&ctx)?;
        Ok(text)
    }

    /// The data in a YAML file of the project: one document.
    ///
    /// ```rhai
    /// read_yaml(".specweave/config.yaml").environments.strategy
    /// // => "standard"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn read_yaml(ctx: NativeCallContext, path: &str) -> Fallible<Dynamic> {
        read_data(&ctx, path, Format::Yaml)
    }

    /// The data in a YAML file of several documents: an array.
    ///
    /// ```rhai
    /// read_yaml_all(".specweave/config.yaml").len()
    /// // => 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn read_yaml_all(ctx: NativeCallContext, path: &str) -> Fallible<Array> {
        let (path, text) = read(&ctx, path)?;
        let documents =
            yaml(&text).map_err(|error| mistake(&ctx, &path, &text, &error)).at(&ctx)?;
        let run = Run::of(&ctx);
        run.keep_document(&path, &text);
        all_to_recipe(&run, &documents).at(&ctx)
    }

    /// The data in a JSON file of the project.
    ///
    /// ```rhai
    /// read_json("package.json").version
    /// // => error: `package.json` can't be read
    /// ```
    #[rhai_fn(return_raw)]
    pub fn read_json(ctx: NativeCallContext, path: &str) -> Fallible<Dynamic> {
        read_data(&ctx, path, Format::Json)
    }

    /// The data in a TOML file of the project. Dates are text.
    ///
    /// ```rhai
    /// read_toml("Cargo.toml").package.version
    /// // => error: `Cargo.toml` can't be read
    /// ```
    #[rhai_fn(return_raw)]
    pub fn read_toml(ctx: NativeCallContext, path: &str) -> Fallible<Dynamic> {
        read_data(&ctx, path, Format::Toml)
    }

    /// The paths of the files in a folder, sorted; those in its folders are not among them.
    ///
    /// ```rhai
    /// list_files(".specweave")
    /// // => [".specweave/config.yaml"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn list_files(ctx: NativeCallContext, folder: &str) -> Fallible<Array> {
        let run = Run::of(&ctx);
        let folder = run
            .plain_text(folder)
            .and_then(|path| inside(ctx.call_source().unwrap_or_default(), &path))
            .at(&ctx)?;
        let names =
            run.world.list(&folder).map_err(|error| unreadable(&run, &folder, &error)).at(&ctx)?;
        let mut files: Vec<String> =
            names.into_iter().filter(|name| !name.ends_with('/')).collect();
        files.sort();
        Ok(files
            .into_iter()
            .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }.into())
            .collect())
    }
}
