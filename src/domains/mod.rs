//! What can be generated.
