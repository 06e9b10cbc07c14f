//! Providers: `tf.required_provider(...)`, `tf.provider(...)`.

use super::add::{add, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::recipe::options::RequiredProviderOptions;
use crate::engine::{Fallible, options};
use crate::value::Value;
use rhai::plugin::*;
use rhai::{Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    rhai::exported_module!(providers)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod providers {
    use super::*;

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
}
