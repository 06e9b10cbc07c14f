//! The configuration of a new project.

use super::choices::{Choices, Planned};
use crate::project::edit::scalar;
use crate::project::{Strategy, names};
use std::fmt::Write;

const HEAD: &str = "\
# Where this project runs, and how software gets there. Recipes read it: `environments()`.
# `sw env list` shows the environments; `sw schema config` is its schema, for editors.
";

/// The text of `.specweave/config.yaml`.
///
/// ```
/// use sw::project::{Project, Strategy};
/// use sw::scaffold::{Choices, Target, config, provider};
/// let provider = provider("hetzner").unwrap();
/// let choices = Choices {
///     name: None,
///     folder: "shop".into(),
///     kind: None,
///     strategy: Strategy::Standard,
///     custom: Vec::new(),
///     provider,
///     region: provider.usual_region().into(),
///     target: Target::Terraform,
///     budget: None,
/// };
/// let (project, messages) = Project::parse(".".as_ref(), &config(&choices), "config.yaml");
/// assert!(project.unwrap().environment("prod").unwrap().requires_approval && messages.is_empty());
/// ```
pub fn config(choices: &Choices) -> String {
    let environments: Vec<String> =
        choices.environments().iter().map(|environment| definition(environment, choices)).collect();
    let words: Vec<&str> = Strategy::ALL.iter().map(|strategy| strategy.name()).collect();
    let strategy = format!(
        "environments:\n  strategy: {}  # {}\n  definitions:\n",
        choices.strategy.name(),
        words.join(" | ")
    );
    format!(
        "{HEAD}{}\n{strategy}{}{}",
        about(choices),
        environments.join("\n"),
        budget(choices.budget)
    )
}

fn about(choices: &Choices) -> String {
    let name = choices.name.as_ref().map(|name| format!("  name: {}\n", scalar(name, None)));
    let kind = choices.kind.as_ref().map(|kind| format!("  type: {}\n", scalar(kind, None)));
    let lines: String = name.into_iter().chain(kind).collect();
    if lines.is_empty() { lines } else { format!("\nproject:\n{lines}") }
}

fn definition(environment: &Planned, choices: &Choices) -> String {
    let mut text = format!(
        "    - name: {}  # {}\n      deployment:\n",
        environment.name,
        purpose(&environment.name)
    );
    if environment.is_local {
        text += "        type: local\n        target: docker-compose\n";
    } else {
        write!(text, "        type: cloud\n        provider: {}\n", choices.provider.name)
            .expect("text takes text");
        writeln!(text, "        region: {}", scalar(&choices.region, None))
            .expect("text takes text");
        let target = choices.target.key().map(|target| format!("        target: {target}\n"));
        text += &target.unwrap_or_default();
    }
    let after =
        environment.after.as_ref().map(|before| format!("      promotion_from: {before}\n"));
    text += &after.unwrap_or_default();
    if environment.ephemeral {
        text += "      ephemeral: true  # made for a pull request, and gone with it\n";
    }
    if environment.requires_approval {
        text += "      requires_approval: true  # a person starts each deployment; `approvers: [...]` says who\n";
    }
    text
}

/// What an environment is there for.
fn purpose(name: &str) -> &'static str {
    match names::family(name).map_or("", |known| known.name) {
        "development" => "on each developer's machine",
        "test" => "automated tests",
        "integration" => "with the systems of others",
        "qa" => "people who test",
        "uat" => "those who ordered it say yes",
        "preview" => "a look at a change before it is merged",
        "staging" => "like production, for a last look",
        "production" => "what customers use",
        _ => "say what it is for",
    }
}

fn budget(budget: Option<f64>) -> String {
    let Some(most) = budget else { return String::new() };
    format!(
        "\ncost_budget:\n  monthly_max: {most}  # for all environments together\n  alerts_enabled: true\n"
    )
}
