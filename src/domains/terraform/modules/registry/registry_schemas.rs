//! Modules from elsewhere, as schema files of the project and libraries declare them.

use super::declared_schema::Schema;
use super::schema::{ENDINGS, FOLDER, is_local, parse};
use super::versions::{Version, meet};
use crate::diag::{Diagnostic, Place};
use crate::domains::terraform::modules::module_interface;
use crate::engine::Run;
use crate::model::{DeclaredBy, Interface};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The schemas of a run.
#[derive(Default)]
struct Schemas {
    /// Those in the project's own files.
    own: OnceLock<Vec<Known>>,
    /// Those that recipes and libraries declared, in that order.
    known_schemas: Mutex<Vec<Known>>,
    /// The calls that were looked at for good, and for which none of the project's own files counted.
    called: Mutex<Vec<Called>>,
}

/// A schema, and where it is from.
#[derive(Clone)]
struct Known {
    schema: Schema,
    /// Where it starts.
    place: Place,
    /// Whether it is a file of the project's, which counts more than what a library says.
    is_own: bool,
}

/// A call of a module from elsewhere.
struct Called {
    source: String,
    version: Option<String>,
    place: Place,
}

/// What is known of a module that is called.
pub(crate) enum Knowledge {
    /// Nothing.
    Nothing,
    /// Its inputs and outputs.
    Declared(Interface),
    /// There are schemas of it, none of them of the version that is called: the source of the newest, and its version.
    Other(String, String),
}

impl Known {
    /// Where it is from, in words: a file of the project as such, and what a recipe says with its line.
    fn origin(&self) -> String {
        if self.is_own { self.place.file.clone() } else { self.place.to_string() }
    }

    fn is_of(&self, source: &str) -> bool {
        bare(&self.schema.source).0 == bare(source).0
    }

    /// Whether it describes the version that a call asks for, by itself or in its source.
    fn fits(&self, source: &str, version: Option<&str>) -> bool {
        let reference = bare(source).1;
        match (version_of(&self.schema), version.or(reference.as_deref())) {
            (Some(own), Some(asked)) => meet(&own, asked).unwrap_or(
                own.trim_start_matches('v') == asked.trim_start_matches('v')
                    || Version::parse(&own).is_none(),
            ),
            _ => true,
        }
    }

    /// Whether both are of one module in one version, as they say it.
    fn is_beside(&self, other: &Self) -> bool {
        self.is_of(&other.schema.source) && version_of(&self.schema) == version_of(&other.schema)
    }

    fn interface(&self) -> Interface {
        let address = bare(&self.schema.source).0;
        let key = format!(
            "{address} {} in {}",
            version_of(&self.schema).unwrap_or_default(),
            self.origin()
        );
        let origin = if self.is_own { DeclaredBy::Project } else { DeclaredBy::Library };
        let what = format!("the module `{address}`");
        module_interface::read(&self.schema.interface, what, key, origin)
    }
}

impl Schemas {
    fn own(&self, run: &Run) -> &[Known] {
        self.own.get_or_init(|| read(run))
    }

    fn known_schemas(&self) -> MutexGuard<'_, Vec<Known>> {
        self.known_schemas.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn called(&self) -> MutexGuard<'_, Vec<Called>> {
        self.called.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The schema that counts for a call, or else the newest of the module.
    fn find(&self, run: &Run, source: &str, version: Option<&str>) -> Result<Known, Option<Known>> {
        let known_schemas = self.known_schemas();
        let mut all: Vec<&Known> =
            known_schemas.iter().chain(self.own(run)).filter(|known| known.is_of(source)).collect();
        all.sort_by_key(|known| {
            (known.is_own, version_of(&known.schema).and_then(|version| Version::parse(&version)))
        });
        all.iter()
            .rev()
            .find(|known| known.fits(source, version))
            .map(|known| (*known).clone())
            .ok_or_else(|| all.last().copied().cloned())
    }
}

/// What is known of the module at `source`, in the version that a call asks for.
pub(crate) fn of(run: &Run, source: &str, version: Option<&str>) -> Knowledge {
    match run.kept::<Schemas>().find(run, source, version) {
        Ok(known) => Knowledge::Declared(known.interface()),
        Err(Some(other)) => {
            Knowledge::Other(other.origin(), version_of(&other.schema).unwrap_or_default())
        }
        Err(None) => Knowledge::Nothing,
    }
}

/// Takes note of a call whose root is emitted: what is known of its module later would come too late.
pub(crate) fn note_call(run: &Run, source: &str, version: Option<&str>, place: &Place) {
    let schemas = run.kept::<Schemas>();
    if !schemas.find(run, source, version).is_ok_and(|known| known.is_own) {
        schemas.called().push(Called {
            source: source.into(),
            version: version.map(String::from),
            place: place.clone(),
        });
    }
}

/// Registers the schema that a recipe or library declares.
///
/// # Errors
/// When the same was reported differently before and the project has no file that decides, or when the module was called before.
pub(crate) fn declare(run: &Run, schema: Schema, place: Place) -> Result<(), Diagnostic> {
    if is_local(&schema.source) {
        return Err(
            local(&schema.source).hint("only modules from elsewhere need a schema: take it out")
        );
    }
    let schemas = run.kept::<Schemas>();
    let new = Known { schema, place, is_own: false };
    let is_decided = schemas.own(run).iter().any(|own| {
        own.is_beside(&new) || own.is_of(&new.schema.source) && own.schema.version.is_none()
    });
    if is_decided {
        return Ok(());
    }
    let before = schemas.known_schemas().iter().find(|known| known.is_beside(&new)).cloned();
    match before {
        Some(before) if before.schema.interface.takes_the_same(&new.schema.interface) => {
            return Ok(());
        }
        Some(before) => {
            let problem = contradiction(&before, &new).hint(
                format!(
                    "or add the module to the project's own schemas, which count more: `{FOLDER}/`"
                )
                .as_str(),
            );
            return Err(problem);
        }
        None => {}
    }
    if let Some(called) = schemas.called().iter().find(|called| {
        new.is_of(&called.source) && new.fits(&called.source, called.version.as_deref())
    }) {
        return Err(late(&new, called));
    }
    schemas.known_schemas().push(new);
    Ok(())
}

/// That two schemas of one module say different things.
fn contradiction(before: &Known, new: &Known) -> Diagnostic {
    let (address, version) = (bare(&new.schema.source).0, version_of(&new.schema));
    let version = version.map_or_else(String::new, |version| format!(" {version}"));
    Diagnostic::error(
        "conflicting-schemas",
        format!("two schemas of the module `{address}`{version} say different things"),
    )
    .at(new.place.clone())
    .related(before.place.clone(), "the other one is here")
    .hint("keep one of them, or say which version each is of")
}

fn late(new: &Known, called: &Called) -> Diagnostic {
    let address = bare(&new.schema.source).0;
    Diagnostic::error(
        "already-emitted",
        format!("the module `{address}` is called in a root that is already emitted"),
    )
    .related(called.place.clone(), "it is called here")
    .note("this schema comes too late to be checked against that call")
    .hint("declare it first: at the top of the recipe, or in a library that is imported there")
}

/// That a schema is of a module that needs none.
fn local(source: &str) -> Diagnostic {
    Diagnostic::error(
        "wrong-source",
        format!("`{source}` is a folder beside a root, which is read as it is"),
    )
}

/// The version that a schema says, or that its source does.
fn version_of(schema: &Schema) -> Option<String> {
    schema.version.clone().or_else(|| bare(&schema.source).1)
}

/// A source without the registry that is meant anyway and without the version in it; and that version.
fn bare(source: &str) -> (String, Option<String>) {
    let source = source.strip_prefix("registry.terraform.io/").unwrap_or(source);
    let Some((address, query)) = source.split_once('?') else { return (source.into(), None) };
    let mut version = None;
    let mut kept = Vec::new();
    for part in query.split('&') {
        match part.strip_prefix("ref=") {
            Some(reference) => version = Some(reference.to_string()),
            // How much of the history is fetched changes nothing.
            None if part.starts_with("depth=") => {}
            None => kept.push(part),
        }
    }
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    (format!("{address}{query}"), version)
}

/// All schemas of the project; what is wrong with one is reported.
fn read(run: &Run) -> Vec<Known> {
    let names = run.world.list(FOLDER).unwrap_or_default();
    let mut schemas: Vec<Known> = Vec::new();
    for name in names.iter().filter(|name| ENDINGS.iter().any(|ending| name.ends_with(ending))) {
        let path = format!("{FOLDER}/{name}");
        let Ok(text) = run.world.read(&path) else { continue };
        run.keep_text(&path, &text);
        let place = Place::new(&path, 1, 1);
        match parse(&text, &path) {
            Ok(schema) if is_local(&schema.source) => {
                run.report(
                    local(&schema.source)
                        .at(place)
                        .hint("only modules from elsewhere need a schema: delete the file"),
                );
            }
            Ok(schema) => {
                let new = Known { schema, place, is_own: true };
                let before = schemas.iter().find(|known| known.is_beside(&new));
                if let Some(before) = before
                    .filter(|before| !before.schema.interface.takes_the_same(&new.schema.interface))
                {
                    run.report(contradiction(before, &new));
                }
                schemas.push(new);
            }
            Err(problem) => run.report(problem),
        }
    }
    schemas
}

/// That the schemas of a module are of other versions than the call asks for.
pub(crate) fn other(source: &str, path: &str, version: &str) -> Diagnostic {
    Diagnostic::warning("other-module-version", format!("the call of `{source}` is not checked: the schema is of version {version}"))
        .note(format!("it is `{path}`"))
        .hint("add one of the version that you call, after `terraform init`: `sw schema add module .terraform/modules/NAME`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_compared_without_their_versions() {
        assert_eq!(bare("registry.terraform.io/acme/vpc/aws"), ("acme/vpc/aws".into(), None));
        assert_eq!(
            bare("git::https://e.com/a.git//vpc?ref=v1.2.0&depth=1"),
            ("git::https://e.com/a.git//vpc".into(), Some("v1.2.0".into()))
        );
    }
}
