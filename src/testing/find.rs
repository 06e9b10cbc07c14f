//! Finding tests.

use super::{FILE, FUNCTION, Test};
use crate::Runtime;
use crate::diag::{Diagnostic, Place};
use crate::engine::reference::{ExampleDoc, FunctionDoc, ModuleDoc};

/// What a test runs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The function of its name.
    Function,
    /// An example of a function that others import.
    Example {
        /// What is before it.
        import: String,
        /// The example, and what it is to give.
        example: ExampleDoc,
    },
    /// Nothing: the file can't be read, and this is why.
    Broken(Box<Diagnostic>),
}

/// What was found in files.
#[derive(Clone, Debug, Default)]
pub struct FoundTests {
    /// The tests, in the order of the files, and in each file in its own.
    pub tests: Vec<Test>,
    /// What looks like a test and is none.
    pub warnings: Vec<Diagnostic>,
}

/// The tests in recipe files, which are read and not run.
pub fn find(runtime: &Runtime, paths: &[String]) -> FoundTests {
    let (modules, problems) = runtime.modules(paths);
    let mut found = FoundTests::default();
    for path in paths {
        let broken = problems
            .iter()
            .filter(|problem| problem.place.as_ref().is_some_and(|place| place.file == *path));
        // A library that can't be read fails the tests that import it; what is behind a bound is not even looked for.
        let is_reported = |problem: &&Diagnostic| {
            path.ends_with(FILE) || ["too-long", "too-large"].contains(&problem.code.as_ref())
        };
        let broken = broken.filter(is_reported).take(1);
        found.tests.extend(broken.map(|problem| Test {
            file: path.clone(),
            name: "(file)".into(),
            what: What::Broken(Box::new(problem.clone())),
        }));
        let module = modules.iter().find(|module| module.file == *path);
        module.into_iter().for_each(|module| found.add(module));
    }
    found
}

impl FoundTests {
    fn add(&mut self, module: &ModuleDoc) {
        if !module.file.ends_with(FILE) {
            self.tests
                .extend(module.functions.iter().flat_map(|function| examples(module, function)));
            return;
        }
        for function in
            module.functions.iter().filter(|function| function.name.starts_with(FUNCTION))
        {
            if function.parameters.is_empty() {
                self.tests.push(Test {
                    file: module.file.clone(),
                    name: function.name.clone(),
                    what: What::Function,
                });
            } else {
                self.warnings.push(with_parameters(&module.file, &function.name));
            }
        }
    }
}

fn examples<'a>(
    module: &'a ModuleDoc,
    function: &'a FunctionDoc,
) -> impl Iterator<Item = Test> + 'a {
    let described = function
        .examples
        .iter()
        .filter(|example| example.returns.is_some() || example.error.is_some());
    let several = function.examples.len() > 1;
    described.enumerate().map(move |(i, example)| {
        let number = if several { format!(" {}", i + 1) } else { String::new() };
        let import = format!(
            "import \"./{}\" as {};\n",
            module.file.rsplit('/').next().unwrap_or_default(),
            module.alias
        );
        let name = format!("{} (example{number})", function.name);
        Test {
            file: module.file.clone(),
            name,
            what: What::Example { import, example: example.clone() },
        }
    })
}

fn with_parameters(file: &str, name: &str) -> Diagnostic {
    Diagnostic::warning("unfit-test", format!("`{name}` takes parameters, and is not run"))
        .at(Place::new(file, 1, 1))
        .hint("a test takes none; a function that helps tests is called otherwise")
}
