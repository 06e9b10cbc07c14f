//! `helm::values`: a file with values for the chart of someone else.

use super::chart::Chart;
use super::look_up::look_up;
use super::secrets::{Secrets, desugar};
use crate::diag::Diagnostic;
use crate::document::{Document, Format, LookedUp, PathRule, Tag};
use crate::engine::{Around, At, Fallible, Functions, Page, Run, options};
use crate::value::Value;
use rhai::{Dynamic, NativeCallContext as Ctx};
use schemars::JsonSchema;
use serde::Deserialize;

/// Files of values, as a type of their own.
pub(crate) struct Values;

impl Tag for Values {
    const FORMAT: &'static Format = &Format {
        title: "Helm values",
        noun: "a file of values",
        placeholders: &Secrets,
        desugar: Some(desugar),
        look_up: Some(of_tag),
        recognises: Some(|_, _| false),
        page: Page::new(include_str!("values.md")),
        ..Format::new("helm/values", PATH)
    };
}

const PATH: PathRule = PathRule::Given { names: &["values.yaml"], endings: &[".yaml", ".yml"] };

/// What `helm::values` takes as its chart, where a name or an address does not say all.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChartOptions {
    /// The name of the chart in its repository.
    chart: String,
    /// The address of the repository: `https://...`, `oci://...`.
    repository: Option<String>,
    /// The version of the chart, or a range of versions.
    version: Option<String>,
}

pub(crate) fn functions(functions: &mut Functions<'_>) {
    functions.add("helm::values(path, chart, values)", values);
}

fn values(ctx: Ctx, path: &str, chart: Dynamic, values: rhai::Map) -> Fallible<Document<Values>> {
    let run = Run::of(&ctx);
    let (chart, from) = chart_of(&ctx, &chart)?;
    let path = run.plain_text(path).at(&ctx)?;
    let values = Value::from(options::map(&ctx, &values)?);
    let values = chart.tag(values.commented([from]));
    let place = run.place(&ctx).unwrap_or_default();
    let document = Document::new(Some(&path), values, place, None).at(&ctx)?;
    Ok(run.made(&ctx, document))
}

/// The chart that an argument names, and the comment that says so.
fn chart_of(ctx: &Ctx<'_>, given: &Dynamic) -> Fallible<(Chart, String)> {
    if let Some(map) = given.read_lock::<rhai::Map>() {
        let given: ChartOptions = options::options(ctx, &map, "helm::values")?;
        let placed =
            |(key, problem): (&str, Diagnostic)| problem.at(options::place_of(ctx, &map, key));
        return given.chart().map_err(placed).at(ctx);
    }
    let value = Run::of(ctx).convert(given).at(ctx)?;
    let text = value.as_ref().and_then(Value::as_str).ok_or_else(|| no_chart(value.as_ref()));
    text.and_then(addressed).at(ctx)
}

/// The chart at an address.
fn addressed(address: &str) -> Result<(Chart, String), Diagnostic> {
    if address.starts_with("http") && address.contains("://") {
        let message =
            format!("{address:?} is a repository of charts: which of them is meant is not known");
        let hint =
            format!("name the chart, too: `#{{ chart: \"redis\", repository: {address:?} }}`");
        return Err(Diagnostic::error("invalid-name", message).hint(hint.as_str()));
    }
    let chart = Chart::at(address);
    check_name(&chart.name)?;
    let from = format!("Values for {}.", address.trim_end_matches('/'));
    Ok((chart, from))
}

impl ChartOptions {
    /// The chart, and the comment that says so; or the option that is wrong.
    fn chart(self) -> Result<(Chart, String), (&'static str, Diagnostic)> {
        let Self { chart: name, repository, version } = self;
        check_name(&name).map_err(|problem| ("chart", problem))?;
        let version = version.unwrap_or_default();
        let shown = if version.is_empty() { String::new() } else { format!(" {version}") };
        let of = match &repository {
            None => String::new(),
            Some(address) if is_address(address) => format!(" of {address}"),
            Some(address) => return Err(("repository", no_address(address))),
        };
        Ok((Chart { name: name.clone(), version }, format!("Values for {name}{shown}{of}.")))
    }
}

fn is_address(address: &str) -> bool {
    ["https://", "http://", "oci://", "file://"].iter().any(|start| address.starts_with(start))
}

/// A name that a chart can have.
fn check_name(name: &str) -> Result<(), Diagnostic> {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.');
    if name.starts_with(|it: char| it.is_ascii_alphanumeric()) && name.chars().all(is_plain) {
        return Ok(());
    }
    Err(Diagnostic::error("invalid-name", format!("{name:?} is no name of a chart")).hint(
        "write its name, as `redis`, or its address, as `oci://registry.example.com/charts/redis`",
    ))
}

fn no_address(address: &str) -> Diagnostic {
    let message = format!("{address:?} is no address of a repository");
    Diagnostic::error("invalid-option", message)
        .hint("write it with its scheme: `https://charts.example.com` or `oci://registry.example.com/charts`")
}

fn no_chart(found: Option<&Value>) -> Diagnostic {
    let found = found.map_or("()", Value::kind);
    Diagnostic::error("wrong-type", format!("a chart is a string or a map, found {found}"))
        .hint("write its name, its address, or `#{ chart: \"redis\", repository: \"https://...\", version: \"20.1.0\" }`")
}

/// What values are checked by, with the chart that they are for.
fn of_tag(values: &Value, around: &Around<'_>) -> LookedUp {
    match Chart::of(values) {
        Some(chart) => look_up(values, &chart, around.run),
        None => LookedUp::subject("a file of values".into()),
    }
}
