//! What an environment wants of an object of the base.

use crate::domains::k8s::variants::Identity;
use crate::value::Value;

/// An object of the base, and what an environment wants in its place.
pub(super) struct Wanted<'a> {
    pub(super) file: &'a str,
    pub(super) identity: &'a Identity,
    pub(super) base: &'a Value,
    pub(super) wanted: &'a Value,
}
