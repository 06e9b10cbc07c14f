//! Values for the charts of others: checked by what a chart says of its values, wherever a recipe gives them.

mod chart;
mod inside;
mod look_up;
mod secrets;
mod values;

pub(super) use inside::inside;
pub(super) use values::{ChartOptions, Values, functions};
