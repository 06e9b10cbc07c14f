//! What each kind of run-time error means, in an author's words. The engine's own words are never passed on.

use super::type_names::type_in_words;
use super::unresolved_calls::{PLAIN, unknown_variable};
use crate::diag::{Diagnostic, Place, suggest};
use crate::engine::reference::collect::catalogue::Catalogue;
use crate::engine::run::context::Run;
use crate::util::lock::lock;
use rhai::{Dynamic, EvalAltResult as E};

/// What is known where an error is reported.
pub(crate) struct Scene<'a> {
    /// The run that ended in it.
    pub(crate) run: &'a Run,
    /// The functions that were there.
    pub(crate) catalogue: &'a Catalogue,
    /// The recipe that was run.
    pub(crate) main: &'a str,
}

/// How many characters and lines of a thrown value are shown.
const SHOWN: (usize, usize) = (600, 12);

/// The diagnostic of an error, without its place, which is `place` where it is known.
pub(crate) fn explain(error: &E, scene: &Scene<'_>, place: Option<&Place>) -> Diagnostic {
    match error {
        E::ErrorRuntime(value, _) | E::ErrorTerminated(value, _) => thrown(value, scene),
        E::ErrorVariableNotFound(name, _) => unknown_variable(name, scene.catalogue),
        E::ErrorPropertyNotFound(name, _) => unknown_key(name, scene, place),
        E::ErrorDotExpr(text, _) => unknown_property(text, scene),
        E::ErrorIndexNotFound(..) | E::ErrorIndexingType(..) => wrong_index(error),
        E::ErrorFunctionNotFound(signature, _) => unfit(signature, scene, place),
        E::ErrorModuleNotFound(name, _) => unknown_namespace(name, scene),
        E::ErrorMismatchDataType(wanted, found, _)
        | E::ErrorMismatchOutputType(wanted, found, _) => wrong_type(
            &scene.catalogue.type_in_words(wanted),
            &scene.catalogue.type_in_words(found),
        ),
        E::ErrorArrayBounds(..) | E::ErrorStringBounds(..) | E::ErrorBitFieldBounds(..) => {
            out_of_bounds(error)
        }
        E::ErrorFor(_) => not_iterable(place, scene),
        E::ErrorArithmetic(text, _) => arithmetic(text),
        E::ErrorAssignmentToConstant(..) | E::ErrorNonPureMethodCallOnConstant(..) => {
            constant(error)
        }
        E::ErrorDataRace(..) => {
            Diagnostic::error("value-in-use", "a closure can't use the value that it is called on")
                .hint("give it a copy: `let all = items;` before, and `all` inside the closure")
        }
        E::ErrorUnboundThis(_) => Diagnostic::error(
            "misplaced-this",
            "`this` has no meaning here: the function was not called as a method",
        )
        .hint("call it as `thing.function()`, or pass the value in as a parameter"),
        E::ErrorVariableExists(name, _) | E::ErrorForbiddenVariable(name, _) => Diagnostic::error(
            "reserved-word",
            format!("`{name}` can't be the name of a variable here"),
        )
        .hint("choose another name"),
        _ => limit(error),
    }
}

/// How the engine's own `sort` and `order` call a function that there is not when items are of different kinds.
const MIXED: &str = "elements of different types cannot be sorted";

/// A call that fits nothing: of an operator, of a closure, of what an import brings, or of a native function.
fn unfit(signature: &str, scene: &Scene<'_>, place: Option<&Place>) -> Diagnostic {
    let sources = lock(&scene.run.sources);
    let written = place.and_then(|place| sources.rest_of_line(place)).unwrap_or_default();
    let name = signature.split('(').next().unwrap_or_default().trim();
    if signature.starts_with(MIXED) {
        return Diagnostic::error("not-sortable", "the array can't be sorted: its items are of different kinds")
            .hint("items are all numbers, or all text; `sort_by(|item| item.to_string())` sorts others by their text");
    }
    if name == "contains" && written.starts_with("in ") {
        return super::unresolved_calls::unfit(
            &signature.replacen("contains", "in", 1),
            scene.catalogue,
        );
    }
    if let (Some(closure), Some(place)) = (sources.closure(name), place) {
        return super::unresolved_calls::unfit_closure(signature, closure, place);
    }
    if let (Some((alias, _)), Some(place)) = (name.split_once("::"), place)
        && let Some(module) = sources.imported(&place.file, alias)
    {
        return super::unresolved_calls::unfit_import(signature, &module);
    }
    super::unresolved_calls::unfit(signature, scene.catalogue)
}

/// What an author threw, or what a native function found wrong.
fn thrown(value: &Dynamic, scene: &Scene<'_>) -> Diagnostic {
    if let Some(problem) = value.read_lock::<Diagnostic>() {
        return problem.clone();
    }
    // Text is shown as it is; a secret in it is shown by its name.
    let plain =
        value.as_immutable_string_ref().ok().and_then(|text| scene.run.plain_text(&text).ok());
    let marked = || value.as_immutable_string_ref().ok().map(|text| scene.run.printed(&text));
    let shown = plain
        .or_else(marked)
        .unwrap_or_else(|| if value.is_unit() { String::new() } else { scene.run.shown(value) });
    let message = if shown.trim().is_empty() {
        "the recipe stops itself here".to_string()
    } else {
        cut(&shown)
    };
    Diagnostic::error("recipe-message", message)
        .hint("this is the recipe's own message: look at what leads to the `throw`")
}

fn cut(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().take(SHOWN.1).collect();
    let lines = lines.join("\n");
    let cut: String = lines.chars().take(SHOWN.0).collect();
    if cut.len() < text.trim_end().len() { format!("{cut} ...") } else { cut }
}

fn unknown_key(name: &str, scene: &Scene<'_>, place: Option<&Place>) -> Diagnostic {
    let sources = lock(&scene.run.sources);
    let own = place.map(|place| sources.keys_of(&place.file)).unwrap_or_default();
    let mut keys = sources.keys();
    // What other files write is no more than a guess: it has to be closer.
    keys.retain(|key| key.chars().next() == name.chars().next());
    let near = suggest::nearest(name, own.iter().map(|key| key.as_str()))
        .or_else(|| suggest::nearest(name, keys.iter().map(|key| key.as_str())));
    let problem = Diagnostic::error("unknown-property", format!("the map has no key `{name}`"));
    let problem = problem.hint(near.map(|near| format!("did you mean `{near}`?")).as_deref());
    problem.hint(
        format!("a key that may be missing is read with `opt(map, \"{name}\", fallback)`").as_str(),
    )
}

/// Names of properties elsewhere, and what is written here.
const PROPERTIES: [(&[&str], &str); 4] = [
    (&["length", "size", "count"], "write `.len()`"),
    (&["first", "last"], "write `list[0]` for the first item, and `list[-1]` for the last"),
    (
        &["lower", "lowercase", "toLowerCase", "upper", "uppercase", "toUpperCase"],
        "write `.to_lower()` or `.to_upper()`",
    ),
    (&["empty", "isEmpty"], "write `.is_empty()`"),
];

/// The engine's own text names the property and the type; only the names are kept.
fn unknown_property(text: &str, scene: &Scene<'_>) -> Diagnostic {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    let (Some(property), Some(inner)) = (quoted.next(), quoted.next()) else {
        return Diagnostic::error("unknown-property", "there is no such property")
            .hint("look at the value before the dot");
    };
    let thing = type_in_words(inner);
    if thing == "`()`" {
        return Diagnostic::error(
            "unknown-property",
            format!("there is nothing to read `{property}` from: the value before the dot is `()`"),
        )
        .note("a missing value is `()`; so is an `if` without `else` whose condition is false")
        .hint(format!("where it may be missing, write `value?.{property}`, or `opt(map, \"a.b\", fallback)`").as_str());
    }
    let problem = if text.starts_with("No writable") {
        Diagnostic::error(
            "unknown-property",
            format!("the property `{property}` of {thing} can't be changed"),
        )
    } else {
        Diagnostic::error("unknown-property", format!("{thing} has no property `{property}`"))
    };
    if let Some((_, hint)) = PROPERTIES.iter().find(|(names, _)| names.contains(&property)) {
        return problem.hint(*hint);
    }
    match suggest::nearest(property, scene.catalogue.methods(&thing)) {
        Some(method) => problem.hint(format!("did you mean the method `.{method}(...)`?").as_str()),
        None => problem.hint(
            "only maps and things such as environments have properties: look at what the value is",
        ),
    }
}

fn wrong_index(error: &E) -> Diagnostic {
    let E::ErrorIndexingType(types, _) = error else {
        return Diagnostic::error("out-of-range", "there is nothing at this index")
            .hint("look at what the index is");
    };
    let (thing, index) = types.split_once('[').unwrap_or((types, ""));
    let (thing, index) = (type_in_words(thing), type_in_words(index.trim_end_matches(']')));
    let message = if index.is_empty() || thing == index {
        format!("{thing} can't be indexed like this")
    } else {
        format!("{thing} can't be indexed by {index}")
    };
    let hint = match thing.as_str() {
        "an array" | "a string" => "an array and a string are indexed by ints, counted from 0",
        "a map" => "a map is indexed by strings: `map[\"key\"]`",
        "`()`" => "the value before the `[` is missing: it is `()`",
        _ => "only arrays, maps and strings have an index",
    };
    Diagnostic::error("wrong-type", message).hint(hint)
}

fn unknown_namespace(name: &str, scene: &Scene<'_>) -> Diagnostic {
    let hint = suggest::did_you_mean(name, scene.catalogue.namespaces());
    let hint = hint.unwrap_or_else(|| {
        format!("another file's functions are reached after `import \"./{name}\" as {name};`; an import inside a block is only known there")
    });
    Diagnostic::error("unknown-namespace", format!("there is no namespace `{name}`"))
        .hint(hint.as_str())
}

fn wrong_type(wanted: &str, found: &str) -> Diagnostic {
    let problem = Diagnostic::error("wrong-type", format!("expected {wanted}, found {found}"));
    match (wanted, found) {
        ("a bool", "`()`") => {
            problem.hint("the value is missing: compare it, as in `value != ()`, or give another one with `value ?? false`")
        }
        ("a bool", found) if !PLAIN.contains(&found) => {
            problem.hint("what decides has to be known while the recipe runs: the environment, an `input`, a value of its own")
        }
        ("a bool", _) => problem.hint("a condition is `true` or `false`: compare the value, as in `x == 1` or `text != \"\"`"),
        ("a string", _) => problem.hint("a string is made with `to_string(value)`, or with backticks: `${value}`"),
        ("an int", "a string") => problem.hint("a string is parsed as a number with `parse_int(text)`"),
        _ => problem.hint("look at what the value is: `print(value)` shows it"),
    }
}

fn out_of_bounds(error: &E) -> Diagnostic {
    let (message, size) = match error {
        E::ErrorArrayBounds(0, index, _) => {
            (format!("there is no item {index}: the array is empty"), 0)
        }
        E::ErrorArrayBounds(size, index, _) => {
            (format!("there is no item {index}: the array has {size}, counted from 0"), *size)
        }
        E::ErrorStringBounds(size, index, _) => {
            (format!("there is no character {index}: the text has {size}"), *size)
        }
        E::ErrorBitFieldBounds(size, index, _) => {
            (format!("there is no bit {index}: a number has {size}"), *size)
        }
        _ => ("there is nothing at this index".to_string(), 0),
    };
    let hint = match error {
        E::ErrorBitFieldBounds(..) => {
            "a number is not indexed by its digits: `to_string(number)` gives them as text"
        }
        _ if size == 0 => "look at `list.is_empty()` before",
        _ => "the first is 0, and the last is -1",
    };
    Diagnostic::error("out-of-range", message).hint(hint)
}

fn not_iterable(place: Option<&Place>, scene: &Scene<'_>) -> Diagnostic {
    let problem = Diagnostic::error("not-iterable", "`for` can't go through this value");
    let line = place.and_then(|place| lock(&scene.run.sources).line(place)).unwrap_or_default();
    let pair = line
        .trim_start()
        .strip_prefix("for")
        .is_some_and(|head| head.trim_start().starts_with('('));
    if pair {
        return problem
            .note("`for (item, i) in items` gives each item of a list with its number, not the keys and values of a map")
            .hint("for a map write `for entry in entries(map) { entry.key ... entry.value }`");
    }
    problem.hint("it takes an array, a range such as `0..10`, or a string; for a map write `for entry in entries(map) { ... }`")
}

/// The engine's text has the operation, and the operands behind a colon.
fn arithmetic(text: &str) -> Diagnostic {
    let (what, operands) = text.split_once(": ").unwrap_or((text, ""));
    let negated = operands.strip_prefix("--").map(|number| format!("-(-{number})"));
    let operands = negated.as_deref().unwrap_or(operands);
    let operation = if operands.is_empty() { String::new() } else { format!("`{operands}`: ") };
    if what.starts_with("step ") {
        return Diagnostic::error("arithmetic", "a range in steps of 0 never ends")
            .hint("give it a step that leads to its end: `range(0, 10, 2)`");
    }
    // The engine says the same of a rest that is too large.
    if what.contains("zero") && !operands.ends_with("% -1") {
        return Diagnostic::error(
            "arithmetic",
            format!("{operation}nothing can be divided by zero"),
        )
        .hint("look at the divisor, and leave the division out where it is 0");
    }
    if let Some(text) = what.strip_prefix("Error parsing ").and_then(|rest| rest.split('\'').nth(1))
    {
        return Diagnostic::error("arithmetic", format!("the string {text:?} is no number"))
            .hint("give a string of digits only, such as \"8080\"");
    }
    if what.contains("power") {
        return Diagnostic::error("arithmetic", format!("{operation}an int has no such power"))
            .hint("write the base with a fraction: `2.0 ** -1`");
    }
    if what.contains("overflow") {
        return Diagnostic::error("arithmetic", format!("{operation}the result is too large"))
            .hint("an int has at most 18 digits: use a float, or a string");
    }
    Diagnostic::error("arithmetic", format!("{operation}this can't be computed"))
        .hint("look at the values on both sides")
}

/// Functions that change what they are called on, and what gives the same as a new value.
const INSTEAD: [(&[&str], &str); 6] = [
    (&["push"], "for a longer list write `CONSTANT + [item]`"),
    (
        &["sort", "sort_desc"],
        "for a list in order write `CONSTANT.order()`, `CONSTANT.sort_by(\"name\")` or `CONSTANT.order(|a, b| a - b)`",
    ),
    (&["for_each"], "go through it with `for item in CONSTANT { ... }`"),
    (&["retain", "drain"], "for a part of it write `CONSTANT.filter(|item| ...)`"),
    (&["dedup"], "for a list without repetitions write `CONSTANT.unique()`"),
    (
        &["mixin", "fill_with"],
        "for a map with other values write `CONSTANT + #{ key: value }`, or `CONSTANT << #{ ... }`",
    ),
];

fn constant(error: &E) -> Diagnostic {
    match error {
        E::ErrorAssignmentToConstant(name, _) if name == "null" => Diagnostic::error(
            "reserved-word",
            "`null` is a word of the language, and can't be changed",
        )
        .hint("choose another name"),
        E::ErrorAssignmentToConstant(name, _) if !name.is_empty() => Diagnostic::error(
            "constant-assignment",
            format!("`{name}` is a constant and can't be changed"),
        )
        .hint(
            format!("change a copy: `let own = {name};`, or make it a variable with `let`")
                .as_str(),
        ),
        E::ErrorNonPureMethodCallOnConstant(name, _) => {
            let name = name.split('$').next_back().unwrap_or(name);
            let instead = INSTEAD
                .iter()
                .find(|(names, _)| names.contains(&name))
                .map(|(_, instead)| *instead);
            Diagnostic::error("constant-assignment", format!("`{name}` would change a constant"))
                .hint(instead)
                .hint("change a copy: `let own = CONSTANT;`, and call it on that")
        }
        _ => Diagnostic::error("constant-assignment", "a constant can't be changed")
            .hint("change a copy: `let own = CONSTANT;`"),
    }
}

/// What a recipe may not do without end, and what should never happen.
fn limit(error: &E) -> Diagnostic {
    match error {
        E::ErrorTooManyOperations(_) => {
            Diagnostic::error("too-long", "the recipe takes too many steps")
                .hint("look for a loop that never ends")
        }
        E::ErrorStackOverflow(_) => {
            Diagnostic::error("too-deep", "functions of the recipe call each other too deeply")
                .hint("look for a function that calls itself without an end")
        }
        E::ErrorTooManyVariables(_) => {
            Diagnostic::error("too-large", "there are too many variables at once")
                .hint("keep values in a map or an array")
        }
        E::ErrorTooManyModules(_) => Diagnostic::error("too-large", "too many files are imported")
            .hint("import only what is used"),
        E::ErrorDataTooLarge(..) => Diagnostic::error("too-large", "a value grows too large")
            .hint("emit parts of it as files of their own"),
        E::LoopBreak(is_break, ..) => {
            let word = if *is_break { "break" } else { "continue" };
            Diagnostic::error("misplaced-statement", format!("`{word}` outside of a loop"))
                .hint("`return` leaves a function or closure")
        }
        _ => Diagnostic::error("internal-error", "this can't be evaluated")
            .hint("this is our mistake: please report it together with the recipe"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::reference::collect::catalogue::Catalogue;
    use crate::engine::run::cancel::Cancel;
    use crate::engine::run::context::RunRef;
    use crate::engine::run::limits::Limits;
    use crate::engine::setup::Setup;
    use crate::engine::vocabulary::Vocabulary;
    use crate::engine::world::MemoryWorld;
    use crate::project::Project;
    use rhai::Position;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    /// What the engine says beside the names that an author gave: none of it may reach a person.
    const ENGINE: &str = "Expecting ENGINE";

    fn errors() -> Vec<E> {
        let text = || ENGINE.to_string();
        let name = || "name".to_string();
        let at = Position::new(1, 1);
        let io = || Box::new(std::io::Error::other(ENGINE));
        vec![
            E::ErrorSystem(text(), io()),
            E::ErrorParsing(rhai::ParseErrorType::UnexpectedEOF, at),
            E::ErrorVariableExists(name(), at),
            E::ErrorForbiddenVariable(name(), at),
            E::ErrorVariableNotFound(name(), at),
            E::ErrorPropertyNotFound(name(), at),
            E::ErrorIndexNotFound(ENGINE.into(), at),
            E::ErrorFunctionNotFound("name (i64, &str | ImmutableString | String)".into(), at),
            E::ErrorFunctionNotFound("anon$0123456789abcdef (i64)".into(), at),
            E::ErrorFunctionNotFound("+ (i64, Fn)".into(), at),
            E::ErrorModuleNotFound(name(), at),
            E::ErrorUnboundThis(at),
            E::ErrorMismatchDataType("bool".into(), "i64".into(), at),
            E::ErrorMismatchOutputType("i64".into(), "alloc::string::String".into(), at),
            E::ErrorIndexingType("array [&str]".into(), at),
            E::ErrorArrayBounds(2, 5, at),
            E::ErrorStringBounds(2, 5, at),
            E::ErrorBitFieldBounds(64, 70, at),
            E::ErrorFor(at),
            E::ErrorDataRace(text(), at),
            E::ErrorNonPureMethodCallOnConstant("get$name".into(), at),
            E::ErrorAssignmentToConstant(name(), at),
            E::ErrorDotExpr(
                "Unknown property 'name' - a getter is not registered for type 'i64'".into(),
                at,
            ),
            E::ErrorDotExpr(text(), at),
            E::ErrorArithmetic(text(), at),
            E::ErrorArithmetic("Division by zero: 1 / 0".into(), at),
            E::ErrorTooManyOperations(at),
            E::ErrorTooManyVariables(at),
            E::ErrorTooManyModules(at),
            E::ErrorStackOverflow(at),
            E::ErrorDataTooLarge(text(), at),
            E::ErrorCustomSyntax(text(), vec![text()], at),
            E::LoopBreak(true, Dynamic::UNIT, at),
            E::Return(Dynamic::UNIT, at),
            E::Exit(Dynamic::UNIT, at),
        ]
    }

    #[test]
    fn no_text_of_the_engine_passes() {
        let world = MemoryWorld::from([("deploy.rhai", "")]);
        let project = Arc::new(Project::bare(".".as_ref()));
        let inputs = BTreeMap::new();
        let vocabulary = Vocabulary::new([], &[]);
        let setup = Setup {
            recipe: "deploy.rhai",
            world: Arc::new(world),
            project,
            vocabulary: &vocabulary,
            inputs: &inputs,
            targets: &[],
            limits: Limits::default(),
            cancel: Cancel::default(),
            trial: None,
            trace: None,
        };
        let (run, catalogue) = (RunRef::new(&setup), Catalogue::default());
        let scene = Scene { run: &run, catalogue: &catalogue, main: "deploy.rhai" };
        for error in errors() {
            let problem = scene.diagnostic(&error);
            let shown = format!("{} {:?} {:?}", problem.message, problem.notes, problem.hints);
            for inner in ["ENGINE", "anon$", "i64", "&str", "String", "alloc"] {
                assert!(!shown.contains(inner), "{error:?}: {shown}");
            }
            assert!(!problem.hints.is_empty() && problem.place.is_some(), "{error:?}: {shown}");
        }
    }

    #[test]
    fn what_was_thrown_is_cut() {
        assert_eq!(cut("short\n"), "short");
        assert_eq!(cut(&"x".repeat(1000)).chars().count(), SHOWN.0 + 4);
        assert_eq!(cut(&"line\n".repeat(100)).lines().count(), SHOWN.1);
    }
}
