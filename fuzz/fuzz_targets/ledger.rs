//! `ledger`, guided by coverage.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sw_fuzz::ledger(data));
