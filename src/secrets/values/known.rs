//! All values of a project's secrets that are at hand, as a search for them.

use super::files::{COMMON, read};
use super::sources::{Found, Origin, Sources};
use crate::diag::{Diagnostic, Severity};
use crate::project::Project;
use crate::secrets::dotenv::Document;
use crate::secrets::{Search, Secret, dotenv_name};

/// Gathers the values of `secrets` in all environments, from variables and files; no store is asked. What can't be
/// read is a warning: its values are not looked for then.
pub fn known<'a>(
    project: &Project,
    secrets: impl IntoIterator<Item = &'a Secret>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> (Search, Vec<Diagnostic>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for environment in &project.environments {
        match Sources::read(project, environment, variable) {
            Ok(read) => sources.push(read),
            Err(problem) => problems.push(unsearched(*problem)),
        }
    }
    // Without any environment there are still these two.
    let file = read(&project.root, COMMON).unwrap_or_else(|problem| {
        problems.push(unsearched(*problem));
        None
    });
    problems.dedup();
    let mut found = Vec::new();
    for secret in secrets {
        found.extend(plain(secret, variable, file.as_ref()).map(|value| (secret, value)));
        found.extend(sources.iter().flat_map(|sources| sources.at_hand(secret)).map(|value| (secret, value)));
    }
    (Search::of(found), problems)
}

/// The values of no environment in particular.
fn plain(secret: &Secret, variable: &dyn Fn(&str) -> Option<String>, file: Option<&Document>) -> impl Iterator<Item = Found> {
    let set = variable(&secret.name).map(|value| (value, Origin::Variable(secret.name.clone())));
    let kept = file.and_then(|file| file.get(dotenv_name(secret))).map(|value| (value, Origin::File(COMMON.into())));
    let there = [set, kept].into_iter().flatten().filter(|(value, _)| !value.is_empty());
    there.map(|(value, origin)| Found { value: value.into(), origin })
}

fn unsearched(problem: Diagnostic) -> Diagnostic {
    let message = format!("files are not searched for the values in it: {}", problem.message);
    Diagnostic { severity: Severity::Warning, message, ..problem }
}
