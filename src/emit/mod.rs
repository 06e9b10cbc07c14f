//! A target's node tree to text, one format per file.
//!
//! Emitters never meet a hole: whoever lowers a `Value` decides what one means there. They are
//! deterministic, and every text they give ends with one newline.

pub mod hcl;
