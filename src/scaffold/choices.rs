//! What the author of a new project decides.

use super::platform::provider::Provider;
use super::platform::target::Target;
use crate::project::{Strategy, names};

/// What the author of a new project decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// The project's name, when it is to be in the configuration.
    pub name: Option<String>,
    /// The name of the folder, for where a name is needed and none was given.
    pub folder: String,
    /// What it is made with, in one word: `nodejs`.
    pub kind: Option<String>,
    /// Which environments there are.
    pub strategy: Strategy,
    /// The environments, when the strategy leaves them open.
    pub custom: Vec<String>,
    /// Whose cloud.
    pub provider: &'static Provider,
    /// Where in that cloud.
    pub region: String,
    /// What runs it there.
    pub target: Target,
    /// The most that it may cost in a month.
    pub budget: Option<f64>,
}

/// An environment that a project starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its name.
    pub name: String,
    /// Whether it is on each developer's machine.
    pub is_local: bool,
    /// Whether a person starts each deployment.
    pub requires_approval: bool,
    /// Whether it comes and goes.
    pub ephemeral: bool,
    /// The environment before it.
    pub after: Option<String>,
}

impl Choices {
    /// The environments, in the order in which software passes them.
    pub fn environments(&self) -> Vec<Planned> {
        let names: Vec<String> = match self.strategy {
            Strategy::Custom => self.custom.clone(),
            strategy => strategy.environments().iter().map(ToString::to_string).collect(),
        };
        let mut before = None;
        let planned = names.into_iter().map(|name| {
            let environment = self.planned(name, before.as_deref());
            if !environment.is_local && !environment.ephemeral {
                before = Some(environment.name.clone());
            }
            environment
        });
        planned.collect()
    }

    fn planned(&self, name: String, before: Option<&str>) -> Planned {
        let family = names::family(&name).map_or("", |known| known.name);
        let ephemeral = family == "preview";
        // With three environments the order is plain, and nothing has to say it.
        let is_chain = matches!(self.strategy, Strategy::Progressive | Strategy::Enterprise);
        Planned {
            is_local: family == "development",
            requires_approval: family == "production" && self.strategy != Strategy::Minimal,
            ephemeral,
            after: before.filter(|_| is_chain && !ephemeral).map(String::from),
            name,
        }
    }

    /// What the software is called where a name has to be: small letters, digits and `-`.
    pub fn app(&self) -> String {
        let name = self.name.as_ref().unwrap_or(&self.folder);
        let letters = name
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect::<String>();
        let words: Vec<&str> = letters.split('-').filter(|word| !word.is_empty()).collect();
        let app: String = words.join("-").chars().take(30).collect();
        let app = app.trim_matches('-');
        if app.starts_with(|c: char| c.is_ascii_lowercase()) {
            app.into()
        } else {
            format!("app-{app}").trim_matches('-').into()
        }
    }
}
