//! Values of secrets in what a command is about to say. The person at the terminal sees the text with stars over them.
//! Elsewhere others may read along, as in the log of a CI job, and stars would say which of many guesses was right: a text
//! with a value is left out there as a whole.

use super::held::{self, LEFT_OUT, note_left_out};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, RwLock};
use sw::diag::Diagnostic;
use sw::secrets::values::{FoundValue, suspected};
use sw::secrets::{Search, Secret};

/// Variables that say that a program runs where others read what it says.
const IN_CI: [&str; 8] = [
    "CI",
    "TF_BUILD",
    "JENKINS_URL",
    "TEAMCITY_VERSION",
    "CODEBUILD_BUILD_ID",
    "BITBUCKET_BUILD_NUMBER",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
];

/// What is known so far.
#[derive(Default)]
struct Known {
    /// By name and value, whose it is.
    values: BTreeMap<(String, String), (Secret, FoundValue)>,
    search: Arc<Search>,
}

static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

static IS_ALONE: AtomicBool = AtomicBool::new(false);

/// Notes that messages go to a terminal.
pub(crate) fn at_terminal() {
    IS_ALONE.store(!is_in_ci(), Ordering::Relaxed);
}

fn is_in_ci() -> bool {
    IN_CI.iter().any(|name| std::env::var_os(name).is_some())
}

/// Whether only the person at the terminal sees what is said.
pub(crate) fn is_alone() -> bool {
    IS_ALONE.load(Ordering::Relaxed)
}

/// Covers these values from now on, in whatever is said.
pub(crate) fn know(values: &[(Secret, FoundValue)]) {
    let Ok(mut known) = KNOWN.write() else { return };
    let before = known.values.len();
    for (secret, found) in values {
        known.values.insert(
            (secret.name.clone(), found.value.expose().to_string()),
            (secret.clone(), found.clone()),
        );
    }
    if known.values.len() > before {
        known.search = Arc::new(Search::of(
            known.values.values().map(|(secret, found)| (secret, found.clone())),
        ));
    }
}

/// Covers what looks like a value in the files of a project and in the variables, before it is known what recipes
/// declare; `recipes` are texts that may declare some.
pub(crate) fn suspect<'a>(root: &Path, recipes: impl IntoIterator<Item = &'a str>) {
    know(&suspected(
        root,
        recipes,
        std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        }),
    ));
}

/// Keeps what is said from now on, where it goes to a log of a CI system and there are values that must not be in it.
pub(crate) fn hold() {
    if is_in_ci() && !search().is_empty() {
        held::hold();
    }
}

fn search() -> Arc<Search> {
    KNOWN.read().map(|known| known.search.clone()).unwrap_or_default()
}

/// Whether a text is not to be shown as it is, nor with stars.
pub(crate) fn is_left_out(text: &str) -> bool {
    let is_left_out = !is_alone() && search().holds(text);
    if is_left_out {
        note_left_out();
    }
    is_left_out
}

/// What can be shown of a text.
pub(crate) fn covered(text: &str) -> Cow<'_, str> {
    let search = search();
    if search.is_empty() || !search.holds(text) {
        Cow::Borrowed(text)
    } else if is_alone() {
        Cow::Owned(search.cover(text))
    } else {
        note_left_out();
        Cow::Owned(format!("{LEFT_OUT}\n"))
    }
}

/// What can be shown of messages whose texts hold a value: what kind they are.
pub(crate) fn left_out(messages: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut kinds: Vec<Diagnostic> = Vec::new();
    for message in messages {
        let kind = message.without_words(LEFT_OUT);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}
