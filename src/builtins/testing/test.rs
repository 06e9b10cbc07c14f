//! What tests make up, and recipes that they run: `test::fake`, `test::run`.

use crate::builtins::collections::merge::map_of;
use crate::diag::Diagnostic;
use crate::engine::fakes::{self, Fakes};
use crate::engine::handle::not_data;
use crate::engine::{
    At, Fallible, Functions, Handle, HandleType, Namespace, OptionMap, Page, Property, Rehearsed,
    Run,
};
use crate::value::Value;
use rhai::{Array, Dynamic, Map, NativeCallContext as Ctx};
use std::sync::Arc;

/// The namespace `test`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[|types| types.handle::<Rehearsal>("test run")]),
    handles: &[HandleType::of::<Rehearsal>()],
    options: &[OptionMap::of::<Fakes>(&["fake", "run"])],
    pages: &[Page::new(include_str!("test.md"))],
    ..Namespace::named(
        "test",
        "What tests make up, and recipes that they run. It is there in tests only.",
    )
};

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

fn functions(functions: &mut Functions<'_>) {
    functions.add("test::fake(options)", fake);
    functions.add("test::run(recipe)", |ctx: Ctx, recipe: &str| run_with(ctx, recipe, Map::new()));
    functions.add("test::run(recipe, options)", run_with);
}

fn fake(ctx: Ctx, given: Map) -> Fallible<()> {
    Run::of(&ctx).in_test("test::fake").at(&ctx)?;
    let made_up = fakes::read(&ctx, &given, "test::fake")?;
    fakes::fake(&ctx, &made_up)
}

fn run_with(ctx: Ctx, recipe: &str, given: Map) -> Fallible<Rehearsal> {
    Run::of(&ctx).in_test("test::run").at(&ctx)?;
    let made_up = fakes::read(&ctx, &given, "test::run")?;
    fakes::rehearse(&ctx, recipe, &made_up).map(|outcome| Rehearsal(Arc::new(outcome)))
}
