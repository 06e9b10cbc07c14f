//! What an author says of a secret, joined with what is known of its platform.

use super::handle::SecretHandle;
use crate::diag::{Diagnostic, suggest, words};
use crate::engine::options::place_of;
use crate::engine::{At, Fallible, Run};
use crate::secrets::{
    Example, Format, KubernetesOverride, Platform, Secret, StoreOverride, check_ci_name,
    check_name, is_kubernetes_key, is_kubernetes_name,
};
use crate::value::Value;
use rhai::{Map, NativeCallContext};
use schemars::JsonSchema;
use serde::Deserialize;

/// What can be said about a secret.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Options {
    /// What it is for, in a few words.
    description: Option<String>,
    /// Where to get it, in a line.
    get_from: Option<String>,
    /// A further comment line for `.env.example`.
    note: Option<String>,
    /// What its value looks like: `"url"`, `"postgres-url"`, `"mysql-url"`, `"redis-url"`, `"uuid"`, `"hex"`, `"base64"`,
    /// `"email"`, `"jwt"`, `"pem"`, `"path"`, `"number"`, or a regular expression for all of it.
    format: Option<String>,
    /// What is in `.env.example` instead of a value, or a map of that by environment.
    example: Option<Value>,
    /// Whether a deployment does without it; without it that is what is known of its platform, or false.
    optional: Option<bool>,
    /// The environments that need it; without it all do.
    environments: Option<Vec<String>>,
    /// One value for all environments, so that CI names have no prefix.
    shared: bool,
    /// Who issues it, as `"hetzner"`: what is known of that platform's secrets need not be said.
    platform: Option<String>,
    /// Its Terraform variable, when that is not the name in lower case.
    terraform: Option<String>,
    /// Its name in CI systems before the environment's prefix, when that is not the name itself.
    ci: Option<String>,
    /// After how many days it should be replaced.
    rotation_days: Option<u32>,
    /// Its path in the configured store, when that does not follow from its name.
    store: StoreOverride,
    /// The Secret of a cluster that has it, and the key in that.
    kubernetes: KubernetesOverride,
}

/// A use of a secret that is declared elsewhere, or of which nothing more is to be said.
pub(super) fn mention(ctx: &NativeCallContext<'_>, name: &str) -> Fallible<SecretHandle> {
    check_name(name).map_err(|problem| *problem).at(ctx)?;
    let run = Run::of(ctx);
    let secret = run
        .platforms()
        .iter()
        .find_map(|platform| platform.secret(name))
        .unwrap_or_else(|| Secret::named(name));
    run.mention_secret(secret);
    Ok(SecretHandle::new(name))
}

/// A declaration.
pub(super) fn declare(
    ctx: &NativeCallContext<'_>,
    name: &str,
    given: &Map,
    options: Options,
) -> Fallible<SecretHandle> {
    check_name(name).map_err(|problem| *problem).at(ctx)?;
    let run = Run::of(ctx);
    let secret = made(&run, name, options)
        .map_err(|(key, problem)| problem.at(place_of(ctx, given, key)))
        .at(ctx)?;
    run.declare_secret(Secret { place: run.place(ctx), ..secret }).at(ctx)?;
    Ok(SecretHandle::new(name))
}

/// The secret, or the option that is wrong and what is wrong with it.
fn made(run: &Run, name: &str, options: Options) -> Result<Secret, (&'static str, Diagnostic)> {
    let known =
        base(run, name, options.platform.as_deref()).map_err(|problem| ("platform", problem))?;
    let format =
        options.format.as_deref().map(format).transpose().map_err(|problem| ("format", problem))?;
    let environments = options
        .environments
        .map(|names| configured(run, &names))
        .transpose()
        .map_err(|problem| ("environments", problem))?;
    options.ci.as_deref().map(check_ci_name).transpose().map_err(|problem| ("ci", *problem))?;
    in_cluster(&options.kubernetes).map_err(|problem| ("kubernetes", problem))?;
    let example = options
        .example
        .map(|value| example(run, &value))
        .transpose()
        .map_err(|problem| ("example", problem))?;
    Ok(Secret {
        description: options.description.or(known.description),
        get_from: options.get_from.or(known.get_from),
        note: options.note,
        format: format.or(known.format),
        example: example.unwrap_or(known.example),
        optional: options.optional.unwrap_or(known.optional),
        environments,
        shared: options.shared,
        platform: options.platform.or(known.platform),
        terraform: options.terraform,
        ci: options.ci,
        rotation_days: options.rotation_days,
        store: options.store,
        kubernetes: options.kubernetes,
        ..known
    })
}

/// Whether a cluster can have a Secret of this name with this key.
fn in_cluster(place: &KubernetesOverride) -> Result<(), Diagnostic> {
    let is_wrong = |given: &Option<String>, is_right: fn(&str) -> bool| {
        given.clone().filter(|given| !is_right(given))
    };
    let refused =
        |message: String, hint: &str| Err(Diagnostic::error("invalid-name", message).hint(hint));
    if let Some(name) = is_wrong(&place.name, is_kubernetes_name) {
        let hint = "use lower-case letters, digits, `-` and `.`: `name: \"shop-db\"`";
        return refused(format!("`{name}` can't be the name of a Secret"), hint);
    }
    if let Some(key) = is_wrong(&place.key, is_kubernetes_key) {
        let hint = "use letters, digits, `-`, `_` and `.`: `key: \"password\"`";
        return refused(format!("`{key}` can't be a key of a Secret"), hint);
    }
    Ok(())
}

/// What is known of a secret of this name: by its platform, or because every platform's names are known.
fn base(run: &Run, name: &str, platform: Option<&str>) -> Result<Secret, Diagnostic> {
    let platforms = run.platforms();
    let Some(id) = platform else {
        return Ok(platforms
            .iter()
            .find_map(|platform| platform.secret(name))
            .unwrap_or_else(|| Secret::named(name)));
    };
    let Some(platform) = platforms.iter().find(|platform| platform.id == id) else {
        return unknown(&platforms, name, id);
    };
    let known = platform.secret(name).or_else(|| match platform.secrets.as_slice() {
        // A project may call the only secret of a platform as it likes.
        [only] => platform.secret(&only.name),
        _ => None,
    });
    let others = || Secret {
        group: Some(platform.title.clone()),
        get_from: platform.get_from.clone(),
        ..Secret::named(name)
    };
    Ok(Secret { name: name.into(), ..known.unwrap_or_else(others) })
}

/// A platform may be one that nothing is known of, unless its name looks misspelt.
fn unknown(platforms: &[Platform], name: &str, id: &str) -> Result<Secret, Diagnostic> {
    let near = suggest::nearest(id, platforms.iter().map(|platform| platform.id.as_str()));
    if near.is_some() {
        find(platforms, id).map(|_| Secret::named(name))
    } else {
        Ok(Secret::named(name))
    }
}

/// The platform that is called `id`.
pub(super) fn find<'a>(platforms: &'a [Platform], id: &str) -> Result<&'a Platform, Diagnostic> {
    platforms.iter().find(|platform| platform.id == id).ok_or_else(|| {
        let ids: Vec<&str> = platforms.iter().map(|platform| platform.id.as_str()).collect();
        let hint = suggest::did_you_mean(id, ids.iter().copied());
        Diagnostic::error("unknown-platform", format!("`{id}` is not a platform that is known here"))
            .note(format!("there are {}", words::list(&ids, "and")))
            .hint(hint.as_deref())
            .hint("`secrets::define` makes another one known; without `platform` a secret says all of itself")
    })
}

fn format(given: &str) -> Result<Format, Diagnostic> {
    Format::of(given).map_err(|problem| {
        let names: Vec<&str> = Format::names().collect();
        let hint = suggest::did_you_mean(given, names.iter().copied());
        Diagnostic::error("invalid-pattern", format!("`{given}` is neither a format nor a pattern"))
            .note(problem)
            .hint(hint.as_deref())
            .hint(
                format!(
                    "the formats are {}; a pattern is a regular expression for the whole value",
                    words::list(names, "and")
                )
                .as_str(),
            )
    })
}

/// The configured names of environments.
fn configured(run: &Run, names: &[String]) -> Result<Vec<String>, Diagnostic> {
    let name =
        |name: &String| run.project().environment(name).map(|environment| environment.name.clone());
    names.iter().map(name).collect::<Result<_, _>>().map_err(|unknown| unknown.to_diagnostic())
}

/// An example: a text, or a map by environment.
fn example(run: &Run, value: &Value) -> Result<Example, Diagnostic> {
    let texts: Vec<&Value> =
        value.as_map().map_or_else(|| vec![value], |map| map.values().collect());
    if texts.iter().any(|text| text.as_str().is_none()) {
        return Err(Diagnostic::error("wrong-type", "an example is a string, or a map of strings by environment")
            .hint("write `example: \"sk_test_...\"`, or `example: #{ production: \"sk_live_...\", default: \"sk_test_...\" }`"));
    }
    for name in
        value.as_map().into_iter().flat_map(|map| map.keys()).filter(|name| *name != "default")
    {
        if !run.project().knows(name) {
            return Err(run.project().environment(name).err().map_or_else(
                || {
                    Diagnostic::error(
                        "unknown-environment",
                        format!("`{name}` is not an environment"),
                    )
                },
                |unknown| unknown.to_diagnostic(),
            ));
        }
    }
    Ok(Example::of(value))
}
