//! A Compose file: its checks, its links, and the text it becomes.

use super::draft::Draft;
use super::lower::Lowering;
use super::view::View;
use super::{health, links, names, order, ports, settle, shell, watch, whole};
use crate::diag::{Diagnostic, Place};
use crate::emit::yaml;
use crate::engine::{About, Property};
use crate::engine::{Around, Artifact, Handle, Part, Run};
use crate::model::{Fact, Role};
use crate::schema::{Problem, compose::FILE, walk};
use crate::value::{Map, Path, Value};
use rhai::Dynamic;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A Compose file as recipes hold it: every copy is the same one.
#[derive(Clone, Debug)]
pub(super) struct ComposeFile(Arc<Mutex<Draft>>);

impl ComposeFile {
    /// A file for `path`, read on top of `base` when there is one.
    pub(super) fn new(path: String, given: Map, place: Place, base: Option<ComposeFile>) -> Self {
        Self(Arc::new(Mutex::new(Draft {
            path,
            base,
            given,
            place,
            added: Vec::new(),
            comment: Vec::new(),
            emitted: None,
        })))
    }

    /// What has been written so far.
    pub(super) fn draft(&self) -> MutexGuard<'_, Draft> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it and the files below it say together.
    fn below(&self) -> Map {
        let draft = self.draft();
        let own = settle::settle(draft.whole());
        match &draft.base {
            Some(base) => View::merged(&base.below(), &own),
            None => own,
        }
    }
}

/// What comes of a file.
struct Making<'a> {
    draft: &'a Draft,
    around: &'a Around<'a>,
}

impl Making<'_> {
    fn make(&self) -> Result<Artifact, Vec<Diagnostic>> {
        let own = settle::settle(self.draft.whole());
        let view = View::new(&own, self.draft.base.as_ref().map(ComposeFile::below));
        let (errors, warnings): (Vec<_>, Vec<_>) = self
            .problems(&view)
            .into_iter()
            .map(|problem| self.told(problem))
            .partition(Diagnostic::is_error);
        warnings.into_iter().for_each(|warning| self.around.run.report(warning));
        if !errors.is_empty() {
            return Err(errors);
        }
        let value = walk::arrange(Value::Map(own.clone()), &FILE);
        let lowering = Lowering::new(self.around);
        let node = lowering.file(&value).map_err(|problem| vec![self.told(problem)])?;
        let part = Part { text: yaml::emit(&node), facts: self.facts(&view), ..Part::default() };
        Ok(Artifact { kind: "a Compose file", place: self.draft.path.clone(), parts: vec![part] })
    }

    /// Where the file goes.
    fn path(&self) -> String {
        match self.around.path {
            Some(folder) if folder.ends_with('/') => format!("{folder}{}", self.draft.path),
            Some(path) => path.into(),
            None => self.draft.path.clone(),
        }
    }

    /// Everything that is wrong: with the keys, or else with what they say.
    fn problems(&self, view: &View<'_>) -> Vec<Problem> {
        let own = Value::Map(view.own.clone());
        let mut found = walk::check(&own, &FILE);
        found.extend(view.own.is_empty().then(empty));
        found.extend(Lowering::new(self.around).problems(&own));
        if found.is_empty() {
            found.extend(whole::check(&own, &FILE));
        }
        if !found.is_empty() {
            return found;
        }
        [names::check, order::check, health::check, ports::check, watch::check, shell::check]
            .iter()
            .flat_map(|check| check(view))
            .collect()
    }

    /// A problem with its place in the recipe and in the file.
    fn told(&self, problem: Problem) -> Diagnostic {
        let Problem { path, diagnostic } = problem;
        let diagnostic = diagnostic.at(self.draft.locate(&path, self.around));
        let file = self.path();
        diagnostic.note(if path.is_root() {
            format!("in `{file}`")
        } else {
            format!("in `{file}`, at `{path}`")
        })
    }

    /// The services it has, those that others rely on, and the variables that it has to be given.
    fn facts(&self, view: &View<'_>) -> Vec<Fact> {
        let root = Path::root().key("services");
        let offered =
            view.all.get("services").and_then(Value::as_map).into_iter().flat_map(Map::keys);
        let offered =
            offered.map(|name| self.fact(Role::Provides, "service", name, &root.key(name)));
        let needed = view.services().flat_map(|service| links::of(&service));
        let needed = needed
            .filter(|link| link.is_required && view.is_closed())
            .map(|link| self.fact(Role::Needs, "service", link.to, &link.path));
        let variables = Lowering::new(self.around).variables(&Value::Map(view.own.clone()));
        let asked = variables
            .into_iter()
            .map(|(path, name)| self.fact(Role::Asks, "environment variable", &name, &path));
        offered.chain(needed).chain(asked).collect()
    }

    fn fact(&self, role: Role, kind: &str, name: &str, path: &Path) -> Fact {
        let place = Some(self.draft.locate(path, self.around));
        Fact {
            role,
            kind: kind.into(),
            scope: self.path(),
            name: name.into(),
            inside: path.to_string(),
            place,
        }
    }
}

fn empty() -> Problem {
    let diagnostic = Diagnostic::error("empty-value", "this Compose file is empty")
        .hint("add a service: `file.service(\"web\", #{ image: ... })`");
    Problem { path: Path::root(), diagnostic }
}

impl Handle for ComposeFile {
    fn about() -> About {
        About {
            doc: r#"A Compose file: what is added to it is written in the order in which people write such files.

```rhai
let file = compose::file();
file.service("web", #{ image: "nginx:1.29" });
emit(file).path
// => "docker-compose.yml"
```"#,
            properties: const {
                &[Property::of(
                    "path",
                    "text",
                    "Where the file goes.",
                    "compose::file().path",
                    r#""docker-compose.yml""#,
                )]
            },
        }
    }

    fn show(&self) -> String {
        format!("the Compose file `{}`", self.draft().path)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(Diagnostic::error("not-data", format!("{} is a file of its own", self.show()))
            .hint("emit it, or use its `path`"))
    }

    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        (name == "path").then(|| self.draft().path.clone().into())
    }

    fn members(&self) -> Vec<String> {
        vec!["path".into()]
    }

    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.0).addr())
    }

    fn artifact(&self, around: &Around<'_>) -> Option<Result<Artifact, Vec<Diagnostic>>> {
        let mut draft = self.draft();
        around.freeze(&mut draft.emitted);
        Some(Making { draft: &draft, around }.make())
    }
}
