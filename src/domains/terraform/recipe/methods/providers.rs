//! Providers: `tf.required_provider(...)`, `tf.provider(...)`.

use super::add::{add, entries};
use crate::domains::terraform::block::draft::Root;
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::recipe::options::RequiredProviderOptions;
use crate::engine::Functions;
use crate::engine::{Fallible, options};
use crate::value::Value;
use rhai::{Map, NativeCallContext};

pub(super) fn methods(functions: &mut Functions<'_>) {
    functions.add("root.required_provider(name, options)", required_provider);
    functions.add("root.provider(name, settings)", provider);
}

fn required_provider(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    given: Map,
) -> Fallible<()> {
    let given: RequiredProviderOptions = options::options(&ctx, &given, "required_provider")?;
    let aliases = given.configuration_aliases;
    let body = entries([
        ("source", Some(given.source.into())),
        ("version", given.version.map(Value::from)),
        ("configuration_aliases", aliases),
    ]);
    add(&ctx, this, BlockKind::RequiredProvider, &[name], body)
}

fn provider(
    ctx: NativeCallContext,
    this: &mut Root,
    name: &str,
    settings: Map,
) -> Fallible<Reference> {
    let body = options::map(&ctx, &settings)?;
    let alias = body.get("alias").and_then(Value::as_str).map(String::from);
    add(&ctx, this, BlockKind::Provider, &[name], body)?;
    Ok(Reference::to(alias.map_or_else(|| name.to_string(), |alias| format!("{name}.{alias}"))))
}
