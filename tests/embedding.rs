//! The crate as hosts use it: functions, things and checks of their own, runs side by side, and stopping one.

mod support;

use ::sw::check::Finding;
use ::sw::diag::Diagnostic;
use ::sw::engine::world::MemoryWorld;
use ::sw::engine::{AnswerKind, Cancel, Extension, Question, World, world::FileError};
use ::sw::project::{self, Project};
use ::sw::rhai::{FuncRegistration, Module};
use ::sw::worker::{Isolation, Program};
use ::sw::{Event, Output, Request, Runtime};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use support::page::settle;
use support::paths::in_repository;
use support::sw::sw;
use support::tree::{self, subfolders};

#[test]
fn the_example_prints_what_it_makes() -> Result<()> {
    let ran = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "embed"])
        .current_dir(in_repository(""))
        .output()?;
    ensure!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    settle(
        &in_repository("tests/reference/embed.txt"),
        &String::from_utf8(ran.stdout)?,
        "embedding",
    )
}

fn is_shared<T: Send + Sync + 'static>() {}

#[test]
fn a_runtime_may_be_used_from_every_thread() {
    is_shared::<Runtime>();
    is_shared::<Output>();
    is_shared::<Request>();
    is_shared::<Cancel>();
}

/// A runtime of each example project, with its files in memory.
fn examples() -> Result<Vec<(String, Runtime)>> {
    let mut runtimes = Vec::new();
    for name in subfolders(&in_repository("examples")) {
        let folder = in_repository("examples").join(&name);
        let files = tree::read(&folder)?
            .into_iter()
            .filter_map(|(path, file)| Some((path, String::from_utf8(file.bytes).ok()?)));
        let project = project::load(&folder)
            .0
            .with_context(|| format!("{name} has a mistake in its configuration"))?;
        runtimes.push((
            name,
            Runtime::builder().project(project).world(files.collect::<MemoryWorld>()).build()?,
        ));
    }
    Ok(runtimes)
}

/// All that came out, as something to compare.
fn whole(output: &Output) -> Vec<(String, String)> {
    let files = output.files.iter().map(|file| (file.path.to_string(), file.text.to_string()));
    files
        .chain([("messages".into(), output.messages()), ("value".into(), output.value.clone())])
        .collect()
}

#[test]
fn threads_side_by_side_give_what_one_gives() -> Result<()> {
    let runtimes = examples()?;
    let serial: BTreeMap<&str, _> = runtimes
        .iter()
        .map(|(name, runtime)| (name.as_str(), whole(&runtime.run(Request::all()))))
        .collect();
    ensure!(serial.values().all(|files| files.len() > 2), "an example makes no files");
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..16)
            .map(|number| {
                let (runtimes, serial) = (&runtimes, &serial);
                scope.spawn(move || {
                    for (name, runtime) in runtimes.iter().cycle().skip(number).take(runtimes.len())
                    {
                        assert!(
                            whole(&runtime.run(Request::all())) == serial[name.as_str()],
                            "{name} differs on thread {number}"
                        );
                    }
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().map_err(|_| anyhow::anyhow!("a thread found a difference"))
        })
    })
}

#[test]
fn a_host_adds_functions_and_checks() -> Result<()> {
    let mut functions = Module::new();
    FuncRegistration::new("host")
        .set_into_module(&mut functions, |name: &str| format!("{name}.acme.example"));
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let (listener, world) = (
        heard.clone(),
        MemoryWorld::from([("deploy.rhai", "print(1); emit(\"host.txt\", acme::host(\"shop\"));")]),
    );
    let runtime = Runtime::builder()
        .world(world)
        .extension(Extension::new("acme", functions))
        .check(|model| {
            let problem = |file: &::sw::model::File| {
                Diagnostic::error("acme-rule", format!("`{}` is against the rules", file.path))
            };
            model
                .files
                .iter()
                .map(|file| Finding {
                    emit: file.origin.emit,
                    diagnostic: problem(file).at(file.origin.place.clone()),
                })
                .collect()
        });
    let runtime = runtime
        .on_event(move |event| listener.lock().expect("nobody panics").push(format!("{event:?}")))
        .build()?;
    let output = runtime.run("deploy.rhai");
    ensure!(
        output
            .messages()
            .contains("error[acme-rule]: `host.txt` is against the rules\n --> deploy.rhai:1:11"),
        "{}",
        output.messages()
    );
    ensure!(
        output
            .plan("/nowhere".as_ref(), false)
            .is_err_and(|problems| problems[0].message.contains("against the rules")),
        "a wrong output has no plan"
    );
    let heard = heard.lock().expect("nobody panics").clone();
    let starts = [
        "Evaluates(\"deploy.rhai\")",
        "Reads(\"deploy.rhai\")",
        "Prints(\"1\")",
        "Makes(File { path: FilePath(\"host.txt\")",
    ];
    let mut rest = heard.iter();
    ensure!(starts.iter().all(|start| rest.any(|event| event.starts_with(start))), "{heard:?}");
    ensure!(
        runtime
            .reference()
            .functions
            .iter()
            .any(|function| function.signature.starts_with("acme::host(")),
        "the host's function is not told of"
    );
    Ok(())
}

/// How long something that never ends may take to be stopped.
const SOON: Duration = Duration::from_secs(5);

fn stopped(isolation: Isolation) -> Result<Output> {
    let world = MemoryWorld::from([("deploy.rhai", "loop { }")]);
    let runtime = Runtime::builder().world(world).isolation(isolation).build()?;
    let (cancel, start) = (Cancel::default(), Instant::now());
    let request = Request::from("deploy.rhai").cancelled_by(&cancel);
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(200));
            cancel.cancel();
        });
        runtime.run(request)
    });
    ensure!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    Ok(output)
}

#[test]
fn a_run_is_stopped_from_outside() -> Result<()> {
    for isolation in
        [Isolation::InProcess, Isolation::Process(Program::new(env!("CARGO_BIN_EXE_sw").into()))]
    {
        let output = stopped(isolation)?;
        ensure!(
            output.diagnostics.len() == 1 && output.diagnostics[0].code == "cancelled",
            "{}",
            output.messages()
        );
    }
    let cancel = Cancel::default();
    cancel.cancel();
    let runtime = Runtime::builder()
        .world(MemoryWorld::from([("deploy.rhai", "emit(\"a.txt\", \"a\")")]))
        .build()?;
    ensure!(
        runtime.run(Request::from("deploy.rhai").cancelled_by(&cancel)).files.is_empty(),
        "what was stopped before makes nothing"
    );
    Ok(())
}

/// A world in which somebody answers, and counts.
struct Answering(Mutex<Vec<Question>>);

impl World for Answering {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let recipe = "let env = target(); env.emit(`${env}.txt`, input(\"size\", #{ type: [1, 2] }).to_string()); emit(\"b.txt\", target().name);";
        if path == "deploy.rhai" { Ok(recipe.into()) } else { Err(FileError::Missing) }
    }

    fn list(&self, _folder: &str) -> Result<Vec<String>, FileError> {
        Err(FileError::Missing)
    }

    fn ask(&self, question: &Question) -> Option<String> {
        self.0.lock().expect("nobody panics").push(question.clone());
        question.choices().last().cloned()
    }
}

#[test]
fn a_chosen_environment_is_what_the_run_is_for() -> Result<()> {
    let config = "environments: { definitions: [{ name: local, deployment: { type: local } }, { name: production, deployment: { type: local } }] }";
    let project: Arc<Project> = Project::parse(".".as_ref(), config, "config.yaml")
        .0
        .context("the configuration is right")?
        .into();
    for isolation in
        [Isolation::InProcess, Isolation::Process(Program::new(env!("CARGO_BIN_EXE_sw").into()))]
    {
        let world = Arc::new(Answering(Mutex::default()));
        let runtime = Runtime::builder()
            .project(project.clone())
            .shared_world(world.clone())
            .isolation(isolation)
            .build()?;
        let output = runtime.run("deploy.rhai");
        ensure!(!output.is_wrong(), "{}", output.messages());
        ensure!(
            output.environments == Some(vec!["production".into()]),
            "{:?}",
            output.environments
        );
        let asked = world.0.lock().expect("nobody panics").clone();
        let kinds: Vec<&AnswerKind> = asked.iter().map(|question| &question.kind).collect();
        ensure!(
            kinds.len() == 2
                && matches!(kinds[0], AnswerKind::Environment(names) if names.len() == 2),
            "{asked:?}"
        );
        let plan = output
            .plan(tempfile::tempdir()?.path(), false)
            .map_err(|problems| problems[0].clone())?;
        let planned: Vec<String> =
            plan.changes.iter().map(|change| change.path.to_string()).collect();
        ensure!(
            planned == ["production.txt"],
            "what belongs to no environment is not for this run: {planned:?}"
        );
    }
    Ok(())
}

#[test]
fn events_may_be_matched() {
    let told = |event: &Event<'_>| match event {
        Event::Reads(path) => format!("reads {path}"),
        _ => "else".into(),
    };
    assert_eq!(told(&Event::Reads("a")), "reads a");
}

/// It is built with what is built already: the same compiled dependencies, and this crate as it is.
#[test]
fn a_new_host_builds_and_runs() -> Result<()> {
    let home = tempfile::tempdir()?;
    let ran = sw(home.path(), ["new", "host", "portal"])?;
    ensure!(
        ran.code == 0 && ran.out.contains("wrote  portal/src/main.rs"),
        "{}{}",
        ran.out,
        ran.messages
    );
    let host = home.path().join("portal");
    let crate_here = format!("patch.crates-io.specweave.path={:?}", in_repository(""));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(&host).args(["run", "--quiet", "--offline", "--config", &crate_here]);
    let profile = ["\"*\".opt-level=2", "\"*\".debug=false", "specweave.opt-level=0"]
        .map(|setting| format!("profile.dev.package.{setting}"));
    for setting in &profile {
        cargo.args(["--config", setting]);
    }
    std::fs::copy(in_repository("Cargo.lock"), host.join("Cargo.lock"))?;
    let output = cargo.env("CARGO_TARGET_DIR", in_repository("target")).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    ensure!(String::from_utf8(output.stdout)?.trim() == "1 to create", "it plans one file");
    ensure!(
        std::fs::read_to_string(host.join("out/config/web.yaml"))?
            == "name: web\nhost: web.example.com\n"
    );
    Ok(())
}
