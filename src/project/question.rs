//! What to say when a project has no environments: the strategies, as in the question of `sw init`.

use super::strategy::Strategy;
use crate::diag::Diagnostic;

/// The letters that be before the options.
const LETTERS: [char; 5] = ['A', 'B', 'C', 'D', 'E'];

/// The strategies to choose from, each with its reasons and what it costs.
///
/// ```
/// let options = sw::project::strategies();
/// assert!(options.starts_with("A) minimal: production only\n   - ship fast"));
/// ```
pub fn strategies() -> String {
    let options =
        Strategy::ALL.iter().zip(LETTERS).map(|(strategy, letter)| option(*strategy, letter));
    options.collect::<Vec<_>>().join("\n")
}

fn option(strategy: Strategy, letter: char) -> String {
    let environments = match strategy.environments() {
        [] => "any environments".to_string(),
        [only] => format!("{only} only"),
        several => several.join(", "),
    };
    let reasons: String =
        strategy.reasons().iter().map(|reason| format!("   - {reason}\n")).collect();
    format!(
        "{letter}) {}: {environments}\n{reasons}   - cost: {}",
        strategy.name(),
        strategy.cost()
    )
}

/// That a project has no environments, with what there is to choose from.
pub(super) fn no_environments() -> Diagnostic {
    Diagnostic::error("no-environments", "the project has no environments")
        .note("`.specweave/config.yaml` is missing, or its `environments.definitions` has none")
        .note(format!("how many environments will you need?\n{}", strategies()))
        .hint("choose one: `sw init --strategy standard --provider hetzner`, or `sw init` to be asked")
        .hint("a configuration that is there already takes `sw env add NAME`")
}
