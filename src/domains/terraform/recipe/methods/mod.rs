//! What can be done with a root: `tf.provider(...)`, `tf.module(...)`, `tf.output(...)`.

mod add;
mod arrangement;
mod modules;
mod providers;
mod resources;
mod state;
mod values;

use super::expression::call::Call;
use super::expression::operators;
use super::hcl::import_blocks;
use super::nested_block::NestedBlock;
use crate::domains::terraform::block::PAGE;
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::reference::Reference;
use crate::engine::handle::register;
use rhai::Module;

pub(crate) fn methods() -> Module {
    let mut module = Module::new();
    register::<Root>(&mut module, "Terraform root");
    register::<Reference>(&mut module, "Terraform reference");
    register::<NestedBlock>(&mut module, "nested block");
    register::<Call>(&mut module, "Terraform function call");
    operators::register(&mut module);
    let groups = [
        arrangement::methods,
        modules::methods,
        providers::methods,
        resources::methods,
        state::methods,
        values::methods,
        import_blocks::methods,
        operators::methods,
    ];
    let mut functions = PAGE.functions(&mut module);
    groups.iter().for_each(|add| add(&mut functions));
    module
}
