//! The providers that a call hands to a module: `providers: #{ "aws.global": east }`.

use crate::diag::Place;
use crate::model::Slot;

/// The sorts of what goes in and comes out.
pub(super) const INPUT: &str = "input";
pub(super) const OUTPUT: &str = "output";
pub(super) const PROVIDER: &str = "provider";

/// A provider that a module expects under an alias.
pub(crate) fn alias_slot(name: String, place: Option<Place>) -> Slot {
    let how = Some(format!(
        "pass it on: `providers: #{{ {name:?}: ... }}`, with what `tf.provider(...)` gives"
    ));
    Slot { sort: PROVIDER.into(), name, is_required: true, place, how, ..Slot::default() }
}
