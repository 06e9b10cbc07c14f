//! Schemas of modules from elsewhere, declared by recipes and libraries: `terraform::module_schema`.

use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::modules::registry::{declared_schema, registry_schemas};
use crate::engine::{At, Fallible, Run, WrittenIn, options};
use crate::value::{Path, Step, Value};
use rhai::{Map, NativeCallContext};

/// Where a recipe's data about a module is: in a file that it read, or in the recipe.
struct Written<'a> {
    run: &'a Run,
    call: Place,
    value: &'a Value,
    /// The parts of it that came from a file as they are, the whole first.
    files: Vec<(Path, WrittenIn)>,
}

impl<'a> Written<'a> {
    fn of(run: &'a Run, call: Place, value: &'a Value) -> Self {
        let parts = [Path::root(), Path::root().key("inputs"), Path::root().key("outputs")];
        let file = |path: Path| Some((path.clone(), run.written_in(path.find(value)?.as_map()?)?));
        Self { run, call, value, files: parts.into_iter().filter_map(file).collect() }
    }

    fn place(&self, path: &Path) -> Place {
        let inside = |(part, file): &(Path, WrittenIn)| {
            path.0.strip_prefix(&part.0[..]).map(|rest: &[Step]| file.place(&Path(rest.into())))
        };
        self.files
            .iter()
            .find_map(inside)
            .unwrap_or_else(|| self.run.locate(&self.call, self.value, path))
    }
}

pub(super) fn declare(ctx: NativeCallContext, schema: Map) -> Fallible<()> {
    let run = Run::of(&ctx);
    let value = Value::Map(options::map(&ctx, &schema)?);
    let call = run.place(&ctx).unwrap_or_default();
    let written = Written::of(&run, call.clone(), &value);
    let started = |problem: Diagnostic| match &problem.place {
        Some(place) if place.file != call.file => {
            problem.related(call.clone(), "it is declared here")
        }
        _ => problem,
    };
    let read = declared_schema::read(&value, "terraform::module_schema", &|path, _| {
        Some(written.place(path))
    });
    read.and_then(|schema| registry_schemas::declare(&run, schema, written.place(&Path::root())))
        .map_err(started)
        .at(&ctx)
}
