//! Where a root keeps its state, and how it is moved there: `tf.backend(...)`, `tf.moved(...)`, `tf.import(...)`.

use super::add::{add, data, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::recipe::functions::expression;
use crate::engine::{At, Fallible, Handle, Run, options};
use crate::value::{Map as ValueMap, Value};
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    rhai::exported_module!(state)
}

/// An address that nothing in the root has any more.
fn address(ctx: &NativeCallContext<'_>, source: &str) -> Fallible<Value> {
    let run = Run::of(ctx);
    expression(&run, source).and_then(|source| Reference::elsewhere(source).to_value()).at(ctx)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod state {
    use super::*;

    /// Says where the state is kept, with the settings of that kind of backend. In `s3`, `azurerm` and `gcs` each root gets a
    /// `key` or `prefix` of its own when none is given: `staging/network/terraform.tfstate`. What `terraform init` is given with
    /// `-backend-config` can be left out; what nothing can compute that early can't be here: references and secrets.
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
        let id = data(&ctx, &id)?;
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
        let keeps = ValueMap::from([("destroy", Value::Bool(false))]).into();
        add(
            &ctx,
            this,
            BlockKind::Removed,
            &[],
            entries([("from", Some(address(&ctx, from)?)), ("lifecycle", Some(keeps))]),
        )
    }
}
