//! The providers that a call hands to a module: `providers: #{ "aws.global": east }`.

use super::PROVIDER;
use crate::diag::Place;
use crate::model::Slot;

/// The tag of a map whose keys are providers, which Terraform wants without quotes.
pub(in crate::domains::terraform) const PASSED: &str = "passed providers";

/// A provider that a module expects under an alias.
pub(super) fn alias_slot(name: String, place: Option<Place>) -> Slot {
    let how = Some(format!(
        "pass it on: `providers: #{{ {name:?}: ... }}`, with what `tf.provider(...)` gives"
    ));
    Slot { sort: PROVIDER.into(), name, is_required: true, place, how, ..Slot::default() }
}
