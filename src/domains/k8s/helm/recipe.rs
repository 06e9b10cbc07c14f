//! What recipes call: charts from a function of an environment, and values with names of their own.

use super::conflicts::conflicts;
use super::files::{self, Chart};
use super::named::{Descriptions, Named};
use crate::diag::Diagnostic;
use crate::domains::k8s::variants::{Environments, Placement};
use crate::engine::handle::not_data;
use crate::engine::{
    Around, Artifact, At, Emittable, Fallible, Functions, Handle, Property, Run, options,
};
use crate::value::{Map, Value};
use rhai::{FnPtr, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What `helm::chart` takes besides the name and the objects.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Options {
    /// The version of the chart: without it `0.1.0`.
    version: Option<String>,
    /// The version of what it installs.
    app_version: Option<String>,
    /// One line on what it is.
    description: Option<String>,
    /// The versions of Kubernetes that it is for: `>=1.33.0-0`.
    kube_version: Option<String>,
    /// The home page of what it installs.
    home: Option<String>,
    /// The address of an icon.
    icon: Option<String>,
    /// Words by which it is found.
    keywords: Vec<String>,
    /// Where its sources are.
    sources: Vec<String>,
    /// Who looks after it, each with `name`, `email` and `url`.
    maintainers: Vec<Maintainer>,
    /// The charts that it installs with it.
    dependencies: Vec<Dependency>,
    /// Further data about it.
    annotations: BTreeMap<String, String>,
    /// Values beside the computed ones, for templates in `files`.
    values: Map,
    /// Files beside the computed ones, or in place of them, by their paths in the chart: `templates/job.yaml`.
    files: BTreeMap<String, String>,
}

/// Who looks after a chart.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Maintainer {
    /// The name.
    name: String,
    /// The address.
    email: Option<String>,
    /// A page.
    url: Option<String>,
}

/// A chart that another one installs.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Dependency {
    /// The name of the chart.
    name: String,
    /// Its version, or a range of versions.
    version: String,
    /// Where it is: `oci://...`, `https://...`, `file://...`.
    repository: Option<String>,
    /// The value that switches it on: `postgresql.enabled`.
    condition: Option<String>,
    /// Words that switch it on together with others.
    #[serde(default)]
    tags: Vec<String>,
    /// Another name for it.
    alias: Option<String>,
}

/// A chart that is computed from what a function returns for each environment.
#[derive(Clone)]
pub(super) struct ChartHandle(Arc<Inner>);

struct Inner {
    name: String,
    about: Map,
    files: Vec<(String, String)>,
    values: Map,
    placement: Placement,
    environments: Environments,
}

impl Handle for ChartHandle {
    fn about() -> &'static str {
        include_str!("chart.md")
    }

    fn properties() -> &'static [Property<Self>] {
        const {
            &[
                Property::of("name", |this, _| Some(this.0.name.clone().into())),
                Property::of("path", |this, _| Some(this.0.placement.path().into())),
            ]
        }
    }

    fn show(&self) -> String {
        format!("the chart `{}`", self.0.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(format!("{} is files of its own", self.show()), "emit it, or use its `path`"))
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for ChartHandle {
    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.0).addr())
    }

    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let file = |environment: &str| format!("values-{environment}.yaml");
        let evaluated = self.0.environments.build(around, &file, |_| None)?;
        let conflicts = conflicts(&evaluated);
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        let chart = Chart {
            name: self.0.name.clone(),
            about: self.0.about.clone(),
            files: self.0.files.clone(),
            values: self.0.values.clone(),
            descriptions: around.run.kept::<Descriptions>().all(),
        };
        let parts = files::files(&chart, &evaluated);
        self.0.placement.emit(around);
        Ok(Artifact { kind: "a chart", place: self.0.placement.path(), parts })
    }
}

pub(super) fn functions(functions: &mut Functions<'_>) {
    functions.add("helm::chart(name, objects)", |ctx: Ctx, name: &str, objects: FnPtr| {
        chart(&ctx, name, &objects, Options::default())
    });
    functions.add(
        "helm::chart(name, objects, options)",
        |ctx: Ctx, name: &str, objects: FnPtr, given: rhai::Map| {
            let options = options::options(&ctx, &given, "helm::chart")?;
            chart(&ctx, name, &objects, options)
        },
    );
}

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.handle::<ChartHandle>("Helm chart");
    functions.handle::<Named>("Helm value");
}

fn chart(ctx: &Ctx<'_>, name: &str, objects: &FnPtr, options: Options) -> Fallible<ChartHandle> {
    let run = Run::of(ctx);
    let name = run.plain_text(name).and_then(chart_name).at(ctx)?;
    options.check().at(ctx)?;
    let environments = Environments::call(ctx, objects)?;
    let about = options.about(&name);
    let (files, values) = (options.files.into_iter().collect(), options.values);
    let placement = Placement::new(format!("infrastructure/kubernetes/helm/{name}/"));
    let inner = Inner { name, about, files, values, placement, environments };
    Ok(run.made(ctx, ChartHandle(Arc::new(inner))))
}

/// A name as Helm takes it.
fn chart_name(name: String) -> Result<String, Diagnostic> {
    let is_plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if name.starts_with(|it: char| it.is_ascii_lowercase()) && name.chars().all(is_plain) {
        return Ok(name);
    }
    let message = format!("{name:?} is no name of a chart");
    Err(Diagnostic::error("invalid-name", message)
        .hint("it starts with a small letter, and small letters, digits and `-` follow"))
}

impl Options {
    /// What Helm would refuse of them.
    fn check(&self) -> Result<(), Diagnostic> {
        let is_number = |part: &str| !part.is_empty() && part.chars().all(|it| it.is_ascii_digit());
        let is_version = |version: &str| {
            let main = version.split(['-', '+']).next().unwrap_or_default();
            main.split('.').count() == 3 && main.split('.').all(is_number)
        };
        match self.version.as_deref().filter(|version| !is_version(version)) {
            None => Ok(()),
            Some(version) => {
                let message =
                    format!("the version of a chart has three numbers, found {version:?}");
                Err(Diagnostic::error("invalid-option", message).hint("write it as `1.2.0`"))
            }
        }
    }

    /// The content of `Chart.yaml`.
    fn about(&self, name: &str) -> Map {
        let text = |value: &Option<String>| value.as_deref().map(Value::from);
        let texts = |values: &[String]| {
            let all: Vec<Value> = values.iter().map(|it| Value::from(it.as_str())).collect();
            (!all.is_empty()).then_some(Value::List(all))
        };
        let maps = |maps: Vec<Value>| (!maps.is_empty()).then_some(Value::List(maps));
        let annotations: Map =
            self.annotations.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let description =
            self.description.clone().unwrap_or_else(|| format!("{name} on Kubernetes"));
        known([
            ("apiVersion", Some("v2".into())),
            ("name", Some(name.into())),
            ("description", Some(description.into())),
            ("type", Some("application".into())),
            ("version", Some(self.version.as_deref().unwrap_or("0.1.0").into())),
            ("appVersion", text(&self.app_version)),
            ("kubeVersion", text(&self.kube_version)),
            ("home", text(&self.home)),
            ("icon", text(&self.icon)),
            ("keywords", texts(&self.keywords)),
            ("sources", texts(&self.sources)),
            ("maintainers", maps(self.maintainers.iter().map(Maintainer::to_value).collect())),
            ("dependencies", maps(self.dependencies.iter().map(Dependency::to_value).collect())),
            ("annotations", (!annotations.is_empty()).then_some(Value::Map(annotations))),
        ])
    }
}

impl Maintainer {
    fn to_value(&self) -> Value {
        let text = |value: &Option<String>| value.as_deref().map(Value::from);
        Value::Map(known([
            ("name", Some(self.name.as_str().into())),
            ("email", text(&self.email)),
            ("url", text(&self.url)),
        ]))
    }
}

impl Dependency {
    fn to_value(&self) -> Value {
        let text = |value: &Option<String>| value.as_deref().map(Value::from);
        let tags: Vec<Value> = self.tags.iter().map(|it| Value::from(it.as_str())).collect();
        Value::Map(known([
            ("name", Some(self.name.as_str().into())),
            ("version", Some(self.version.as_str().into())),
            ("repository", text(&self.repository)),
            ("condition", text(&self.condition)),
            ("tags", (!tags.is_empty()).then_some(Value::List(tags))),
            ("alias", text(&self.alias)),
        ]))
    }
}

/// A map of what is known.
fn known<const N: usize>(entries: [(&str, Option<Value>); N]) -> Map {
    entries.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}
