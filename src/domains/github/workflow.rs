//! A workflow: its checks, its links, and the file it becomes.

use super::expression;
use super::lower::Lowering;
use crate::diag::{Diagnostic, Place};
use crate::emit::yaml;
use crate::engine::About;
use crate::engine::{Around, Artifact, Handle, Part};
use crate::model::{Fact, Role, SECRET_VARIABLE};
use crate::schema::{self, github::WORKFLOW};
use crate::value::{Hole, Key, Map, Path, Piece, Value};
use std::sync::Arc;

/// A workflow as recipes hold it.
#[derive(Clone, Debug)]
pub(super) struct Workflow(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    value: Value,
    place: Place,
}

impl Workflow {
    pub(super) fn new(name: &str, workflow: Map, place: Place) -> Self {
        Self(Arc::new(Inner { name: name.into(), value: workflow.into(), place }))
    }

    fn path(&self) -> String {
        format!(".github/workflows/{}.yml", self.0.name)
    }

    fn problems(&self, around: &Around<'_>) -> Vec<Diagnostic> {
        let found = schema::check(&self.0.value, &WORKFLOW)
            .into_iter()
            .chain(expression::check(&self.0.value));
        found.map(|problem| self.told(problem.diagnostic, &problem.path, around)).collect()
    }

    /// A problem with its place in the recipe and in the file.
    fn told(&self, problem: Diagnostic, path: &Path, around: &Around<'_>) -> Diagnostic {
        let place = around.locate(&self.0.place, &self.0.value, path);
        let problem = problem.at(place);
        if path.is_root() {
            problem
        } else {
            problem.note(format!("in `{}`, at `{path}`", self.path()))
        }
    }

    fn make(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let problems = self.problems(around);
        if !problems.is_empty() {
            return Err(problems);
        }
        let value = schema::arrange(self.0.value.clone(), &WORKFLOW);
        let node = Lowering::new(around)
            .workflow(&value)
            .map_err(|problem| vec![self.told(problem.diagnostic, &problem.path, around)])?;
        let part = Part { text: yaml::emit(&node), facts: self.facts(around), ..Part::default() };
        Ok(Artifact { kind: "a workflow", place: self.path(), parts: vec![part] })
    }

    /// The jobs it has, and those that others wait for.
    fn facts(&self, around: &Around<'_>) -> Vec<Fact> {
        let jobs = self.0.value.get("jobs").and_then(Value::as_map);
        let jobs = jobs
            .into_iter()
            .flat_map(Map::iter)
            .flat_map(|(id, job)| self.job_facts(id, job, around));
        jobs.chain(self.variables(&self.0.value, &Path::root(), around)).collect()
    }

    fn job_facts(&self, id: &str, job: &Value, around: &Around<'_>) -> Vec<Fact> {
        let at = Path::root().key("jobs").key(id);
        let needs = match job.get("needs").map(Value::bare) {
            Some(Value::List(list)) => {
                list.iter().enumerate().map(|(i, need)| (need, at.key("needs").index(i))).collect()
            }
            Some(need) => vec![(need, at.key("needs"))],
            None => Vec::new(),
        };
        let named = needs.into_iter().filter_map(|(need, path)| {
            Some(self.job_fact(Role::Needs, need.as_str()?, &path, around))
        });
        named.chain([self.job_fact(Role::Provides, id, &at, around)]).collect()
    }

    /// The variables that are set from secrets: in the `env` of the workflow, of its jobs and of their steps.
    fn variables(&self, value: &Value, path: &Path, around: &Around<'_>) -> Vec<Fact> {
        let of_map = |(key, inner): (&Key, &Value)| {
            let at = path.key(key);
            match inner.as_map() {
                Some(env) if key.as_str() == "env" => env
                    .iter()
                    .filter_map(|(name, value)| self.variable(name, value, &at.key(name), around))
                    .collect(),
                _ => self.variables(inner, &at, around),
            }
        };
        match value.bare() {
            Value::Map(map) => map.iter().flat_map(of_map).collect(),
            Value::List(items) => items
                .iter()
                .enumerate()
                .flat_map(|(i, item)| self.variables(item, &path.index(i), around))
                .collect(),
            _ => Vec::new(),
        }
    }

    fn variable(
        &self,
        name: &str,
        value: &Value,
        path: &Path,
        around: &Around<'_>,
    ) -> Option<Fact> {
        let [Piece::Hole(Hole::Secret(secret))] = value.as_text()?.pieces() else { return None };
        Some(Fact {
            kind: SECRET_VARIABLE.into(),
            scope: secret.to_string(),
            ..self.job_fact(Role::Provides, name, path, around)
        })
    }

    fn job_fact(&self, role: Role, name: &str, path: &Path, around: &Around<'_>) -> Fact {
        let place = Some(around.locate(&self.0.place, &self.0.value, path));
        Fact {
            role,
            kind: "job".into(),
            scope: self.path(),
            name: name.into(),
            inside: path.to_string(),
            place,
        }
    }
}

impl Handle for Workflow {
    fn about() -> About {
        About {
            doc: r#"A GitHub workflow. It can be emitted, and has no properties.

```rhai
let build = github::workflow("build", #{ on: "push", jobs: #{ build: #{ "runs-on": "ubuntu-latest", steps: [#{ run: "make" }] } } });
emit(build).path
// => ".github/workflows/build.yml"
```"#,
            properties: &[],
        }
    }

    fn show(&self) -> String {
        format!("the workflow `{}`", self.0.name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(Diagnostic::error("not-data", format!("{} is a file of its own", self.show()))
            .hint("emit it: `emit(workflow)`"))
    }

    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.0).addr())
    }

    fn artifact(&self, around: &Around<'_>) -> Option<Result<Artifact, Vec<Diagnostic>>> {
        Some(self.make(around))
    }
}
