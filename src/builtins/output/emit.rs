//! `emit`: the one way by which a recipe adds files.

use crate::engine::Fallible;
use crate::engine::emit::{EmittedFiles, Options, Request, emit as add};
use crate::engine::handle::register;
use crate::engine::{HandleType, Namespace, OptionMap};
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(emitting),
    methods,
    handles: &[HandleType::of::<EmittedFiles>()],
    options: &[OptionMap::of::<Options>(&["emit"])],
    ..Namespace::named("", "Adding files to the run.")
};

fn methods() -> Module {
    let mut module = Module::new();
    register::<EmittedFiles>(&mut module, "emitted file");
    module
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod emitting {
    use super::*;

    /// Adds the files of a thing where its kind belongs: a Terraform root, a workflow, a chart.
    ///
    /// Returns a handle on the file with `path` and `dir`. A thing that is emitted can't be changed
    /// any more. Plain data has no place of its own: say one with `emit(path, thing)`.
    ///
    /// ```rhai
    /// let tf = terraform::root("network");
    /// tf.locals(#{ region: "fsn1" });
    /// emit(tf).dir
    /// // => "infrastructure/terraform/network"
    /// ```
    #[rhai_fn(name = "emit", return_raw)]
    pub fn emit(ctx: NativeCallContext, thing: Dynamic) -> Fallible<EmittedFiles> {
        add(&ctx, &Request::of(&thing))
    }

    /// Adds the files of a thing where its kind belongs, with options.
    ///
    /// ```rhai
    /// let objects = yaml::documents("kubernetes/all.yaml");
    /// objects.add(#{ kind: "Namespace" });
    /// emit(objects, #{ header: "kubectl apply --filename kubernetes/all.yaml" }).path
    /// // => "kubernetes/all.yaml"
    /// ```
    #[rhai_fn(name = "emit", return_raw)]
    pub fn emit_thing_with(
        ctx: NativeCallContext,
        thing: Dynamic,
        given: Map,
    ) -> Fallible<EmittedFiles> {
        add(&ctx, &Request { options: Some(&given), ..Request::of(&thing) })
    }

    /// Adds a file or the files of a thing at `path`, from the output root; a path that ends in
    /// `/` is a folder. The format of plain data follows the file's name; in a file of any other
    /// name an array of texts is its lines. Files that keep values of secrets, credentials, keys or state (`.env.staging`,
    /// `.npmrc`) can't be written, as they can't be read.
    ///
    /// ```rhai
    /// emit("config/app.yaml", #{ name: "shop", replicas: 2 }).path
    /// // => "config/app.yaml"
    /// ```
    #[rhai_fn(name = "emit", return_raw)]
    pub fn emit_at(ctx: NativeCallContext, path: &str, thing: Dynamic) -> Fallible<EmittedFiles> {
        add(&ctx, &Request { path: Some(path), ..Request::of(&thing) })
    }

    /// Adds a file with options.
    ///
    /// ```rhai
    /// emit(".gitignore", ".env.*", #{ own: "block" }).path
    /// // => ".gitignore"
    /// ```
    ///
    /// ```rhai
    /// emit("scripts/deploy.sh", "#!/bin/sh\nterraform apply\n", #{ executable: true }).path
    /// // => "scripts/deploy.sh"
    /// ```
    #[rhai_fn(name = "emit", return_raw)]
    pub fn emit_with(
        ctx: NativeCallContext,
        path: &str,
        thing: Dynamic,
        given: Map,
    ) -> Fallible<EmittedFiles> {
        add(&ctx, &Request { path: Some(path), options: Some(&given), ..Request::of(&thing) })
    }
}
