//! Finding tests.

use super::{FILE, FUNCTION, Test};
use crate::Runtime;
use crate::diag::{Diagnostic, Place};
use crate::engine::reference::{ExampleDoc, ModuleDoc};

/// What a test runs.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The function of its name.
    Function,
    /// An example of the documentation of a library.
    Example {
        /// The import of that library, when the example itself has none.
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
        // One is enough: its examples are not known, and tests that import it fail with all.
        found.tests.extend(broken.take(1).map(|problem| Test {
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
            self.tests.extend(examples(module));
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

/// What a test of an example at the head of a file is called.
const HEAD: &str = "(file)";

/// The examples of a file. Those of what it re-exports are run where they are written.
fn examples(module: &ModuleDoc) -> impl Iterator<Item = Test> {
    let functions = module.functions.iter().filter(|own| own.namespace == module.alias);
    let functions = functions.map(|function| (function.name.as_str(), &function.examples));
    let constants = module.constants.iter().filter(|own| !own.name.contains("::"));
    let constants = constants.map(|constant| (constant.name.as_str(), &constant.examples));
    let all = std::iter::once((HEAD, &module.examples)).chain(functions).chain(constants);
    all.flat_map(|(name, examples)| examples_of(module, name, examples))
}

fn examples_of<'a>(
    module: &'a ModuleDoc,
    name: &'a str,
    examples: &'a [ExampleDoc],
) -> impl Iterator<Item = Test> + 'a {
    let runnable = || examples.iter().filter(|example| !example.is_only_shown);
    let several = runnable().count() > 1;
    runnable().enumerate().map(move |(i, example)| {
        let number = if several { format!(" {}", i + 1) } else { String::new() };
        Test {
            file: module.file.clone(),
            name: format!("{name} (example{number})"),
            what: What::Example { import: import(module, example), example: example.clone() },
        }
    })
}

/// The import of the file itself from beside it, unless the example shows one.
fn import(module: &ModuleDoc, example: &ExampleDoc) -> String {
    let name = format!("as {}", module.alias);
    let imports = |line: &str| {
        line.trim_start().starts_with("import ")
            && line.trim_end().trim_end_matches(';').trim_end().ends_with(&name)
    };
    if example.recipe().lines().any(imports) {
        return String::new();
    }
    let file = module.file.rsplit('/').next().unwrap_or_default();
    format!("import \"./{file}\" as {};\n", module.alias)
}

fn with_parameters(file: &str, name: &str) -> Diagnostic {
    Diagnostic::warning("unfit-test", format!("`{name}` takes parameters, and is not run"))
        .at(Place::new(file, 1, 1))
        .hint("a test takes none; a function that helps tests is called otherwise")
}
