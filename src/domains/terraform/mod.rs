//! Terraform: roots and modules, from what a recipe says to files as `terraform fmt` leaves them.

mod adding;
mod artifact;
mod body;
mod call;
mod cycle;
mod dynamic;
mod existing;
mod expressions;
mod functions;
mod given;
mod json;
mod layout;
mod lower;
mod meta;
mod methods;
pub mod modules;
mod options;
mod order;
pub mod parse;
mod reference;
mod references;
mod root;
mod sections;
mod sensitive;
mod state;
mod tables;
mod typed;
mod unchecked;
mod values;
mod workspace;

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
        HandleType::of::<unchecked::Unchecked>(),
    ],
    options: &[
        OptionMap::of::<options::RootOptions>(&["root", "module"]),
        OptionMap::of::<modules::Told>(&["module_schema"]),
        OptionMap::of::<options::RequiredProviderOptions>(&["required_provider"]),
        OptionMap::of::<options::VariableOptions>(&["variable"]),
        OptionMap::of::<options::OutputOptions>(&["output"]),
    ],
};

/// What recipes call without a namespace.
pub const HCL: Namespace = Namespace {
    name: "",
    summary: "Reading HCL.",
    functions: adding::functions,
    methods: adding::methods,
    handles: &[],
    options: &[],
};

pub(super) use json::TEMPLATES;

/// The name of Terraform's expression language, in holes.
const LANGUAGE: &str = "Terraform";

use crate::schema::terraform::{BLOCK as BLOCK_TAG, CALL as CALL_TAG};

/// The language of an expression that refers to what stands in no file of the run.
const ELSEWHERE: &str = "Terraform, elsewhere";
