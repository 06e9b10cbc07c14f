//! What can be done with a root: `tf.provider(...)`, `tf.module(...)`, `tf.output(...)`.

use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::block::draft::{Block, Root, variables_of};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::{Reference, Several};
use crate::domains::terraform::block::unchecked::Unchecked;
use crate::domains::terraform::check::meta_arguments::block;
use crate::domains::terraform::check::provider_schema::members;
use crate::domains::terraform::recipe::expression::call::Call;
use crate::domains::terraform::recipe::functions::expression;
use crate::domains::terraform::recipe::nested_block::NestedBlock;
use crate::domains::terraform::recipe::options::{
    OutputOptions, RequiredProviderOptions, VariableOptions,
};
use crate::engine::convert::to_dynamic;
use crate::engine::environment::EnvironmentHandle;
use crate::engine::handle::register;
use crate::engine::{At, Fallible, Handle, Run, options};
use crate::value::{Key, Map as ValueMap, Value};
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

pub(crate) fn methods() -> Module {
    let mut module = rhai::exported_module!(root);
    module.combine(super::modules::methods());
    register::<Root>(&mut module, "Terraform root");
    register::<Reference>(&mut module, "Terraform reference");
    crate::domains::terraform::recipe::expression::operators::register(&mut module);
    register::<NestedBlock>(&mut module, "nested block");
    register::<Unchecked>(&mut module, "unchecked value");
    register::<Call>(&mut module, "Terraform function call");
    module
}

/// Adds a block to a root, with the call's place.
pub(crate) fn add(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    kind: BlockKind,
    labels: &[&str],
    body: ValueMap,
) -> Fallible<()> {
    put(ctx, root, kind, labels, body, false)
}

/// The same for a block whose arguments the author vouches for.
fn add_unchecked(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    kind: BlockKind,
    labels: &[&str],
    arguments: &Unchecked,
) -> Fallible<()> {
    put(ctx, root, kind, labels, arguments.arguments().at(ctx)?, true)
}

fn put(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    kind: BlockKind,
    labels: &[&str],
    body: ValueMap,
    is_unchecked: bool,
) -> Fallible<()> {
    let place = Run::of(ctx).place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
    let labels = labels.iter().map(ToString::to_string).collect();
    root.add(Block {
        kind,
        file: None,
        section: None,
        labels,
        body,
        above: Vec::new(),
        is_unchecked,
        module: None,
        place,
    })
    .at(ctx)
}

/// A reference to a thing of a type, which tells what the tables say. With `count` or `for_each` it is several.
fn thing(run: &Run, table: &str, kind: &str, address: String, body: &ValueMap) -> Reference {
    Reference::to_thing(address, members(run, table, kind), Several::of(body))
}

fn data(ctx: &NativeCallContext<'_>, value: &Dynamic) -> Fallible<Value> {
    let missing = || {
        Diagnostic::error("missing-value", "the value is `()`: there is nothing to write")
            .hint("leave the whole call out with `if`")
    };
    Run::of(ctx).convert(value).and_then(|value| value.ok_or_else(missing)).at(ctx)
}

/// An address that nothing in the root has any more.
fn address(ctx: &NativeCallContext<'_>, source: &str) -> Fallible<Value> {
    let run = Run::of(ctx);
    expression(&run, source).and_then(|source| Reference::elsewhere(source).to_value()).at(ctx)
}

fn entries<const N: usize>(pairs: [(&str, Option<Value>); N]) -> ValueMap {
    pairs.into_iter().filter_map(|(key, value)| Some((Key::from(key), value?))).collect()
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod root {
    use super::*;

    /// Says where the state is kept, with the settings of that kind of backend. In `s3`, `azurerm` and `gcs` each root gets a
    /// `key` or `prefix` of its own when none is given: `staging/network/terraform.tfstate`. What `terraform init` is given with
    /// `-backend-config` can be left out; what nothing can compute that early can't stand here: references and secrets.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.backend("s3", #{ bucket: "acme-state", region: "eu-central-1", use_lockfile: true });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/versions.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn backend(
        ctx: NativeCallContext,
        this: &mut Root,
        kind: &str,
        settings: Map,
    ) -> Fallible<()> {
        let body = options::map(&ctx, &settings)?;
        add(&ctx, this, BlockKind::Backend, &[kind], body)
    }

    /// Says that the state is kept by HCP Terraform or Terraform Enterprise.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.cloud(#{ organization: "acme", workspaces: #{ name: "web-production", project: "web" } });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/versions.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn cloud(ctx: NativeCallContext, this: &mut Root, settings: Map) -> Fallible<()> {
        let body = options::map(&ctx, &settings)?;
        add(&ctx, this, BlockKind::Cloud, &[], body)
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
    pub fn required_provider(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        given: Map,
    ) -> Fallible<()> {
        let given: RequiredProviderOptions = options::options(&ctx, &given, "required_provider")?;
        let aliases = given.configuration_aliases;
        let body = entries([
            ("source", Some(given.source.into())),
            ("version", given.version.map(Value::from)),
            ("configuration_aliases", aliases),
        ]);
        add(&ctx, this, BlockKind::RequiredProvider, &[name], body)
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
    pub fn provider(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        settings: Map,
    ) -> Fallible<Reference> {
        let body = options::map(&ctx, &settings)?;
        let alias = body.get("alias").and_then(Value::as_str).map(String::from);
        add(&ctx, this, BlockKind::Provider, &[name], body)?;
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
            ("validation", given.validation.map(|validation| block(&validation, &[]))),
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

    /// A resource; gives a reference to it, whose properties are its attributes.
    ///
    /// ```rhai
    /// terraform::root("web").resource("hcloud_server", "web", #{ name: "web", server_type: "cx11" }).id
    /// // => hcloud_server.web.id
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn resource(
        ctx: NativeCallContext,
        this: &mut Root,
        kind: &str,
        name: &str,
        arguments: Map,
    ) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        let reference = thing(&Run::of(&ctx), "resource", kind, format!("{kind}.{name}"), &body);
        add(&ctx, this, BlockKind::Resource, &[kind, name], body)?;
        Ok(reference)
    }

    /// A resource whose arguments are not held against what its provider is known to accept.
    ///
    /// ```rhai
    /// terraform::root("web").resource("aws_brand_new", "web", terraform::unchecked(#{ name: "web" })).id
    /// // => aws_brand_new.web.id
    /// ```
    #[rhai_fn(name = "resource", return_raw, pure)]
    pub fn resource_unchecked(
        ctx: NativeCallContext,
        this: &mut Root,
        kind: &str,
        name: &str,
        arguments: Unchecked,
    ) -> Fallible<Reference> {
        add_unchecked(&ctx, this, BlockKind::Resource, &[kind, name], &arguments)?;
        Ok(Reference::to(format!("{kind}.{name}")))
    }

    /// A data source; gives a reference to it, whose properties are its attributes.
    ///
    /// ```rhai
    /// terraform::root("web").data("hcloud_image", "debian", #{ name: "debian-12" }).id
    /// // => data.hcloud_image.debian.id
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn data(
        ctx: NativeCallContext,
        this: &mut Root,
        kind: &str,
        name: &str,
        arguments: Map,
    ) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        let reference = thing(&Run::of(&ctx), "data", kind, format!("data.{kind}.{name}"), &body);
        add(&ctx, this, BlockKind::Data, &[kind, name], body)?;
        Ok(reference)
    }

    /// An ephemeral resource: it is opened while Terraform runs, and stands in no plan and no state. Gives a reference to it. Only
    /// tables of the project's own tell of these, so that without one its arguments are not checked: see `sw schema add`.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.ephemeral("aws_secretsmanager_secret_version", "db", #{ secret_id: "web/db" }).secret_string
    /// // => ephemeral.aws_secretsmanager_secret_version.db.secret_string
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn ephemeral(
        ctx: NativeCallContext,
        this: &mut Root,
        kind: &str,
        name: &str,
        arguments: Map,
    ) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        add(&ctx, this, BlockKind::Ephemeral, &[kind, name], body)?;
        Ok(Reference::to(format!("ephemeral.{kind}.{name}")))
    }

    /// A data source whose arguments are not held against what its provider is known to accept.
    ///
    /// ```rhai
    /// terraform::root("web").data("aws_brand_new", "web", terraform::unchecked(#{ name: "web" })).id
    /// // => data.aws_brand_new.web.id
    /// ```
    #[rhai_fn(name = "data", return_raw, pure)]
    pub fn data_unchecked(
        ctx: NativeCallContext,
        this: &mut Root,
        kind: &str,
        name: &str,
        arguments: Unchecked,
    ) -> Fallible<Reference> {
        add_unchecked(&ctx, this, BlockKind::Data, &[kind, name], &arguments)?;
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
    pub fn output(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        value: Dynamic,
    ) -> Fallible<()> {
        output_with(ctx, this, name, value, Map::new())
    }

    /// A result of the root, with options. One that tells a secret, or a variable that is declared sensitive, is sensitive
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
        let value = super::data(&ctx, &value)?;
        let sensitive = given.sensitive.map(Value::from);
        let body = entries([
            ("description", given.description),
            ("value", Some(value)),
            ("sensitive", sensitive),
            ("ephemeral", given.ephemeral.map(Value::from)),
            ("depends_on", given.depends_on),
            ("precondition", given.precondition.map(|condition| block(&condition, &[]))),
        ]);
        add(&ctx, this, BlockKind::Output, &[name], body)
    }

    /// Says that a resource or module has another name now, so that Terraform keeps what is there.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.resource("hcloud_server", "web", #{ name: "web", server_type: "cx22" });
    /// tf.moved("hcloud_server.old", server);
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn moved(
        ctx: NativeCallContext,
        this: &mut Root,
        from: &str,
        to: Reference,
    ) -> Fallible<()> {
        let body =
            entries([("from", Some(address(&ctx, from)?)), ("to", Some(to.to_value().at(&ctx)?))]);
        add(&ctx, this, BlockKind::Moved, &[], body)
    }

    /// Takes something that exists into Terraform's state as this resource; `id` is what its provider calls it.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.resource("hcloud_server", "web", #{ name: "web", server_type: "cx22" });
    /// tf.import(server, "4711");
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(name = "import", return_raw, pure)]
    pub fn import_existing(
        ctx: NativeCallContext,
        this: &mut Root,
        to: Reference,
        id: Dynamic,
    ) -> Fallible<()> {
        let id = super::data(&ctx, &id)?;
        add(
            &ctx,
            this,
            BlockKind::Import,
            &[],
            entries([("to", Some(to.to_value().at(&ctx)?)), ("id", Some(id))]),
        )
    }

    /// Takes a resource or module out of Terraform's state, and leaves what it made.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.removed("hcloud_server.old");
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn removed(ctx: NativeCallContext, this: &mut Root, from: &str) -> Fallible<()> {
        let keeps = block(&ValueMap::from([("destroy", Value::Bool(false))]).into(), &[]);
        add(
            &ctx,
            this,
            BlockKind::Removed,
            &[],
            entries([("from", Some(address(&ctx, from)?)), ("lifecycle", Some(keeps))]),
        )
    }

    /// A check that Terraform makes in each plan and apply, and only warns of: `assertions` is a map of `condition` and
    /// `error_message`, or several. One with a data source of its own is added as `tf.add(#{ check: ... })`.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let server = tf.resource("hcloud_server", "web", #{ name: "web", server_type: "cx22" });
    /// tf.check("running", #{ condition: terraform::expr(`${server.status} == "running"`), error_message: "It does not run" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn check(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        assertions: Dynamic,
    ) -> Fallible<()> {
        let assertions = block(&super::data(&ctx, &assertions)?, &[]);
        add(&ctx, this, BlockKind::Check, &[name], entries([("assert", Some(assertions))]))
    }

    /// Returns the root; what is added through this handle goes to the file `name`: resources, data
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
            return Err(Diagnostic::error(
                "invalid-path",
                format!("{name:?} is no file of a root"),
            )
            .hint("name it as `network.tf`"))
            .at(&ctx);
        }
        Ok(this.in_file(&name))
    }

    /// Returns the root; what is added through this handle is below a heading in its file, together with all else of the
    /// section. Sections come in the order in which they are first used, behind what is in none; `terraform` blocks and values
    /// are in none. What `file` gives can be asked for sections as well.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let network = tf.section("Network");
    /// network.resource("hcloud_network", "main", #{ name: "web", ip_range: "10.0.0.0/16" });
    /// tf.section("Servers").resource("hcloud_ssh_key", "ada", #{ name: "ada", public_key: "ssh-ed25519 A" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn section(ctx: NativeCallContext, this: &mut Root, title: &str) -> Fallible<Root> {
        let title = Run::of(&ctx).plain_text(title).at(&ctx)?;
        if title.trim().is_empty() || title.contains('\n') {
            let problem =
                Diagnostic::error("invalid-name", format!("{title:?} is no title of a section"));
            return Err(problem.hint("a title is one line of text, such as `Network`")).at(&ctx);
        }
        Ok(this.in_section(title.trim()))
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
}
