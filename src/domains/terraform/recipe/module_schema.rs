//! Schemas of modules from elsewhere, declared by recipes and libraries: `terraform::module_schema`.

use crate::diag::Diagnostic;
use crate::domains::terraform::modules::registry::{declared_schema, registry_schemas};
use crate::engine::{At, Fallible, Run, options};
use crate::value::{Path, Value};
use rhai::{Map, NativeCallContext};

pub(super) fn declare(ctx: NativeCallContext, schema: Map) -> Fallible<()> {
    let run = Run::of(&ctx);
    let value = Value::Map(options::map(&ctx, &schema)?);
    let call = run.place(&ctx).unwrap_or_default();
    let written = |path: &Path| run.locate(&call, &value, path);
    let started = |problem: Diagnostic| match &problem.place {
        Some(place) if place.file != call.file => {
            problem.related(call.clone(), "it is declared here")
        }
        _ => problem,
    };
    let read =
        declared_schema::read(&value, "terraform::module_schema", &|path, _| Some(written(path)));
    read.and_then(|schema| registry_schemas::declare(&run, schema, written(&Path::root())))
        .map_err(started)
        .at(&ctx)
}
