//! Functions that are registered under the headings of a page.
//!
//! A start reads no page: a function carries its heading, and the reference finds the text when it is made.

use super::Handle;
use super::register::register;
use crate::engine::places::arguments::{may_hold_texts, placing};
use crate::engine::reference::page::name;
use rhai::{FuncRegistration, Module, RhaiNativeFunc, Variant};
use std::any::type_name;

/// A module to which functions are added, each under its heading on a page.
///
/// ```
/// use sw::engine::Functions;
///
/// let module = Functions::module(&[|functions| functions.add("acme::double(n)", |n: i64| n * 2)]);
/// assert_eq!(module.count().1, 1);
/// ```
pub struct Functions<'m>(&'m mut Module);

impl Functions<'_> {
    /// A module with what these add.
    pub fn module(all: &[fn(&mut Functions<'_>)]) -> Module {
        let mut module = Module::new();
        let mut functions = Functions(&mut module);
        all.iter().for_each(|add| add(&mut functions));
        module
    }

    /// Registers a function with the name, the parameters and the documentation that a heading has. Forms that differ in
    /// nothing but a type have it in their headings: `root.data(kind, name, arguments: unchecked)`.
    pub fn add<A: 'static, const N: usize, const X: bool, R, const F: bool, T>(
        &mut self,
        heading: &'static str,
        function: T,
    ) where
        R: Variant + Clone,
        T: RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    {
        let described = described::<A, N, X, R, F, T>(heading);
        if may_hold_texts::<R>() {
            let function = placing(function.into_rhai_function(true, false));
            described.set_into_module_raw(self.0, T::param_types(), function);
        } else {
            described.set_into_module(self.0, function);
        }
    }

    /// Registers a method that changes the value it is called on, which a constant refuses.
    pub fn add_changing<A: 'static, const N: usize, const X: bool, R, const F: bool, T>(
        &mut self,
        heading: &'static str,
        function: T,
    ) where
        R: Variant + Clone,
        T: RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    {
        let described = described::<A, N, X, R, F, T>(heading).with_purity(false);
        described.set_into_module(self.0, function);
    }

    /// Registers what the language calls for `+` and other signs, which the documentation of a type describes.
    pub fn operator<A: 'static, const N: usize, const X: bool, R, const F: bool, T>(
        &mut self,
        name: &str,
        function: T,
    ) where
        R: Variant + Clone,
        T: RhaiNativeFunc<A, N, X, R, F> + Send + Sync + 'static,
    {
        FuncRegistration::new(name).set_into_module(self.0, function);
    }

    /// Registers a type of handles; `title` is what messages call it.
    pub fn handle<T: Handle + Clone + 'static>(&mut self, title: &str) {
        register::<T>(self.0, title);
    }
}

/// The registration of a function under a heading, with the types that it takes and returns as the compiler names them:
/// what is made of both is only needed for messages and for the reference.
fn described<A: 'static, const N: usize, const X: bool, R, const F: bool, T>(
    heading: &'static str,
) -> FuncRegistration
where
    R: Variant + Clone,
    T: RhaiNativeFunc<A, N, X, R, F> + 'static,
{
    FuncRegistration::new(name(heading))
        .with_params_info(T::param_names().into_iter().chain([type_name::<R>()]))
        .with_comments([heading])
}
