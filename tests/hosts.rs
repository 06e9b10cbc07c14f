//! What a host has to fear of recipes, of its own functions and of itself: all of it ends in an error that says
//! what it is, and the host goes on.
//!
//! This program is its own worker: by which name it was started says what kind of host it is.

mod support;

use ::sw::check::Finding;
use ::sw::diag::Diagnostic;
use ::sw::engine::handle::{Around, Artifact, Handle, HandleType, register};
use ::sw::engine::world::{FileError, MemoryWorld};
use ::sw::engine::{Extension, Limits, Question, World};
use ::sw::rhai::{FuncRegistration, Module};
use ::sw::value::Value;
use ::sw::worker::{ARGUMENT, Isolation, PerThread, Program};
use ::sw::{Builder, Event, Output, Request, Runtime};
use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use support::greedy::{GREEDY, HOARDING};
use support::trial::{run, trial};
use sw::engine::Emittable;

#[global_allocator]
static ALLOCATOR: PerThread = PerThread::SYSTEM;

/// How long something that ends by itself may take on a busy machine.
const SOON: Duration = Duration::from_secs(60);

/// The codes of what stops a recipe that takes too much of something.
const BOUNDS: [&str; 3] = ["too-long", "too-large", "out-of-memory"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|first| first == ARGUMENT) {
        return served(Path::new(&arguments[0]));
    }
    let greedy = GREEDY.iter().flat_map(|(name, recipe)| {
        [
            trial(format!("bounded_by_size/{name}"), || by_size(recipe)),
            trial(format!("bounded_by_memory/{name}"), || by_memory(recipe)),
        ]
    });
    let hoarding = HOARDING
        .iter()
        .map(|(name, recipe)| trial(format!("bounded_by_memory/{name}"), || by_memory(recipe)));
    run(greedy.chain(hoarding).chain(others()))
}

fn others() -> Vec<Trial> {
    vec![
        trial("a_greedy_run_is_alone_with_its_error", alone),
        trial("a_function_that_blocks_makes_the_run_too_long", blocked),
        trial("a_limit_is_told_as_it_was_given", told),
        trial("a_worker_gets_the_memory_that_its_host_says", worker_memory),
        trial("a_program_that_does_not_serve_is_told_so", unserved),
        trial("a_worker_starts_no_worker", no_bomb),
        trial("a_panic_is_the_host_s", panics),
        trial("a_panic_of_the_world_is_the_host_s", world_panics),
        trial("a_panic_of_a_hook_is_the_host_s", hook_panics),
        trial("a_panic_in_a_session_leaves_it_usable", session_panics),
    ]
}

/// A runtime of one recipe.
fn recipe(text: &str) -> Builder {
    Runtime::builder().world(MemoryWorld::from([("deploy.rhai", text), ("right.rhai", "1 + 1")]))
}

fn code(output: &Output) -> &str {
    output.errors().next().map_or("none", |error| error.code.as_ref())
}

fn stopped(limits: Limits, text: &str) -> Result<()> {
    let start = Instant::now();
    let output = recipe(text).limits(limits).build()?.run("deploy.rhai");
    ensure!(BOUNDS.contains(&code(&output)), "it gives {:?}: {}", output.value, output.messages());
    ensure!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    Ok(())
}

/// No value of a recipe is large, and nothing else is counted.
fn by_size(text: &str) -> Result<()> {
    stopped(
        Limits {
            time: Duration::from_secs(1),
            items: Some(100_000),
            text_bytes: 16 << 20,
            ..Limits::default()
        },
        text,
    )
}

/// All that a run has is counted, and nothing else.
fn by_memory(text: &str) -> Result<()> {
    let limits = Limits {
        time: Duration::from_secs(1),
        memory: 64 << 20,
        heap: Some(PerThread::used),
        ..Limits::default()
    };
    stopped(limits, text)
}

/// Two greedy runs beside twenty others: they fail, and nobody else does.
fn alone() -> Result<()> {
    let limits =
        Limits { memory: 64 << 20, heap: Some(PerThread::used), items: None, ..Limits::default() };
    let greedy = recipe("let a = [1]; loop { a += a; }").limits(limits).build()?;
    std::thread::scope(|scope| {
        let greedy: Vec<_> =
            (0..2).map(|_| scope.spawn(|| code(&greedy.run("deploy.rhai")).to_string())).collect();
        let innocent: Vec<_> = (0..20)
            .map(|_| {
                scope.spawn(|| {
                    recipe("").limits(limits).build().map(|all| all.run("right.rhai").value)
                })
            })
            .collect();
        for run in greedy {
            ensure!(run.join().is_ok_and(|code| code == "out-of-memory"), "a greedy run goes well");
        }
        for run in innocent {
            ensure!(
                run.join().is_ok_and(|value| value.is_ok_and(|value| value == "2")),
                "an innocent run fails"
            );
        }
        Ok(())
    })
}

/// What this host adds: functions that block and panic, and a thing that does when it is emitted.
fn troubled() -> Extension {
    let mut functions = Module::new();
    FuncRegistration::new("slow").set_into_module(&mut functions, |milliseconds: i64| {
        std::thread::sleep(Duration::from_millis(milliseconds.unsigned_abs()));
        "late"
    });
    FuncRegistration::new("broken").set_into_module(&mut functions, |name: &str| -> String {
        panic!("could not allocate a port for {name}")
    });
    FuncRegistration::new("thing").set_into_module(&mut functions, || Broken);
    let mut methods = Module::new();
    register::<Broken>(&mut methods, "broken");
    Extension {
        methods,
        handles: vec![HandleType::of::<Broken>()],
        ..Extension::new("acme", functions)
    }
}

#[derive(Clone)]
struct Broken;

impl Handle for Broken {
    fn show(&self) -> String {
        "the broken thing".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Value::from("broken"))
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for Broken {
    fn files(&self, _around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        panic!("there is no place for it")
    }
}

fn failing(model: &::sw::model::Model) -> Vec<Finding> {
    assert!(
        model.files.iter().all(|file| file.path.as_str() != "orphan.txt"),
        "no owner for orphan.txt"
    );
    Vec::new()
}

/// This program as a worker, which is a host that was started by this name.
fn served(name: &Path) -> ExitCode {
    let kind = name.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let done = match kind {
        "forgetful" => forgetful(name),
        "mute" => {
            std::thread::sleep(SOON);
            Ok(())
        }
        "talkative" => std::io::stdout().write_all(&[b'-'; 1000]).map_err(Into::into),
        "quick" => Ok(()),
        _ => recipe("")
            .extension(troubled())
            .check(failing)
            .build()
            .map_err(anyhow::Error::from)
            .and_then(|runtime| {
                runtime.serve(std::io::stdin(), std::io::stdout(), None)?;
                Ok(())
            }),
    };
    ExitCode::from(u8::from(done.is_err()))
}

/// What a host does that does not look at its arguments.
fn forgetful(program: &Path) -> Result<()> {
    // Without this mark each worker would start the next, here as well.
    ensure!(std::env::var_os("SW_WORKER_MEMORY").is_some(), "a worker is not told that it is one");
    let output = recipe("1")
        .isolation(Isolation::Process(Program::new(program.into())))
        .build()?
        .run("deploy.rhai");
    std::io::stderr().write_all(output.messages().as_bytes())?;
    ensure!(!output.is_wrong());
    Ok(())
}

/// This program by another name.
fn named(folder: &Path, name: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    std::os::unix::fs::symlink(std::env::current_exe()?, &path)?;
    Ok(path)
}

/// Both ways to run recipes, for a host with all that troubles it.
fn ways(folder: &Path) -> Result<[Isolation; 2]> {
    Ok([Isolation::InProcess, Isolation::Process(Program::new(named(folder, "host")?))])
}

fn blocked() -> Result<()> {
    let home = tempfile::tempdir()?;
    for isolation in ways(home.path())? {
        let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
        let runtime = recipe("acme::slow(4000)")
            .extension(troubled())
            .limits(limits)
            .isolation(isolation)
            .build()?;
        let output = runtime.run("deploy.rhai");
        ensure!(
            code(&output) == "too-long" && output.value.is_empty(),
            "{} {}",
            output.value,
            output.messages()
        );
        ensure!(output.messages().contains("300 milliseconds"), "{}", output.messages());
        ensure!(runtime.run("right.rhai").value == "2", "the runtime goes on");
    }
    Ok(())
}

fn told() -> Result<()> {
    let times = [
        (200, "longer than 200 milliseconds"),
        (1000, "longer than 1 second"),
        (1200, "longer than 1.2 seconds"),
    ];
    for (time, words) in times {
        let limits = Limits { time: Duration::from_millis(time), ..Limits::default() };
        let messages = recipe("loop { }").limits(limits).build()?.run("deploy.rhai").messages();
        ensure!(messages.contains(words), "{messages}");
    }
    Ok(())
}

/// 1.3 GB of texts.
const LARGE: &str =
    "let kept = []; for i in 0..40 { let t = `${i}`; for j in 0..24 { t += t; } kept.push(t); }";

fn worker_memory() -> Result<()> {
    let home = tempfile::tempdir()?;
    for program in [PathBuf::from(env!("CARGO_BIN_EXE_sw")), named(home.path(), "host")?] {
        let limits = Limits { memory: 64 << 20, items: None, ..Limits::default() };
        let runtime = recipe(LARGE)
            .limits(limits)
            .isolation(Isolation::Process(Program::new(program)))
            .build()?;
        let output = runtime.run("deploy.rhai");
        ensure!(code(&output) == "out-of-memory", "{}", output.messages());
        ensure!(runtime.run("right.rhai").value == "2", "{}", runtime.run("right.rhai").messages());
    }
    Ok(())
}

fn unserved() -> Result<()> {
    let home = tempfile::tempdir()?;
    for (kind, note) in [
        ("forgetful", "it said: "),
        ("talkative", ""),
        ("quick", ""),
        ("mute", "it said nothing for 10 seconds"),
    ] {
        let program = named(home.path(), kind)?;
        let runtime = recipe("1").isolation(Isolation::Process(Program::new(program))).build()?;
        let output = runtime.run("deploy.rhai");
        let messages = output.messages();
        ensure!(
            code(&output) == "no-worker"
                && messages.contains("Runtime::serve")
                && messages.contains(note),
            "{kind}: {messages}"
        );
        let answer = if kind == "mute" {
            continue;
        } else {
            runtime.session(Request::all()).evaluate("1 + 1", &::sw::engine::Cancel::default())
        };
        ensure!(
            answer.diagnostics.first().is_some_and(|problem| problem.code == "no-worker"),
            "{kind}: {:?}",
            answer.diagnostics
        );
    }
    Ok(())
}

fn no_bomb() -> Result<()> {
    let home = tempfile::tempdir()?;
    std::fs::write(home.path().join("deploy.rhai"), "emit(\"a.txt\", \"a\");")?;
    let ran = Command::new(env!("CARGO_BIN_EXE_sw"))
        .arg("run")
        .current_dir(home.path())
        .env("SW_WORKER_MEMORY", "1000000")
        .output()?;
    let said = String::from_utf8_lossy(&ran.stderr);
    ensure!(said.contains("error[no-worker]: this program was started as a worker"), "{said}");
    ensure!(!home.path().join("a.txt").exists(), "it runs nothing");
    Ok(())
}

/// That a run ends with the host's error, and that the next one goes well.
fn failed(runtime: &Runtime, said: &str) -> Result<()> {
    let output = runtime.run("deploy.rhai");
    let error = output
        .errors()
        .find(|error| error.code == "host-failed")
        .with_context(|| format!("{said}: {}", output.messages()))?;
    ensure!(error.message.contains(said), "{} instead of {said}", error.message);
    ensure!(
        output.errors().all(|error| error.code != "internal-error"),
        "it is reported as a mistake of sw"
    );
    ensure!(output.plan("/nowhere".as_ref(), false).is_err(), "nothing is written");
    let next = runtime.run("right.rhai");
    ensure!(
        next.value == "2" || next.errors().all(|error| error.code == "host-failed"),
        "the runtime goes on: {}",
        next.messages()
    );
    Ok(())
}

fn panics() -> Result<()> {
    let home = tempfile::tempdir()?;
    let cases = [
        ("acme::broken(\"shop\")", "could not allocate a port for shop"),
        ("[1].map(|n| acme::broken(`${n}`))", "could not allocate a port for 1"),
        ("emit(acme::thing())", "there is no place for it"),
        ("emit(\"orphan.txt\", \"a\")", "no owner for orphan.txt"),
    ];
    for (number, (text, said)) in cases.into_iter().enumerate() {
        let folder = home.path().join(number.to_string());
        std::fs::create_dir(&folder)?;
        for isolation in ways(&folder)? {
            failed(
                &recipe(text).extension(troubled()).check(failing).isolation(isolation).build()?,
                said,
            )?;
        }
    }
    Ok(())
}

/// A world that panics at some of what is asked of it.
struct Faulty(MemoryWorld);

impl World for Faulty {
    fn read(&self, path: &str) -> Result<String, FileError> {
        assert!(!path.ends_with(".yaml"), "the store of {path} is closed");
        self.0.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        panic!("no list of {folder}")
    }

    fn ask(&self, question: &Question) -> Option<String> {
        panic!("nobody knows {}", question.name)
    }
}

fn world_panics() -> Result<()> {
    let cases = [
        ("read_yaml(\"a.yaml\")", "the store of a.yaml is closed"),
        ("list_files(\"sub\")", "no list of sub"),
        ("input(\"size\", #{ type: \"number\" })", "nobody knows size"),
    ];
    let home = tempfile::tempdir()?;
    for (number, (text, said)) in cases.into_iter().enumerate() {
        let folder = home.path().join(number.to_string());
        std::fs::create_dir(&folder)?;
        for isolation in ways(&folder)? {
            let world = Faulty(MemoryWorld::from([("deploy.rhai", text), ("right.rhai", "1 + 1")]));
            failed(&Runtime::builder().world(world).isolation(isolation).build()?, said)?;
        }
    }
    Ok(())
}

fn hook_panics() -> Result<()> {
    let kinds = ["Evaluates", "Reads", "Lists", "Asks", "Prints", "Makes"];
    let text = "print(1); list_files(\"sub\"); input(\"size\", #{ type: \"number\", default: 1 }); emit(\"a.txt\", \"a\");";
    let mut heard = 0;
    for kind in kinds {
        let hook = move |event: &Event<'_>| {
            assert!(!format!("{event:?}").starts_with(kind), "no line for {kind}")
        };
        let world =
            MemoryWorld::from([("deploy.rhai", text), ("right.rhai", "1 + 1"), ("sub/a.txt", "a")]);
        let runtime = Runtime::builder().world(world).on_event(hook).build()?;
        let output = runtime.run("deploy.rhai");
        // A question with a default is asked nobody.
        if kind != "Asks" {
            failed(&runtime, &format!("no line for {kind}"))?;
            heard += usize::from(output.is_wrong());
        }
    }
    ensure!(heard == kinds.len() - 1, "only {heard} hooks were heard");
    Ok(())
}

fn session_panics() -> Result<()> {
    let home = tempfile::tempdir()?;
    for isolation in ways(home.path())? {
        let runtime = recipe("1").extension(troubled()).isolation(isolation).build()?;
        let (mut session, cancel) =
            (runtime.session(Request::all()), ::sw::engine::Cancel::default());
        session.evaluate("let port = 80", &cancel);
        let answer = session.evaluate("acme::broken(\"shop\")", &cancel);
        ensure!(
            answer.diagnostics.first().is_some_and(|problem| problem.code == "host-failed"),
            "{:?}",
            answer.diagnostics
        );
        ensure!(
            session.evaluate("port + 1", &cancel).value.as_deref() == Some("81"),
            "the session goes on"
        );
    }
    Ok(())
}
