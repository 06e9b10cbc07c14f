//! Networks and addresses as ranges of numbers.

pub(super) mod net;
mod network;
