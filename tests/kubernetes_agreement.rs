//! Kubernetes objects as other validators see them: what one of them refuses, `sw` refuses.
//!
//! The objects grow from a number out of what people write (`kubernetes/skeletons.yaml`), along our tables; every other one has a mistake.
//! `kubernetes/differences.txt` explains what only `sw` refuses. `scripts/tools` installs `kubernetes-validate`; another validator,
//! which knows custom resources, is asked where it is beside the project.

mod agreement;
mod support;

use agreement::opinions::{self, Opinion};
use agreement::{Sample, samples};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use support::paths::in_repository;

/// A verdict of ours that another validator does not share: the mistake, and our code.
type Difference = (String, String);

/// The differences that are explained under a heading.
fn explained(heading: &str) -> BTreeSet<Difference> {
    let path = in_repository("tests/kubernetes/differences.txt");
    let text = std::fs::read_to_string(path).expect("the differences are there");
    let heading = format!("[{heading}]");
    let lines = text.lines().skip_while(|line| *line != heading).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty());
    let row = |line: &str| {
        let (what, why) = line.split_once(": ").expect("a line says why");
        let (mistake, code) = what.rsplit_once(' ').expect("a line has a mistake and a code");
        assert!(why.len() > 10, "{line}: why?");
        (mistake.to_string(), code.to_string())
    };
    lines.map(row).collect()
}

/// The differences between our opinions and those of another validator, with an object of each. What only the other one refuses is a
/// difference that we have no code for.
fn differences(
    samples: &[Sample],
    ours: &[Opinion],
    theirs: &[Opinion],
) -> BTreeMap<Difference, String> {
    assert_eq!((samples.len(), ours.len()), (theirs.len(), theirs.len()));
    let difference = |(sample, (ours, theirs)): (&Sample, (&Opinion, &Opinion))| {
        let mistake = sample.mistake.unwrap_or("nothing");
        let (what, code, why) = match (ours, theirs) {
            (Opinion::Right, Opinion::Wrong(why)) => (reason(why), "-", why.as_str()),
            (Opinion::Wrong(code), Opinion::Right) => (mistake, code.as_str(), ""),
            _ => return None,
        };
        Some(((what.to_string(), code.to_string()), format!("{why}: {}", sample.object)))
    };
    samples.iter().zip(ours.iter().zip(theirs)).filter_map(difference).collect()
}

/// What another validator refuses, by its message.
fn reason(message: &str) -> &'static str {
    const REASONS: [(&str, &str); 5] = [
        ("does not match", "a pattern"),
        ("is not one of", "a word"),
        ("Additional properties", "a key"),
        ("more than 1 property", "a count of keys"),
        ("is not valid under", "an alternative"),
    ];
    let found = REASONS.iter().find(|(part, _)| message.contains(part));
    found.map_or("something else", |(_, reason)| reason)
}

/// Fails where the differences are not those that are explained, under the heading of the validator or for another one, too.
fn compare(heading: &str, also: &str, found: &BTreeMap<Difference, String>) {
    let (explained, others) = (explained(heading), explained(also));
    let is_explained =
        |difference: &Difference| explained.contains(difference) || others.contains(difference);
    let unexplained = found.iter().filter(|(difference, _)| !is_explained(difference));
    let unexplained: Vec<String> =
        unexplained.map(|((what, code), example)| format!("{what} {code}: {example}")).collect();
    let unused: Vec<&Difference> =
        explained.iter().filter(|difference| !found.contains_key(*difference)).collect();
    assert!(
        unexplained.is_empty() && unused.is_empty(),
        "[{heading}]\nnot explained:\n{}\nnot found: {unused:?}",
        unexplained.join("\n"),
    );
}

/// Fails where an object without a mistake is refused, or one with a mistake is not.
fn as_made(samples: &[Sample], ours: &[Opinion]) {
    let wrong = samples
        .iter()
        .zip(ours)
        .filter(|(sample, ours)| (**ours == Opinion::Right) != sample.mistake.is_none());
    let wrong: Vec<String> = wrong
        .map(|(sample, ours)| format!("{:?} {ours:?}: {}", sample.mistake, sample.object))
        .collect();
    assert!(wrong.is_empty(), "{} of ours:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn we_refuse_what_others_refuse_of_kubernetes_itself() {
    let samples = samples("skeletons.yaml", 1000);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let paths = opinions::write(&samples, folder.path());
    let ours = opinions::ours(&samples);
    as_made(&samples, &ours);
    let theirs = opinions::of_kubernetes_validate(&paths).into_iter().map(|(_, opinion)| opinion);
    let found = differences(&samples, &ours, &theirs.collect::<Vec<_>>());
    compare("kubernetes-validate", "", &found);
    if let Some(theirs) = opinions::of_neighbour(&paths) {
        compare("k8s-validate", "kubernetes-validate", &differences(&samples, &ours, &theirs));
    }
}

#[test]
fn we_refuse_what_others_refuse_of_custom_resources() {
    let samples = samples("custom.yaml", 400);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let paths = opinions::write(&samples, folder.path());
    let ours = opinions::ours(&samples);
    as_made(&samples, &ours);
    if let Some(theirs) = opinions::of_neighbour(&paths) {
        compare("custom", "", &differences(&samples, &ours, &theirs));
    }
}

#[test]
fn others_take_all_that_we_write() {
    let roots = ["examples/kubernetes-shop", "examples/team-onboarding", "tests/golden/k8s"];
    let mut paths = Vec::new();
    roots.iter().for_each(|root| manifests(in_repository(root), &mut paths));
    let opinions = opinions::of_kubernetes_validate(&paths);
    let refused = opinions.iter().filter(|(_, opinion)| matches!(opinion, Opinion::Wrong(_)));
    let refused: Vec<String> = refused.map(|(path, why)| format!("{path}: {why:?}")).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    let right = opinions.iter().filter(|(_, opinion)| *opinion == Opinion::Right).count();
    assert!(right >= 60, "only {right} objects were found");
}

/// What holds templates and patches, which are no objects.
const OTHERS: [&str; 2] = ["helm", "overlays"];

/// The files below a folder that may hold objects.
fn manifests(folder: PathBuf, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder can be listed")
        .map(|entry| entry.expect("a folder can be listed to its end").path())
        .collect();
    entries.sort();
    for path in entries {
        let is_data = path.extension().is_some_and(|end| end == "yaml" || end == "json");
        if path.is_dir() {
            let is_other = OTHERS.iter().any(|name| path.ends_with(name));
            if !is_other {
                manifests(path, found);
            }
        } else if is_data && path.components().any(|part| part.as_os_str() == "kubernetes") {
            found.push(path);
        }
    }
}
