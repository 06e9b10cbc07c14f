//! The first recipe of a project, put together from parts: `recipes/<target>.rhai` is where it
//! begins, `recipes/<provider>/` says how things are made there, the rest is for all.

use super::choices::Choices;
use super::platform::target::Target;

include!(concat!(env!("OUT_DIR"), "/recipes.rs"));

/// The text of `deploy.rhai`.
pub fn recipe(choices: &Choices) -> String {
    let provider = choices.provider.name;
    let (constants, login) = sections(part(&format!("{provider}/root")));
    let has_local = choices.environments().iter().any(|environment| environment.is_local);
    let made_on = part(&format!("{provider}/{}", choices.target.part()));
    let mut functions = vec![login, made_on, part("workflow")];
    functions.extend(has_local.then(|| part("development")));
    let mut text = part(choices.target.name()).replace("{{constants}}", constants.trim());
    text = text.replace("{{loop}}", part(if has_local { "local" } else { "cloud" }).trim_end());
    for function in functions {
        text += &format!("\n{function}");
    }
    filled(&text, choices)
}

/// The text of a part, without the head that says its purpose.
fn part(name: &str) -> &'static str {
    let (_, text) = RECIPES
        .iter()
        .find(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("there is no part `{name}`"));
    text.split_once('\n').map_or("", |(_, rest)| rest.trim_start_matches('\n'))
}

/// The constants of a part, and its functions.
fn sections(part: &'static str) -> (&'static str, &'static str) {
    let rest = part
        .strip_prefix("//# constants\n")
        .expect("a part with sections starts with its constants");
    rest.split_once("//# functions\n").expect("functions follow the constants")
}

fn filled(text: &str, choices: &Choices) -> String {
    let app = choices.app();
    let account: String = app.chars().filter(char::is_ascii_alphanumeric).take(17).collect();
    let logs_in = choices.target != Target::Kubernetes;
    let named = if choices.name.as_ref() == Some(&app) {
        "project.name".to_string()
    } else {
        format!("{app:?}")
    };
    let values = [
        ("{{app}}", named.as_str()),
        ("{{name}}", choices.name.as_ref().unwrap_or(&app).as_str()),
        ("{{provider}}", choices.provider.title),
        ("{{permissions}}", choices.provider.permissions),
        ("{{account}}", &format!("{account}tfstate")),
        ("{{nat}}", if logs_in { "false" } else { "true" }),
        (
            "{{variables}}",
            if logs_in {
                ", TF_VAR_ssh_public_key: github::expr(\"vars.SSH_PUBLIC_KEY\")"
            } else {
                ""
            },
        ),
    ];
    values.iter().fold(text.to_string(), |text, (name, value)| text.replace(name, value))
}

#[cfg(test)]
mod tests {
    use super::super::platform::provider::PROVIDERS;
    use super::*;
    use crate::project::Strategy;

    #[test]
    fn every_placeholder_is_filled_in() {
        for (provider, target) in
            PROVIDERS.iter().flat_map(|provider| Target::ALL.map(|target| (provider, target)))
        {
            for strategy in Strategy::ALL {
                let choices = Choices {
                    name: None,
                    folder: "My Shop".into(),
                    kind: None,
                    strategy,
                    custom: vec!["live".into()],
                    provider,
                    region: provider.usual_region().into(),
                    target,
                    budget: None,
                };
                let text = recipe(&choices);
                assert!(
                    !text.contains("{{")
                        || text.matches("{{").count() == text.matches("${{").count(),
                    "{text}"
                );
                assert!(
                    text.lines().count() < 400 && text.contains("const APP = \"my-shop\";"),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn every_part_is_used() {
        let shared = [
            "terraform",
            "kubernetes",
            "docker-compose",
            "local",
            "cloud",
            "development",
            "workflow",
        ]
        .map(String::from);
        let own = PROVIDERS.iter().flat_map(|provider| {
            ["root", "machine", "cluster"].map(|part| format!("{}/{part}", provider.name))
        });
        let known: Vec<String> = shared.into_iter().chain(own).collect();
        assert!(RECIPES.iter().all(|(name, _)| known.iter().any(|known| known == name)));
        assert_eq!(RECIPES.len(), known.len());
    }
}
