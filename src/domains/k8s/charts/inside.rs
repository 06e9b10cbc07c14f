//! Values for charts inside of objects: those of an Application of Argo CD, and of a HelmRelease of Flux.

use super::chart::Chart;
use super::look_up::look_up;
use crate::document::LookedUp;
use crate::engine::Run;
use crate::schema::findings::{at, items};
use crate::value::{Path, Step, Value};

/// The values in an object, each with where it is and what it is checked by.
pub(crate) fn inside(object: &Value, run: &Run) -> Vec<(Path, LookedUp)> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    let group = text("apiVersion").split('/').next().unwrap_or_default();
    let found = match (group, text("kind")) {
        ("argoproj.io", "Application") => sources(object, &["spec"]),
        ("argoproj.io", "ApplicationSet") => sources(object, &["spec", "template", "spec"]),
        ("helm.toolkit.fluxcd.io", "HelmRelease") => release(object).into_iter().collect(),
        _ => Vec::new(),
    };
    let look_up = |(path, chart): (Path, Chart)| {
        let values = path.find(object).filter(|values| values.as_map().is_some())?;
        let found = look_up(values, &chart, run);
        Some((path, found))
    };
    found.into_iter().filter_map(look_up).collect()
}

/// The values of the sources that are charts of a registry.
fn sources(object: &Value, keys: &[&str]) -> Vec<(Path, Chart)> {
    let Some(spec) = at(object, keys) else { return Vec::new() };
    let path = path(keys);
    let several = items(spec, "sources").iter().enumerate();
    let several = several.map(|(i, source)| (source, path.key("sources").index(i)));
    let sources = spec.get("source").map(|source| (source, path.key("source")));
    let chart = |(source, path): (&Value, Path)| {
        let text = |key: &str| source.get(key).and_then(Value::as_str);
        let version = text("targetRevision").filter(|version| *version != "HEAD");
        let chart = named(text("chart")?, version)?;
        Some((path.key("helm").key("valuesObject"), chart))
    };
    sources.into_iter().chain(several).filter_map(chart).collect()
}

/// The values of a release whose chart is from a registry: a folder of a repository says its chart in a file.
fn release(object: &Value) -> Option<(Path, Chart)> {
    let spec = at(object, &["spec", "chart", "spec"])?;
    let text = |key: &str| spec.get(key).and_then(Value::as_str);
    let kind = spec.get("sourceRef")?.get("kind")?.as_str()?;
    let chart = text("chart").filter(|_| kind == "HelmRepository")?;
    Some((path(&["spec", "values"]), named(chart, text("version"))?))
}

/// A chart by its name, unless that is only known later.
fn named(name: &str, version: Option<&str>) -> Option<Chart> {
    let is_known = !name.contains(['{', '$']);
    let version = version.filter(|version| !version.contains(['{', '$']));
    is_known.then(|| Chart { version: version.unwrap_or_default().into(), ..Chart::at(name) })
}

fn path(keys: &[&str]) -> Path {
    Path(keys.iter().map(|key| Step::Key((*key).into())).collect())
}
