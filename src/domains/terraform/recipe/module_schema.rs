//! Schemas of modules from elsewhere, declared by recipes and libraries: `terraform::module_schema`.

use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::modules::registry::{declared_schema, registry_schemas};
use crate::engine::{At, Fallible, Run, WrittenIn, options};
use crate::value::{Path, Step, Value};
use rhai::plugin::*;
use rhai::{Map, Module, NativeCallContext};

pub(crate) fn functions() -> Module {
    rhai::exported_module!(schemas)
}

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

fn declare(ctx: &NativeCallContext<'_>, schema: &Map) -> Fallible<()> {
    let run = Run::of(ctx);
    let value = Value::Map(options::map(ctx, schema)?);
    let call = run.place(ctx).unwrap_or_else(|| Place::new("", 1, 1));
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
        .at(ctx)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod schemas {
    use super::*;

    /// Declares the inputs and outputs of a module from a registry or from git, so that calls of it are checked: unknown and missing
    /// inputs, values of a wrong type, unknown outputs. A library can bring this for the modules that it calls, in the recipe or
    /// as a file beside it, in the format of the project's own schemas: `terraform::module_schema(read_yaml("./vpc.yaml"))`.
    ///
    /// A schema of the project's, which `sw schema add module` makes, counts more. The same may be reported again; different things
    /// of one version are an error, unless a schema of the project's decides. It is reported before a root that calls the module is
    /// emitted.
    ///
    /// ```rhai
    /// terraform::module_schema(#{
    ///     source: "acme/site/aws",
    ///     version: "~> 2.0",
    ///     inputs: #{ domain: #{ type: "string", required: true }, zones: "list(string)" },
    ///     outputs: ["zone_id"],
    /// });
    /// let tf = terraform::root("web");
    /// tf.module("site", #{ source: "acme/site/aws", version: "2.1.0", domain: "example.com", zone: ["a"] });
    /// emit(tf);
    /// // => error: the module `acme/site/aws` has no input `zone`
    /// ```
    #[rhai_fn(return_raw)]
    pub fn module_schema(ctx: NativeCallContext, schema: Map) -> Fallible<()> {
        declare(&ctx, &schema)
    }
}
