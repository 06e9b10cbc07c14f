//! What recipes do with modules: `tf.module(...)`.

use super::add::add;
use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::block::draft::{Block, Root};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::{Reference, Several};
use crate::domains::terraform::modules::module_interface::outputs;
use crate::engine::{At, Emittable, Fallible, Handle, Run, options};
use crate::value::Map as ValueMap;
use rhai::plugin::*;
use rhai::{Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    rhai::exported_module!(calls)
}

/// Adds a call of a module that is the recipe's own.
fn put_call(
    ctx: &NativeCallContext<'_>,
    root: &Root,
    name: &str,
    module: &Root,
    body: ValueMap,
) -> Fallible<()> {
    let place = Run::of(ctx).place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
    if Emittable::identity(root) == Emittable::identity(module) {
        return Err(Diagnostic::error(
            "wrong-module",
            format!("{} can't call itself", root.show()),
        )
        .hint("call another one"))
        .at(ctx);
    }
    if let Some(key) = ["source", "version"].into_iter().find(|key| body.contains_key(key)) {
        let problem = Diagnostic::error(
            "unknown-option",
            format!("a module of the recipe has no `{key}`: its files stand where it is written"),
        );
        return Err(problem.hint(format!("take `{key}` out").as_str())).at(ctx);
    }
    let (labels, module) = (vec![name.to_string()], Some(module.clone()));
    root.add(Block {
        kind: BlockKind::Module,
        file: None,
        section: None,
        labels,
        body,
        above: Vec::new(),
        unchecked: None,
        module,
        place,
    })
    .at(ctx)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod calls {
    use super::*;

    /// A call of a module; gives `module.<name>`, whose properties are its outputs. What is passed in and taken out is held
    /// against the module, when the run writes it, when its `.tf` files are in the project, or when `sw schema add module` or
    /// [`terraform::module_schema`](module_schema) made it known.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let east = tf.provider("aws", #{ alias: "east", region: "us-east-1" });
    /// let site = #{ source: "acme/site/aws", version: "~> 2.0", domain: "example.com", providers: #{ "aws.global": east } };
    /// tf.module("site", site).zone_id
    /// // => module.site.zone_id
    /// ```
    ///
    /// ```rhai
    /// terraform::root("web").module("server", #{ source: "../modules/server" }).ipv4
    /// // => module.server.ipv4
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn module(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        arguments: Map,
    ) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        if !body.contains_key("source") {
            let missing =
                Diagnostic::error("missing-option", format!("the module `{name}` has no `source`"));
            return Err(missing.hint("say where its files are: `source: \"../modules/server\"`"))
                .at(&ctx);
        }
        let several = Several::of(&body);
        add(&ctx, this, BlockKind::Module, &[name], body)?;
        Ok(Reference::to_thing(format!("module.{name}"), None, several))
    }

    /// A call of a module that the recipe makes; where its files are is known, and so is what it gives.
    ///
    /// ```rhai
    /// let greeting = terraform::module("greeting");
    /// greeting.output("text", `hello ${greeting.variable("name")}`);
    /// emit(greeting);
    /// terraform::root("web").module("ada", greeting, #{ name: "Ada" }).text
    /// // => module.ada.text
    /// ```
    #[rhai_fn(name = "module", return_raw, pure)]
    pub fn module_of(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        module: Root,
        arguments: Map,
    ) -> Fallible<Reference> {
        let body = options::map(&ctx, &arguments)?;
        let several = Several::of(&body);
        put_call(&ctx, this, name, &module, body)?;
        let draft = module.draft();
        // Before it is emitted it can get more of them; the whole run is checked in the end.
        let outputs = draft.emitted.is_some().then(|| outputs(&draft).into());
        Ok(Reference::to_thing(format!("module.{name}"), outputs, several))
    }

    /// The same without arguments.
    ///
    /// ```rhai
    /// let network = terraform::module("network");
    /// network.output("range", "10.0.0.0/16");
    /// terraform::root("web").module("network", network).range
    /// // => module.network.range
    /// ```
    #[rhai_fn(name = "module", return_raw, pure)]
    pub fn module_bare(
        ctx: NativeCallContext,
        this: &mut Root,
        name: &str,
        module: Root,
    ) -> Fallible<Reference> {
        module_of(ctx, this, name, module, Map::new())
    }
}
