//! Networks and addresses as ranges of numbers.

pub(super) mod net;
pub(super) mod network;
