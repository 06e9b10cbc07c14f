//! Terraform: roots and modules, from what a recipe says to files as `terraform fmt` leaves them.

mod block;
mod check;
mod files;
mod lower;
pub mod modules;
pub mod parse;
mod recipe;
pub mod tables;

use crate::engine::{Functions, HandleType, Namespace, OptionMap};

/// The namespace `terraform`.
pub const TERRAFORM: Namespace = Namespace {
    functions: || Functions::module(&[recipe::functions::functions]),
    methods: recipe::methods::methods,
    pages: &[block::PAGE],
    handles: &[
        HandleType::of::<block::draft::Root>(),
        HandleType::of::<block::reference::Reference>(),
        HandleType::of::<recipe::nested_block::NestedBlock>(),
        HandleType::of::<recipe::expression::call::Call>(),
    ],
    options: &[
        OptionMap::of::<block::root_options::RootOptions>(&["root", "module"]),
        OptionMap::of::<modules::registry::declared_schema::ModuleSchema>(&["module_schema"]),
        OptionMap::of::<recipe::options::RequiredProviderOptions>(&["required_provider"]),
        OptionMap::of::<recipe::options::VariableOptions>(&["variable"]),
        OptionMap::of::<recipe::options::OutputOptions>(&["output"]),
    ],
    ..Namespace::named("terraform", "Terraform roots and modules.")
};

/// What recipes call without a namespace.
pub const HCL: Namespace = Namespace {
    functions: || Functions::module(&[recipe::hcl::import_blocks::functions]),
    pages: &[block::PAGE],
    ..Namespace::named("", "Reading HCL.")
};

pub(crate) use files::shared_folder::relate;
pub(crate) use lower::json::JSON;
