//! What tests make up, and recipes that they run: `test::fake`, `test::run`.

use crate::builtins::collections::merge::map_of;
use crate::diag::Diagnostic;
use crate::engine::fakes::{self, Fakes};
use crate::engine::handle::{not_data, register};
use crate::engine::{
    At, Fallible, Handle, HandleType, Namespace, OptionMap, Property, Rehearsed, Run,
};
use crate::value::Value;
use rhai::plugin::*;
use rhai::{Array, Dynamic, Map, Module, NativeCallContext};
use std::sync::Arc;

/// The namespace `test`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(test),
    methods,
    handles: &[HandleType::of::<Rehearsal>()],
    options: &[OptionMap::of::<Fakes>(&["fake", "run"])],
    ..Namespace::named(
        "test",
        "What tests make up, and recipes that they run. It is there in tests only.",
    )
};

fn methods() -> Module {
    let mut module = Module::new();
    register::<Rehearsal>(&mut module, "test run");
    module
}

/// What came of a recipe that a test ran.
#[derive(Clone, Debug)]
pub(super) struct Rehearsal(Arc<Rehearsed>);

impl Rehearsal {
    pub(super) fn outcome(&self) -> &Rehearsed {
        &self.0
    }
}

/// An error as tests look at it.
pub(super) fn error_map(error: &Diagnostic) -> Map {
    let list = |texts: &[String]| {
        Dynamic::from(texts.iter().cloned().map(Dynamic::from).collect::<rhai::Array>())
    };
    let parts = [
        ("code", error.code.to_string().into()),
        ("message", error.message.clone().into()),
        ("hints", list(&error.hints)),
        ("notes", list(&error.notes)),
    ];
    parts.into_iter().map(|(key, value)| (key.into(), value)).collect()
}

const EXAMPLE_FILES: &str =
    r#"test::run("a.rhai", #{ files: #{ "a.rhai": "emit(\"a.txt\", \"hello\");" } }).files.keys()"#;
const EXAMPLE_ERRORS: &str =
    r#"test::run("a.rhai", #{ files: #{ "a.rhai": "fail(\"no\")" } }).errors[0].code"#;
const EXAMPLE_WARNINGS: &str =
    r#"test::run("a.rhai", #{ files: #{ "a.rhai": "warn(\"careful\")" } }).warnings[0].message"#;
const EXAMPLE_PRINTED: &str =
    r#"test::run("a.rhai", #{ files: #{ "a.rhai": "print(\"hello\")" } }).printed"#;
const EXAMPLE_SECRETS: &str =
    r#"test::run("a.rhai", #{ files: #{ "a.rhai": "secret(\"API_TOKEN\")" } }).secrets"#;
const EXAMPLE_VALUE: &str = r#"test::run("a.rhai", #{ files: #{ "a.rhai": "1 + 1" } }).value"#;

impl Rehearsal {
    fn files(&self, run: &Run) -> Dynamic {
        let outcome = self.outcome();
        let files = outcome.files.iter();
        let texts = files.map(|(path, text)| (path.as_str().into(), Dynamic::from(text.clone())));
        map_of(run, texts.collect()).into()
    }

    fn messages(&self, errors: bool) -> Dynamic {
        let outcome = self.outcome();
        let found = outcome.messages.iter().filter(|message| message.is_error() == errors);
        found.map(|message| Dynamic::from(error_map(message))).collect::<Array>().into()
    }
}

fn texts(texts: &[String]) -> Dynamic {
    texts.iter().cloned().map(Dynamic::from).collect::<Array>().into()
}

const PROPERTIES: &[Property<Rehearsal>] = &[
    Property::of(
        "files",
        "map",
        "The files that it made: their texts by path. None of a recipe that is wrong.",
        EXAMPLE_FILES,
        r#"["a.txt"]"#,
        |this, run| Some(this.files(run)),
    ),
    Property::of(
        "errors",
        "array",
        "What was wrong: maps with `code`, `message`, `hints` and `notes`.",
        EXAMPLE_ERRORS,
        r#""recipe-message""#,
        |this, _| Some(this.messages(true)),
    ),
    Property::of(
        "warnings",
        "array",
        "What was doubtful, in the same form.",
        EXAMPLE_WARNINGS,
        r#""careful""#,
        |this, _| Some(this.messages(false)),
    ),
    Property::of(
        "printed",
        "array",
        "The lines that it printed.",
        EXAMPLE_PRINTED,
        r#"["hello"]"#,
        |this, _| Some(texts(&this.outcome().printed)),
    ),
    Property::of(
        "secrets",
        "array",
        "The names of the secrets that it uses.",
        EXAMPLE_SECRETS,
        r#"["API_TOKEN"]"#,
        |this, _| Some(texts(&this.outcome().secrets)),
    ),
    Property::of(
        "value",
        "string",
        "What its last expression was, as a recipe writes it.",
        EXAMPLE_VALUE,
        r#""2""#,
        |this, _| Some(this.outcome().value.clone().into()),
    ),
];

impl Handle for Rehearsal {
    fn about() -> &'static str {
        r#"What came of a recipe that a test ran: nothing of it is written.

```rhai
test::fake(#{ files: #{ "deploy.rhai": "emit(\"a.yaml\", #{ replicas: 2 });" } });
test::run("deploy.rhai").files["a.yaml"]
// => "replicas: 2\n"
```"#
    }

    fn properties() -> &'static [Property<Self>] {
        PROPERTIES
    }

    fn show(&self) -> String {
        "a run of a recipe".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data("a run of a recipe is no data", "use one of its properties: `.files`"))
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod test {
    use super::*;

    /// From here on the test finds what is made up instead of the real project: environments, inputs and files. What is
    /// not made up is as the project has it.
    ///
    /// ```rhai
    /// test::fake(#{
    ///     environments: ["development", #{ name: "production", provider: "aws", region: "eu-central-1" }],
    ///     inputs: #{ version: "1.4.2" },
    ///     files: #{ "config/limits.yaml": #{ replicas: 3 } },
    ///     env: ["production"],
    /// });
    /// [target().region, input("version"), read_yaml("config/limits.yaml").replicas]
    /// // => ["eu-central-1", "1.4.2", 3]
    /// ```
    ///
    /// ```rhai
    /// test::fake(#{ config: #{ project: #{ name: "other" } } });
    /// project.name
    /// // => "other"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn fake(ctx: NativeCallContext, given: Map) -> Fallible<()> {
        Run::of(&ctx).in_test("test::fake").at(&ctx)?;
        let made_up = fakes::read(&ctx, &given, "test::fake")?;
        fakes::fake(&ctx, &made_up)
    }

    /// Runs a recipe of the project as `sw run` does, but for writing, and returns its result. It finds what the test
    /// has made up.
    ///
    /// ```rhai
    /// test::fake(#{ files: #{ "deploy.rhai": "emit(\"a.txt\", project.name)" } });
    /// test::run("deploy.rhai").files["a.txt"]
    /// // => "shop\n"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn run(ctx: NativeCallContext, recipe: &str) -> Fallible<Rehearsal> {
        run_with(ctx, recipe, Map::new())
    }

    /// Runs a recipe in a project that is made up: what the options say, over what the test has made up before.
    ///
    /// ```rhai
    /// let recipe = "for env in environments() { env.emit(`${env}.txt`, input(\"version\")); }";
    /// let run = test::run("deploy.rhai", #{ environments: ["qa"], inputs: #{ version: "2" }, files: #{ "deploy.rhai": recipe } });
    /// run.files
    /// // => #{ "qa.txt": "2\n" }
    /// ```
    #[rhai_fn(name = "run", return_raw)]
    pub fn run_with(ctx: NativeCallContext, recipe: &str, given: Map) -> Fallible<Rehearsal> {
        Run::of(&ctx).in_test("test::run").at(&ctx)?;
        let made_up = fakes::read(&ctx, &given, "test::run")?;
        fakes::rehearse(&ctx, recipe, &made_up).map(|outcome| Rehearsal(Arc::new(outcome)))
    }
}
