//! What a host adds to the functions of recipes, and how much it reads of them.

use anyhow::{Context, Result, ensure};
use std::time::{Duration, Instant};
use sw::engine::world::MemoryWorld;
use sw::engine::{Extension, Limits};
use sw::rhai::{FuncRegistration, Map, Module};
use sw::{Builder, Runtime};

/// How long something that ends by itself may take on a busy machine.
const SOON: Duration = Duration::from_secs(60);

/// A runtime of one recipe.
fn recipe(text: &str) -> Builder {
    Runtime::builder().world(MemoryWorld::from([("deploy.rhai", text)]))
}

fn function(name: &str, set: impl FnOnce(FuncRegistration, &mut Module)) -> Module {
    let mut module = Module::new();
    set(FuncRegistration::new(name), &mut module);
    module
}

fn text_and_text(name: &str) -> Module {
    function(name, |function, module| {
        function.set_into_module(module, |_: &str, _: &str| "mine");
    })
}

fn with_methods(name: &str, methods: Module) -> Extension {
    Extension { methods, ..Extension::new(name, Module::new()) }
}

fn number_and_number(name: &str) -> Module {
    function(name, |function, module| {
        function.set_into_module(module, |a: i64, _: i64| a);
    })
}

#[test]
fn extensions_that_clash_are_refused() -> Result<()> {
    let new = |name: &str| Extension::new(name, text_and_text("host"));
    let maps = || {
        function("merge", |function, module| {
            function.set_into_module(module, |a: Map, _: Map| a);
        })
    };
    let length = || {
        function("len", |function, module| {
            function.set_into_module(module, |_: &mut sw::rhai::Array| 1_i64);
        })
    };
    let cases: Vec<(&str, Vec<Extension>)> = vec![
        ("two extensions are called `acme`", vec![new("acme"), new("other"), new("acme")]),
        ("would replace the namespace `terraform` of sw", vec![new("terraform")]),
        ("nothing can call the extension `my-ext`", vec![new("my-ext")]),
        ("nothing can call the extension `fn`", vec![new("fn")]),
        ("nothing can call the extension `1st`", vec![new("1st")]),
        ("nothing can call the extension `büro`", vec![new("büro")]),
        ("nothing can call the extension `a::b`", vec![new("a::b")]),
        ("nothing can call the extension `global`", vec![new("global")]),
        ("nothing can call the extension `eval`", vec![new("eval")]),
        (
            "nothing can call the function `my-host` of the extension `acme`",
            vec![Extension::new("acme", text_and_text("my-host"))],
        ),
        (
            "the function `emit` of 2 values in the extension without a name would replace what sw has",
            vec![Extension::new("", text_and_text("emit"))],
        ),
        (
            "the function `merge` of 2 values in the extension without a name would replace what sw has",
            vec![Extension::new("", maps())],
        ),
        (
            "the function `len` of 1 value in the extension `acme` would replace what sw has",
            vec![with_methods("acme", length())],
        ),
        (
            "the function `+` of 2 values in the extension `acme` would replace what sw has",
            vec![with_methods("acme", number_and_number("+"))],
        ),
        (
            "would replace that of the extension `acme`",
            vec![
                with_methods("acme", text_and_text("host")),
                with_methods("other", text_and_text("host")),
            ],
        ),
    ];
    for (message, extensions) in cases {
        let builder = extensions.into_iter().fold(recipe("1"), Builder::extension);
        let problem =
            builder.build().err().with_context(|| format!("nothing is said of {message}"))?;
        ensure!(
            problem.code == "unfit-extension" && problem.message.contains(message),
            "{} instead of {message}",
            problem.message
        );
    }
    Ok(())
}

#[test]
fn extensions_that_do_not_clash_are_added() -> Result<()> {
    let extensions = [
        Extension::new("acme", text_and_text("slow")),
        Extension::new("other", text_and_text("emit")),
        Extension::new("_acme2", text_and_text("host")),
        Extension::new("", number_and_number("emit")),
        with_methods("third", number_and_number("host")),
    ];
    let text = "other::emit(\"a\", \"b\") + _acme2::host(\"a\", \"b\") + emit(1, 2) + (3).host(4)";
    let output =
        extensions.into_iter().fold(recipe(text), Builder::extension).build()?.run("deploy.rhai");
    ensure!(output.value == "\"minemine13\"", "{} {}", output.value, output.messages());
    Ok(())
}

fn library(count: usize) -> String {
    (0..count).map(|n| format!("/// The function {n}.\nfn f{n}(a) {{ a }}\n")).collect()
}

#[test]
fn thousands_of_functions_are_read_in_time() -> Result<()> {
    for (count, is_fit) in [(1_900, true), (4_000, false), (16_000, false)] {
        let (text, start) = (library(count), Instant::now());
        let runtime = recipe(&text).build()?;
        let (modules, problems) = runtime.modules(&["deploy.rhai".into()]);
        let told = problems.first().map(|problem| problem.code.to_string());
        ensure!(
            (modules.len(), told.as_deref())
                == if is_fit { (1, None) } else { (0, Some("too-large")) },
            "{count}: {told:?}"
        );
        let output = runtime.run("deploy.rhai");
        ensure!(output.is_wrong() != is_fit, "{count}: {}", output.messages());
        ensure!(start.elapsed() < SOON, "{count} took {:?}", start.elapsed());
    }
    Ok(())
}

#[test]
fn reading_modules_has_a_limit() -> Result<()> {
    let texts: Vec<(String, String)> =
        (0..200).map(|n| (format!("lib/m{n}.rhai"), library(1_000))).collect();
    let paths: Vec<String> = texts.iter().map(|(path, _)| path.clone()).collect();
    let limits = Limits { time: Duration::from_millis(500), ..Limits::default() };
    let runtime = Runtime::builder()
        .world(texts.into_iter().collect::<MemoryWorld>())
        .limits(limits)
        .build()?;
    let (_, problems) = runtime.modules(&paths);
    ensure!(problems.iter().any(|problem| problem.code == "too-long"), "{problems:?}");
    let found = sw::testing::find(&runtime, &paths);
    ensure!(
        matches!(&found.tests[..], [.., test] if test.name == "(file)"),
        "tests that were not read are not passed over"
    );
    let huge = MemoryWorld::from([
        ("a.rhai", "// x\n".repeat(300_000)),
        ("b.rhai", "fn f() { 1 }".into()),
    ]);
    let (modules, problems) =
        Runtime::builder().world(huge).build()?.modules(&["a.rhai".into(), "b.rhai".into()]);
    ensure!(
        modules.len() == 1 && problems.len() == 1 && problems[0].code == "too-large",
        "{problems:?}"
    );
    Ok(())
}
