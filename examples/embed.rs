//! A host of its own: a company's portal that runs recipes with the company's functions, and takes
//! the files as they are made. `cargo run --example embed` prints them.
//!
//! Recipes run in a process of their own, which is this program once more: whatever they do, the portal goes on.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::path::Path;
use std::sync::Arc;
use sw::check::Finding;
use sw::diag::Diagnostic;
use sw::engine::data_file::artifact;
use sw::engine::handle::{Around, Artifact, Handle, HandleType, register};
use sw::engine::world::MemoryWorld;
use sw::engine::{Emittable, Extension, Limits};
use sw::model::Model;
use sw::project::Project;
use sw::rhai::{FuncRegistration, Module};
use sw::value::{Map, Value};
use sw::worker::{self, Isolation, Program};
use sw::write::Lock;
use sw::{Event, Runtime};

const CONFIG: &str = "\
environments:
  strategy: custom
  definitions:
    - { name: staging, deployment: { type: cloud, provider: hetzner, region: eu-central } }
    - { name: production, deployment: { type: cloud, provider: hetzner, region: eu-central } }
";

const RECIPE: &str = r#"
//! The web shop, with what the company adds.
let entry = acme::component("web-shop", "checkout");
emit(entry);
for env in environments() {
    env.emit(`config/${env}.yaml`, #{ host: acme::host("web-shop", env.name), owner: acme::owner("checkout") });
}
"#;

/// What the portal knows, and recipes may ask.
struct Teams(Vec<(&'static str, &'static str)>);

impl Teams {
    fn owner(&self, team: &str) -> Option<&'static str> {
        self.0.iter().find(|(name, _)| *name == team).map(|(_, owner)| *owner)
    }
}

/// An entry of the company's software catalogue: a thing that recipes can emit.
#[derive(Clone)]
struct Component {
    name: String,
    team: String,
}

impl Handle for Component {
    fn show(&self) -> String {
        format!("the component `{}`", self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let metadata = Map::from([("name", Value::from(self.name.as_str()))]);
        let spec =
            Map::from([("type", Value::from("service")), ("owner", self.team.as_str().into())]);
        Ok(Map::from([
            ("kind", Value::from("Component")),
            ("metadata", metadata.into()),
            ("spec", spec.into()),
        ])
        .into())
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for Component {
    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let made = self.to_value().and_then(|value| artifact("catalog-info.yaml", &value, around));
        made.map_err(|problem| vec![problem])
    }
}

/// The functions that recipes call as `acme::...`.
fn company(teams: Arc<Teams>) -> Extension {
    let mut functions = Module::new();
    FuncRegistration::new("host").set_into_module(&mut functions, |service: &str, env: &str| {
        format!("{service}.{env}.acme.example")
    });
    FuncRegistration::new("owner").set_into_module(&mut functions, move |team: &str| {
        teams.owner(team).unwrap_or("nobody").to_string()
    });
    FuncRegistration::new("component").set_into_module(&mut functions, |name: &str, team: &str| {
        Component { name: name.into(), team: team.into() }
    });
    let mut methods = Module::new();
    register::<Component>(&mut methods, "component");
    Extension {
        methods,
        handles: vec![HandleType::of::<Component>()],
        ..Extension::new("acme", functions)
    }
}

/// The company's rule: whatever runs has an owner.
fn is_owned(model: &Model) -> Vec<Finding> {
    let orphaned = model.files.iter().filter(|file| file.text.contains("owner: nobody"));
    let finding = |file: &sw::model::File| {
        let problem = Diagnostic::error("acme-owner", format!("`{}` has no owner", file.path))
            .at(file.origin.place.clone());
        Finding {
            emit: file.origin.emit,
            diagnostic: problem.hint("name a team that the portal knows"),
        }
    };
    orphaned.map(finding).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (project, mut problems) = Project::parse(Path::new("."), CONFIG, "config.yaml");
    let project = project.ok_or_else(|| problems.remove(0))?;
    let teams = Arc::new(Teams(vec![("checkout", "ada@acme.example")]));
    let runtime = Runtime::builder()
        .project(project)
        .world(MemoryWorld::from([("deploy.rhai", RECIPE)]))
        .extension(company(teams))
        .check(is_owned)
        .limits(Limits { steps: 1_000_000, memory: 256 << 20, ..Limits::default() })
        .isolation(Isolation::Process(Program::new(std::env::current_exe()?)))
        .on_event(|event| {
            if let Event::Evaluates(recipe) = event {
                println!("evaluating {recipe}");
            }
        })
        .build()?;
    if std::env::args().nth(1).as_deref() == Some(worker::ARGUMENT) {
        // Started again, with the same functions and checks, for a run of the portal.
        return Ok(runtime.serve(std::io::stdin(), std::io::stdout(), None)?);
    }

    let output = runtime.run("deploy.rhai");
    if output.is_wrong() {
        return Err(output.messages().into());
    }
    for file in &output.files {
        println!("--- {}\n{}", file.path, file.text.trim_end());
    }

    let folder = tempfile::tempdir()?;
    let lock = Lock::take(folder.path(), std::time::Duration::ZERO, &mut |_| {})?;
    let plan = output.plan(folder.path(), false).map_err(|mut problems| problems.remove(0))?;
    println!("plan: {}", plan.summary());
    let report = sw::apply(&plan, &lock)?;
    println!("created: {}", report.created.len());
    Ok(())
}
