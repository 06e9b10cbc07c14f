//! What recipes call: `compose::file`, `compose::variable`.

use super::file::ComposeFile;
use super::variable::Variable;
use crate::diag::{Diagnostic, Place};
use crate::engine::{At, Fallible, Run, options};
use crate::value::Value;
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};

/// Where a file goes when nothing else is said.
const PLACE: &str = "docker-compose.yml";

pub(super) fn functions() -> Module {
    rhai::exported_module!(compose)
}

/// A file that is made here; it has to be emitted.
pub(super) fn made(
    ctx: &NativeCallContext<'_>,
    path: &str,
    given: &Map,
    base: Option<ComposeFile>,
) -> Fallible<ComposeFile> {
    let run = Run::of(ctx);
    let given = options::map(ctx, given)?;
    let path = run.plain_text(path).at(ctx)?;
    if !path.ends_with(".yml") && !path.ends_with(".yaml") {
        return Err(Diagnostic::error(
            "invalid-path",
            format!("`{path}` is no name for a Compose file"),
        )
        .hint("name it as `compose.override.yml`, or `compose.tools.yml`"))
        .at(ctx);
    }
    let place = run.place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
    Ok(run.made(ctx, ComposeFile::new(path, given, place, base)))
}

/// A default as it stands in `${NAME:-default}`.
fn written(ctx: &NativeCallContext<'_>, default: &Dynamic) -> Result<String, Diagnostic> {
    let value = Run::of(ctx).convert(default)?;
    match value.as_ref().map(Value::bare) {
        Some(Value::Int(number)) => Ok(number.to_string()),
        Some(Value::Float(number)) => Ok(number.to_string()),
        Some(Value::Bool(flag)) => Ok(flag.to_string()),
        Some(Value::Text(text)) => text.as_str().map(String::from).ok_or_else(|| {
            Diagnostic::error(
                "not-known-yet",
                "the default of a variable has to be known while the recipe runs",
            )
            .hint("use plain text; a secret has a variable of its own already")
        }),
        other => Err(Diagnostic::error(
            "wrong-type",
            format!("a default is text, a number, true or false, found {}", kind(other)),
        )
        .hint("write it as text")),
    }
}

fn kind(value: Option<&Value>) -> &'static str {
    value.map_or("nothing", Value::kind)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod compose {
    use super::*;

    /// A Compose file in Compose's own words, for `docker-compose.yml` unless `emit` gets another
    /// path.
    ///
    /// Keys, types, durations, sizes, ports and volumes are checked; services, volumes, networks,
    /// configs and secrets that a service uses have to be there. Refused too are services that
    /// are part of a dependency cycle or wait for one in a profile that is not active, and ports of
    /// the host that two services publish. `version` may be there; Compose has no use for it any
    /// more, and says so. More can be added with `file.service(...)` and its like.
    ///
    /// A `$` in text starts a variable that Compose fills in: `${PORT:-3000}` in double quotes, or
    /// `compose::variable("PORT", 3000)` anywhere. `$$` and `literal("$")` are a dollar. A secret
    /// becomes a variable that has to be set, in `.env.<environment>`; in the `secrets` of a
    /// service it becomes a file in the container.
    ///
    /// ```rhai
    /// let file = compose::file(#{
    ///     services: #{
    ///         web: #{ build: ".", ports: ["3000:3000"], depends_on: ["db"] },
    ///         db: #{ image: "postgres:17", environment: #{ POSTGRES_PASSWORD: secret("DB_PASSWORD") } },
    ///     },
    /// });
    /// emit(file).path
    /// // => "docker-compose.yml"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn file(ctx: NativeCallContext, content: Map) -> Fallible<ComposeFile> {
        made(&ctx, PLACE, &content, None)
    }

    /// A Compose file that is still empty: `file.service(...)` and its like fill it.
    ///
    /// ```rhai
    /// let file = compose::file();
    /// file.service("cache", #{ image: "redis:7-alpine" });
    /// emit(file).path
    /// // => "docker-compose.yml"
    /// ```
    #[rhai_fn(name = "file", return_raw)]
    pub fn file_empty(ctx: NativeCallContext) -> Fallible<ComposeFile> {
        made(&ctx, PLACE, &Map::new(), None)
    }

    /// A Compose file with a path of its own. It stands for itself; `file.override` makes one that is
    /// read on top of another.
    ///
    /// ```rhai
    /// let tools = compose::file("compose.tools.yml", #{ services: #{ mail: #{ image: "axllent/mailpit:v1.27" } } });
    /// emit(tools).path
    /// // => "compose.tools.yml"
    /// ```
    #[rhai_fn(name = "file", return_raw)]
    pub fn file_named(ctx: NativeCallContext, path: &str, content: Map) -> Fallible<ComposeFile> {
        made(&ctx, path, &content, None)
    }

    /// A variable of the environment that Compose runs in. It has to be set there, or Compose says
    /// so and stops: in text it is `${TAG:?set TAG}`.
    ///
    /// ```rhai
    /// let tag = compose::variable("TAG");
    /// let file = compose::file(#{ services: #{ web: #{ image: `shop/web:${tag}` } } });
    /// emit(file);
    /// tag.name
    /// // => "TAG"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn variable(ctx: NativeCallContext, name: &str) -> Fallible<Variable> {
        let name = Run::of(&ctx).plain_text(name).at(&ctx)?;
        Variable::required(&name).at(&ctx)
    }

    /// A variable of the environment that Compose runs in, with what stands for it when it is not
    /// set or empty: in text it is `${WEB_PORT:-3000}`.
    ///
    /// ```rhai
    /// let port = compose::variable("WEB_PORT", 3000);
    /// let file = compose::file(#{ services: #{ web: #{ image: "nginx:1.29", ports: [`${port}:80`] } } });
    /// emit(file).path
    /// // => "docker-compose.yml"
    /// ```
    #[rhai_fn(name = "variable", return_raw)]
    pub fn variable_or(ctx: NativeCallContext, name: &str, default: Dynamic) -> Fallible<Variable> {
        let name = Run::of(&ctx).plain_text(name).at(&ctx)?;
        written(&ctx, &default).and_then(|default| Variable::with_default(&name, &default)).at(&ctx)
    }
}
