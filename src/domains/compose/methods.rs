//! What can be done with a Compose file: `file.service(...)`, `file.volume(...)`, `file.secret(...)`.

use super::draft::Added;
use super::file::ComposeFile;
use super::functions::made;
use super::name::Name;
use super::settle::{file_name, from_environment, secret_name};
use super::variable::Variable;
use crate::diag::{Diagnostic, Place};
use crate::engine::handle::register;
use crate::engine::{At, Fallible, Run, options};
use crate::value::Value;
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    let mut module = rhai::exported_module!(file);
    register::<ComposeFile>(&mut module, "Compose file");
    register::<Name>(&mut module, "Compose name");
    register::<Variable>(&mut module, "Compose variable");
    module
}

/// Adds something to a section, with the call's place; gives its name.
fn add(
    ctx: &NativeCallContext<'_>,
    file: &ComposeFile,
    section: &'static str,
    name: &str,
    body: Value,
) -> Fallible<Name> {
    let run = Run::of(ctx);
    let name = run.plain_text(name).at(ctx)?;
    let place = run.place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
    file.draft().add(Added { section, name: name.clone(), body, place }).at(ctx)?;
    Ok(Name::new(section.trim_end_matches('s'), &name))
}

fn add_map(
    ctx: &NativeCallContext<'_>,
    file: &ComposeFile,
    section: &'static str,
    name: &str,
    body: &Map,
) -> Fallible<Name> {
    let body = options::map(ctx, body)?;
    add(ctx, file, section, name, body.into())
}

/// The variable of a secret that is passed as one.
fn variable_of(ctx: &NativeCallContext<'_>, secret: &Dynamic) -> Fallible<String> {
    let no_secret = || {
        Diagnostic::error("wrong-type", "a secret of a Compose file is a secret, or a map that says where it is")
            .hint("write `file.secret(secret(\"DB_PASSWORD\"))`, or `file.secret(\"tls_key\", #{ file: \"tls.key\" })`")
    };
    let value = Run::of(ctx).convert(secret).at(ctx)?;
    value.as_ref().and_then(secret_name).ok_or_else(no_secret).at(ctx)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod file {
    use super::*;

    /// Adds a service; gives its name, which stands in text as the host that others reach it at.
    /// `db.healthy` and `db.completed` in `depends_on` say what has to be before another starts.
    ///
    /// ```rhai
    /// let file = compose::file();
    /// let db = file.service("db", #{
    ///     image: "postgres:17",
    ///     healthcheck: #{ test: ["CMD", "pg_isready"], interval: "5s" },
    /// });
    /// file.service("app", #{
    ///     build: ".",
    ///     environment: #{ DATABASE_HOST: db },
    ///     depends_on: [db.healthy],
    /// });
    /// emit(file).path
    /// // => "docker-compose.yml"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn service(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        name: &str,
        service: Map,
    ) -> Fallible<Name> {
        add_map(&ctx, this, "services", name, &service)
    }

    /// Adds a volume with Compose's default settings; gives its name.
    ///
    /// ```rhai
    /// let file = compose::file();
    /// let data = file.volume("data");
    /// file.service("db", #{ image: "postgres:17", volumes: [`${data}:/var/lib/postgresql/data`] });
    /// emit(file).path
    /// // => "docker-compose.yml"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn volume(ctx: NativeCallContext, this: &mut ComposeFile, name: &str) -> Fallible<Name> {
        add(&ctx, this, "volumes", name, Value::Null)
    }

    /// Adds a volume with settings in Compose's own words; gives its name.
    ///
    /// ```rhai
    /// compose::file().volume("uploads", #{ external: true }).name
    /// // => "uploads"
    /// ```
    #[rhai_fn(name = "volume", return_raw, pure)]
    pub fn volume_with(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        name: &str,
        settings: Map,
    ) -> Fallible<Name> {
        add_map(&ctx, this, "volumes", name, &settings)
    }

    /// Adds a network with Compose's default settings; gives its name.
    ///
    /// ```rhai
    /// compose::file().network("front").name
    /// // => "front"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn network(ctx: NativeCallContext, this: &mut ComposeFile, name: &str) -> Fallible<Name> {
        add(&ctx, this, "networks", name, Value::Null)
    }

    /// Adds a network with settings in Compose's own words; gives its name.
    ///
    /// ```rhai
    /// let file = compose::file();
    /// let back = file.network("back", #{ internal: true });
    /// file.service("cache", #{ image: "redis:7-alpine", networks: [back] });
    /// emit(file).path
    /// // => "docker-compose.yml"
    /// ```
    #[rhai_fn(name = "network", return_raw, pure)]
    pub fn network_with(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        name: &str,
        settings: Map,
    ) -> Fallible<Name> {
        add_map(&ctx, this, "networks", name, &settings)
    }

    /// Adds a config, a file that containers get; gives its name, whose `path` is where a
    /// container finds it.
    ///
    /// ```rhai
    /// compose::file().config("nginx.conf", #{ content: "events {}" }).path
    /// // => "/nginx.conf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn config(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        name: &str,
        settings: Map,
    ) -> Fallible<Name> {
        add_map(&ctx, this, "configs", name, &settings)
    }

    /// Adds a secret that Compose takes from the environment it runs in; gives its name in the
    /// file, whose `path` is where a container finds it.
    ///
    /// ```rhai
    /// let file = compose::file();
    /// let password = file.secret(secret("DB_PASSWORD"));
    /// file.service("db", #{
    ///     image: "postgres:17",
    ///     environment: #{ POSTGRES_PASSWORD_FILE: password.path },
    ///     secrets: [password],
    /// });
    /// emit(file);
    /// password.path
    /// // => "/run/secrets/db_password"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn secret(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        secret: Dynamic,
    ) -> Fallible<Name> {
        let variable = variable_of(&ctx, &secret)?;
        add(&ctx, this, "secrets", &file_name(&variable), from_environment(&variable))
    }

    /// Adds a secret with settings in Compose's own words; gives its name.
    ///
    /// ```rhai
    /// compose::file().secret("tls_key", #{ file: "certificates/tls.key" }).path
    /// // => "/run/secrets/tls_key"
    /// ```
    #[rhai_fn(name = "secret", return_raw, pure)]
    pub fn secret_with(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        name: &str,
        settings: Map,
    ) -> Fallible<Name> {
        add_map(&ctx, this, "secrets", name, &settings)
    }

    /// Adds a language model that services use; gives its name.
    ///
    /// ```rhai
    /// compose::file().model("assistant", #{ model: "ai/smollm2" }).name
    /// // => "assistant"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn model(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        name: &str,
        settings: Map,
    ) -> Fallible<Name> {
        add_map(&ctx, this, "models", name, &settings)
    }

    /// A file that Compose reads on top of this one, as `compose.override.yml`: it says only what
    /// differs, and may use everything that this one declares.
    ///
    /// ```rhai
    /// let file = compose::file(#{ services: #{ app: #{ image: "shop/app" } } });
    /// let debug = file.override("compose.debug.yml", #{ services: #{ app: #{ ports: ["9229:9229"] } } });
    /// emit(file);
    /// emit(debug).path
    /// // => "compose.debug.yml"
    /// ```
    #[rhai_fn(name = "override", return_raw, pure)]
    pub fn on_top(
        ctx: NativeCallContext,
        this: &mut ComposeFile,
        path: &str,
        content: Map,
    ) -> Fallible<ComposeFile> {
        made(&ctx, path, &content, Some(this.clone()))
    }

    /// Comment lines above what is added next.
    ///
    /// ```rhai
    /// let file = compose::file();
    /// file.comment("Sessions and rate limits");
    /// file.service("cache", #{ image: "redis:7-alpine" }).name
    /// // => "cache"
    /// ```
    #[rhai_fn(pure)]
    pub fn comment(this: &mut ComposeFile, text: &str) {
        this.draft().comment.extend(text.lines().map(String::from));
    }
}
