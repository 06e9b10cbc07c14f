//! The providers that a call passes to a module: `providers: #{ "aws.global": east }`.

use crate::diag::Place;
use crate::model::{Direction, Parameter};

/// A provider that a module expects under an alias.
pub(crate) fn alias(name: String, place: Option<Place>) -> Parameter {
    let how = Some(format!(
        "pass it on: `providers: #{{ {name:?}: ... }}`, with what `tf.provider(...)` gives"
    ));
    Parameter { is_required: true, place, how, ..Parameter::new(Direction::Provider, name) }
}
