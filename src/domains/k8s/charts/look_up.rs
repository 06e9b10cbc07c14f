//! What values are checked by: the table of their chart, if the project has it.

use super::chart::Chart;
use crate::diag::suggest;
use crate::document::LookedUp;
use crate::engine::Run;
use crate::engine::world::tables;
use crate::import::VALUES;
use crate::schema::{Dialect, Lookup, Problem, Schema, TYPE, check};
use crate::value::{Map, Value};

/// The family of the tables of charts.
const FAMILY: &str = "chart";

/// How the schema of a chart is replaced.
const NEWER: &str = "add the schema of the version that you install with `sw schema add chart`";

/// What the values for a chart are checked by.
pub(super) fn look_up(values: &Value, chart: &Chart, run: &Run) -> LookedUp {
    let mut found = LookedUp::subject(format!("the chart `{}`", chart.name));
    match table(chart, run) {
        Ok(schema) => found.problems = problems(values, &schema, &found.subject),
        Err(reason) => found.unchecked = Some(reason),
    }
    found
}

/// The type of the values, or why it is not known.
fn table(chart: &Chart, run: &Run) -> Result<Schema, String> {
    let (tables, Chart { name, version }) = (tables::of(run), chart);
    match tables.tables().lookup(&format!("{FAMILY}/{name}"), TYPE, VALUES) {
        Lookup::Known(schema) if chart.may_be(&schema.table().head.version) => Ok(schema),
        Lookup::Known(schema) => {
            let own = &schema.table().head.version;
            Err(format!(
                "the project has the schema of the chart `{name}` {own}, not of {version}: add it with `sw schema add chart`"
            ))
        }
        _ => {
            let own = tables.tables().own_names(FAMILY);
            let own = own.iter().filter_map(|own| own.strip_prefix("chart/"));
            let near = suggest::did_you_mean(name, own).map(|near| format!(" ({near})"));
            let near = near.unwrap_or_default();
            Err(format!(
                "the schema of the chart `{name}` is not known{near}: add it with `sw schema add chart`"
            ))
        }
    }
}

/// What is wrong with values. A key with `null` takes the chart's own value away, whatever that is.
fn problems(values: &Value, schema: &Schema, subject: &str) -> Vec<Problem> {
    let dialect = Dialect { subject: &subject, newer: NEWER, ..Dialect::DOCUMENT };
    check(&without_null(values), schema.view(), &dialect)
}

/// Values without the keys that are `null`.
fn without_null(values: &Value) -> Value {
    let Some(map) = values.as_map() else { return values.clone() };
    let given = map.iter().filter(|(_, value)| !matches!(value.bare(), Value::Null));
    let map: Map = given.map(|(key, value)| (key.clone(), without_null(value))).collect();
    values.with_bare(map.into())
}
