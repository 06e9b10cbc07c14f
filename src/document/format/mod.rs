//! A format, as data: what domains declare.

mod ci;
pub(super) mod kind;
pub(super) mod placeholder;
pub(super) mod reference;
