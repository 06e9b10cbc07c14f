//! GitHub's expression language as its table has it: contexts, functions, and what can be used where.

use crate::schema::{Definition, View, embedded_table};
use crate::value::{Pattern, Segment};
use std::sync::LazyLock;

/// The table's name.
const TABLE: &str = "github/expressions";

/// The table of what events bring.
const EVENTS: &str = "github/events";

/// The most values that a function takes; more is not said of any.
pub(crate) const MANY: usize = 255;

/// A context, and the properties that it always has; none where they depend on the workflow.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) name: &'static str,
    pub(crate) properties: Vec<&'static str>,
}

/// A function, with the fewest and most values that it takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Function {
    pub(crate) name: &'static str,
    pub(crate) least: usize,
    pub(crate) most: usize,
}

/// What can be used at the places that a pattern matches, and below them.
#[derive(Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) segments: Vec<Segment<'static>>,
    pub(crate) contexts: Vec<&'static str>,
    /// Of the functions that are not everywhere.
    pub(crate) functions: Vec<&'static str>,
    /// Whether an expression there has no `${{` and `}}`.
    pub(crate) is_condition: bool,
}

static CONTEXTS: LazyLock<Vec<Context>> = LazyLock::new(|| {
    let context = |(name, definition): (_, &'static Definition)| Context {
        name,
        properties: definition.names().collect(),
    };
    definitions("context").map(context).collect()
});

static FUNCTIONS: LazyLock<Vec<Function>> = LazyLock::new(|| {
    let function = |(name, definition): (_, &'static Definition)| {
        let mut takes = definition.note("takes").filter_map(|word| word.parse().ok());
        let least = takes.next().unwrap_or_default();
        Function { name, least, most: takes.next().unwrap_or(MANY) }
    };
    definitions("function").map(function).collect()
});

static PLACES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |(pattern, definition): (_, &'static Definition)| Row {
        segments: Pattern::new(pattern).segments().collect(),
        contexts: definition.note("contexts").collect(),
        functions: definition.note("functions").collect(),
        is_condition: definition.has_note("condition"),
    };
    let mut rows: Vec<Row> = definitions("place").map(row).collect();
    // The innermost place of a path decides.
    rows.sort_by_key(|row| std::cmp::Reverse(row.segments.len()));
    rows
});

pub(crate) fn contexts() -> impl Iterator<Item = &'static Context> {
    CONTEXTS.iter()
}

pub(crate) fn functions() -> impl Iterator<Item = Function> + Clone {
    FUNCTIONS.iter().copied()
}

/// Those with more steps come first.
pub(crate) fn places() -> &'static [Row] {
    &PLACES
}

/// What GitHub sends with an event that starts a workflow; none where that is not known.
pub(crate) fn event(name: &str) -> Option<View<'static>> {
    let table = embedded_table(EVENTS)?;
    Some(table.view(table.find("event", name)?))
}

/// All definitions of a kind, by name.
fn definitions(kind: &str) -> impl Iterator<Item = (&'static str, &'static Definition)> {
    let table = embedded_table(TABLE).expect("the table is part of the program");
    let named = |name| Some((name, table.definition(table.find(kind, name)?)));
    table.names(kind).into_iter().filter_map(named).collect::<Vec<_>>().into_iter()
}
