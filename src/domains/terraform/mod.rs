//! Terraform: roots and modules, from what a recipe says to files as `terraform fmt` leaves them.

mod artifact;
mod body;
mod call;
mod functions;
mod layout;
mod lower;
mod methods;
mod options;
pub mod parse;
mod reference;
mod references;
mod root;

use crate::engine::{HandleType, Namespace, OptionMap};

/// The namespace `terraform`.
pub const TERRAFORM: Namespace = Namespace {
    name: "terraform",
    summary: "Terraform roots and modules.",
    functions: functions::functions,
    methods: methods::methods,
    handles: &[
        HandleType::of::<root::Root>(),
        HandleType::of::<reference::Reference>(),
        HandleType::of::<functions::NestedBlock>(),
        HandleType::of::<call::Call>(),
    ],
    options: &[
        OptionMap::of::<options::RootOptions>(&["root", "module"]),
        OptionMap::of::<options::RequiredProviderOptions>(&["required_provider"]),
        OptionMap::of::<options::VariableOptions>(&["variable"]),
        OptionMap::of::<options::OutputOptions>(&["output"]),
    ],
};

/// The name of Terraform's expression language, in holes.
const LANGUAGE: &str = "Terraform";

/// The tag of a map that is a nested block and not an attribute.
const BLOCK_TAG: &str = "block";

/// The tag of a list that is a function's name and what it is called with.
const CALL_TAG: &str = "call";
