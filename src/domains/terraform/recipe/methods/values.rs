//! Values that go into a root and come out of it: `tf.variable(...)`, `tf.locals(...)`, `tf.output(...)`.

use super::add::{add, as_written, data, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::recipe::options::{OutputOptions, VariableOptions};
use crate::engine::Functions;
use crate::engine::environment::EnvironmentHandle;
use crate::engine::{Fallible, options};
use crate::value::Value;
use rhai::{Dynamic, Map, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.variable(name)", variable);
    functions.add("root.variable(name, options)", variable_with);
    functions.add("root.tfvars(values)", tfvars);
    functions.add("root.tfvars(environment, values)", tfvars_of);
    functions.add("root.locals(values)", locals);
    functions.add("root.output(name, value)", output);
    functions.add("root.output(name, value, options)", output_with);
}

fn variable(ctx: NativeCallContext, this: &mut Root, name: &str) -> Fallible<Reference> {
    variable_with(ctx, this, name, Map::new())
}

fn variable_with(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    given: Map,
) -> Fallible<Reference> {
    let written = options::map(&ctx, &given)?;
    let given: VariableOptions = options::options(&ctx, &given, "variable")?;
    // What an override leaves out stays as it is.
    let whole = !this.is_override();
    let body = entries([
        ("description", given.description),
        ("type", given.kind.or_else(|| whole.then(|| "string".into())).map(Value::from)),
        ("default", given.default),
        ("sensitive", given.sensitive.map(Value::from)),
        ("nullable", given.nullable.map(Value::from)),
        ("ephemeral", given.ephemeral.map(Value::from)),
        ("validation", given.validation),
    ]);
    add(&ctx, this, BlockKind::Variable, &[name], as_written(body, &written))?;
    Ok(Reference::to(format!("var.{name}")))
}

fn tfvars(ctx: NativeCallContext, this: &mut Root, values: Map) -> Fallible<()> {
    let body = options::map(&ctx, &values)?;
    add(&ctx, this, BlockKind::Values, &[], body)
}

fn tfvars_of(
    ctx: NativeCallContext,
    this: &mut Root,
    environment: EnvironmentHandle,
    values: Map,
) -> Fallible<()> {
    let body = options::map(&ctx, &values)?;
    add(&ctx, this, BlockKind::Values, &[&environment.environment().name], body)
}

fn locals(ctx: NativeCallContext, this: &mut Root, values: Map) -> Fallible<Reference> {
    let body = options::map(&ctx, &values)?;
    let names: Vec<String> = body.keys().map(ToString::to_string).collect();
    add(&ctx, this, BlockKind::Locals, &[], body)?;
    Ok(Reference::with_members("local", names))
}

fn output(ctx: NativeCallContext, this: &mut Root, name: &str, value: Dynamic) -> Fallible<()> {
    output_with(ctx, this, name, value, Map::new())
}

fn output_with(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    value: Dynamic,
    given: Map,
) -> Fallible<()> {
    let given: OutputOptions = options::options(&ctx, &given, "output")?;
    let value = data(&ctx, &value)?;
    let sensitive = given.sensitive.map(Value::from);
    let body = entries([
        ("description", given.description),
        ("value", Some(value)),
        ("sensitive", sensitive),
        ("ephemeral", given.ephemeral.map(Value::from)),
        ("depends_on", given.depends_on),
        ("precondition", given.precondition),
    ]);
    add(&ctx, this, BlockKind::Output, &[name], body)
}
