//! What `sw init` is given: its flags, and how each is read.

use clap::Args;
use sw::diag::{suggest, words};
use sw::project::{Strategy, names};
use sw::scaffold::{self, PROVIDERS, Provider, Target};

const EXAMPLES: &str = "\
Examples:
  sw init                        Ask what there is to decide
  sw init --strategy standard --provider hetzner --region eu-central
                                 Development here, staging and production at Hetzner
  sw init --strategy minimal --provider aws --target kubernetes
                                 Production only, on EKS
  sw init --strategy custom --environment development --environment production-eu --provider gcp
                                 Environments of your own";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(crate) struct Init {
    /// Which environments there are: minimal, standard, progressive, enterprise or custom
    #[arg(long, value_parser = strategy)]
    pub(super) strategy: Option<Strategy>,
    /// An environment of your own, for `--strategy custom`; may be given several times
    #[arg(long = "environment", value_name = "NAME", value_parser = environment)]
    pub(super) environments: Vec<String>,
    /// Whose cloud: hetzner, aws, azure, gcp or digitalocean
    #[arg(long, value_parser = provider)]
    pub(super) provider: Option<&'static Provider>,
    /// Where in that cloud (default: the provider's usual region)
    #[arg(long)]
    pub(super) region: Option<String>,
    /// What runs it there: terraform, kubernetes or docker-compose (default: terraform)
    #[arg(long, value_parser = target)]
    pub(super) target: Option<Target>,
    /// The most that all environments together may cost in a month
    #[arg(long, value_name = "AMOUNT", value_parser = budget)]
    pub(super) budget: Option<f64>,
    /// What the project is called
    #[arg(long, value_parser = name)]
    pub(super) name: Option<String>,
    /// Ask nothing: what is not given is the usual
    #[arg(short, long)]
    pub(super) yes: bool,
}

/// Reads `--strategy`.
pub(super) fn strategy(text: &str) -> Result<Strategy, String> {
    let known = Strategy::ALL.map(Strategy::name);
    Strategy::ALL
        .into_iter()
        .find(|strategy| strategy.name() == text)
        .ok_or_else(|| one_of(text, &known))
}

/// Reads `--provider`.
pub(super) fn provider(text: &str) -> Result<&'static Provider, String> {
    let known: Vec<&str> = PROVIDERS.iter().map(|provider| provider.name).collect();
    scaffold::provider(text).ok_or_else(|| one_of(text, &known))
}

/// Reads `--target`.
pub(super) fn target(text: &str) -> Result<Target, String> {
    let known = Target::ALL.map(Target::name);
    Target::ALL.into_iter().find(|target| target.name() == text).ok_or_else(|| one_of(text, &known))
}

fn one_of(text: &str, known: &[&str]) -> String {
    suggest::did_you_mean(text, known.iter().copied())
        .unwrap_or_else(|| format!("it is one of {}", words::list(known, "or")))
}

/// Reads `--environment`.
pub(super) fn environment(text: &str) -> Result<String, String> {
    names::flaw(text).map_or_else(
        || Ok(text.to_string()),
        |flaw| Err(format!("`{text}` can't name an environment: {flaw}")),
    )
}

/// Reads `--budget`.
pub(super) fn budget(text: &str) -> Result<f64, String> {
    let amount =
        text.trim().parse().ok().filter(|amount: &f64| amount.is_finite() && *amount > 0.0);
    amount.ok_or_else(|| "write an amount above 0, such as 200".into())
}

/// Reads `--name`.
pub(super) fn name(text: &str) -> Result<String, String> {
    optional(text.into())
        .filter(|name| !name.contains(char::is_control))
        .ok_or_else(|| "write a name, such as `shop`".into())
}

/// An answer without blanks around it; none where nothing is left.
pub(super) fn optional(answer: String) -> Option<String> {
    Some(answer.trim().to_string()).filter(|answer| !answer.is_empty())
}
