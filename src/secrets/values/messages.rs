//! What is said of a value that is missing or will not do: how to get it, where it is kept, and what is safe.

use super::files::file_name;
use super::sources::Origin;
use super::store::{kept_by, title};
use crate::diag::{Diagnostic, words};
use crate::project::{Environment, Project};
use crate::secrets::naming::ci_name;
use crate::secrets::secret::Secret;

/// That a secret has no value in an environment.
pub fn missing(secret: &Secret, environment: &Environment, project: &Project) -> Diagnostic {
    let error = Diagnostic::error(
        "missing-secret",
        format!("`{}` has no value for `{}`", secret.name, environment.name),
    );
    kept(described(error, secret), secret, environment, project)
}

/// That only an example is where the value should be.
pub fn placeholder(
    secret: &Secret,
    environment: &Environment,
    project: &Project,
    origin: &Origin,
) -> Diagnostic {
    let message = format!(
        "`{}` still has an example for a value in `{}`: {origin}",
        secret.name, environment.name
    );
    kept(
        described(Diagnostic::error("placeholder-secret", message), secret),
        secret,
        environment,
        project,
    )
}

/// That a value does not look like one.
pub fn malformed(secret: &Secret, environment: &Environment, flaw: &str) -> Diagnostic {
    let message = format!(
        "the value of `{}` for `{}` does not look right: {flaw}",
        secret.name, environment.name
    );
    let warning = Diagnostic::warning("malformed-secret", message);
    match &secret.get_from {
        Some(place) => warning.note(format!("get it from: {place}")),
        None => warning,
    }
}

/// That several environments have one value.
pub fn shared(secret: &Secret, environments: &[&str]) -> Diagnostic {
    let message =
        format!("`{}` has the same value in {}", secret.name, words::list(environments, "and"));
    Diagnostic::warning("shared-secret", message)
        .note(
            "anyone who learns it in one of them has it in all, and rotating it stops all at once",
        )
        .hint("get a value of its own for each")
        .hint(
            format!(
                "or, when one is meant for all, say so: `secret(\"{}\", #{{ shared: true }})`",
                secret.name
            )
            .as_str(),
        )
}

/// That a value is older than its secret's values may be, in days.
pub fn stale(secret: &Secret, environment: &Environment, age: u32) -> Diagnostic {
    let days = |n: u32| words::count(usize::try_from(n).unwrap_or(usize::MAX), "day");
    let most = days(secret.rotation_days.unwrap_or_default());
    let message =
        format!("the value of `{}` for `{}` is older than {most}", secret.name, environment.name);
    let warning = Diagnostic::warning("stale-secret", message)
        .note(format!("it was set {} ago, and is to be replaced after {most}", days(age)));
    let warning = match &secret.get_from {
        Some(place) => warning.note(format!("get a new one from: {place}")),
        None => warning,
    };
    warning.hint(
        format!(
            "make a new one, then `sw secrets set {} --env {}` keeps it",
            secret.name, environment.name
        )
        .as_str(),
    )
}

/// That others than its owner may read a file of values.
pub fn readable(file: &str, mode: u32) -> Diagnostic {
    Diagnostic::warning(
        "exposed-secrets",
        format!("others on this machine may read `{file}`: its mode is {mode:04o}"),
    )
    .note("it keeps values of secrets, which are for its owner alone")
    .hint(format!("`chmod 600 {file}`").as_str())
}

/// That a file of values is in git.
pub fn tracked(file: &str) -> Diagnostic {
    Diagnostic::error("secrets-in-git", format!("`{file}` is in git, with the values of secrets"))
        .note("anyone who clones the repository has them, and they stay in its history")
        .hint(format!("take it out, and keep the file: `git rm --cached {file}`").as_str())
        .hint("then replace all values in it where they come from: they are known")
}

/// That git would take a file of values along.
pub fn unignored(file: &str) -> Diagnostic {
    Diagnostic::warning(
        "secrets-in-git",
        format!("git does not leave `{file}` out: the next `git add .` takes it along"),
    )
    .hint(format!("add a line `{file}` to `.gitignore`").as_str())
}

/// What it is and the way to it.
fn described(mut message: Diagnostic, secret: &Secret) -> Diagnostic {
    let format = secret.format.as_ref().map(|format| format.words.clone());
    let about: Vec<String> = [secret.description.clone(), format].into_iter().flatten().collect();
    if !about.is_empty() {
        message = message.note(format!("it is: {}", about.join("; ")));
    }
    if !secret.steps.is_empty() {
        let steps: Vec<String> = secret
            .steps
            .iter()
            .enumerate()
            .map(|(i, step)| format!("  {}. {step}", i + 1))
            .collect();
        message = message.note(format!("how to get it:\n{}", steps.join("\n")));
    } else if let Some(place) = &secret.get_from {
        message = message.note(format!("get it from: {place}"));
    }
    match &secret.permissions {
        Some(permissions) => message.note(format!("permissions it needs: {permissions}")),
        None => message,
    }
}

/// Where it is kept, and how it gets there.
fn kept(
    message: Diagnostic,
    secret: &Secret,
    environment: &Environment,
    project: &Project,
) -> Diagnostic {
    if environment.production {
        return in_production(message, secret, environment, project);
    }
    let file = file_name(environment);
    message
        .note(format!("it is kept in `{file}` on this machine: only you can read it and git leaves it out; never write it into a recipe"))
        .hint(format!("`sw secrets set {} --env {}` asks for it", secret.name, environment.name).as_str())
}

fn in_production(
    message: Diagnostic,
    secret: &Secret,
    environment: &Environment,
    project: &Project,
) -> Diagnostic {
    let message =
        message.note("in production, do not use `.env` files: values belong in a secrets manager, in variables or in the CI system");
    match project.secrets.store {
        Some(store) => message.hint(
            format!("put it into {}: {}", title(store), kept_by(store, secret, environment))
                .as_str(),
        ),
        None => {
            let name = ci_name(secret, Some(environment), project.secrets.naming)
                .unwrap_or_else(|| secret.name.clone());
            let list = format!("sw secrets list --env {} --for github --script", environment.name);
            message
                .hint(
                    format!("create it in the CI system as `{name}`: `{list}` prints the commands")
                        .as_str(),
                )
                .hint("or name a store as `secrets.store` in `.specweave/config.yaml`")
        }
    }
}
