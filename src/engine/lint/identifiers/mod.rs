//! Rules about names: of variables, functions, imports and namespaces.

pub(crate) mod functions;
pub(crate) mod hiding;
pub(crate) mod imports;
pub(crate) mod names;
pub(crate) mod quotes;
pub(crate) mod unused;
