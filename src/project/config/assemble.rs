//! A configuration without mistakes to a project: names are resolved, what is left out is filled in.

use super::file::{Config, Definition, Step};
use crate::project::environment::{Environment, Kind};
use crate::project::pipeline::Promotion;
use crate::project::{Project, names};
use std::path::Path;

pub(crate) fn project(root: &Path, config: Config) -> Project {
    let defined: Vec<String> =
        config.definitions().iter().filter_map(|definition| definition.name.clone()).collect();
    let pipeline: Vec<Promotion> =
        config.steps().iter().map(|step| promotion(step, &defined)).collect();
    let kubernetes = config.kubernetes.clone().unwrap_or_default();
    let environment = |definition: &Definition| Environment {
        kubernetes: definition.kubernetes.clone().unwrap_or_else(|| kubernetes.clone()),
        ..environment(definition, &defined, &pipeline)
    };
    let environments = config.definitions().iter().map(environment).collect();
    let bare = Project::bare(root);
    let about = config.project.unwrap_or_default();
    Project {
        name: about.name,
        kind: about.kind,
        recipes: about.recipes.unwrap_or(bare.recipes),
        strategy: config.environments.and_then(|environments| environments.strategy),
        environments,
        pipeline,
        infrastructure: config.infrastructure.unwrap_or_default(),
        kubernetes,
        secrets: config.secrets.unwrap_or_default(),
        cost_budget: config.cost_budget.unwrap_or_default(),
        root: bare.root,
    }
}

/// A pipeline that guards or feeds an environment says so for the environment as well: otherwise
/// a deployment would depend on which of the two places a recipe looks at.
fn environment(definition: &Definition, defined: &[String], pipeline: &[Promotion]) -> Environment {
    let name = definition.name.clone().expect("the rules ask for a name");
    let hosting = definition.deployment.as_ref().expect("the rules ask for a deployment");
    let steps: Vec<&Promotion> = pipeline.iter().filter(|step| step.to == name).collect();
    let only_source = || steps.first().filter(|_| steps.len() == 1).map(|step| step.from.clone());
    Environment {
        purpose: definition.purpose.clone(),
        kind: hosting.kind.unwrap_or(Kind::Local),
        target: hosting.target.clone(),
        provider: hosting.provider.clone(),
        region: hosting.region.clone(),
        production: definition.production.unwrap_or_else(|| names::is_production(&name)),
        requires_approval: definition.requires_approval == Some(true)
            || steps.iter().any(|step| step.requires_approval),
        approvers: definition.approvers.clone().unwrap_or_else(|| approvers(&steps)),
        ephemeral: definition.ephemeral.or(hosting.ephemeral).unwrap_or(false),
        promotion_from: definition
            .promotion_from
            .as_deref()
            .map(|from| resolved(from, defined))
            .or_else(only_source),
        kubernetes: definition.kubernetes.clone().unwrap_or_default(),
        config: definition.config.clone().unwrap_or_default(),
        name,
    }
}

fn promotion(step: &Step, defined: &[String]) -> Promotion {
    let end = |name: &Option<String>| {
        resolved(name.as_deref().expect("the rules ask for both ends"), defined)
    };
    Promotion {
        from: end(&step.from),
        to: end(&step.to),
        trigger: step.trigger.unwrap_or_default(),
        requires_approval: step.requires_approval.unwrap_or(false),
        approvers: step.approvers.clone().unwrap_or_default(),
        tests_required: step.tests_required.unwrap_or(false),
    }
}

fn approvers(steps: &[&Promotion]) -> Vec<String> {
    let mut approvers: Vec<String> = Vec::new();
    for approver in steps.iter().flat_map(|step| &step.approvers) {
        if !approvers.contains(approver) {
            approvers.push(approver.clone());
        }
    }
    approvers
}

fn resolved(name: &str, defined: &[String]) -> String {
    let configured = defined.iter().find(|defined| names::same(defined, name));
    configured.expect("the rules ask for environments that are defined").clone()
}
