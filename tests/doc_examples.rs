//! All that recipes can call is documented with an example, and every example does what it says: functions,
//! methods, types, properties, options, words and what can be imported.

mod support;

use anyhow::{Result, anyhow, bail, ensure};
use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;
use support::paths::in_repository;
use support::trial::{run as play, trial};
use sw::diag::Diagnostic;
use sw::engine::reference::{ExampleDoc, FunctionDoc, OptionDoc, Reference};
use sw::engine::world::{DiskWorld, FileError, MemoryWorld, World};
use sw::engine::{Role, Trial};
use sw::testing::Stage;
use sw::{Output, Request, Runtime, project};

/// Under which name an example is evaluated.
const EXAMPLE: &str = "example.rhai";

/// Something with a summary and examples.
struct Documented {
    name: String,
    summary: String,
    examples: Vec<ExampleDoc>,
    /// What stands before each example.
    before: String,
}

fn main() -> ExitCode {
    let reference =
        Runtime::builder().build().expect("the folder of the test can be entered").reference();
    let count = reference.functions.len();
    let undescribed = undescribed(&reference);
    let untold = untold(&reference);
    let own = [
        trial("there_are_functions", move || plenty(count)),
        trial("every_option_is_described_and_stands_in_an_example", move || none(&undescribed)),
        trial("every_name_of_the_language_is_documented", move || none(&untold)),
    ];
    play(
        own.into_iter().chain(
            documented(reference)
                .into_iter()
                .map(|entry| trial(entry.name.clone(), move || checked(&entry))),
        ),
    )
}

/// The engine gives an empty list rather than an error when its metadata is switched off.
fn plenty(count: usize) -> Result<()> {
    ensure!(count >= 300, "only {count} functions were found");
    Ok(())
}

fn none(problems: &[String]) -> Result<()> {
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

/// All that has to have an example.
fn documented(reference: Reference) -> Vec<Documented> {
    let function = |function: FunctionDoc, before: String| Documented {
        name: function.signature,
        summary: function.summary,
        examples: function.examples,
        before,
    };
    let mut all: Vec<Documented> =
        reference.functions.into_iter().map(|native| function(native, String::new())).collect();
    for kind in reference.types {
        let properties = kind.properties.into_iter().map(|property| Documented {
            name: format!("{}.{}", kind.name, property.name),
            summary: property.summary,
            examples: property.examples,
            before: String::new(),
        });
        all.extend(properties);
        all.push(Documented {
            name: kind.name,
            summary: kind.summary,
            examples: kind.examples,
            before: String::new(),
        });
    }
    for constant in reference.constants {
        all.push(Documented {
            name: constant.name,
            summary: constant.summary,
            examples: constant.examples,
            before: String::new(),
        });
    }
    for module in reference.modules {
        let before = format!("import \"{}\" as {};\n", module.name, module.alias);
        all.extend(module.functions.into_iter().map(|own| function(own, before.clone())));
    }
    all
}

fn checked(entry: &Documented) -> Result<()> {
    ensure!(!entry.summary.is_empty(), "it has no documentation: write a doc comment on it");
    ensure!(
        !entry.examples.is_empty(),
        "it has no example: add one, fenced with ```rhai, with a last line `// => value`"
    );
    entry.examples.iter().try_for_each(|example| run(example, &entry.before))
}

fn run(example: &ExampleDoc, before: &str) -> Result<()> {
    let code = format!("{before}{}", example.recipe());
    let output = evaluate(&code)?;
    let errors: Vec<&Diagnostic> = output.errors().collect();
    match (&example.returns, &example.error, errors.as_slice()) {
        (None, None, _) => bail!(
            "the example does not say what it gives, with `// => value` or `// => error: text`:\n{code}"
        ),
        (_, Some(text), [_, ..]) if errors.iter().any(|error| error.message.contains(text)) => {
            Ok(())
        }
        (Some(expected), _, []) if output.value == *expected => Ok(()),
        (expected, error, []) => {
            bail!(
                "expected {}\n   found {}\n\n{code}",
                expected.as_ref().or(error.as_ref()).map_or("", String::as_str),
                output.value
            )
        }
        (expected, ..) => bail!("expected {expected:?}\n{}", output.messages()),
    }
}

fn evaluate(example: &str) -> Result<Output> {
    let root = in_repository("tests/support/shop");
    let (project, problems) = project::load(&root);
    let project = project
        .ok_or_else(|| anyhow!("the project of the examples can't be read: {problems:?}"))?;
    let world = ExampleWorld { example: example.into(), files: DiskWorld::new(&root)? };
    let runtime = Runtime::builder().project(project).world(MemoryWorld::default()).build()?;
    // What tests check is an example too, and so is a recipe that one runs.
    let runtime = runtime.with(runtime.project().clone(), Stage::new(&runtime, Arc::new(world)));
    let trial = Trial { role: Role::Example, bless: false, coverage: false };
    Ok(runtime.run(Request::from(EXAMPLE).trial(trial)))
}

/// Options, those inside others too, that nobody describes or that no example of a function with them shows.
fn undescribed(reference: &Reference) -> Vec<String> {
    let functions: Vec<&FunctionDoc> = reference.all_functions().collect();
    let shown = shown(&functions);
    let mut problems = Vec::new();
    for function in &functions {
        let is_map = function.parameters.last().is_some_and(|last| last.name == "options");
        if is_map && function.options.is_empty() && function.name != "options" {
            problems.push(format!("{}: nothing says which options there are", function.signature));
        }
        all_options(&function.options, &mut |option| {
            if option.summary.is_empty() {
                problems.push(format!(
                    "{}: nobody says what `{}` is for",
                    function.signature, option.name
                ));
            }
            if !shown.contains(&identity(option)) {
                problems
                    .push(format!("{}: no example shows `{}`", function.signature, option.name));
            }
        });
    }
    problems
}

/// What makes an option the same in several functions.
fn identity(option: &OptionDoc) -> (String, String, String) {
    (option.name.clone(), option.r#type.clone(), option.summary.clone())
}

/// The options that examples of their functions show.
fn shown(functions: &[&FunctionDoc]) -> BTreeSet<(String, String, String)> {
    let mut shown = BTreeSet::new();
    for function in functions {
        let examples = function.examples.iter().map(|example| format!("{}\n", example.code));
        let code: String = examples.collect();
        all_options(&function.options, &mut |option| {
            if shows(&code, &option.name) {
                shown.insert(identity(option));
            }
        });
    }
    shown
}

/// Whether an example has this key.
fn shows(code: &str, key: &str) -> bool {
    let before = |at: usize| code[..at].chars().next_back();
    code.match_indices(&format!("{key}:"))
        .any(|(at, _)| before(at).is_some_and(|c| c == ' ' || c == '{'))
}

fn all_options(options: &[OptionDoc], visit: &mut dyn FnMut(&OptionDoc)) {
    for option in options {
        visit(option);
        all_options(&option.options, visit);
    }
}

/// What the language brings along and no page tells.
fn untold(reference: &Reference) -> Vec<String> {
    let told = |receiver: &str, name: &str| {
        reference
            .functions
            .iter()
            .any(|function| function.receiver == receiver && function.name == name)
    };
    let missing = sw::engine::reference::of_the_language()
        .into_iter()
        .filter(|(receiver, name)| !told(receiver, name) && !told("", name));
    missing
        .map(|(receiver, name)| {
            format!(
                "`{name}` of `{receiver}` has no section in src/engine/reference/collect/language/"
            )
        })
        .collect()
}

/// The files of the project that examples run in, and the example as one more.
struct ExampleWorld {
    example: String,
    files: DiskWorld,
}

impl World for ExampleWorld {
    fn read(&self, path: &str) -> Result<String, FileError> {
        if path == EXAMPLE { Ok(self.example.clone()) } else { self.files.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.files.list(folder)
    }
}
