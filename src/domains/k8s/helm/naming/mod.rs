//! How the values of a chart are called.

mod claims;
mod names;

pub(crate) use claims::{Claim, Claims, Name, Vector, are_same};
pub(crate) use names::{Components, Step, WORKLOADS, camel};
