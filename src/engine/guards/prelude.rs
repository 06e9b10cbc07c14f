//! What the language itself is taught: `()` in text is a mistake, maps add up in order, values
//! carry comments, and nothing reads the clock or stops the process.

use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::native::convert::{Noted, Null};
use crate::engine::run::context::Run;
use crate::util::lock::lock;
use rhai::plugin::*;
use rhai::{
    Array, Dynamic, FLOAT, FuncRegistration, INT, ImmutableString, Map, Module, NativeCallContext,
};

/// The functions that every recipe has before any namespace is added.
pub(crate) fn module() -> Module {
    let mut module = rhai::exported_module!(language);
    module
        .set_custom_type::<Null>("null")
        .set_custom_type::<Noted>("commented value")
        .set_custom_type::<Diagnostic>("error");
    for (name, instead) in FORBIDDEN {
        forbid(&mut module, name, instead);
    }
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

fn forbid(module: &mut Module, name: &'static str, instead: &'static str) {
    let refuse = move |ctx: &NativeCallContext<'_>| -> Fallible<Dynamic> {
        Err(Diagnostic::error("forbidden-function", format!("a recipe can't use `{name}`"))
            .note("the same recipe gives the same files, whenever and wherever it runs")
            .hint(instead))
        .at(ctx)
    };
    FuncRegistration::new(name).set_into_module(module, move |ctx: NativeCallContext| refuse(&ctx));
    // The packages' versions take numbers, and a fitting type goes before any type.
    FuncRegistration::new(name)
        .set_into_module(module, move |ctx: NativeCallContext, _: INT| refuse(&ctx));
    FuncRegistration::new(name)
        .set_into_module(module, move |ctx: NativeCallContext, _: FLOAT| refuse(&ctx));
    FuncRegistration::new(name)
        .set_into_module(module, move |ctx: NativeCallContext, _: Dynamic| refuse(&ctx));
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

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod language {
    use super::*;

    /// Returns `value` with a comment beside it, on the same line of the file.
    ///
    /// ```rhai
    /// "cx11".note("smaller outside production")
    /// // => "cx11"
    /// ```
    #[rhai_fn(global, name = "note", pure)]
    pub fn note(value: &mut Dynamic, text: &str) -> Dynamic {
        with_comment(value, |noted| noted.beside = Some(text.to_string()))
    }

    /// Returns `value` with comment lines above it.
    ///
    /// ```rhai
    /// #{ replicas: 2 }.comment("defaults; each environment has its own")
    /// // => #{ replicas: 2 }
    /// ```
    #[rhai_fn(global, name = "comment", pure)]
    pub fn comment(value: &mut Dynamic, text: &str) -> Dynamic {
        with_comment(value, |noted| noted.above.extend(text.lines().map(str::to_string)))
    }

    #[rhai_fn(global, name = "to_string", name = "to_debug")]
    pub fn unit_in_text(ctx: NativeCallContext, _value: ()) -> ImmutableString {
        let run = Run::of(&ctx);
        run.mark_refused(missing_value().at(run.place(&ctx)), "()".into()).into()
    }

    #[rhai_fn(global, name = "+", return_raw)]
    pub fn text_and_unit(
        ctx: NativeCallContext,
        _text: ImmutableString,
        _missing: (),
    ) -> Fallible<Dynamic> {
        Err(missing_value()).at(&ctx)
    }

    #[rhai_fn(global, name = "+", return_raw)]
    pub fn unit_and_text(
        ctx: NativeCallContext,
        _missing: (),
        _text: ImmutableString,
    ) -> Fallible<Dynamic> {
        Err(missing_value()).at(&ctx)
    }

    #[rhai_fn(global, name = "to_string", name = "to_debug")]
    pub fn null_in_text(_value: Null) -> ImmutableString {
        "null".into()
    }

    #[rhai_fn(global, name = "==")]
    pub fn null_equals_null(_a: Null, _b: Null) -> bool {
        true
    }

    #[rhai_fn(global, name = "to_string", name = "to_debug")]
    pub fn noted_in_text(value: Noted) -> ImmutableString {
        value.value.to_string().into()
    }

    /// Joins two maps: the second one's keys follow, and win. Inner maps are replaced, not joined.
    ///
    /// ```rhai
    /// #{ a: 1, b: 2 } + #{ b: 3, c: 4 }
    /// // => #{ a: 1, b: 3, c: 4 }
    /// ```
    #[rhai_fn(global, name = "+")]
    pub fn map_and_map(ctx: NativeCallContext, base: Map, over: Map) -> Map {
        let first: Vec<&str> = base.keys().map(|key| key.as_str()).collect();
        let second: Vec<&str> = over.keys().map(|key| key.as_str()).collect();
        let run = Run::of(&ctx);
        lock(&run.sources).orders.join(&first, &second);
        if let Some(key) = over
            .iter()
            .find(|(key, value)| value.is_map() && base.get(*key).is_some_and(Dynamic::is_map))
            .map(|(key, _)| key)
        {
            run.report(shallow(key).at(run.place(&ctx)));
        }
        let mut joined = base;
        joined.extend(over);
        joined
    }

    /// A map and `()` is the map, so that a part can be added on a condition.
    ///
    /// ```rhai
    /// let debug = false;
    /// #{ name: "web" } + if debug { #{ verbose: true } }
    /// // => #{ name: "web" }
    /// ```
    #[rhai_fn(global, name = "+")]
    pub fn map_and_unit(base: Map, _nothing: ()) -> Map {
        base
    }

    /// An array and `()` is the array, so that items can be added on a condition.
    ///
    /// ```rhai
    /// let production = true;
    /// ["test", "deploy"] + if !production { ["clean"] }
    /// // => ["test", "deploy"]
    /// ```
    #[rhai_fn(global, name = "+")]
    pub fn array_and_unit(base: Array, _nothing: ()) -> Array {
        base
    }
}

fn with_comment(value: &Dynamic, change: impl FnOnce(&mut Noted)) -> Dynamic {
    let known = value.read_lock::<Noted>().map(|noted| noted.clone());
    let mut noted =
        known.unwrap_or_else(|| Noted { value: value.clone(), above: Vec::new(), beside: None });
    change(&mut noted);
    Dynamic::from(noted)
}
