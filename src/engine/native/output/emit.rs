//! `emit`: turns a thing or plain data into files and adds them to the run.

use super::data_file;
use crate::diag::{Diagnostic, Place};
use crate::emit::header::with_header;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::native::handle::Property;
use crate::engine::native::handle::{Around, Handle};
use crate::engine::native::options;
use crate::engine::run::context::Run;
use crate::engine::run::output::artifact::Artifact;
use crate::engine::run::output::sink::Emit;
use crate::model::graph::Graph;
use crate::model::{FilePath, Own};
use crate::project::Environment;
use crate::value::Value;
use rhai::{Dynamic, Map, NativeCallContext};
use schemars::JsonSchema;
use serde::Deserialize;

/// What `emit` takes besides the path and the thing.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// How much of the file is the recipe's: all of it, a marked `block` in a file that people also edit, or a `seed`,
    /// which is written when absent and then theirs.
    own: Own,
    /// Whether the file may be executed.
    executable: bool,
    /// Comment lines at the top of the file.
    header: Option<String>,
}

/// A file or a group of files that was emitted.
#[derive(Clone, Debug)]
pub struct EmittedFiles {
    paths: Vec<FilePath>,
}

impl Handle for EmittedFiles {
    fn about() -> &'static str {
        include_str!("emitted_file.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const {
            &[
                Property::of("path", |this, _| Some(this.path().into())),
                Property::of("dir", |this, _| {
                    Some(this.paths.first().map_or("", FilePath::folder).into())
                }),
            ]
        }
    }

    fn show(&self) -> String {
        format!("the file `{}`", self.path())
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(self.path().into())
    }
}

impl EmittedFiles {
    fn path(&self) -> String {
        self.paths.first().map_or_else(String::new, ToString::to_string)
    }
}

/// What a call of `emit` says.
pub struct Request<'a> {
    /// Where the files go, when that is said.
    pub path: Option<&'a str>,
    /// What is emitted.
    pub thing: &'a Dynamic,
    /// The option map, when there is one.
    pub options: Option<&'a Map>,
    /// The environment whose files these are; none belongs to all.
    pub environment: Option<&'a Environment>,
}

impl<'a> Request<'a> {
    /// To emit a thing where it belongs, as files of all environments.
    pub fn of(thing: &'a Dynamic) -> Self {
        Self { path: None, thing, options: None, environment: None }
    }
}

/// Adds the files of `request.thing` to the run.
///
/// # Errors
/// When it is nothing to emit, when it is wrong, or when a path can't be written.
pub fn emit(ctx: &NativeCallContext<'_>, request: &Request<'_>) -> Fallible<EmittedFiles> {
    let run = Run::of(ctx);
    let options: Options = request
        .options
        .map_or_else(|| Ok(Options::default()), |given| options::options(ctx, given, "emit"))?;
    let place = run.place(ctx).unwrap_or_default();
    let (mut artifact, graph) = artifact(&run, request, &place).at(ctx)?;
    finish(&mut artifact, &options, request.path).at(ctx)?;
    let emit = Emit {
        place,
        calls: run.calls_to_emit(ctx),
        environment: request.environment.map(|environment| environment.name.clone()),
        own: options.own,
    };
    let path = request.path.map(|path| run.plain_text(path)).transpose().at(ctx)?;
    let paths = run.emit(artifact, graph, path.as_deref(), &emit).at(ctx)?;
    Ok(EmittedFiles { paths })
}

/// Does to each file what the options ask for.
fn finish(
    artifact: &mut Artifact,
    options: &Options,
    path: Option<&str>,
) -> Result<(), Diagnostic> {
    let place = path.unwrap_or(&artifact.place);
    for part in &mut artifact.parts {
        part.executable |= options.executable;
        let Some(header) = &options.header else { continue };
        let name = if part.path.is_empty() { place } else { &part.path };
        let name = name.rsplit('/').next().unwrap_or(name);
        part.text = with_header(name, &part.text, header).map(Into::into).ok_or_else(|| {
            Diagnostic::error(
                "comments-unsupported",
                format!("`{name}` can't have a header: its format has no comments"),
            )
            .hint("leave `header` out")
        })?;
    }
    Ok(())
}

/// The files that are emitted, and the entries that they add to the graph.
fn artifact(
    run: &Run,
    request: &Request<'_>,
    place: &Place,
) -> Result<(Artifact, Graph), Diagnostic> {
    let secrets = run.secrets();
    let (environment, path) = (request.environment, request.path);
    let around = Around { environment, path, ..Around::new(run, &secrets, place) };
    let made = match thing_artifact(request.thing, &around) {
        Some(made) => made,
        None => data_artifact(request.thing, &around),
    };
    let made = made.map_err(|problems| run.first_of(problems))?;
    Ok((made, around.into_graph()))
}

/// The files of a thing; none when it makes none.
fn thing_artifact(
    thing: &Dynamic,
    around: &Around<'_>,
) -> Option<Result<Artifact, Vec<Diagnostic>>> {
    let handle = around.run.handle(thing)?;
    around.run.emitted(&*handle);
    handle.emittable().map(|thing| thing.files(around))
}

/// The file that data becomes at the path that the call says.
fn data_artifact(thing: &Dynamic, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
    let (value, path) = data(thing, around).map_err(|problem| vec![problem])?;
    match around.run.format(&path, &value) {
        Some(format) => {
            let mut artifact = Err(Vec::new());
            let built =
                format.build(&path, value, around, &mut |built| artifact = built.artifact());
            built.and(artifact)
        }
        None => data_file::artifact(&path, &value, around).map_err(|problem| vec![problem]),
    }
}

fn data(thing: &Dynamic, around: &Around<'_>) -> Result<(Value, String), Diagnostic> {
    let run = around.run;
    let Some(path) = around.path else {
        return Err(Diagnostic::error(
            "missing-path",
            format!("{} has no place of its own", run.describe(thing)),
        )
        .hint("say where it goes: `emit(\"folder/name.yaml\", ...)`"));
    };
    Ok((run.convert(thing)?.ok_or_else(nothing)?, run.plain_text(path)?))
}

fn nothing() -> Diagnostic {
    Diagnostic::error("missing-value", "what is emitted is `()`: there is nothing to write")
        .hint("emit it inside the `if` that makes it")
}

impl Run {
    /// The first of several problems; the others are kept beside it.
    pub fn first_of(&self, problems: Vec<Diagnostic>) -> Diagnostic {
        let mut problems = problems.into_iter();
        let first = problems.next().unwrap_or_else(|| {
            Diagnostic::error("internal-error", "something is wrong, but it was not reported")
        });
        problems.filter(|problem| *problem != first).for_each(|problem| self.report(problem));
        first
    }

    fn describe(&self, thing: &Dynamic) -> String {
        self.handle(thing).map_or_else(
            || crate::engine::errors::type_names::type_in_words(thing.type_name()),
            |handle| handle.show(),
        )
    }
}
