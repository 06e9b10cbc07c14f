//! What recipes call: `secret`, `secrets::platform`, `secrets::define`, `secrets::example`, `secrets::template`.

use super::declare::{self, declare, find, mention};
use super::files::{self, Dotenv};
use super::handle::SecretHandle;
use crate::builtins::collections::merge::map_of;
use crate::engine::environment::EnvironmentHandle;
use crate::engine::handle::register;
use crate::engine::options::{map, options};
use crate::engine::{At, Fallible, Run};
use crate::secrets::{Platform, check_name};
use crate::value::de::from_value;
use crate::value::{Map as Data, Value};
use rhai::plugin::*;
use rhai::{Dynamic, Map, Module, NativeCallContext};
use schemars::JsonSchema;
use serde::Deserialize;

pub(super) fn methods() -> Module {
    let mut module = Module::new();
    register::<SecretHandle>(&mut module, "secret");
    register::<Dotenv>(&mut module, "environment file");
    module
}

/// What can be chosen of a platform's secrets.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Choice {
    /// Also those that a deployment does without.
    optional: bool,
    /// One value for all environments, so that CI names have no prefix.
    shared: bool,
    /// The environments that need them; without it all do.
    environments: Option<Vec<String>>,
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
pub mod bare {
    use super::*;

    /// A reference to the secret called `name`, written as an environment variable. It has no
    /// value here: each target writes it in its own way. What well-known platforms call their
    /// secrets is known: `secret("AWS_ACCESS_KEY_ID")` is documented without saying more.
    ///
    /// ```rhai
    /// secret("DATABASE_URL").name
    /// // => "DATABASE_URL"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn secret(ctx: NativeCallContext, name: &str) -> Fallible<SecretHandle> {
        mention(&ctx, name)
    }

    /// Declares a secret and returns a reference to it.
    ///
    /// ```rhai
    /// secret("DATABASE_URL", #{
    ///     description: "Where the shop keeps its orders",
    ///     get_from: "the database team",
    ///     note: "ask for a user of its own",
    ///     format: "postgres-url",
    ///     example: "postgresql://shop:password@localhost:5432/shop",
    ///     optional: false,
    ///     environments: ["staging", "production"],
    ///     shared: false,
    ///     terraform: "database_url",
    ///     ci: "DATABASE_URL",
    ///     rotation_days: 90,
    ///     store: #{ key: "shop/database", property: "url", generate: false },
    /// }).name
    /// // => "DATABASE_URL"
    /// ```
    ///
    /// ```rhai
    /// secret("HETZNER_TOKEN", #{ description: "Hetzner Cloud API token", platform: "hetzner" }).name
    /// // => "HETZNER_TOKEN"
    /// ```
    #[rhai_fn(name = "secret", return_raw)]
    pub fn secret_with(ctx: NativeCallContext, name: &str, given: Map) -> Fallible<SecretHandle> {
        let said: declare::Options = options(&ctx, &given, "secret")?;
        declare(&ctx, name, &given, said)
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
pub mod secrets {
    use super::*;

    /// The secrets that a platform requires, by their names: as they are, the `env` of a job. Known are
    /// `aws`, `azure`, `datadog`, `digitalocean`, `docker`, `doppler`, `gcp`, `github`, `gitlab`, `hetzner`,
    /// `newrelic`, `railway`, `sendgrid`, `stripe`, `vault` and `vercel`.
    ///
    /// ```rhai
    /// secrets::platform("aws").keys()
    /// // => ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn platform(ctx: NativeCallContext, id: &str) -> Fallible<Map> {
        super::chosen(&ctx, id, &Choice::default())
    }

    /// The secrets of a platform, with options.
    ///
    /// ```rhai
    /// secrets::platform("datadog", #{ optional: true, shared: true, environments: ["staging", "production"] }).keys()
    /// // => ["DATADOG_API_KEY", "DATADOG_APP_KEY"]
    /// ```
    #[rhai_fn(name = "platform", return_raw)]
    pub fn platform_with(ctx: NativeCallContext, id: &str, given: Map) -> Fallible<Map> {
        let choice: Choice = options(&ctx, &given, "platform")?;
        super::chosen(&ctx, id, &choice)
    }

    /// Makes another platform known to this run. One of the same name is replaced.
    ///
    /// Each of its `secrets` is a map with `name`, and optionally `description`, `format`, `format_in_words`, `example`,
    /// `optional` and `aliases`.
    ///
    /// ```rhai
    /// secrets::define("acme", #{
    ///     title: "Acme portal",
    ///     get_from: "https://portal.acme.example/tokens",
    ///     steps: ["Sign in", "Create a token for deployments"],
    ///     permissions: "write access to deployments",
    ///     secrets: [#{ name: "ACME_TOKEN", format: "acme-[0-9]+" }],
    /// });
    /// secrets::platform("acme").keys()
    /// // => ["ACME_TOKEN"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn define(ctx: NativeCallContext, id: &str, given: Map) -> Fallible<()> {
        let mut said: Data = map(&ctx, &given)?;
        said.insert("id", id);
        let made: Platform = from_value(&Value::Map(said))
            .map_err(|error| error.to_diagnostic("define"))
            .at(&ctx)?;
        made.secrets
            .iter()
            .try_for_each(|entry| check_name(&entry.name))
            .map_err(|problem| *problem)
            .at(&ctx)?;
        Run::of(&ctx).define_platform(made);
        Ok(())
    }

    /// `.env.example`: every secret that was declared before it is emitted, grouped by platform, with where to get it
    /// and an example in place of a value.
    ///
    /// ```rhai
    /// secret("HETZNER_API_TOKEN");
    /// emit(secrets::example()).path
    /// // => ".env.example"
    /// ```
    pub fn example() -> Dotenv {
        Dotenv::example(files::Options::default())
    }

    /// `.env.example` with options.
    ///
    /// ```rhai
    /// secret("DATABASE_URL");
    /// emit(secrets::example(#{ variables: #{ PORT: 3000 }, only: ["DATABASE_URL"] })).path
    /// // => ".env.example"
    /// ```
    #[rhai_fn(name = "example", return_raw)]
    pub fn example_with(ctx: NativeCallContext, given: Map) -> Fallible<Dotenv> {
        Ok(Dotenv::example(options(&ctx, &given, "example")?))
    }

    /// `<environment>.env.example`: an environment's secrets, each with an example for this environment. Copy it to
    /// `.env.<environment>`, which git leaves out, or set the values one by one with `sw secrets set`; no recipe writes
    /// the file that holds them.
    ///
    /// ```rhai
    /// secret("DATABASE_URL");
    /// let staging = environment("staging");
    /// staging.emit(secrets::template(staging)).path
    /// // => "staging.env.example"
    /// ```
    pub fn template(environment: EnvironmentHandle) -> Dotenv {
        Dotenv::template(environment.environment().clone(), files::Options::default())
    }

    /// `<environment>.env.example` with options.
    ///
    /// ```rhai
    /// secret("DATABASE_URL");
    /// let staging = environment("staging");
    /// staging.emit(secrets::template(staging, #{ variables: #{ ENVIRONMENT: staging.name } })).path
    /// // => "staging.env.example"
    /// ```
    #[rhai_fn(name = "template", return_raw)]
    pub fn template_with(
        ctx: NativeCallContext,
        environment: EnvironmentHandle,
        given: Map,
    ) -> Fallible<Dotenv> {
        Ok(Dotenv::template(environment.environment().clone(), options(&ctx, &given, "template")?))
    }
}

/// References to the secrets of a platform, which are declared by this.
fn chosen(ctx: &NativeCallContext<'_>, id: &str, choice: &Choice) -> Fallible<Map> {
    let run = Run::of(ctx);
    let platforms = run.platforms();
    let platform = find(&platforms, id).at(ctx)?;
    let names = choice.environments.as_ref().map(|names| {
        names
            .iter()
            .map(|name| run.project().environment(name).map(|environment| environment.name.clone()))
            .collect::<Result<Vec<_>, _>>()
    });
    let environments = names.transpose().map_err(|unknown| unknown.to_diagnostic()).at(ctx)?;
    let wanted = platform.secrets.iter().filter(|entry| choice.optional || !entry.optional);
    let mut chosen = Vec::new();
    for secret in wanted.filter_map(|entry| platform.secret(&entry.name)) {
        let name = secret.name.clone();
        run.declare_secret(crate::secrets::Secret {
            shared: choice.shared,
            environments: environments.clone(),
            ..secret
        })
        .at(ctx)?;
        chosen.push((name.as_str().into(), Dynamic::from(SecretHandle::new(&name))));
    }
    Ok(map_of(&run, chosen))
}
