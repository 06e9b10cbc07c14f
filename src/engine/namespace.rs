//! A namespace of native functions, as domains and the built-in rooms register it.

use super::native::handle::register::HandleType;
use super::reference::collect::options::OptionMap;
use super::reference::page::Page;
use rhai::Module;

/// A room of functions that recipes can call.
#[derive(Clone, Copy)]
pub struct Namespace {
    /// The name before `::`; empty for functions that are called by their bare name.
    pub name: &'static str,
    /// One line on what it is for.
    pub summary: &'static str,
    /// The functions called as `name::function(...)`.
    pub functions: fn() -> Module,
    /// The methods of its things, called as `thing.method(...)`.
    pub methods: fn() -> Module,
    /// The types of its things.
    pub handles: &'static [HandleType],
    /// The option maps that its functions and methods take.
    pub options: &'static [OptionMap],
    /// Where functions that are registered under a heading are documented.
    pub pages: &'static [Page],
}

impl Namespace {
    /// A namespace that has nothing yet.
    pub const fn named(name: &'static str, summary: &'static str) -> Self {
        let (functions, methods) = (Module::new, Module::new);
        Self { name, summary, functions, methods, handles: &[], options: &[], pages: &[] }
    }
}
