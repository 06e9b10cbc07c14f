//! Values that go into a root and come out of it: `tf.variable(...)`, `tf.locals(...)`, `tf.output(...)`.

use super::add::{add, data, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::recipe::options::{OutputOptions, VariableOptions};
use crate::engine::environment::EnvironmentHandle;
use crate::engine::{Fallible, options};
use crate::value::Value;
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    rhai::exported_module!(values)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod values {
    use super::*;

    /// A variable of type `string`; gives the reference `var.<name>`.
    ///
    /// ```rhai
    /// terraform::root("web").variable("region")
    /// // => var.region
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn variable(ctx: NativeCallContext, this: &mut Root, name: &str) -> Fallible<Reference> {
        variable_with(ctx, this, name, Map::new())
    }

    /// A variable with options; gives the reference `var.<name>`.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.variable("token", #{ description: "Token of the session", sensitive: true, nullable: false, ephemeral: true })
    /// // => var.token
    /// ```
    ///
    /// ```rhai
    /// terraform::root("web").variable("zones", #{ type: "list(string)", default: ["a", "b"] })[0]
    /// // => var.zones[0]
    /// ```
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let positive = #{ condition: terraform::expr("var.count > 0"), error_message: "There is at least one." };
    /// tf.variable("count", #{ type: "number", validation: positive })
    /// // => var.count
    /// ```
    #[rhai_fn(name = "variable", return_raw, pure)]
    pub fn variable_with(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        given: Map,
    ) -> Fallible<Reference> {
        let given: VariableOptions = options::options(&ctx, &given, "variable")?;
        let body = entries([
            ("description", given.description),
            ("type", Some(given.kind.unwrap_or_else(|| "string".into()).into())),
            ("default", given.default),
            ("sensitive", given.sensitive.map(Value::from)),
            ("nullable", given.nullable.map(Value::from)),
            ("ephemeral", given.ephemeral.map(Value::from)),
            ("validation", given.validation),
        ]);
        add(&ctx, this, BlockKind::Variable, &[name], body)?;
        Ok(Reference::to(format!("var.{name}")))
    }

    /// Values of variables for every run of the root, in `terraform.tfvars`. A value of a variable that is not declared is an
    /// error, and so are references and secrets: `tf.environment()` hands secrets over.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.variable("region");
    /// tf.tfvars(#{ region: "fsn1" });
    /// emit(tf).dir
    /// // => "infrastructure/terraform/web"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn tfvars(ctx: NativeCallContext, this: &mut Root, values: Map) -> Fallible<()> {
        let body = options::map(&ctx, &values)?;
        add(&ctx, this, BlockKind::Values, &[], body)
    }

    /// With `environment`, values for one environment of several that a root serves, in `<environment>.tfvars`, which
    /// `terraform apply -var-file=staging.tfvars` takes.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.variable("size");
    /// tf.tfvars(environment("staging"), #{ size: "small" });
    /// emit(tf).dir
    /// // => "infrastructure/terraform/web"
    /// ```
    #[rhai_fn(name = "tfvars", return_raw, pure)]
    pub fn tfvars_of(
        ctx: NativeCallContext,
        this: &mut Root,
        environment: EnvironmentHandle,
        values: Map,
    ) -> Fallible<()> {
        let body = options::map(&ctx, &values)?;
        add(&ctx, this, BlockKind::Values, &[&environment.environment().name], body)
    }

    /// Named values inside the root; gives `local`, whose properties are references to them.
    ///
    /// ```rhai
    /// terraform::root("web").locals(#{ region: "fsn1", size: "small" }).region
    /// // => local.region
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn locals(ctx: NativeCallContext, this: &mut Root, values: Map) -> Fallible<Reference> {
        let body = options::map(&ctx, &values)?;
        let names: Vec<String> = body.keys().map(ToString::to_string).collect();
        add(&ctx, this, BlockKind::Locals, &[], body)?;
        Ok(Reference::with_members("local", names))
    }

    /// A result of the root.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.module("server", #{ source: "../modules/server" });
    /// tf.output("server_ip", server.ipv4);
    /// emit(tf).dir
    /// // => "infrastructure/terraform/web"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn output(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        value: Dynamic,
    ) -> Fallible<()> {
        output_with(ctx, this, name, value, Map::new())
    }

    /// A result of the root, with options. One that reveals a secret, or a variable that is declared sensitive, is sensitive
    /// by itself.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.module("server", #{ source: "../modules/server" });
    /// tf.output("region", "fsn1", #{ description: "Where it runs", sensitive: false, depends_on: [server] });
    /// emit(tf.file("main.tf")).dir + "/outputs.tf"
    /// // => "infrastructure/terraform/web/outputs.tf"
    /// ```
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.resource("hcloud_server", "web", #{ name: "web", server_type: "cx22" });
    /// let runs = #{ condition: terraform::expr(`${server.status} == "running"`), error_message: "It does not run." };
    /// tf.output("ip", server.ipv4_address, #{ precondition: runs });
    /// emit(tf).dir
    /// // => "infrastructure/terraform/web"
    /// ```
    ///
    /// ```rhai
    /// let module = terraform::module("login");
    /// let password = module.ephemeral("random_password", "login", #{ length: 16 });
    /// module.output("password", password.result, #{ ephemeral: true });
    /// emit(module).dir
    /// // => "infrastructure/terraform/modules/login"
    /// ```
    #[rhai_fn(name = "output", return_raw, pure)]
    pub fn output_with(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        value: Dynamic,
        given: Map,
    ) -> Fallible<()> {
        let given: OutputOptions = options::options(&ctx, &given, "output")?;
        let value = data(&ctx, &value)?;
        let sensitive = given.sensitive.map(Value::from);
        let body = entries([
            ("description", given.description),
            ("value", Some(value)),
            ("sensitive", sensitive),
            ("ephemeral", given.ephemeral.map(Value::from)),
            ("depends_on", given.depends_on),
            ("precondition", given.precondition),
        ]);
        add(&ctx, this, BlockKind::Output, &[name], body)
    }
}
