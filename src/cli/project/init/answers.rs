//! What is decided: by flags, by answers at the terminal, and what is usual otherwise.

use super::arguments::{Init, budget, environment, optional};
use crate::cli::exit::Failure;
use crate::cli::prompt::{Choice, Left, Prompt};
use crate::cli::ui::Ui;
use sw::diag::{Diagnostic, suggest, words};
use sw::project::{Strategy, strategies};
use sw::scaffold::{self, Choices, Detected, PROVIDERS, Provider, Target};

/// What is decided; none when the questions were left.
pub(crate) fn choices(
    init: &Init,
    prompt: Option<&Prompt>,
    found: &Detected,
    folder: String,
    ui: &Ui,
) -> Result<Option<Choices>, Failure> {
    if let Some(strategy) = init
        .strategy
        .filter(|strategy| *strategy != Strategy::Custom && !init.environments.is_empty())
    {
        return Err(not_custom(strategy).into());
    }
    let choices = match prompt {
        Some(prompt) => match asked(init, prompt, folder, ui) {
            Ok(choices) => choices,
            Err(left) => {
                ui.say(&format!("{left}: nothing was written"));
                return Ok(None);
            }
        },
        None => given(init, folder)?,
    };
    if let Some(warning) = unknown_region(&choices) {
        ui.messages(&[warning], &sw::diag::render::Texts::new());
    }
    Ok(Some(Choices { kind: found.kind.map(String::from), ..choices }))
}

/// By flags alone.
fn given(init: &Init, folder: String) -> Result<Choices, Failure> {
    let strategy = init.strategy.or((!init.environments.is_empty()).then_some(Strategy::Custom));
    let missing: Vec<Diagnostic> = [
        strategy.is_none().then(no_strategy),
        init.provider.is_none().then(no_provider),
        (strategy == Some(Strategy::Custom) && init.environments.is_empty()).then(no_names),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (Some(strategy), Some(provider), true) = (strategy, init.provider, missing.is_empty())
    else {
        return Err(missing.into());
    };
    let region = init.region.clone().unwrap_or_else(|| provider.usual_region().into());
    Ok(Choices {
        name: init.name.clone(),
        folder,
        kind: None,
        strategy,
        custom: init.environments.clone(),
        provider,
        region,
        target: init.target.unwrap_or_default(),
        budget: init.budget,
    })
}

fn no_strategy() -> Diagnostic {
    Diagnostic::error(
        "missing-flag",
        "`sw init` has to know how many environments you need: `--strategy`",
    )
    .note(strategies())
    .hint(
        "`sw init --strategy standard --provider hetzner`, or `sw init` at a terminal to be asked",
    )
}

fn no_provider() -> Diagnostic {
    let lines = PROVIDERS.iter().map(|provider| {
        let regions: Vec<&str> = provider.regions.iter().map(|region| region.name).collect();
        format!("{}: {}; regions {}", provider.name, provider.title, regions.join(", "))
    });
    Diagnostic::error("missing-flag", "`sw init` has to know whose cloud it is: `--provider`")
        .note(lines.collect::<Vec<_>>().join("\n"))
        .hint("add `--provider hetzner`, and `--region` for another one than its first")
}

fn no_names() -> Diagnostic {
    Diagnostic::error(
        "missing-flag",
        "`--strategy custom` has to know the environments: `--environment`",
    )
    .hint("name each: `--environment development --environment production-eu`")
}

fn not_custom(strategy: Strategy) -> Diagnostic {
    let error = Diagnostic::error("missing-flag", "`--environment` goes with `--strategy custom`");
    let note =
        format!("`{}` means {}", strategy.name(), words::list(strategy.environments(), "and"));
    error.note(note).hint("write `--strategy custom`, or leave `--environment` out")
}

/// By flags, and for the rest by questions.
fn asked(init: &Init, prompt: &Prompt, folder: String, ui: &Ui) -> Result<Choices, Left> {
    let name = match &init.name {
        Some(name) => Some(name.clone()),
        None => name_asked(prompt, &folder)?,
    };
    let strategy =
        match init.strategy.or((!init.environments.is_empty()).then_some(Strategy::Custom)) {
            Some(strategy) => strategy,
            None => strategy_asked(prompt, ui)?,
        };
    let custom = if strategy == Strategy::Custom && init.environments.is_empty() {
        names_asked(prompt)?
    } else {
        init.environments.clone()
    };
    let target = match init.target {
        Some(target) => target,
        None => prompt.choose("What will it run on?", "", target_choices(), 0)?,
    };
    let provider = match init.provider {
        Some(provider) => provider,
        None => prompt.choose("Whose cloud?", "", provider_choices(), 0)?,
    };
    let region = match &init.region {
        Some(region) => region.clone(),
        None => region_asked(prompt, provider)?,
    };
    let budget = match init.budget {
        Some(budget) => Some(budget),
        None => budget_asked(prompt)?,
    };
    Ok(Choices { name, folder, kind: None, strategy, custom, provider, region, target, budget })
}

fn name_asked(prompt: &Prompt, folder: &str) -> Result<Option<String>, Left> {
    let help = "its name in the configuration; may be empty";
    Ok(optional(prompt.text("What is the project called?", help, folder, |_| None)?))
}

fn region_asked(prompt: &Prompt, provider: &Provider) -> Result<String, Left> {
    let help = "another region can be written into the configuration";
    prompt.choose("Where?", help, region_choices(provider), 0)
}

fn budget_asked(prompt: &Prompt) -> Result<Option<f64>, Left> {
    let help = "an amount for all environments together; empty for no limit";
    let check = |answer: &str| if answer.trim().is_empty() { None } else { budget(answer).err() };
    Ok(budget(&prompt.text("What may it cost in a month?", help, "", check)?).ok())
}

fn names_asked(prompt: &Prompt) -> Result<Vec<String>, Left> {
    let help = "names with spaces between them, in the order in which software passes them";
    let check =
        |answer: &str| match answer.split_whitespace().map(environment).find_map(Result::err) {
            None if answer.trim().is_empty() => Some("at least one name".into()),
            flaw => flaw,
        };
    let answer =
        prompt.text("Which environments?", help, "development staging production", check)?;
    Ok(answer.split_whitespace().map(String::from).collect())
}

/// Asked as the guide does: first all reasons and costs, then a line for each.
fn strategy_asked(prompt: &Prompt, ui: &Ui) -> Result<Strategy, Left> {
    let options = strategies();
    ui.say(&options);
    let heads = options.lines().filter(|line| !line.starts_with(' '));
    let choices = Strategy::ALL
        .into_iter()
        .zip(heads)
        .map(|(value, head)| Choice { value, shown: head.into() });
    prompt.choose("How many environments will you need?", "", choices.collect(), 1)
}

fn target_choices() -> Vec<Choice<Target>> {
    Target::ALL
        .map(|target| Choice {
            value: target,
            shown: format!("{:<15} {}", target.name(), target.purpose()),
        })
        .into()
}

fn provider_choices() -> Vec<Choice<&'static Provider>> {
    PROVIDERS
        .iter()
        .map(|provider| Choice { value: provider, shown: provider.title.into() })
        .collect()
}

fn region_choices(provider: &Provider) -> Vec<Choice<String>> {
    let width = provider.regions.iter().map(|region| region.name.len()).max().unwrap_or_default();
    let shown = |region: &scaffold::Region| format!("{:<width$}  {}", region.name, region.place);
    provider
        .regions
        .iter()
        .map(|region| Choice { value: region.name.into(), shown: shown(region) })
        .collect()
}

/// Providers open regions more often than this list learns of it.
fn unknown_region(choices: &Choices) -> Option<Diagnostic> {
    let known: Vec<&str> = choices.provider.regions.iter().map(|region| region.name).collect();
    if known.contains(&choices.region.as_str()) {
        return None;
    }
    let hint = suggest::did_you_mean(&choices.region, known.iter().copied())?;
    let warning = Diagnostic::warning(
        "unknown-region",
        format!(
            "`{}` is not a region of {} that is known here",
            choices.region, choices.provider.title
        ),
    );
    Some(warning.note(format!("known are {}", words::list(&known, "and"))).hint(hint.as_str()))
}
