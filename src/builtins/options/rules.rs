//! What a rule says of an option besides its type: whether it is given, its default, and that it is on its way out.

use super::check::with_default;
use super::rule::{Absent, Kind, Rule};
use crate::engine::{At, Fallible, Run};
use rhai::plugin::*;
use rhai::{Dynamic, NativeCallContext};

fn any() -> Rule {
    Rule::new(Kind::Any)
}

fn described(kind: Rule, what: &str, absent: Absent) -> Rule {
    kind.with(|parts| {
        parts.what = what.into();
        parts.absent = absent;
    })
}

fn outdated(kind: Rule, why: &str) -> Rule {
    kind.with(|parts| {
        parts.absent = Absent::Unit;
        parts.deprecated = Some(why.into());
    })
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
pub(super) mod rules {
    use crate::builtins::options::rules::*;

    /// An option that has to be given, for `options`. It can be anything.
    ///
    /// ```rhai
    /// options(#{}, #{ port: required("the port it listens on") })
    /// // => error: the option `port` is missing
    /// ```
    pub fn required(description: &str) -> Rule {
        described(any(), description, Absent::Missing)
    }

    /// An option that has to be given, for `options`, and its type.
    ///
    /// ```rhai
    /// options(#{ port: "80" }, #{ port: required("the port it listens on", int(1..=65535)) })
    /// // => error: `port` must be an int from 1 to 65535, not the string "80"
    /// ```
    #[rhai_fn(name = "required")]
    pub fn required_as(description: &str, r#type: Rule) -> Rule {
        described(r#type, description, Absent::Missing)
    }

    /// An option that may be left out, and is `()` then, for `options`. It can be anything.
    ///
    /// ```rhai
    /// options(#{}, #{ host: optional("public host name") }).host
    /// // => ()
    /// ```
    pub fn optional(description: &str) -> Rule {
        described(any(), description, Absent::Unit)
    }

    /// An option that may be left out, for `options`, and its type: it is `()` then, or what `.or(default)` behind it says.
    ///
    /// ```rhai
    /// options(#{}, #{ replicas: optional("how many run", int(1..=10)).or(2), host: optional("public host name", text()) })
    /// // => #{ replicas: 2 }
    /// ```
    #[rhai_fn(name = "optional")]
    pub fn optional_as(description: &str, r#type: Rule) -> Rule {
        described(r#type, description, Absent::Unit)
    }

    /// An option that callers should not give any more, for `options`: a caller who gives it is warned at its key, with
    /// `instead` as what to do. It is `()` when it is left out.
    ///
    /// ```rhai
    /// options(#{ size: "small" }, #{ tier: "small", size: deprecated("give it a `tier`") }).size
    /// // => "small"
    /// ```
    pub fn deprecated(instead: &str) -> Rule {
        outdated(any(), instead)
    }

    /// An option that callers should not give any more, for `options`, and its type.
    ///
    /// ```rhai
    /// options(#{ size: 3 }, #{ tier: "small", size: deprecated("give it a `tier`", text()) })
    /// // => error: `size` must be a string, not the int 3
    /// ```
    #[rhai_fn(name = "deprecated")]
    pub fn deprecated_as(instead: &str, r#type: Rule) -> Rule {
        outdated(r#type, instead)
    }

    /// The former name of the option `name`, for `options`: what is given under it is that of `name`, and a caller who
    /// gives it is warned at the key. Both together are an error.
    ///
    /// ```rhai
    /// options(#{ service: "shop" }, #{ name: required("what it is called", text()), service: renamed("name") })
    /// // => #{ name: "shop" }
    /// ```
    pub fn renamed(name: &str) -> Rule {
        any().with(|parts| parts.renamed = Some(name.into()))
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
pub(super) mod methods {
    use crate::builtins::options::rules::*;

    /// The rule with a default for when the option is left out. The default is of the rule's type.
    ///
    /// ```rhai
    /// options(#{}, #{ tier: one_of(["small", "large"]).or("small"), replicas: int(1..=10).or(2) })
    /// // => #{ tier: "small", replicas: 2 }
    /// ```
    ///
    /// ```rhai
    /// int(1..=10).or(20)
    /// // => error: the default must be an int from 1 to 10, not the int 20
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn or(ctx: NativeCallContext, rule: &mut Rule, default: Dynamic) -> Fallible<Rule> {
        with_default(&Run::of(&ctx), rule.clone(), &default).at(&ctx)
    }

    /// The rule for what ends in a target that can hold references, as a Terraform root does: a Terraform reference or
    /// variable, a secret, and text with one of them are taken too. The function must not decide by its value.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let port = tf.variable("port", #{ type: "number" });
    /// options(#{ port: port }, #{ port: int(1..=65535).or_reference() }).port
    /// // => var.port
    /// ```
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let port = tf.variable("port", #{ type: "number" });
    /// options(#{ port: port }, #{ port: int(1..=65535) })
    /// // => error: `port` must be known while the recipe runs, and `var.port` is not
    /// ```
    #[rhai_fn(pure)]
    pub fn or_reference(rule: &mut Rule) -> Rule {
        rule.clone()
            .with(|parts| parts.kind = std::mem::replace(&mut parts.kind, Kind::Any).or_later())
    }

    /// The rule for a map of options that may have further keys, which are taken as they are.
    ///
    /// ```rhai
    /// options(#{ network: #{ id: "vpc-1", zones: 3 } }, #{ network: nested(#{ id: text() }).open() }).network
    /// // => #{ id: "vpc-1", zones: 3 }
    /// ```
    #[rhai_fn(pure)]
    pub fn open(rule: &mut Rule) -> Rule {
        rule.clone().with(|parts| parts.kind = std::mem::replace(&mut parts.kind, Kind::Any).open())
    }
}
