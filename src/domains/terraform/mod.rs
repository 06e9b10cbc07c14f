//! Terraform: roots, modules and the expressions in them.

pub mod parse;
