//! The types of options.

use super::check::with_default;
use super::rule::{Bounds, Kind, Nested, Pattern, Rule, rules as read_rules};
use crate::diag::Diagnostic;
use crate::engine::error::lower_first;
use crate::engine::{At, Fallible, Run};
use crate::value::Value;
use regex_lite::Regex;
use rhai::plugin::*;
use rhai::{Array, Dynamic, FLOAT, INT, Map, NativeCallContext};
use std::ops::{Range, RangeInclusive};

/// What a rule of any form says of the value.
fn kind(run: &Run, written: &Dynamic) -> Kind {
    Rule::of(run, written).kind.clone()
}

fn int(least: INT, most: INT) -> Result<Rule, Diagnostic> {
    if least > most {
        return Err(Diagnostic::error("invalid-option", format!("no int is in {least}..={most}"))
            .hint("write the least first: `int(1..=10)`"));
    }
    let bound = |bound: INT, open: INT| (bound != open).then_some(bound);
    let (least, most) = (bound(least, INT::MIN), bound(most, INT::MAX));
    Ok(Rule::new(Kind::Int(Bounds { least, most })))
}

/// Text all of which matches a pattern.
fn matching(written: &str) -> Result<Rule, Diagnostic> {
    let regex = Regex::new(&format!("^(?:{written})$")).map_err(|error| {
        let reason = lower_first(&error.to_string());
        Diagnostic::error("invalid-pattern", format!("`{written}` is no pattern: {reason}"))
            .hint("write a regular expression, such as `[a-z][a-z0-9-]*`")
    })?;
    Ok(Rule::new(Kind::Text(Some(Pattern { written: written.into(), regex }))))
}

/// A choice between data.
fn choice(run: &Run, choices: &Array) -> Result<Rule, Diagnostic> {
    let choices: Vec<Value> = choices
        .iter()
        .filter_map(|choice| run.convert(choice).transpose())
        .collect::<Result<_, _>>()?;
    if choices.is_empty() {
        return Err(Diagnostic::error(
            "missing-value",
            "`one_of` needs an array of what the option can be",
        )
        .hint("write the choices into it: `one_of([\"small\", \"large\"])`"));
    }
    Ok(Rule::new(Kind::Choice(choices)))
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
pub(super) mod types {
    use crate::builtins::options::types::*;

    /// An int, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ replicas: "2" }, #{ replicas: int() })
    /// // => error: `replicas` must be an int, not the string "2"
    /// ```
    #[rhai_fn(name = "int")]
    pub fn any_int() -> Rule {
        Rule::new(Kind::Int(Bounds::NONE))
    }

    /// An int in a range, as the type of an option: `int(1..10)` is 1 to 9, `int(1..=10)` is 1 to 10.
    ///
    /// ```rhai
    /// options(#{ replicas: 10 }, #{ replicas: int(1..10) })
    /// // => error: `replicas` must be an int from 1 to 9, not the int 10
    /// ```
    #[rhai_fn(name = "int", return_raw)]
    pub fn int_below(ctx: NativeCallContext, range: Range<INT>) -> Fallible<Rule> {
        int(range.start, range.end.saturating_sub(1)).at(&ctx)
    }

    /// An int in a range that includes its end, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ replicas: 10 }, #{ replicas: int(1..=10) }).replicas
    /// // => 10
    /// ```
    #[rhai_fn(name = "int", return_raw)]
    pub fn int_within(ctx: NativeCallContext, range: RangeInclusive<INT>) -> Fallible<Rule> {
        int(*range.start(), *range.end()).at(&ctx)
    }

    /// An int or a float, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ share: 1 }, #{ share: float() }).share
    /// // => 1
    /// ```
    #[rhai_fn(name = "float")]
    pub fn any_float() -> Rule {
        Rule::new(Kind::Number(Bounds::NONE))
    }

    /// An int or a float between two others, both included, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ share: 1.5 }, #{ share: float(0.0, 1.0) })
    /// // => error: `share` must be a number from 0 to 1, not the float 1.5
    /// ```
    pub fn float(least: FLOAT, most: FLOAT) -> Rule {
        Rule::new(Kind::Number(Bounds { least: Some(least), most: Some(most) }))
    }

    /// `true` or `false`, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ public: "yes" }, #{ public: bool() })
    /// // => error: `public` must be a bool, not the string "yes"
    /// ```
    pub fn bool() -> Rule {
        Rule::new(Kind::Bool)
    }

    /// Text, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ host: 7 }, #{ host: text() })
    /// // => error: `host` must be a string, not the int 7
    /// ```
    #[rhai_fn(name = "text")]
    pub fn any_text() -> Rule {
        Rule::new(Kind::Text(None))
    }

    /// Text that matches a regular expression from its beginning to its end, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ name: "My shop" }, #{ name: text("[a-z][a-z0-9-]*") })
    /// // => error: `name` must be a string that matches `[a-z][a-z0-9-]*`, not the string "My shop"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn text(ctx: NativeCallContext, pattern: &str) -> Fallible<Rule> {
        let written = Run::of(&ctx).plain_text(pattern).at(&ctx)?;
        matching(&written).at(&ctx)
    }

    /// One of these, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ tier: "medium" }, #{ tier: one_of(["small", "large"]) })
    /// // => error: `tier` can't be "medium"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn one_of(ctx: NativeCallContext, choices: Array) -> Fallible<Rule> {
        choice(&Run::of(&ctx), &choices).at(&ctx)
    }

    /// One of these, and `default` when it is left out: short for `one_of(choices).or(default)`.
    ///
    /// ```rhai
    /// options(#{}, #{ tier: one_of(["small", "large"], "small") }).tier
    /// // => "small"
    /// ```
    #[rhai_fn(name = "one_of", return_raw)]
    pub fn one_of_with(ctx: NativeCallContext, choices: Array, default: Dynamic) -> Fallible<Rule> {
        let run = Run::of(&ctx);
        choice(&run, &choices).and_then(|rule| with_default(&run, rule, &default)).at(&ctx)
    }

    /// An environment of the project, as the type of an option. The function gets the environment also when its name is given.
    ///
    /// ```rhai
    /// options(#{ for: "prod" }, #{ for: environment() }).for.is_production
    /// // => true
    /// ```
    ///
    /// ```rhai
    /// options(#{ for: "prodction" }, #{ for: environment() })
    /// // => error: `prodction` is not an environment of this project
    /// ```
    pub fn environment() -> Rule {
        Rule::new(Kind::Environment)
    }

    /// A Terraform reference or variable, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ vpc: "vpc-1" }, #{ vpc: reference() })
    /// // => error: `vpc` must be a Terraform reference, not the string "vpc-1"
    /// ```
    #[rhai_fn(name = "reference")]
    pub fn any_reference() -> Rule {
        Rule::new(Kind::Reference(None))
    }

    /// A reference to a block of this type, as the type of an option. What comes from a variable, a local value or a module
    /// is taken too: its type is not known here.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.required_provider("aws", #{ source: "hashicorp/aws", version: "~> 6.0" });
    /// let zone = tf.data("aws_availability_zones", "all", #{});
    /// options(#{ vpc: zone.id }, #{ vpc: reference("aws_vpc") })
    /// // => error: `vpc` must be a reference to a block of the type `aws_vpc`
    /// ```
    pub fn reference(r#type: &str) -> Rule {
        Rule::new(Kind::Reference(Some(r#type.into())))
    }

    /// A secret, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ password: "hunter2" }, #{ password: secret() })
    /// // => error: `password` must be a secret, not a string
    /// ```
    pub fn secret() -> Rule {
        Rule::new(Kind::Secret)
    }

    /// The path of a file or folder in the project, from its root, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ schema: "../schema.sql" }, #{ schema: path() })
    /// // => error: `schema` must be a path inside the project
    /// ```
    pub fn path() -> Rule {
        Rule::new(Kind::Path)
    }

    /// A network, as `10.0.0.0/16`, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ range: "10.0.0.1/16" }, #{ range: cidr() })
    /// // => error: `range` must be a network such as `10.0.0.0/16`
    /// ```
    pub fn cidr() -> Rule {
        Rule::new(Kind::Network)
    }

    /// A function or closure, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ name: |part| `shop-${part}` }, #{ name: function() }).name.call("web")
    /// // => "shop-web"
    /// ```
    pub fn function() -> Rule {
        Rule::new(Kind::Function)
    }

    /// An array, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ hosts: "a" }, #{ hosts: list_of() })
    /// // => error: `hosts` must be an array, not the string "a"
    /// ```
    #[rhai_fn(name = "list_of")]
    pub fn any_list() -> Rule {
        Rule::new(Kind::List(Box::new(Kind::Any)))
    }

    /// An array of which each item is of a type, as the type of an option: a map of rules is one, too.
    ///
    /// ```rhai
    /// options(#{ ports: [80, 70000] }, #{ ports: list_of(int(1..=65535)) })
    /// // => error: `ports[1]` must be an int from 1 to 65535, not the int 70000
    /// ```
    pub fn list_of(ctx: NativeCallContext, rule: Dynamic) -> Rule {
        Rule::new(Kind::List(Box::new(kind(&Run::of(&ctx), &rule))))
    }

    /// A map with any keys, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ labels: [] }, #{ labels: map_of() })
    /// // => error: `labels` must be a map, not an array
    /// ```
    #[rhai_fn(name = "map_of")]
    pub fn any_map() -> Rule {
        Rule::new(Kind::Map(Box::new(Kind::Any)))
    }

    /// A map with any keys of which each value is of a type, as the type of an option.
    ///
    /// ```rhai
    /// options(#{ labels: #{ team: "web", tier: 1 } }, #{ labels: map_of(text()) })
    /// // => error: `labels.tier` must be a string, not the int 1
    /// ```
    pub fn map_of(ctx: NativeCallContext, rule: Dynamic) -> Rule {
        Rule::new(Kind::Map(Box::new(kind(&Run::of(&ctx), &rule))))
    }

    /// A map of options with rules of their own, as the type of an option. It is checked inside, and its defaults are filled
    /// in, also when it is left out. In place of a rule the map of rules alone means the same.
    ///
    /// ```rhai
    /// let rules = #{ scaling: nested(#{ max: required("how many at most", int(1..=50)), cpu: 60 }) };
    /// options(#{ scaling: #{ max: 4 } }, rules).scaling
    /// // => #{ max: 4, cpu: 60 }
    /// ```
    ///
    /// ```rhai
    /// options(#{ scaling: #{ mxa: 4 } }, #{ scaling: nested(#{ max: 1, cpu: 60 }) })
    /// // => error: there is no option `scaling.mxa`
    /// ```
    pub fn nested(ctx: NativeCallContext, rules: Map) -> Rule {
        let rules = read_rules(&Run::of(&ctx), &rules);
        Rule::new(Kind::Nested(Nested { rules, is_open: false }))
    }

    /// A value of one of several types, as the type of an option.
    ///
    /// ```rhai
    /// let from = any_of([one_of(["anywhere"]), list_of(cidr())]);
    /// options(#{ from: ["10.0.0.0/8", "office"] }, #{ from: from })
    /// // => error: `from[1]` must be a network such as `10.0.0.0/16`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn any_of(ctx: NativeCallContext, rules: Array) -> Fallible<Rule> {
        let run = Run::of(&ctx);
        if rules.is_empty() {
            let message = "`any_of` needs an array of what the option can be";
            let problem = Diagnostic::error("missing-value", message)
                .hint("write the types into it: `any_of([int(), text()])`");
            return Err(problem).at(&ctx);
        }
        Ok(Rule::new(Kind::AnyOf(rules.iter().map(|rule| kind(&run, rule)).collect())))
    }
}
