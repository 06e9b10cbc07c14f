//! The files of a chart.

mod chart;
mod groups;
mod labels;
mod notes;
mod schema;
mod similar;
mod template;
mod templates;
mod values;

pub(crate) use chart::{Chart, files};
pub(crate) use labels::Labels;
pub(crate) use template::{Entry, Part};
