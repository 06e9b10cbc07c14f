//! What a test makes up in place of the real project: environments, inputs, files.

use super::trial::{Rehearsal, Rehearsed};
use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::native::options::options;
use crate::engine::native::output::data_file;
use crate::engine::run::context::Run;
use crate::engine::world::paths::{inside, refuse_private};
use crate::project::Project;
use crate::util::lock::lock;
use crate::value::{Map, Value};
use rhai::NativeCallContext;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// What can be made up.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fakes {
    /// The whole configuration, with the keys of `.specweave/config.yaml`.
    config: Option<Map>,
    /// The environments: names, or maps with `name` and what the configuration knows of environments; `type`, `provider`,
    /// `region` and `target` need no `deployment` around them.
    environments: Option<Vec<Value>>,
    /// Values for what recipes ask for with `input`; they are checked as what people give is.
    inputs: Map,
    /// Files that are found besides those of the project, or in their place: by path, text or data.
    files: Map,
    /// The environments that the run is limited to, as with `--env`.
    env: Option<Vec<String>>,
}

/// What a call made up; nothing where it was given nothing.
///
/// # Errors
/// When the options are wrong.
pub fn read(ctx: &NativeCallContext<'_>, given: &rhai::Map, subject: &str) -> Fallible<Fakes> {
    options(ctx, given, subject)
}

/// From here on the test finds what is made up.
///
/// # Errors
/// When the configuration that is made up is wrong.
pub fn fake(ctx: &NativeCallContext<'_>, fakes: &Fakes) -> Fallible<()> {
    let run = Run::of(ctx);
    let staged = staged(&run, fakes, "").at(ctx)?;
    run.set_project(staged.project);
    run.set_targets(staged.targets);
    run.questions.give(staged.inputs);
    lock(&run.faked).extend(staged.files);
    Ok(())
}

/// Runs a recipe of the project in what is made up, and what was made up before.
///
/// # Errors
/// When the configuration that is made up is wrong, or no recipes can be run.
pub fn rehearse(ctx: &NativeCallContext<'_>, recipe: &str, fakes: &Fakes) -> Fallible<Rehearsed> {
    let run = Run::of(ctx);
    let recipe = inside(ctx.call_source().unwrap_or_default(), recipe).at(ctx)?;
    refuse_private(&recipe).at(ctx)?;
    let staged = staged(&run, fakes, &recipe).at(ctx)?;
    // It has a time of its own, in which someone may look at it.
    let outcome = run.watch().aside(|| run.world.rehearse(&staged)).ok_or_else(|| {
        Diagnostic::error("no-rehearsal", "no recipe can be run here")
            .hint("`sw test` runs recipes for tests; a host gives its world a way to do so")
    });
    let outcome = outcome.at(ctx)?;
    run.tracer.iter().for_each(|tracer| tracer.include(outcome.trace.clone()));
    Ok(outcome)
}

/// What a recipe finds: what was made up before, and over it what is made up now.
fn staged(run: &Run, fakes: &Fakes, recipe: &str) -> Result<Rehearsal, Diagnostic> {
    let project = project(&run.project(), fakes)?;
    let targets = fakes.env.as_ref().map(|names| configured(&project, names)).transpose()?;
    let mut inputs = run.questions.given();
    inputs.extend(fakes.inputs.iter().map(|(name, value)| (name.to_string(), input(value))));
    let mut files = lock(&run.faked).clone();
    for (path, content) in fakes.files.iter() {
        files.insert(path.to_string(), file(path, content)?);
    }
    let targets = targets
        .unwrap_or_else(|| if fakes.changes_environments() { Vec::new() } else { run.targets() });
    Ok(Rehearsal {
        recipe: recipe.into(),
        project: Arc::new(project),
        inputs,
        targets,
        files,
        coverage: run.counts_lines(),
        trace: run.tracer.as_ref().map(|tracer| tracer.filter.clone()),
    })
}

impl Fakes {
    fn changes_environments(&self) -> bool {
        self.config.is_some() || self.environments.is_some()
    }
}

fn configured(project: &Project, names: &[String]) -> Result<Vec<String>, Diagnostic> {
    let known = names
        .iter()
        .map(|name| project.environment(name).map(|environment| environment.name.clone()));
    known.collect::<Result<_, _>>().map_err(|unknown| unknown.to_diagnostic())
}

/// An input as it is typed: a text as it is, all else as a recipe writes it.
fn input(value: &Value) -> String {
    value.as_str().map_or_else(|| crate::engine::native::literal::literal(value), String::from)
}

fn file(path: &str, content: &Value) -> Result<String, Diagnostic> {
    content.as_str().map_or_else(|| data_file::text_of(path, content), |text| Ok(text.into()))
}

fn project(real: &Project, fakes: &Fakes) -> Result<Project, Diagnostic> {
    let mut project = match &fakes.config {
        Some(config) => parsed(real, config.clone())?,
        None => real.clone(),
    };
    if let Some(environments) = &fakes.environments {
        let definitions: Vec<Value> = environments.iter().map(definition).collect();
        let section = Map::from([("definitions", Value::List(definitions))]);
        project.environments =
            parsed(real, Map::from([("environments", Value::Map(section))]))?.environments;
    }
    Ok(project)
}

/// An environment as the configuration has it.
fn definition(said: &Value) -> Value {
    let Some(map) = said.as_map() else {
        return Map::from([("name", said.clone()), ("deployment", hosting(&Map::new()))]).into();
    };
    if map.contains_key("deployment") {
        return said.clone();
    }
    let is_hosting = |key: &str| HOSTING.contains(&key);
    let (inner, outer): (Vec<_>, Vec<_>) = map
        .iter()
        .map(|(key, value)| (key.clone(), value.clone()))
        .partition(|(key, _)| is_hosting(key));
    let mut definition: Map = outer.into_iter().collect();
    definition.insert("deployment", hosting(&inner.into_iter().collect()));
    definition.into()
}

/// What the configuration says under `deployment`.
const HOSTING: [&str; 4] = ["type", "provider", "region", "target"];

/// A provider means a cloud; without one an environment is local.
fn hosting(said: &Map) -> Value {
    let kind = if said.contains_key("provider") { "cloud" } else { "local" };
    let mut hosting = Map::from([("type", Value::from(kind))]);
    said.iter().for_each(|(key, value)| drop(hosting.insert(key.as_str(), value.clone())));
    hosting.into()
}

/// A configuration as if it were in its file.
fn parsed(real: &Project, config: Map) -> Result<Project, Diagnostic> {
    let text = data_file::text_of("config.json", &Value::Map(config))?;
    let (project, problems) =
        Project::parse(&real.root, &text, "the configuration that the test makes up");
    project.ok_or_else(|| {
        let first = problems.into_iter().find(Diagnostic::is_error);
        let first = first
            .unwrap_or_else(|| Diagnostic::error("invalid-option", "the configuration is wrong"));
        // There is no such file whose lines could be shown.
        Diagnostic { place: None, ..first }.note("it is in a fake of the test")
    })
}
