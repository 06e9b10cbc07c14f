//! What does not mix: text with numbers, text with whole maps and arrays, arrays with single items.
//!
//! The language would say no, or return something that is never meant: `"8080" == 8080` is false,
//! `["a"] + "b"` is text.

use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible};
use crate::engine::errors::type_names::type_in_words;
use crate::engine::run::context::Run;
use rhai::{
    Array, Dynamic, FLOAT, FuncRegistration, INT, ImmutableString, Map, Module, NativeCallContext,
    Variant,
};

/// No limit on texts is smaller than this, in bytes.
const ALWAYS_FITS: usize = 1 << 12;

/// The functions that refuse, or warn.
pub(crate) fn module() -> Module {
    let mut module = Module::new();
    text_and::<INT>(&mut module);
    text_and::<FLOAT>(&mut module);
    text_and::<bool>(&mut module);
    collection::<Map>(&mut module);
    collection::<Array>(&mut module);
    growing(&mut module);
    joined(&mut module);
    module
}

/// Comparing text with a `T`: it is never equal, and neither comes first.
fn text_and<T: Variant + Clone>(module: &mut Module) {
    for (name, result) in [("==", false), ("!=", true)] {
        let compare = move |ctx: &NativeCallContext<'_>, other: &T| {
            never_equal(ctx, &Dynamic::from(other.clone()));
            result
        };
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, _: ImmutableString, other: T| compare(&ctx, &other),
        );
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, other: T, _: ImmutableString| compare(&ctx, &other),
        );
    }
    for name in ["<", "<=", ">", ">="] {
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, _: ImmutableString, other: T| {
                unordered(&ctx, name, "a string", &type_in_words(Dynamic::from(other).type_name()))
            },
        );
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, other: T, _: ImmutableString| {
                unordered(&ctx, name, &type_in_words(Dynamic::from(other).type_name()), "a string")
            },
        );
    }
}

fn never_equal(ctx: &NativeCallContext<'_>, other: &Dynamic) {
    let run = Run::of(ctx);
    let what = type_in_words(other.type_name());
    let value = run.shown(other);
    run.report(
        Diagnostic::warning("never-equal", format!("a string is compared with {what}, and never equals it"))
            .at(run.place(ctx))
            .hint(format!("compare a string with a string: \"{value}\"; a string is parsed as a number with `parse_int(text)`").as_str()),
    );
}

fn unordered(ctx: &NativeCallContext<'_>, name: &str, left: &str, right: &str) -> Fallible<bool> {
    Err(Diagnostic::error("wrong-type", format!("`{name}` does not work between {left} and {right}"))
        .hint("only values of one kind can be compared in size; a number in text is read with `parse_int(text)`"))
    .at(ctx)
}

/// A whole map or array beside text, or inside it.
fn collection<T: Variant + Clone>(module: &mut Module) {
    let refuse = |ctx: &NativeCallContext<'_>, value: T| -> Fallible<Dynamic> {
        Err(in_text(&Dynamic::from(value))).at(ctx)
    };
    for name in ["+", "+="] {
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, _: ImmutableString, value: T| refuse(&ctx, value),
        );
    }
    FuncRegistration::new("+")
        .set_into_module(module, move |ctx: NativeCallContext, value: T, _: ImmutableString| {
            refuse(&ctx, value)
        });
    for name in ["debug", "to_debug"] {
        FuncRegistration::new(name).set_into_module(
            module,
            |ctx: NativeCallContext, value: &mut T| -> ImmutableString {
                Run::of(&ctx).shown(&Dynamic::from(value.clone())).into()
            },
        );
    }
    // It can still be printed: using the text for more is an error.
    FuncRegistration::new("to_string").set_into_module(
        module,
        |ctx: NativeCallContext, value: &mut T| -> ImmutableString {
            let (run, value) = (Run::of(&ctx), Dynamic::from(value.clone()));
            run.mark_refused(in_text(&value).at(run.place(&ctx)), run.shown(&value)).into()
        },
    );
}

fn in_text(value: &Dynamic) -> Diagnostic {
    let (what, way) = if value.is_map() {
        ("a map", "put one of its values in: `${map.key}`")
    } else {
        ("an array", "join its items: `${join(list, \", \")}`")
    };
    Diagnostic::error("not-text", format!("{what} can't be interpolated into a string"))
        .hint(format!("{way}; `data::to_json(value)` gives all of it as JSON").as_str())
}

/// Text that is joined with text, up to the limit: doubling it again and again would fill any memory.
fn joined(module: &mut Module) {
    FuncRegistration::new("+").set_into_module(
        module,
        |ctx: NativeCallContext, a: ImmutableString, b: ImmutableString| {
            fits(&ctx, a.len() + b.len()).map(|()| a + b)
        },
    );
    FuncRegistration::new("+=").set_into_module(
        module,
        |ctx: NativeCallContext, a: &mut ImmutableString, b: ImmutableString| {
            fits(&ctx, a.len() + b.len()).map(|()| *a += b)
        },
    );
}

fn fits(ctx: &NativeCallContext<'_>, bytes: usize) -> Fallible<()> {
    // Few texts are long enough for the limit to be worth asking.
    if bytes < ALWAYS_FITS || bytes <= Run::of(ctx).text_bytes {
        return Ok(());
    }
    Err(Diagnostic::error("too-large", "a string grows too large")
        .hint("emit parts of it as files of their own"))
    .at(ctx)
}

/// An array grows by another one; `+=` with a single item would do what `+` refuses.
fn growing(module: &mut Module) {
    FuncRegistration::new("+=")
        .set_into_module(module, |array: &mut Array, more: Array| array.extend(more));
    FuncRegistration::new("+=").set_into_module(module, |_: &mut Array, (): ()| {});
    FuncRegistration::new("+=").set_into_module(
        module,
        |ctx: NativeCallContext, _: &mut Array, item: Dynamic| -> Fallible<()> {
            let what = type_in_words(item.type_name());
            Err(Diagnostic::error(
                "wrong-type",
                format!("`+=` does not work between an array and {what}"),
            )
            .hint("an item is added with `list.push(item)`, or `list += [item]`"))
            .at(&ctx)
        },
    );
}
