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

fn texts(texts: &[impl ToString]) -> Dynamic {
    texts.iter().map(|text| Dynamic::from(text.to_string())).collect::<Array>().into()
}

const PROPERTIES: &[Property<Rehearsal>] = &[
    Property::of("files", |this, run| Some(this.files(run))),
    Property::of("errors", |this, _| Some(this.messages(true))),
    Property::of("warnings", |this, _| Some(this.messages(false))),
    Property::of("printed", |this, _| Some(texts(&this.outcome().printed))),
    Property::of("secrets", |this, _| Some(texts(&this.outcome().secrets))),
    Property::of("value", |this, _| Some(this.outcome().value.clone().into())),
];

impl Handle for Rehearsal {
    fn about() -> &'static str {
        include_str!("test_run.md")
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
