//! How the values of a chart are called.

mod claims;
mod names;

pub(crate) use claims::{Claim, Claims, Vector, are_same};
pub(crate) use names::{Components, Name, Step, WORKLOADS, camel};
