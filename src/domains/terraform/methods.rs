//! What can be done with a root: `tf.provider(...)`, `tf.module(...)`, `tf.output(...)`.

use super::call::Call;
use super::functions::NestedBlock;
use super::options::{OutputOptions, RequiredProviderOptions, VariableOptions};
use super::reference::Reference;
use super::root::{Kind, Root, Written, variables_of};
use crate::diag::{Diagnostic, Place};
use crate::engine::convert::to_dynamic;
use crate::engine::handle::register;
use crate::engine::{At, Fallible, Run, options};
use crate::value::{Key, Map as ValueMap, Value};
use rhai::plugin::*;
use rhai::{Dynamic, INT, Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    let mut module = rhai::exported_module!(root);
    register::<Root>(&mut module, "Terraform root");
    register::<Reference>(&mut module, "Terraform reference");
    register::<NestedBlock>(&mut module, "nested block");
    register::<Call>(&mut module, "call of a Terraform function");
    module
}

/// Adds a block to a root, with the call's place.
fn add(ctx: &NativeCallContext<'_>, root: &Root, kind: Kind, labels: &[&str], body: ValueMap) -> Fallible<()> {
    let place = Run::of(ctx).place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
    let labels = labels.iter().map(ToString::to_string).collect();
    root.add(Written { kind, file: None, labels, body, above: Vec::new(), place }).at(ctx)
}

fn data(ctx: &NativeCallContext<'_>, value: &Dynamic) -> Fallible<Value> {
    let missing =
        || Diagnostic::error("missing-value", "the value is `()`: there is nothing to write").hint("leave the whole call out with `if`");
    Run::of(ctx).convert(value).and_then(|value| value.ok_or_else(missing)).at(ctx)
}

fn entries<const N: usize>(pairs: [(&str, Option<Value>); N]) -> ValueMap {
    pairs.into_iter().filter_map(|(key, value)| Some((Key::from(key), value?))).collect()
}

#[export_module]
#[allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "the macro makes items and code of its own")]
mod root {
    use super::*;

    /// Says where the state is kept, with the settings of that kind of backend.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.backend("s3", #{ bucket: "state", key: "web/terraform.tfstate" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn backend(ctx: NativeCallContext, this: &mut Root, kind: &str, settings: Map) -> Fallible<()> {
        let body = options::map(&ctx, &settings)?;
        add(&ctx, this, Kind::Backend, &[kind], body)
    }

    /// Says where a provider comes from.
    ///
    /// ```rhai
    /// let server = terraform::module("server");
    /// let alias = terraform::expr("aws.global");
    /// server.required_provider("aws", #{ source: "hashicorp/aws", configuration_aliases: [alias] });
    /// server.name
    /// // => "server"
    /// ```
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.required_provider("hcloud", #{ source: "hetznercloud/hcloud", version: "~> 1.48" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/versions.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn required_provider(ctx: NativeCallContext, this: &mut Root, name: &str, given: Map) -> Fallible<()> {
        let given: RequiredProviderOptions = options::options(&ctx, &given, "required_provider")?;
        let aliases = given.configuration_aliases;
        let body = entries([
            ("source", Some(given.source.into())),
            ("version", given.version.map(Value::from)),
            ("configuration_aliases", aliases),
        ]);
        add(&ctx, this, Kind::RequiredProvider, &[name], body)
    }

    /// A provider with its settings; gives a reference for a `provider` argument, with the alias
    /// when there is one.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.provider("aws", #{ region: "us-east-1", alias: "global" })
    /// // => aws.global
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn provider(ctx: NativeCallContext, this: &mut Root, name: &str, settings: Map) -> Fallible<Reference> {
        let body = options::map(&ctx, &settings)?;
        let alias = body.get("alias").and_then(Value::as_str).map(String::from);
        add(&ctx, this, Kind::Provider, &[name], body)?;
        Ok(Reference::to(alias.map_or_else(|| name.to_string(), |alias| format!("{name}.{alias}"))))
    }

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
    #[rhai_fn(name = "variable", return_raw, pure)]
    pub fn variable_with(ctx: NativeCallContext, this: &mut Root, name: &str, given: Map) -> Fallible<Reference> {
        let given: VariableOptions = options::options(&ctx, &given, "variable")?;
        let body = entries([
            ("description", given.description),
            ("type", Some(given.kind.unwrap_or_else(|| "string".into()).into())),
            ("default", given.default),
            ("sensitive", given.sensitive.map(Value::from)),
            ("nullable", given.nullable.map(Value::from)),
            ("ephemeral", given.ephemeral.map(Value::from)),
        ]);
        add(&ctx, this, Kind::Variable, &[name], body)?;
        Ok(Reference::to(format!("var.{name}")))
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
        add(&ctx, this, Kind::Locals, &[], body)?;
        Ok(Reference::with_members("local", names))
    }

    /// A call of a module; gives `module.<name>`, whose properties are its outputs.
    ///
    /// ```rhai
    /// terraform::root("web").module("server", #{ source: "../modules/server" }).ipv4
    /// // => module.server.ipv4
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn module(ctx: NativeCallContext, this: &mut Root, name: &str, arguments: Map) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        if !body.contains_key("source") {
            let missing = Diagnostic::error("missing-option", format!("the module `{name}` has no `source`"));
            return Err(missing.hint("say where its files are: `source: \"../modules/server\"`")).at(&ctx);
        }
        add(&ctx, this, Kind::Module, &[name], body)?;
        Ok(Reference::to(format!("module.{name}")))
    }

    /// A resource; gives a reference to it, whose properties are its attributes.
    ///
    /// ```rhai
    /// terraform::root("web").resource("hcloud_server", "web", #{ name: "web", server_type: "cx11" }).id
    /// // => hcloud_server.web.id
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn resource(ctx: NativeCallContext, this: &mut Root, kind: &str, name: &str, arguments: Map) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        add(&ctx, this, Kind::Resource, &[kind, name], body)?;
        Ok(Reference::to(format!("{kind}.{name}")))
    }

    /// A data source; gives a reference to it, whose properties are its attributes.
    ///
    /// ```rhai
    /// terraform::root("web").data("hcloud_image", "debian", #{ name: "debian-12" }).id
    /// // => data.hcloud_image.debian.id
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn data(ctx: NativeCallContext, this: &mut Root, kind: &str, name: &str, arguments: Map) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        add(&ctx, this, Kind::Data, &[kind, name], body)?;
        Ok(Reference::to(format!("data.{kind}.{name}")))
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
    pub fn output(ctx: NativeCallContext, this: &mut Root, name: &str, value: Dynamic) -> Fallible<()> {
        output_with(ctx, this, name, value, Map::new())
    }

    /// A result of the root, with options.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.module("server", #{ source: "../modules/server" });
    /// tf.output("region", "fsn1", #{ description: "Where it runs", sensitive: false, depends_on: [server] });
    /// emit(tf.file("main.tf")).dir + "/outputs.tf"
    /// // => "infrastructure/terraform/web/outputs.tf"
    /// ```
    #[rhai_fn(name = "output", return_raw, pure)]
    pub fn output_with(ctx: NativeCallContext, this: &mut Root, name: &str, value: Dynamic, given: Map) -> Fallible<()> {
        let given: OutputOptions = options::options(&ctx, &given, "output")?;
        let value = super::data(&ctx, &value)?;
        let sensitive = given.sensitive.map(Value::from);
        let body = entries([
            ("description", given.description),
            ("value", Some(value)),
            ("sensitive", sensitive),
            ("depends_on", given.depends_on),
        ]);
        add(&ctx, this, Kind::Output, &[name], body)
    }

    /// The same root; what is added through this handle goes to the file `name`: resources, data
    /// sources, modules and locals. Variables, outputs, providers and settings stay in the files
    /// of their kinds.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.file("network.tf").resource("hcloud_network", "main", #{ name: "web", ip_range: "10.0.0.0/16" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/network.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn file(ctx: NativeCallContext, this: &mut Root, name: &str) -> Fallible<Root> {
        let name = Run::of(&ctx).plain_text(name).at(&ctx)?;
        if name.contains('/') || !name.ends_with(".tf") {
            return Err(Diagnostic::error("invalid-path", format!("{name:?} is no file of a root")).hint("name it as `network.tf`"))
                .at(&ctx);
        }
        Ok(this.in_file(&name))
    }

    /// Comment lines above the next block.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.comment("What the others are called with");
    /// tf.locals(#{ region: "fsn1" }).region
    /// // => local.region
    /// ```
    #[rhai_fn(pure)]
    pub fn comment(this: &mut Root, text: &str) {
        this.draft().comment.extend(text.lines().map(String::from));
    }

    /// The environment variables that hand the root its secrets, for the job that runs it.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.provider("hcloud", #{ token: secret("HETZNER_TOKEN") });
    /// tf.environment()
    /// // => #{ TF_VAR_hetzner_token: secret("HETZNER_TOKEN") }
    /// ```
    #[rhai_fn(pure)]
    pub fn environment(ctx: NativeCallContext, this: &mut Root) -> Dynamic {
        let run = Run::of(&ctx);
        to_dynamic(&run, &variables_of(this, &run).into())
    }

    /// One of several instances.
    ///
    /// ```rhai
    /// terraform::root("web").resource("hcloud_server", "web", #{ count: 2, name: "web" })[0].id
    /// // => hcloud_server.web[0].id
    /// ```
    #[rhai_fn(index_get, pure)]
    pub fn instance(this: &mut Reference, index: INT) -> Reference {
        this.index(index)
    }
}
