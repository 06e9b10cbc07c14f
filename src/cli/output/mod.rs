//! What commands show: pages, tables, colours, progress, and what is kept out of them.

pub(crate) mod cover;
pub(crate) mod held;
pub(crate) mod log;
pub(crate) mod pager;
pub(crate) mod paint;
pub(crate) mod progress;
pub(crate) mod shown;
pub(crate) mod table;
