//! What recipes call: a tree from a function of an environment.

use super::tree;
use crate::diag::Diagnostic;
use crate::domains::k8s::variants::{Environments, Placement};
use crate::engine::handle::not_data;
use crate::engine::{Around, Artifact, At, Emittable, Fallible, Functions, Handle, Property, Run};
use crate::value::Value;
use rhai::{FnPtr, NativeCallContext as Ctx};
use std::sync::Arc;

/// A base with overlays, computed from what a function returns for each environment.
#[derive(Clone)]
pub(super) struct Tree(Arc<Inner>);

struct Inner {
    name: String,
    placement: Placement,
    environments: Environments,
}

impl Handle for Tree {
    fn about() -> &'static str {
        include_str!("tree.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const { &[Property::of("path", |this, _| Some(this.0.placement.path().into()))] }
    }

    fn show(&self) -> String {
        format!("the Kustomize tree `{}`", self.0.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(format!("{} is files of its own", self.show()), "emit it, or use its `path`"))
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for Tree {
    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.0).addr())
    }

    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let file = |environment: &str| format!("overlays/{environment}/kustomization.yaml");
        let evaluated = self.0.environments.build(around, &file, refused)?;
        let parts = tree::files(&evaluated);
        self.0.placement.emit(around);
        Ok(Artifact { kind: "a Kustomize tree", place: self.0.placement.path(), parts })
    }
}

/// What is wrong with a text that Kustomize does not pass on as it is.
fn refused(text: &str) -> Option<Diagnostic> {
    let letter = text.chars().find(|it| matches!(it, '\u{7f}' | '\u{85}'))?;
    let message = format!("the character U+{:04X} does not survive Kustomize", u32::from(letter));
    Some(
        Diagnostic::error("unsupported-value", message)
            .note("it fails on U+007F, and makes a space of U+0085, wherever they are")
            .hint("take it out of the text, or write the objects as a Helm chart or plain"),
    )
}

pub(super) fn functions(functions: &mut Functions<'_>) {
    functions.add("kustomize::tree(name, objects)", tree);
}

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.handle::<Tree>("Kustomize tree");
    functions.add("tree.overlay(env)", overlay);
}

fn tree(ctx: Ctx, name: &str, objects: FnPtr) -> Fallible<Tree> {
    let run = Run::of(&ctx);
    let name = run.plain_text(name).at(&ctx)?;
    let environments = Environments::call(&ctx, &objects)?;
    let path = match Some(&name) == run.project().name.as_ref() {
        true => "infrastructure/kubernetes/".into(),
        false => format!("infrastructure/kubernetes/{name}/"),
    };
    let inner = Inner { name, placement: Placement::new(path), environments };
    Ok(run.made(&ctx, Tree(Arc::new(inner))))
}

/// The folder of an environment's overlay.
fn overlay(ctx: Ctx, this: &mut Tree, env: rhai::Dynamic) -> Fallible<String> {
    let run = Run::of(&ctx);
    let name = run.convert(&env).at(&ctx)?;
    let name = name.as_ref().and_then(Value::as_str).unwrap_or_default();
    let project = run.project();
    let environment =
        project.environment(name).map_err(|unknown| unknown.to_diagnostic()).at(&ctx)?;
    if !this.0.environments.names().any(|own| own == environment.name) {
        return Err(no_overlay(this, &environment.name)).at(&ctx);
    }
    Ok(format!("{}overlays/{}", this.0.placement.path(), environment.name))
}

fn no_overlay(tree: &Tree, environment: &str) -> Diagnostic {
    let message = format!(
        "{} has no overlay for `{environment}`: its function returns `()` for it",
        tree.show()
    );
    Diagnostic::error("unknown-environment", message)
        .hint("return objects for it, or leave this out")
}
