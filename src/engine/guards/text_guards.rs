//! The language's own text functions, kept from looking inside a text that holds a secret or an
//! expression: its length, its letters and what it equals are not known while a recipe runs.
//!
//! Ordinary text goes on to the package's function, after one look for marks.
//!
//! The package also takes some functions that only look for ones that change things, and so
//! refuses them on constants.

use crate::diag::Diagnostic;
use crate::engine::errors::error::{At, Fallible, raise};
use crate::engine::run::context::Run;
use crate::engine::run::holes::{is_mark, is_marked};
use rhai::packages::{Package, StandardPackage};
use rhai::{
    Array, Dynamic, Engine, EvalAltResult, FnPtr, FuncRegistration, INT, ImmutableString, Map,
    Module, NativeCallContext, Position, RhaiFunc,
};
use std::any::TypeId;
use std::sync::Arc;

/// Functions that tell something about a text: the name, and what it takes.
const ASKS: &[(&str, &str)] = &[
    ("len", "text"),
    ("get$len", "text"),
    ("is_empty", "text"),
    ("get$is_empty", "text"),
    ("bytes", "text"),
    ("get$bytes", "text"),
    ("to_blob", "text"),
    ("to_chars", "text"),
    ("to_upper", "text"),
    ("to_lower", "text"),
    ("contains", "text text"),
    ("contains", "text char"),
    ("starts_with", "text text"),
    ("starts_with", "text char"),
    ("ends_with", "text text"),
    ("ends_with", "text char"),
    ("index_of", "text text"),
    ("index_of", "text char"),
    ("index_of", "text text int"),
    ("index_of", "text char int"),
    ("get", "text int"),
    ("sub_string", "text int"),
    ("sub_string", "text int int"),
    ("sub_string", "text range"),
    ("sub_string", "text range="),
    ("chars", "text"),
    ("get$chars", "text"),
    ("chars", "text int"),
    ("chars", "text int int"),
    ("chars", "text range"),
    ("chars", "text range="),
    ("split", "text"),
    ("split", "text int"),
    ("split", "text text"),
    ("split", "text char"),
    ("split", "text text int"),
    ("split", "text char int"),
    ("split_rev", "text text"),
    ("split_rev", "text char"),
    ("split_rev", "text text int"),
    ("split_rev", "text char int"),
    ("min", "text text"),
    ("max", "text text"),
    ("parse_int", "text"),
    ("parse_int", "text int"),
    ("parse_float", "text"),
    ("-", "text text"),
    ("-", "text char"),
    ("==", "text char"),
    ("==", "char text"),
    ("!=", "text char"),
    ("!=", "char text"),
    ("<", "text char"),
    ("<", "char text"),
    ("<=", "text char"),
    ("<=", "char text"),
    (">", "text char"),
    (">", "char text"),
    (">=", "text char"),
    (">=", "char text"),
    ("contains", "map text"),
    ("get", "map text"),
    ("order", "array"),
    ("order_desc", "array"),
];

/// Functions that give a part of what they are called on, whatever is in it.
const LOOKS: &[(&str, &str)] = &[
    ("get", "array int"),
    ("extract", "array range"),
    ("extract", "array range="),
    ("extract", "array int int"),
    ("extract", "array int"),
    ("contains", "range int"),
    ("contains", "range= int"),
];

/// Functions that change what they are called on, and give something else.
const TAKES: &[(&str, &str)] = &[
    ("pop", "text"),
    ("pop", "text int"),
    ("set", "text int char"),
    ("-=", "text text"),
    ("-=", "text char"),
    ("remove", "map text"),
    ("sort", "array"),
    ("sort_desc", "array"),
    ("dedup", "array"),
];

/// Functions that change the text they are called on. They also give it: `let name = raw.trim()`
/// would be `()` otherwise, and silently left out of the files.
const CHANGES: &[(&str, &str)] = &[
    ("trim", "text"),
    ("make_upper", "text"),
    ("make_lower", "text"),
    ("remove", "text text"),
    ("remove", "text char"),
    ("truncate", "text int"),
    ("crop", "text int"),
    ("crop", "text int int"),
    ("crop", "text range"),
    ("crop", "text range="),
    ("pad", "text int char"),
    ("pad", "text int text"),
];

#[derive(Clone, Copy, PartialEq)]
enum Effect {
    Asks,
    Looks,
    Takes,
    Changes,
}

/// All of them, each in place of the package's; no text grows beyond `text_bytes`.
pub(crate) fn module(text_bytes: usize) -> Module {
    let mut module = Module::new();
    let mut package = Engine::new_raw();
    package.register_global_module(StandardPackage::new().as_shared_module());
    package.set_max_string_size(text_bytes);
    let package = Arc::new(package);
    for (table, effect) in [
        (ASKS, Effect::Asks),
        (LOOKS, Effect::Looks),
        (TAKES, Effect::Takes),
        (CHANGES, Effect::Changes),
    ] {
        for (name, types) in table {
            let types: Vec<TypeId> = types.split(' ').map(type_of).collect();
            FuncRegistration::new(*name).set_into_module_raw(
                &mut module,
                types,
                guarded(&package, name, effect),
            );
        }
    }
    compare(&mut module);
    replace(&mut module);
    show(&mut module);
    super::prints::add(&mut module);
    module.set_iter_result(TypeId::of::<ImmutableString>(), letters);
    module
}

fn type_of(word: &str) -> TypeId {
    match word {
        "text" => TypeId::of::<ImmutableString>(),
        "char" => TypeId::of::<char>(),
        "int" => TypeId::of::<INT>(),
        "range" => TypeId::of::<std::ops::Range<INT>>(),
        "range=" => TypeId::of::<std::ops::RangeInclusive<INT>>(),
        "map" => TypeId::of::<Map>(),
        "array" => TypeId::of::<Array>(),
        other => unreachable!("the tables name no type {other}"),
    }
}

fn guarded(package: &Arc<Engine>, name: &'static str, effect: Effect) -> RhaiFunc {
    let package = package.clone();
    let call = move |ctx: Option<NativeCallContext<'_>>, arguments: &mut [&mut Dynamic]| {
        let ctx = ctx.expect("it is registered as one that takes its context");
        if effect != Effect::Looks {
            refuse_marked(&ctx, name, arguments)?;
            refuse_pieces(&ctx, name, arguments)?;
        }
        let state = ctx.global_runtime_state();
        let inner = NativeCallContext::new_with_all_fields(
            &package,
            name,
            ctx.fn_source(),
            state,
            ctx.call_position(),
        );
        on_own(arguments, |arguments| {
            let result = inner.call_native_fn_raw(name, true, arguments)?;
            Ok(if effect == Effect::Changes { arguments[0].clone() } else { result })
        })
    };
    RhaiFunc::Method {
        func: Arc::new(call),
        has_context: true,
        is_pure: effect != Effect::Takes,
        is_volatile: false,
    }
}

/// Calls a function on a copy of what comes first when that is a constant, so that it stays what it is.
fn on_own<T>(
    arguments: &mut [&mut Dynamic],
    call: impl FnOnce(&mut [&mut Dynamic]) -> Fallible<T>,
) -> Fallible<T> {
    match arguments {
        [first, others @ ..] if first.is_read_only() => {
            let mut own = first.flatten_clone();
            let mut arguments: Vec<&mut Dynamic> = std::iter::once(&mut own)
                .chain(others.iter_mut().map(|other| &mut **other))
                .collect();
            call(&mut arguments)
        }
        arguments => call(arguments),
    }
}

fn refuse_marked(
    ctx: &NativeCallContext<'_>,
    name: &str,
    arguments: &[&mut Dynamic],
) -> Fallible<()> {
    for argument in arguments {
        if let Ok(text) = argument.as_immutable_string_ref() {
            check(ctx, name, &text)?;
        } else if let Ok(array) = argument.as_array_ref() {
            array
                .iter()
                .filter_map(|item| item.as_immutable_string_ref().ok())
                .try_for_each(|text| check(ctx, name, &text))?;
        }
    }
    Ok(())
}

/// A text is cut into all its pieces before they are counted: one that has too many is not cut.
fn refuse_pieces(
    ctx: &NativeCallContext<'_>,
    name: &str,
    arguments: &[&mut Dynamic],
) -> Fallible<()> {
    let most = ctx.engine().max_array_size();
    let [text, rest @ ..] = arguments else { return Ok(()) };
    let Some(text) =
        text.as_immutable_string_ref().ok().filter(|text| most > 0 && text.len() > most)
    else {
        return Ok(());
    };
    let pieces = match (name, rest) {
        ("to_chars", _) => text.chars().count(),
        ("split", []) => text.split_whitespace().count(),
        ("split" | "split_rev", [by, ..]) if by.is_string() || by.is_char() => {
            let by = by.to_string();
            if by.is_empty() { text.chars().count() } else { text.matches(by.as_str()).count() }
        }
        _ => 0,
    };
    if pieces <= most {
        Ok(())
    } else {
        Err(Diagnostic::error(
            "too-large",
            format!("`{name}` would make more than {most} pieces of this text"),
        ))
        .at(ctx)
    }
}

fn check(ctx: &NativeCallContext<'_>, name: &str, text: &str) -> Fallible<()> {
    if !is_marked(text) {
        return Ok(());
    }
    let name = name.trim_start_matches("get$");
    let problem = Run::of(ctx).read_marks(text).map_or_else(
        |problem| *problem,
        |_| unknown(&format!("`{name}` can't look inside this text")),
    );
    Err(problem).at(ctx)
}

fn unknown(what: &str) -> Diagnostic {
    Diagnostic::error(
        "not-known-yet",
        format!("{what}: it holds a secret, an expression or literal text"),
    )
    .note("what such a text will be is not known while the recipe runs")
    .hint("use plain text here, and put the secret where the value goes")
}

/// Whether something holds between two texts.
type Comparison = fn(&str, &str) -> bool;

/// How an argument becomes text.
type AsText = fn(&Dynamic) -> String;

/// Comparing is what recipes do most: these don't go through the package.
fn compare(module: &mut Module) {
    let ways: [(&str, Comparison); 6] = [
        ("==", |a, b| a == b),
        ("!=", |a, b| a != b),
        ("<", |a, b| a < b),
        ("<=", |a, b| a <= b),
        (">", |a, b| a > b),
        (">=", |a, b| a >= b),
    ];
    for (name, holds) in ways {
        FuncRegistration::new(name).set_into_module(
            module,
            move |ctx: NativeCallContext, a: &str, b: &str| {
                check(&ctx, name, a).and_then(|()| check(&ctx, name, b)).map(|()| holds(a, b))
            },
        );
    }
}

/// The package's `replace` first makes the result and then finds it too large.
fn replace(module: &mut Module) {
    let mut add = |from: fn(&Dynamic) -> String, to: fn(&Dynamic) -> String, types: &str| {
        let call = move |ctx: Option<NativeCallContext<'_>>, arguments: &mut [&mut Dynamic]| {
            let ctx = ctx.expect("it is registered as one that takes its context");
            let (from, to) = (from(arguments[1]), to(arguments[2]));
            let text = arguments[0].clone().into_immutable_string().unwrap_or_default();
            check(&ctx, "replace", &text)?;
            check(&ctx, "replace", &from)?;
            let size = text.len() + text.matches(&from).count().saturating_mul(to.len());
            if size > Run::of(&ctx).text_bytes {
                return Err(Diagnostic::error("too-large", "the text would grow too large")
                    .hint("replace by less, or emit parts of it as files of their own"))
                .at(&ctx);
            }
            on_own(arguments, |arguments| {
                *arguments[0] = text.replace(&from, &to).into();
                Ok(arguments[0].clone())
            })
        };
        let function = RhaiFunc::Method {
            func: Arc::new(call),
            has_context: true,
            is_pure: true,
            is_volatile: false,
        };
        let types: Vec<TypeId> = types.split(' ').map(type_of).collect();
        FuncRegistration::new("replace").set_into_module_raw(module, types, function);
    };
    let text: AsText = |value| value.clone().into_string().unwrap_or_default();
    let char: AsText = |value| value.as_char().map(String::from).unwrap_or_default();
    add(text, text, "text text text");
    add(text, char, "text text char");
    add(char, text, "text char text");
    add(char, char, "text char char");
}

/// Text inside a printed map or array; escaping a mark would make it text. A closure has no name that says anything.
fn show(module: &mut Module) {
    for name in ["to_debug", "debug"] {
        FuncRegistration::new(name).set_into_module(module, |text: &str| -> ImmutableString {
            if !is_marked(text) {
                return format!("{text:?}").into();
            }
            let shown: String = text
                .chars()
                .map(|c| if is_mark(c) { c.to_string() } else { c.escape_debug().to_string() })
                .collect();
            format!("\"{shown}\"").into()
        });
    }
    for name in ["to_string", "to_debug", "debug"] {
        FuncRegistration::new(name).set_into_module(
            module,
            |function: &mut FnPtr| -> ImmutableString {
                if function.is_anonymous() {
                    "a closure".into()
                } else {
                    format!("the function `{}`", function.fn_name()).into()
                }
            },
        );
    }
}

/// What `for` goes through in a text.
fn letters(value: Dynamic) -> Box<dyn Iterator<Item = Result<Dynamic, Box<EvalAltResult>>>> {
    let text = value.into_string().unwrap_or_default();
    if is_marked(&text) {
        return Box::new(std::iter::once(Err(raise(
            unknown("`for` can't look inside this text"),
            Position::NONE,
        ))));
    }
    let letters: Vec<char> = text.chars().collect();
    Box::new(letters.into_iter().map(|letter| Ok(letter.into())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rhai::{FuncInfo, Shared};

    /// Functions of the package that take text and keep it whole, or never look at it.
    const HARMLESS: &[&str] = &[
        "+",
        "+=",
        "append",
        "clear",
        "print",
        "to_string",
        "get_fn_metadata_list",
        "to_blob",
        "write_utf8",
        "write_ascii",
        "as_string",
        // A key is looked at when the map is converted.
        "set",
        // Ours reads it, in `builtins`.
        "parse_json",
    ];

    fn functions(module: Shared<Module>) -> Vec<(String, Vec<TypeId>)> {
        let mut engine = Engine::new_raw();
        engine.register_global_module(module);
        let known = |info: FuncInfo<'_>| {
            Some((info.metadata.name.to_string(), info.metadata.param_types.to_vec()))
        };
        engine.collect_fn_metadata(None, known, true)
    }

    #[test]
    fn every_function_of_the_package_that_takes_text_is_thought_of() {
        let guarded = functions(Shared::new(module(1 << 20)));
        let text = TypeId::of::<ImmutableString>();
        let package = functions(StandardPackage::new().as_shared_module());
        assert!(package.len() > 200, "the package lists its functions");
        let open: Vec<String> = package
            .into_iter()
            .filter(|(name, types)| types.contains(&text) && !HARMLESS.contains(&name.as_str()))
            // To an array's functions a text is the name of a function to call.
            .filter(|(_, types)| types.first() != Some(&TypeId::of::<Array>()))
            .filter(|function| !guarded.contains(function))
            .map(|(name, types)| format!("{name}/{}", types.len()))
            .collect();
        assert_eq!(open, [""; 0]);
    }

    #[test]
    fn every_row_is_a_function_of_the_package() {
        let package = functions(StandardPackage::new().as_shared_module());
        for (name, types) in ASKS.iter().chain(LOOKS).chain(TAKES).chain(CHANGES) {
            // Operators are not in the package: the engine brings them along.
            let is_operator = !name.starts_with(char::is_alphabetic);
            let row = (name.to_string(), types.split(' ').map(type_of).collect());
            assert!(is_operator || package.contains(&row), "{name}({types})");
        }
    }
}
