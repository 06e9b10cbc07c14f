//! Every function that recipes can call has a summary and an example, and every example does what
//! it says: its last line is `// => value` or `// => error: text`.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;
use support::paths::in_repository;
use sw::diag::Diagnostic;
use sw::engine::reference::FunctionDoc;
use sw::engine::world::{DiskWorld, World, WorldError};
use sw::{Output, Runtime, project};

/// Under which name an example is evaluated.
const EXAMPLE: &str = "example.rhai";

fn main() -> ExitCode {
    let functions = Runtime::builder().build().expect("the folder of the test can be entered").reference();
    let count = functions.len();
    let mut trials = vec![Trial::test("there_are_functions", move || plenty(count))];
    trials.extend(functions.into_iter().map(|function| Trial::test(function.signature.clone(), move || checked(&function))));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The engine gives an empty list rather than an error when its metadata is switched off.
fn plenty(count: usize) -> Result<(), Failed> {
    if count >= 20 { Ok(()) } else { Err(format!("only {count} functions were found").into()) }
}

fn checked(function: &FunctionDoc) -> Result<(), Failed> {
    if function.summary.is_empty() {
        return Err("it has no documentation: write a doc comment on the function".into());
    }
    if function.examples.is_empty() {
        return Err("it has no example: add one to its doc comment, fenced with ```rhai, with a last line `// => value`".into());
    }
    function.examples.iter().try_for_each(|example| run(example))
}

fn run(example: &str) -> Result<(), Failed> {
    let Some(expected) = example.lines().filter_map(|line| line.trim().strip_prefix("// => ")).next_back() else {
        return Err(format!("the example does not say what it gives, with `// => value` or `// => error: text`:\n{example}").into());
    };
    let evaluation = evaluate(example)?;
    let errors: Vec<&Diagnostic> = evaluation.errors().collect();
    match (expected.strip_prefix("error: "), errors.as_slice()) {
        (Some(text), [_, ..]) if errors.iter().any(|error| error.message.contains(text)) => Ok(()),
        (None, []) if evaluation.value == expected => Ok(()),
        (_, []) => Err(format!("expected {expected}\n   found {}\n\n{example}", evaluation.value).into()),
        _ => Err(format!("expected {expected}\n{}", evaluation.messages()).into()),
    }
}

fn evaluate(example: &str) -> Result<Output, Failed> {
    let root = in_repository("tests/support/project");
    let (project, problems) = project::load(&root);
    let project = project.ok_or_else(|| format!("the standard project can't be read: {problems:?}"))?;
    let world = ExampleWorld { example: example.into(), files: DiskWorld::new(&root)? };
    Ok(Runtime::builder().project(project).world(world).build()?.run(EXAMPLE))
}

/// The standard project's files, and the example as one more.
struct ExampleWorld {
    example: String,
    files: DiskWorld,
}

impl World for ExampleWorld {
    fn read(&self, path: &str) -> Result<String, WorldError> {
        if path == EXAMPLE { Ok(self.example.clone()) } else { self.files.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, WorldError> {
        self.files.list(folder)
    }
}
