//! `options` and `check`: what a function was given, with every error reported at the caller's key.

use super::check::{Check, Problem};
use super::messages::offered;
use super::rule::{Rule, bare, rules};
use crate::diag::{Diagnostic, words};
use crate::engine::caller_errors::{Given, blame, blame_all, blamed, last_given, note_given};
use crate::engine::type_names::type_in_words;
use crate::engine::{At, Fallible, Run};
use crate::value::Key;
use rhai::plugin::*;
use rhai::{Dynamic, Map, NativeCallContext};

/// The options with their defaults; all that is wrong with them is the caller's.
fn checked(ctx: &NativeCallContext<'_>, given: &Dynamic, written: &Map) -> Fallible<Map> {
    let run = Run::of(ctx);
    let rules = rules(&run, written);
    refuse_unknown_names(&rules).at(ctx)?;
    let bare = bare(given);
    let given = match bare.as_map_ref() {
        Ok(given) => given.clone(),
        Err(_) if bare.is_unit() => Map::new(),
        Err(_) => return blame(ctx, no_map(&run, &bare, &rules), None),
    };
    let mut check = Check::new(&run, "the options");
    let options = check.options(&given, &rules, false);
    let (problems, warnings) = (check.problems, check.warnings);
    let place = |problem: &Problem| {
        let given_at = if problem.is_key { Given::key_at } else { Given::at };
        given_at(ctx, &given, &problem.path)
    };
    if !problems.is_empty() {
        let problems =
            problems.into_iter().map(|problem| (problem.message.clone(), place(&problem)));
        return blame_all(ctx, problems.collect());
    }
    for warning in &warnings {
        run.report(blamed(ctx, warning.message.clone(), &place(warning)));
    }
    note_given(ctx, given, options.keys().cloned().collect());
    Ok(options)
}

/// A former name leads to an option.
fn refuse_unknown_names(rules: &[(Key, Rule)]) -> Result<(), Diagnostic> {
    let is_option =
        |name: &Key| rules.iter().any(|(known, rule)| known == name && rule.renamed.is_none());
    let wrong = rules.iter().find_map(|(former, rule)| {
        Some((former, rule.renamed.as_ref()?)).filter(|(_, name)| !is_option(name))
    });
    wrong.map_or(Ok(()), |(former, name)| {
        let message =
            format!("`{former}` is said to be called `{name}` now, and there is no such option");
        Err(Diagnostic::error("unknown-option", message)
            .hint("name an option of the same map: `renamed(\"name\")`"))
    })
}

/// A message of a library about one of its options.
pub(crate) fn about_option(name: &str, message: String, is_given: bool) -> Diagnostic {
    let problem = Diagnostic::error("invalid-option", message)
        .hint(format!("change `{name}`, or what it depends on").as_str());
    if is_given {
        return problem;
    }
    problem.note(format!("it is about the option `{name}`, which was left out"))
}

fn no_map(run: &Run, given: &Dynamic, rules: &[(Key, Rule)]) -> Diagnostic {
    let found = match run.convert(given) {
        Ok(Some(_)) => run.shown(given),
        _ => type_in_words(given.type_name()),
    };
    let example = offered(rules).next().unwrap_or("name");
    Diagnostic::error("wrong-type", format!("the options are a map, and {found} is given"))
        .label("expected a map")
        .note(format!("the options are {}", words::list(offered(rules), "and")))
        .hint(format!("write them in a map: `#{{ {example}: ... }}`").as_str())
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
pub(super) mod given {
    use crate::builtins::options::given::*;

    /// The options that a function was given, checked and with defaults for those left out.
    ///
    /// `rules` has a key for each option, and three forms of rules:
    ///
    /// - `required("what it is", type)` has to be given; so does a type alone
    /// - `optional("what it is", type)` can be left out, and is `()` then
    /// - a default, or `.or(default)` behind one of the others, is what is taken when it is left out
    ///
    /// The types are `int`, `float`, `bool`, `text`, `one_of`, `environment`, `reference`, `secret`, `path`, `cidr`,
    /// `function`, `list_of`, `map_of`, `nested` and `any_of`. `required` and `optional` can do without one: anything is
    /// taken. A default gives its own type: the items of an array are of the types of its items, and a map has the keys of
    /// the default, each with its own default; an empty map takes all keys.
    ///
    /// What has a type is known while the recipe runs, unless `.or_reference()` says otherwise; for a default
    /// alone a reference or a secret can be given.
    ///
    /// An unknown key, a missing one and a value of another type are errors of the caller: all are reported at once,
    /// each where the caller wrote the key, in a recipe or in a data file, whichever way it came here; of a missing key,
    /// where the map opens that lacks it.
    ///
    /// ```rhai
    /// fn web(given) {
    ///     let o = options(given, #{
    ///         port: required("the port it listens on", int(1..=65535)),
    ///         host: optional("its public name", text()),
    ///         tier: one_of(["small", "large"]).or("small"),
    ///         replicas: 1,
    ///         scaling: #{ max: 1, cpu: 60 },
    ///     });
    ///     `${o.tier}: ${o.replicas} x ${o.port}, ${o.scaling.cpu} % of at most ${o.scaling.max}`
    /// }
    /// web(#{ port: 80, scaling: #{ max: 4 } })
    /// // => "small: 1 x 80, 60 % of at most 4"
    /// ```
    ///
    /// ```rhai
    /// fn web(given) {
    ///     options(given, #{ port: required("the port it listens on", int(1..=65535)), replicas: 1 })
    /// }
    /// web(#{ port: 80, replica: 2 })
    /// // => error: there is no option `replica`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn options(ctx: NativeCallContext, given: Dynamic, rules: Map) -> Fallible<Map> {
        checked(&ctx, &given, &rules)
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
