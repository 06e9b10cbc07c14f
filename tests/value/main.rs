//! Data: as files have it, and as types take it.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod de;
mod read;
