//! Resources, data sources and checks: `tf.resource(...)`, `tf.data(...)`, `tf.check(...)`.

use super::add::data as value;
use super::add::{add, add_unchecked, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::{Reference, Several};
use crate::domains::terraform::check::provider_schema::members;
use crate::engine::unchecked::Unchecked;
use crate::engine::{Fallible, Run, options};
use crate::value::Map as ValueMap;
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    rhai::exported_module!(resources)
}

/// A reference to a thing of a type, which says what the tables say. With `count` or `for_each` it is several.
fn thing(run: &Run, table: &str, kind: &str, address: String, body: &ValueMap) -> Reference {
    Reference::to_thing(address, members(run, table, kind), Several::of(body))
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod resources {
    use super::*;

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

    /// A resource whose arguments are not checked against what its provider is known to accept.
    ///
    /// ```rhai
    /// terraform::root("web").resource("aws_brand_new", "web", unchecked(#{ name: "web" }, "in the preview of October")).id
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

    /// An ephemeral resource: it is opened while Terraform runs, and is in no plan and no state. Gives a reference to it. Only
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

    /// A data source whose arguments are not checked against what its provider is known to accept.
    ///
    /// ```rhai
    /// terraform::root("web").data("aws_brand_new", "web", unchecked(#{ name: "web" }, "in the preview of October")).id
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
        let assertions = super::value(&ctx, &assertions)?;
        add(&ctx, this, BlockKind::Check, &[name], entries([("assert", Some(assertions))]))
    }
}
