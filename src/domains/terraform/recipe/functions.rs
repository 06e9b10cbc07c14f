//! What recipes call: `terraform::root`, `terraform::module`, `terraform::block`.

use super::expression::operators::{conditional, joined};
use super::expression::workspace::{WORKSPACE, chosen};
use super::hcl::read_hcl;
use super::nested_block::{NestedBlock, to_recipe};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::LANGUAGE;
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::block::root_options::RootOptions;
use crate::domains::terraform::parse;
use crate::emit::hcl::{BinaryOp, emit_expr};
use crate::engine::environment::EnvironmentHandle;
use crate::engine::{At, Fallible, Run, options};
use crate::value::{Hole, Piece, Text};
use rhai::plugin::*;
use rhai::{Array, Dynamic, Map, Module, NativeCallContext};

const FOLDER: &str = "infrastructure/terraform";

pub(crate) fn functions() -> Module {
    let mut module = rhai::exported_module!(terraform);
    module.combine(super::module_schema::functions());
    module
}

/// A checked expression; references that were interpolated into it become part of it.
pub(crate) fn expression(run: &Run, marked: &str) -> Result<String, Diagnostic> {
    let source = match run.read_marks(marked).map_err(|problem| *problem)? {
        Text::Plain(plain) => plain.to_string(),
        Text::Pieces(pieces) => pieces.iter().map(spliced).collect::<Result<String, _>>()?,
    };
    let parsed = parse::expr(&source).map_err(|error| {
        Diagnostic::error(
            "invalid-expression",
            format!("`{source}` is no Terraform expression: {}", error.message),
        )
        .hint("write it as in a `.tf` file, behind the `=`")
    })?;
    Ok(emit_expr(&parsed))
}

fn spliced(piece: &Piece) -> Result<&str, Diagnostic> {
    match piece {
        Piece::Plain(plain) | Piece::Literal(plain) => Ok(plain),
        Piece::Hole(Hole::Expr(expr)) if expr.language.fits(LANGUAGE) => Ok(&expr.source),
        Piece::Hole(_) => Err(Diagnostic::error(
            "secret-in-expression",
            "only Terraform's own references can be part of an expression",
        )
        .hint("give the secret to a variable or an argument of its own, and refer to that")),
    }
}

fn root_in(ctx: &NativeCallContext<'_>, folder: &str, name: &str, options: RootOptions) -> Root {
    Run::of(ctx).made(ctx, Root::new(name, format!("{FOLDER}/{folder}"), options))
}

fn module_in(ctx: &NativeCallContext<'_>, name: &str, options: RootOptions) -> Root {
    root_in(ctx, &format!("modules/{name}"), name, options)
}

fn called(ctx: &NativeCallContext<'_>, name: &str, values: &[Dynamic]) -> Fallible<Dynamic> {
    let run = Run::of(ctx);
    let missing = |i: usize| {
        Diagnostic::error(
            "missing-value",
            format!("value {} of the call is `()`: there is nothing to write", i + 1),
        )
        .hint("`null` writes a null; leave the value out to call it with fewer")
    };
    let value = |(i, value): (usize, &Dynamic)| run.convert(value)?.ok_or_else(|| missing(i));
    let values = values.iter().enumerate().map(value).collect::<Result<Vec<_>, _>>();
    values.and_then(|values| super::expression::call::call(&run, name, values)).at(ctx)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod terraform {
    use super::*;

    /// The root of an environment is in `infrastructure/terraform/<environment>/`.
    ///
    /// ```rhai
    /// terraform::root(environment("staging")).path
    /// // => "infrastructure/terraform/staging"
    /// ```
    pub fn root(ctx: NativeCallContext, environment: EnvironmentHandle) -> Root {
        let name = &environment.environment().name;
        root_in(&ctx, name, name, RootOptions::default())
    }

    /// A Terraform root: a folder of files that Terraform applies as one.
    ///
    /// ```rhai
    /// terraform::root(environment("staging"), #{ path: "terraform" }).path
    /// // => "terraform"
    /// ```
    ///
    /// Each kind of block can have a file of its own, and several kinds can share one.
    ///
    /// ```rhai
    /// let tf = terraform::root(environment("staging"), #{
    ///     files: #{
    ///         terraform: "terraform.tf",
    ///         required_providers: "terraform.tf",
    ///         provider: "providers.tf",
    ///         variable: "variables.tf",
    ///         locals: "locals.tf",
    ///         data: "data.tf",
    ///         resource: "main.tf",
    ///         module: "modules.tf",
    ///         output: "outputs.tf",
    ///     },
    /// });
    /// tf.locals(#{ region: "fsn1" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/staging/locals.tf"
    /// ```
    ///
    /// Blocks come as the recipe adds them, or in order of dependency: each behind those of its file that it refers to, also
    /// by way of other files, and by kind and name otherwise. A comment stays above its block; what is in one block of
    /// `locals` stays together, and several of those come as they are added.
    ///
    /// ```rhai
    /// let tf = terraform::root(environment("staging"), #{ order: "dependency" });
    /// tf.resource("random_password", "db", #{ length: terraform::expr("local.length") });
    /// tf.locals(#{ length: 24 });
    /// emit(tf).path
    /// // => "infrastructure/terraform/staging/main.tf"
    /// ```
    #[rhai_fn(name = "root", return_raw)]
    pub fn root_with(
        ctx: NativeCallContext,
        environment: EnvironmentHandle,
        given: Map,
    ) -> Fallible<Root> {
        let name = &environment.environment().name;
        Ok(root_in(&ctx, name, name, options::options(&ctx, &given, "terraform::root")?))
    }

    /// A root with a name of its own is in `infrastructure/terraform/<name>/`.
    ///
    /// ```rhai
    /// terraform::root("network").path
    /// // => "infrastructure/terraform/network"
    /// ```
    #[rhai_fn(name = "root")]
    pub fn root_named(ctx: NativeCallContext, name: &str) -> Root {
        root_in(&ctx, name, name, RootOptions::default())
    }

    /// A Terraform root with a name of its own, with options.
    ///
    /// ```rhai
    /// terraform::root("shared", #{ path: "infrastructure/terraform" }).path
    /// // => "infrastructure/terraform"
    /// ```
    ///
    /// ```rhai
    /// let tf = terraform::root("network", #{ required_version: ">= 1.10", files: #{ terraform: "terraform.tf", backend: "backend.tf" } });
    /// emit(tf).path
    /// // => "infrastructure/terraform/network/terraform.tf"
    /// ```
    #[rhai_fn(name = "root", return_raw)]
    pub fn root_named_with(ctx: NativeCallContext, name: &str, given: Map) -> Fallible<Root> {
        Ok(root_in(&ctx, name, name, options::options(&ctx, &given, "terraform::root")?))
    }

    /// One of several roots of an environment, called `name`, is in `infrastructure/terraform/<environment>/<name>/`.
    ///
    /// ```rhai
    /// terraform::root(environment("prod"), "network").path
    /// // => "infrastructure/terraform/production/network"
    /// ```
    #[rhai_fn(name = "root")]
    pub fn root_part(ctx: NativeCallContext, environment: EnvironmentHandle, name: &str) -> Root {
        root_in(
            &ctx,
            &format!("{}/{name}", environment.environment().name),
            name,
            RootOptions::default(),
        )
    }

    /// One of several roots of an environment, with options.
    ///
    /// ```rhai
    /// terraform::root(environment("prod"), "network", #{ required_version: ">= 1.9" }).path
    /// // => "infrastructure/terraform/production/network"
    /// ```
    #[rhai_fn(name = "root", return_raw)]
    pub fn root_part_with(
        ctx: NativeCallContext,
        environment: EnvironmentHandle,
        name: &str,
        given: Map,
    ) -> Fallible<Root> {
        let options = options::options(&ctx, &given, "terraform::root")?;
        Ok(root_in(&ctx, &format!("{}/{name}", environment.environment().name), name, options))
    }

    /// A module to be called by roots, in `infrastructure/terraform/modules/<name>/`. It is
    /// written as a root is, with variables for its inputs and outputs for its results.
    ///
    /// ```rhai
    /// terraform::module("server").path
    /// // => "infrastructure/terraform/modules/server"
    /// ```
    #[rhai_fn(name = "module")]
    pub fn module_named(ctx: NativeCallContext, name: &str) -> Root {
        module_in(&ctx, name, RootOptions::default())
    }

    /// A module, with the options of a root.
    ///
    /// ```rhai
    /// terraform::module("server", #{ required_version: ">= 1.5" }).path
    /// // => "infrastructure/terraform/modules/server"
    /// ```
    #[rhai_fn(name = "module", return_raw)]
    pub fn module_with(ctx: NativeCallContext, name: &str, given: Map) -> Fallible<Root> {
        Ok(module_in(&ctx, name, options::options(&ctx, &given, "terraform::module")?))
    }

    /// An expression in Terraform's own language. It is read and checked at once, and written as
    /// `terraform fmt` would; a name in it has to be declared in the root that uses it.
    ///
    /// ```rhai
    /// terraform::expr("upper(var.name)")
    /// // => upper(var.name)
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expr(ctx: NativeCallContext, source: &str) -> Fallible<Reference> {
        expression(&Run::of(&ctx), source).map(Reference::to).at(&ctx)
    }

    /// An expression that refers to what is in no file of the run: written by hand, or by another tool, beside them.
    ///
    /// ```rhai
    /// terraform::external("azurerm_subnet.aks.id")
    /// // => azurerm_subnet.aks.id
    /// ```
    #[rhai_fn(return_raw)]
    pub fn external(ctx: NativeCallContext, source: &str) -> Fallible<Reference> {
        expression(&Run::of(&ctx), source).map(Reference::elsewhere).at(&ctx)
    }

    /// The data in a text of HCL: blocks by their kinds and labels, what is no literal value as the expression that it is, and
    /// comments left out. Nested blocks of known types are maps; of others they are [`terraform::block`](block)s. `tf.add(...)` takes it.
    ///
    /// ```rhai
    /// let existing = terraform::parse("resource \"aws_vpc\" \"main\" {\n  cidr_block = var.cidr\n}");
    /// existing.resource.aws_vpc.main
    /// // => #{ cidr_block: var.cidr }
    /// ```
    #[rhai_fn(return_raw)]
    pub fn parse(ctx: NativeCallContext, text: &str) -> Fallible<Dynamic> {
        let run = Run::of(&ctx);
        let text = run.plain_text(text).at(&ctx)?;
        let value = read_hcl::read(&text, "", &run).map_err(read_hcl::without_place).at(&ctx)?;
        Ok(to_recipe(&run, &value))
    }

    /// A call of one of Terraform's own functions with a recipe's data, up to four values. Its result is
    /// an expression, which is where a value can be and in text.
    ///
    /// ```rhai
    /// terraform::call("jsonencode", #{ Version: "2012-10-17", Statement: [] })
    /// // => jsonencode({ Version = "2012-10-17", Statement = [] })
    /// ```
    #[rhai_fn(return_raw)]
    pub fn call(ctx: NativeCallContext, name: &str, a: Dynamic) -> Fallible<Dynamic> {
        called(&ctx, name, &[a])
    }

    /// The same without a value.
    ///
    /// ```rhai
    /// terraform::call("timestamp")
    /// // => timestamp()
    /// ```
    #[rhai_fn(name = "call", return_raw)]
    pub fn call_0(ctx: NativeCallContext, name: &str) -> Fallible<Dynamic> {
        called(&ctx, name, &[])
    }

    /// The same with two values.
    ///
    /// ```rhai
    /// terraform::call("join", ",", ["a", "b"])
    /// // => join(",", ["a", "b"])
    /// ```
    #[rhai_fn(name = "call", return_raw)]
    pub fn call_2(ctx: NativeCallContext, name: &str, a: Dynamic, b: Dynamic) -> Fallible<Dynamic> {
        called(&ctx, name, &[a, b])
    }

    /// The same with three values.
    ///
    /// ```rhai
    /// terraform::call("cidrsubnet", terraform::expr("var.network"), 4, 1)
    /// // => cidrsubnet(var.network, 4, 1)
    /// ```
    #[rhai_fn(name = "call", return_raw)]
    pub fn call_3(
        ctx: NativeCallContext,
        name: &str,
        a: Dynamic,
        b: Dynamic,
        c: Dynamic,
    ) -> Fallible<Dynamic> {
        called(&ctx, name, &[a, b, c])
    }

    /// The same with four values.
    ///
    /// ```rhai
    /// terraform::call("format", "%s-%s-%d", "web", "eu", 1)
    /// // => format("%s-%s-%d", "web", "eu", 1)
    /// ```
    #[rhai_fn(name = "call", return_raw)]
    pub fn call_4(
        ctx: NativeCallContext,
        name: &str,
        a: Dynamic,
        b: Dynamic,
        c: Dynamic,
        d: Dynamic,
    ) -> Fallible<Dynamic> {
        called(&ctx, name, &[a, b, c, d])
    }

    /// One of two values, by a condition that Terraform decides. What the recipe knows, it decides with `if`.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let size = tf.variable("size");
    /// terraform::when(size == "large", 3, 1)
    /// // => var.size == "large" ? 3 : 1
    /// ```
    #[rhai_fn(return_raw)]
    pub fn when(
        ctx: NativeCallContext,
        condition: Dynamic,
        yes: Dynamic,
        no: Dynamic,
    ) -> Fallible<Reference> {
        conditional(&Run::of(&ctx), &condition, &yes, &no).at(&ctx)
    }

    /// Whether all conditions hold: `a && b`, for what Terraform decides.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let size = tf.variable("size", #{ type: "number" });
    /// terraform::all([size > 0, size <= 10])
    /// // => var.size > 0 && var.size <= 10
    /// ```
    #[rhai_fn(return_raw)]
    pub fn all(ctx: NativeCallContext, conditions: Array) -> Fallible<Reference> {
        joined(&Run::of(&ctx), BinaryOp::And, &conditions).at(&ctx)
    }

    /// Whether one of the conditions holds: `a || b`, for what Terraform decides.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let zone = tf.variable("zone");
    /// terraform::any([zone == "fsn1", zone == "nbg1"])
    /// // => var.zone == "fsn1" || var.zone == "nbg1"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn any(ctx: NativeCallContext, conditions: Array) -> Fallible<Reference> {
        joined(&Run::of(&ctx), BinaryOp::Or, &conditions).at(&ctx)
    }

    /// The workspace that Terraform runs in, for one root that serves several environments.
    ///
    /// ```rhai
    /// terraform::workspace()
    /// // => terraform.workspace
    /// ```
    pub fn workspace() -> Reference {
        Reference::to(WORKSPACE)
    }

    /// The value that `choices` has for the workspace that Terraform runs in, where workspaces are named as environments
    /// are: as `env.choose(...)`, but Terraform decides.
    ///
    /// ```rhai
    /// terraform::choose(#{ production: "cx31", default: "cx11" })
    /// // => lookup({ production = "cx31" }, terraform.workspace, "cx11")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn choose(ctx: NativeCallContext, choices: Map) -> Fallible<Reference> {
        let chosen = chosen(&Run::of(&ctx), &choices).at(&ctx)?;
        let key = |index: usize| choices.keys().nth(index).map(|key| key.to_string());
        let place = |index: Option<usize>| {
            index.and_then(key).and_then(|key| options::place_of(&ctx, &choices, &key))
        };
        chosen.map_err(|problem| problem.to_diagnostic().at(place(problem.index()))).at(&ctx)
    }

    /// A nested block, where a plain map would be an attribute: `public_net { ... }` instead of
    /// `public_net = { ... }`. Several of one name are in an array.
    ///
    /// ```rhai
    /// let server = #{ name: "web", public_net: terraform::block(#{ ipv6_enabled: true }) };
    /// let tf = terraform::root("web");
    /// tf.resource("hcloud_server", "web", server).id
    /// // => hcloud_server.web.id
    /// ```
    #[rhai_fn(return_raw)]
    pub fn block(ctx: NativeCallContext, body: Map) -> Fallible<NestedBlock> {
        options::map(&ctx, &body).map(NestedBlock::new)
    }
}
