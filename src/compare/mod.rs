//! What differs between two environments of a run, as paths of data in all formats: what `sw diff` shows.
//!
//! Files are read as data and matched by what they are: a file by its path with the environment's name replaced, an object
//! of Kubernetes by its kind and name, a Terraform block by its address, an item of a list by its name. A value that
//! differs in the environment's name alone is another kind of difference than one that differs in what it says.

mod as_json;
mod comparison;
mod files;
mod list;
mod names;
mod places;
mod read;
pub mod report;
mod walk;

pub use comparison::Comparison;
pub use files::compare;
