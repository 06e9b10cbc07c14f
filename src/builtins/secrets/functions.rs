//! What recipes call: `secret`, `secrets::platform`, `secrets::define`, `secrets::entry`, `secrets::example`, `secrets::template`.

use super::declare::{self, declare, find, mention};
use super::files::{self, Dotenv};
use super::handle::SecretHandle;
use crate::builtins::collections::merge::map_of;
use crate::engine::convert::optional;
use crate::engine::environment::EnvironmentHandle;
use crate::engine::options::{map, options};
use crate::engine::{At, Fallible, Functions, Run};
use crate::secrets::values::entry;
use crate::secrets::{Platform, check_name};
use crate::value::de::from_value;
use crate::value::{Map as Data, Value};
use rhai::{Dynamic, Map, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;

pub(super) fn types(functions: &mut Functions<'_>) {
    functions.handle::<SecretHandle>("secret");
    functions.handle::<Dotenv>("environment file");
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

pub(super) fn prelude(functions: &mut Functions<'_>) {
    functions.add("secret(name)", |ctx: Ctx, name: &str| mention(&ctx, name));
    functions.add("secret(name, options)", secret_with);
}

fn secret_with(ctx: Ctx, name: &str, given: Map) -> Fallible<SecretHandle> {
    let said: declare::Options = options(&ctx, &given, "secret")?;
    declare(&ctx, name, &given, said)
}

pub(super) fn secrets(functions: &mut Functions<'_>) {
    functions
        .add("secrets::platform(id)", |ctx: Ctx, id: &str| chosen(&ctx, id, &Choice::default()));
    functions.add("secrets::platform(id, options)", platform_with);
    functions.add("secrets::define(id, options)", define);
    functions.add("secrets::entry(secret, environment)", entry_of);
    functions.add("secrets::example()", || Dotenv::example(files::Options::default()));
    functions.add("secrets::example(options)", |ctx: Ctx, given: Map| -> Fallible<Dotenv> {
        Ok(Dotenv::example(options(&ctx, &given, "example")?))
    });
    functions.add("secrets::template(environment)", |environment: EnvironmentHandle| {
        Dotenv::template(environment.environment().clone(), files::Options::default())
    });
    functions.add(
        "secrets::template(environment, options)",
        |ctx: Ctx, env: EnvironmentHandle, given: Map| -> Fallible<Dotenv> {
            Ok(Dotenv::template(env.environment().clone(), options(&ctx, &given, "template")?))
        },
    );
}

fn platform_with(ctx: Ctx, id: &str, given: Map) -> Fallible<Map> {
    let choice: Choice = options(&ctx, &given, "platform")?;
    chosen(&ctx, id, &choice)
}

/// Where a secret is in the configured store; nothing without a store.
fn entry_of(ctx: Ctx, secret: SecretHandle, environment: EnvironmentHandle) -> Dynamic {
    let run = Run::of(&ctx);
    let Some(store) = run.project().secrets.store else { return Dynamic::UNIT };
    let (key, property) = entry(store, &secret.declared(&run), environment.environment());
    let property = optional(&property);
    map_of(&run, vec![("key".into(), key.into()), ("property".into(), property)]).into()
}

fn define(ctx: Ctx, id: &str, given: Map) -> Fallible<()> {
    let mut said: Data = map(&ctx, &given)?;
    said.insert("id", id);
    let made: Platform =
        from_value(&Value::Map(said)).map_err(|error| error.to_diagnostic("define")).at(&ctx)?;
    made.secrets
        .iter()
        .try_for_each(|entry| check_name(&entry.name))
        .map_err(|problem| *problem)
        .at(&ctx)?;
    Run::of(&ctx).define_platform(made);
    Ok(())
}

/// References to the secrets of a platform, which are declared by this.
fn chosen(ctx: &Ctx<'_>, id: &str, choice: &Choice) -> Fallible<Map> {
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
