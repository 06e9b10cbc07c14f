//! Pods, wherever they are described: in a Pod, a Deployment, a CronJob or a custom resource.

mod placement;
mod probes;
mod specification;
mod volumes;

pub(crate) use specification::specification;
