//! `secret(...)`: a reference to a secret, never its value.

use crate::diag::Diagnostic;
use crate::engine::handle::register;
use crate::engine::options::options;
use crate::engine::{At, Fallible, Handle, Run};
use crate::secrets::Secret;
use crate::value::{Hole, Value};
use rhai::plugin::*;
use rhai::{Map, Module, NativeCallContext};
use serde::Deserialize;

pub(super) fn functions() -> Module {
    rhai::exported_module!(prelude)
}

pub(super) fn methods() -> Module {
    let mut module = Module::new();
    register::<SecretHandle>(&mut module, "secret");
    module
}

/// A secret as recipes hold it. In text it is a hole that each target fills in its own way.
#[derive(Clone, Debug)]
pub(super) struct SecretHandle {
    name: String,
}

impl Handle for SecretHandle {
    fn show(&self) -> String {
        format!("the secret `{}`", self.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Secret(self.name.as_str().into()).into())
    }

    fn member(&self, _run: &Run, name: &str) -> Option<rhai::Dynamic> {
        (name == "name").then(|| self.name.clone().into())
    }

    fn members(&self) -> Vec<String> {
        vec!["name".into()]
    }
}

/// What can be said about a secret.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Options {
    description: Option<String>,
    platform: Option<String>,
    shared: bool,
    terraform: Option<String>,
    ci: Option<String>,
}

fn declare(ctx: &NativeCallContext<'_>, name: &str, options: Options) -> Fallible<SecretHandle> {
    check_name(name).at(ctx)?;
    let Options { description, platform, shared, terraform, ci } = options;
    let secret = Secret { name: name.into(), description, platform, shared, terraform, ci };
    Run::of(ctx).declare_secret(secret).at(ctx)?;
    Ok(SecretHandle { name: name.into() })
}

fn check_name(name: &str) -> Result<(), Diagnostic> {
    let is_word = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(is_word) {
        return Ok(());
    }
    Err(Diagnostic::error("invalid-name", format!("`{name}` can't be the name of a secret"))
        .hint("name it as an environment variable: `DATABASE_URL`"))
}

#[export_module]
#[allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "the macro makes items and code of its own")]
mod prelude {
    use super::*;

    /// A reference to the secret called `name`, written as an environment variable. It has no
    /// value here: each target writes it in its own way.
    ///
    /// ```rhai
    /// secret("DATABASE_URL").name
    /// // => "DATABASE_URL"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn secret(ctx: NativeCallContext, name: &str) -> Fallible<SecretHandle> {
        declare(&ctx, name, Options::default())
    }

    /// Declares a secret and gives a reference to it. Options, all optional:
    ///
    /// - `description`: what it is for, in a few words;
    /// - `platform`: who issues it, as `"hetzner"`;
    /// - `shared`: one value for all environments, so that CI names have no prefix (default: false);
    /// - `terraform`: its Terraform variable (default: the name in lower case);
    /// - `ci`: its name in CI systems, before the environment's prefix (default: the name).
    ///
    /// ```rhai
    /// secret("HETZNER_TOKEN", #{ description: "Hetzner Cloud API token", platform: "hetzner" }).name
    /// // => "HETZNER_TOKEN"
    /// ```
    #[rhai_fn(name = "secret", return_raw)]
    pub fn secret_with(ctx: NativeCallContext, name: &str, given: Map) -> Fallible<SecretHandle> {
        declare(&ctx, name, options(&ctx, &given, "secret")?)
    }
}
