//! What the language itself is taught: `()` in text is a mistake, maps add up in order, values
//! carry comments, and nothing reads the clock or stops the process.

use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::namespace::Namespace;
use crate::engine::native::convert::{Noted, Null};
use crate::engine::native::handle::functions::Functions;
use crate::engine::reference::page::Page;
use crate::engine::run::context::Run;
use crate::util::lock::lock;
use rhai::{Array, Dynamic, FLOAT, INT, ImmutableString, Map, Module, NativeCallContext as Ctx};

/// The functions that every recipe has before any namespace is added.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: module,
    pages: &[Page::new(include_str!("prelude.md"))],
    ..Namespace::named("", "What the language itself is taught.")
};

pub(crate) fn module() -> Module {
    let mut module = Functions::module(&[functions]);
    module
        .set_custom_type::<Null>("null")
        .set_custom_type::<Noted>("commented value")
        .set_custom_type::<Diagnostic>("error");
    module
}

/// What the engine's packages bring along and no recipe may use, and what to do instead: the same
/// recipe has to give the same bytes.
const FORBIDDEN: [(&str, &str); 3] = [
    ("sleep", "leave it out: a recipe only describes files, and there is nothing to wait for"),
    (
        "timestamp",
        "have the time given from outside: `input(\"built_at\")`, and `--set built_at=...`",
    ),
    ("exit", "leave a function with `return`, or stop the recipe with `fail(\"why\")`"),
];

fn forbid(functions: &mut Functions<'_>, name: &'static str, instead: &'static str) {
    let refuse = move |ctx: &Ctx<'_>| -> Fallible<Dynamic> {
        Err(Diagnostic::error("forbidden-function", format!("a recipe can't use `{name}`"))
            .note("the same recipe gives the same files, whenever and wherever it runs")
            .hint(instead))
        .at(ctx)
    };
    functions.operator(name, move |ctx: Ctx| refuse(&ctx));
    // The packages' versions take numbers, and a fitting type goes before any type.
    functions.operator(name, move |ctx: Ctx, _: INT| refuse(&ctx));
    functions.operator(name, move |ctx: Ctx, _: FLOAT| refuse(&ctx));
    functions.operator(name, move |ctx: Ctx, _: Dynamic| refuse(&ctx));
}

fn shallow(key: &str) -> Diagnostic {
    Diagnostic::warning(
        "shallow-merge",
        format!("both sides of `+` hold a map under `{key}`, and the second replaces the first"),
    )
    .hint("`<<` joins maps all the way down")
}

fn missing_value() -> Diagnostic {
    Diagnostic::error("missing-in-text", "a value that goes into this text is missing: it is `()`")
        .hint("give it a value, or leave the whole text out with `if`")
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("value.note(text)", |value: &mut Dynamic, text: &str| {
        with_comment(value, |noted| noted.beside = Some(text.to_string()))
    });
    functions.add("value.comment(text)", |value: &mut Dynamic, text: &str| {
        with_comment(value, |noted| noted.above.extend(text.lines().map(str::to_string)))
    });
    functions.add("+(base: map, over: map)", joined);
    functions.add("+(base: map, nothing: unit)", |base: Map, _: ()| base);
    functions.add("+(base: array, nothing: unit)", |base: Array, _: ()| base);
    for name in ["to_string", "to_debug"] {
        functions.operator(name, |ctx: Ctx, _: ()| -> ImmutableString {
            let run = Run::of(&ctx);
            run.mark_refused(missing_value().at(run.place(&ctx)), "()".into()).into()
        });
        functions.operator(name, |_: Null| ImmutableString::from("null"));
        functions.operator(name, |noted: Noted| ImmutableString::from(noted.value.to_string()));
    }
    functions.operator("+", |ctx: Ctx, _: ImmutableString, _: ()| -> Fallible<Dynamic> {
        Err(missing_value()).at(&ctx)
    });
    functions.operator("+", |ctx: Ctx, _: (), _: ImmutableString| -> Fallible<Dynamic> {
        Err(missing_value()).at(&ctx)
    });
    functions.operator("==", |_: Null, _: Null| true);
    FORBIDDEN.iter().for_each(|(name, instead)| forbid(functions, name, instead));
}

fn joined(ctx: Ctx, base: Map, over: Map) -> Map {
    let first: Vec<&str> = base.keys().map(|key| key.as_str()).collect();
    let second: Vec<&str> = over.keys().map(|key| key.as_str()).collect();
    let run = Run::of(&ctx);
    lock(&run.sources).orders.join(&first, &second);
    let mut maps = over.iter().filter(|(_, value)| value.is_map());
    if let Some((key, _)) = maps.find(|(key, _)| base.get(*key).is_some_and(Dynamic::is_map)) {
        run.report(shallow(key).at(run.place(&ctx)));
    }
    let mut joined = base;
    joined.extend(over);
    joined
}

fn with_comment(value: &Dynamic, change: impl FnOnce(&mut Noted)) -> Dynamic {
    let known = value.read_lock::<Noted>().map(|noted| noted.clone());
    let mut noted =
        known.unwrap_or_else(|| Noted { value: value.clone(), above: Vec::new(), beside: None });
    change(&mut noted);
    Dynamic::from(noted)
}
