//! Rules that concern a single value: the version, the recipes, the budget.

use super::subject::Subject;
use crate::diag::Diagnostic;
use crate::project::config::settings::Kubernetes;
use crate::value::Path;
use semver::{Prerelease, Version};

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = recipes(subject);
    found.extend(budget(subject));
    found.extend(kubernetes(subject));
    found
}

/// That this `sw` is not one of the versions the project asks for.
pub(super) fn version(subject: &Subject<'_>) -> Option<Diagnostic> {
    let wanted = subject.config.sw.as_ref()?;
    let mut version =
        Version::parse(env!("CARGO_PKG_VERSION")).expect("cargo takes no other versions");
    // A build on the way to 0.4.0 understands what 0.4.0 does.
    version.pre = Prerelease::EMPTY;
    if wanted.matches(&version) {
        return None;
    }
    let error = Diagnostic::error(
        "version-required",
        format!("the project asks for sw {wanted}, and this is sw {version}"),
    );
    Some(
        error
            .at(subject.value(&Path::root().key("sw")))
            .hint("install a version that fits, or change `sw`"),
    )
}

/// The versions of Kubernetes whose objects are known, as `1.` and these.
const KUBERNETES: std::ops::RangeInclusive<u32> = 33..=37;

/// That a version of Kubernetes, of the project or of an environment, is none whose objects are known.
fn kubernetes(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let own = (Path::root(), subject.config.kubernetes.as_ref());
    let definitions = subject.definitions().into_iter();
    let all = definitions.map(|(path, definition)| (path, definition.kubernetes.as_ref()));
    std::iter::once(own)
        .chain(all)
        .filter_map(|(path, kubernetes)| unknown_version(subject, &path, kubernetes?))
        .collect()
}

fn unknown_version(
    subject: &Subject<'_>,
    path: &Path,
    kubernetes: &Kubernetes,
) -> Option<Diagnostic> {
    let version = kubernetes.version.as_ref()?;
    let minor = version.strip_prefix("1.").and_then(|minor| minor.parse().ok());
    if minor.is_some_and(|minor| KUBERNETES.contains(&minor)) {
        return None;
    }
    let (first, last) = (KUBERNETES.start(), KUBERNETES.end());
    let message = format!("Kubernetes {version} is no version that objects can be checked against");
    let hint = format!("name one between \"1.{first}\" and \"1.{last}\", in quotes");
    let path = path.key("kubernetes").key("version");
    let error = Diagnostic::error("invalid-option", message);
    Some(error.at(subject.value(&path)).hint(hint.as_str()))
}

fn recipes(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let path = Path::root().key("project").key("recipes");
    let Some(recipes) =
        subject.config.project.as_ref().and_then(|project| project.recipes.as_ref())
    else {
        return Vec::new();
    };
    if recipes.is_empty() && !subject.errors.iter().any(|error| error.path.parent() == path) {
        let error = Diagnostic::error("invalid-option", "`project.recipes` names no recipe");
        return vec![
            error
                .at(subject.name(&path))
                .hint("name one, or remove the line: `deploy.rhai` is the default"),
        ];
    }
    subject
        .indexed(&path, recipes)
        .iter()
        .filter_map(|(path, recipe)| recipe_flaw(subject, path, recipe))
        .collect()
}

fn recipe_flaw(subject: &Subject<'_>, path: &Path, recipe: &str) -> Option<Diagnostic> {
    let flaw = if !recipe.ends_with(".rhai") {
        "a recipe's name ends in `.rhai`"
    } else if recipe.starts_with(['/', '\\']) || recipe.contains(':') {
        "recipes are named from the project's root"
    } else if recipe.split(['/', '\\']).any(|part| part == "..") {
        "recipes are inside the project"
    } else {
        return None;
    };
    let error =
        Diagnostic::error("invalid-option", format!("`{recipe}` can't be a recipe: {flaw}"));
    Some(error.at(subject.value(path)).hint("name a file of the project, such as `deploy.rhai`"))
}

fn budget(subject: &Subject<'_>) -> Option<Diagnostic> {
    let path = Path::root().key("cost_budget");
    let budget = subject.config.cost_budget.as_ref()?;
    match budget.monthly_max {
        Some(most) if most <= 0.0 => {
            let error =
                Diagnostic::error("invalid-option", "`cost_budget.monthly_max` must be above 0");
            Some(
                error
                    .at(subject.value(&path.key("monthly_max")))
                    .hint("remove the line to allow any cost"),
            )
        }
        None if budget.alerts_enabled && !subject.is_broken(&path.key("monthly_max")) => {
            let warning = Diagnostic::warning(
                "unused-option",
                "`alerts_enabled` has no effect: there is no `monthly_max`",
            );
            Some(
                warning
                    .at(subject.name(&path.key("alerts_enabled")))
                    .hint("write `monthly_max: 100` or another amount"),
            )
        }
        _ => None,
    }
}
