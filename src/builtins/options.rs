//! Options of recipe functions: checked against what the function says it takes, with every
//! error reported at the caller's key.

use super::rules::Rule;
use crate::builtins::collections::merge::map_of;
use crate::diag::{Diagnostic, suggest, words};
use crate::engine::caller_errors::{Given, blame, last_given, note_given};
use crate::engine::handle::register;
use crate::engine::{At, Fallible, HandleType, Namespace, Run};
use crate::value::Key;
use rhai::plugin::*;
use rhai::{Array, Dynamic, Map, Module, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(prelude),
    methods,
    handles: &[HandleType::of::<Rule>()],
    ..Namespace::named("", "Options of recipe functions.")
};

fn methods() -> Module {
    let mut module = Module::new();
    register::<Rule>(&mut module, "option rule");
    module
}

/// The options with their defaults; the first mistake is the caller's.
fn checked(ctx: &NativeCallContext<'_>, given: Map, rules: Map) -> Fallible<Map> {
    let run = Run::of(ctx);
    let at_fault = |key: Option<&Key>| Some(Given::of(ctx, &given, key));
    let names = run.keys_in_order(&rules);
    if let Some(key) = given.keys().find(|key| !rules.contains_key(*key)) {
        return blame(ctx, unknown(key, &names), Some(Given::key(ctx, &given, key)));
    }
    let mut options = Vec::with_capacity(names.len());
    for name in names {
        let rule = Rule::of(&rules[&name]);
        let value = given.get(&name).filter(|value| !value.is_unit());
        let value = match value {
            Some(value) => rule
                .take(&run, &name, value)
                .or_else(|problem| blame(ctx, problem, at_fault(Some(&name))))?,
            None => rule.fallback(&name).or_else(|problem| blame(ctx, problem, at_fault(None)))?,
        };
        options.push((name, value));
    }
    note_given(ctx, given, options.iter().map(|(name, _)| name.clone()).collect());
    Ok(map_of(&run, options))
}

fn unknown(key: &str, names: &[Key]) -> Diagnostic {
    let problem = Diagnostic::error("unknown-option", format!("there is no option `{key}`"));
    let hint = suggest::did_you_mean(key, names.iter().map(Key::as_str));
    problem
        .note(format!("the options are {}", words::list(names, "and")))
        .hint(hint.unwrap_or_else(|| "take it out".into()).as_str())
}

/// A message of a library about one of its options.
pub(super) fn about_option(name: &str, message: String, is_given: bool) -> Diagnostic {
    let problem = Diagnostic::error("invalid-option", message)
        .hint(format!("change `{name}`, or what it depends on").as_str());
    if is_given {
        return problem;
    }
    problem.note(format!("it is about the option `{name}`, which was left out"))
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod prelude {
    use super::*;

    /// The options that a function was given, checked and with defaults for those left out.
    ///
    /// `rules` has a key for each option there is: `required("what it is")`, `optional("what it
    /// is")`, `one_of([...])`, or a default, whose kind says what may be given. An option that is
    /// left out is its default, or `()`.
    ///
    /// An unknown key, a missing one and a value of another kind are errors of the caller: the
    /// message is located where the caller wrote the key, in a recipe or in a data file, whichever
    /// way it came here; of a missing key, where the map opens that lacks it.
    ///
    /// ```rhai
    /// fn web(given) {
    ///     let o = options(given, #{ port: required("the port it listens on"), tier: one_of(["small", "large"], "small"), replicas: 1 });
    ///     `${o.tier}: ${o.replicas} x ${o.port}`
    /// }
    /// web(#{ port: 80 })
    /// // => "small: 1 x 80"
    /// ```
    ///
    /// ```rhai
    /// fn web(given) {
    ///     options(given, #{ port: required("the port it listens on"), replicas: 1 })
    /// }
    /// web(#{ port: 80, replica: 2 })
    /// // => error: there is no option `replica`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn options(ctx: NativeCallContext, given: Map, rules: Map) -> Fallible<Map> {
        checked(&ctx, given, rules)
    }

    /// The options when none were given: the defaults.
    ///
    /// ```rhai
    /// options((), #{ replicas: 1 })
    /// // => #{ replicas: 1 }
    /// ```
    #[rhai_fn(name = "options", return_raw)]
    pub fn no_options(ctx: NativeCallContext, _given: (), rules: Map) -> Fallible<Map> {
        checked(&ctx, Map::new(), rules)
    }

    /// An option that has to be given, for `options`.
    ///
    /// ```rhai
    /// options(#{}, #{ port: required("the port it listens on") })
    /// // => error: the option `port` is missing
    /// ```
    pub fn required(description: &str) -> Rule {
        Rule::Required(description.into())
    }

    /// An option that may be left out, and is `()` then, for `options`.
    ///
    /// ```rhai
    /// options(#{}, #{ host: optional("public host name") }).host
    /// // => ()
    /// ```
    pub fn optional(description: &str) -> Rule {
        Rule::Optional(description.into())
    }

    /// An option that has to be one of these, for `options`.
    ///
    /// ```rhai
    /// options(#{ tier: "medium" }, #{ tier: one_of(["small", "large"]) })
    /// // => error: `tier` can't be "medium"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn one_of(ctx: NativeCallContext, choices: Array) -> Fallible<Rule> {
        Rule::choice(&Run::of(&ctx), &choices, None).at(&ctx)
    }

    /// An option that is one of these, and `default` when it is left out, for `options`.
    ///
    /// ```rhai
    /// options(#{}, #{ tier: one_of(["small", "large"], "small") }).tier
    /// // => "small"
    /// ```
    #[rhai_fn(name = "one_of", return_raw)]
    pub fn one_of_with(ctx: NativeCallContext, choices: Array, default: Dynamic) -> Fallible<Rule> {
        Rule::choice(&Run::of(&ctx), &choices, Some(default)).at(&ctx)
    }

    /// Refuses the option `name` with `message` unless `condition` holds: for what one option says
    /// about another. It comes after `options`, in the same function or in one that it calls.
    ///
    /// The message is located at the option in the map that the function was called with, as those of
    /// `options` do.
    ///
    /// ```rhai
    /// fn web(given) {
    ///     let o = options(given, #{ tier: "small", replicas: 1 });
    ///     check(o.tier == "large" || o.replicas <= 10, "replicas", "a small service has at most 10");
    /// }
    /// web(#{ replicas: 20 })
    /// // => error: a small service has at most 10
    /// ```
    #[rhai_fn(return_raw)]
    pub fn check(
        ctx: NativeCallContext,
        condition: bool,
        name: &str,
        message: &str,
    ) -> Fallible<()> {
        if condition {
            return Ok(());
        }
        let run = Run::of(&ctx);
        let (name, message) = (run.plain_text(name).at(&ctx)?, run.plain_text(message).at(&ctx)?);
        let given = last_given(&ctx, &name);
        let key = given.keys().find(|key| key.as_str() == name);
        let problem = about_option(&name, message, key.is_some());
        blame(&ctx, problem, Some(Given::of(&ctx, &given, key)))
    }
}
