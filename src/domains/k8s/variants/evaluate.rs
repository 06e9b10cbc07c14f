//! What a function of an environment returns, for each environment: called once for each, checked when it is emitted.

use super::align::Identity;
use super::same::text;
use crate::diag::{Diagnostic, Place};
use crate::domains::k8s::object::OBJECT;
use crate::domains::k8s::shape;
use crate::emit::{Data, Key, Node};
use crate::engine::environment::EnvironmentHandle;
use crate::engine::{Around, At, Fallible, FileFormat, Run};
use crate::project::Environment;
use crate::value::{Map, Path, Tag, Value, Walk};
use rhai::{Array, Dynamic, FnPtr, NativeCallContext as Ctx};
use std::collections::HashSet;

/// What a function returned for each environment.
#[derive(Clone)]
pub(crate) struct Environments {
    each: Vec<(Environment, Vec<Dynamic>)>,
    /// The call that was given the function.
    place: Place,
}

/// The checked objects of an environment.
#[derive(Clone, Debug)]
pub(crate) struct Evaluated {
    pub(crate) environment: String,
    pub(crate) objects: Vec<Value>,
    /// The values with a tag, as a recipe writes them.
    pub(crate) tagged: Vec<Tagged>,
}

/// A value with a tag, and where the recipe writes it.
#[derive(Clone, Debug)]
pub(crate) struct Tagged {
    pub(crate) tag: Tag,
    pub(crate) value: Value,
    pub(crate) place: Place,
}

impl Environments {
    /// Calls `f` with each of the project's environments; one for which it returns `()` is left out.
    ///
    /// # Errors
    /// When the project has no environments, when `f` fails, or when nothing is left.
    pub(crate) fn call(ctx: &Ctx<'_>, f: &FnPtr) -> Fallible<Self> {
        let run = Run::of(ctx);
        let project = run.project();
        let environments = project.required_environments().map_err(|none| *none).at(ctx)?;
        let mut each = Vec::new();
        for environment in environments {
            let handle = EnvironmentHandle::new(environment.clone());
            let returned: Dynamic = f.call_within_context(ctx, (handle,))?;
            if !returned.is_unit() {
                each.push((environment.clone(), flattened(returned)));
            }
        }
        if each.is_empty() {
            return Err(no_objects()).at(ctx);
        }
        Ok(Self { each, place: run.place(ctx).unwrap_or_default() })
    }

    /// The environments that have objects.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.each.iter().map(|(environment, _)| &*environment.name)
    }

    /// Checks the objects as those of their environment; `file` is the file of the emit that they are reported with, and
    /// `refuse` says what is wrong with a text.
    ///
    /// # Errors
    /// Everything that is wrong with them, each at its place.
    pub(crate) fn build(
        &self,
        around: &Around<'_>,
        file: &dyn Fn(&str) -> String,
        refuse: Refuse,
    ) -> Result<Vec<Evaluated>, Vec<Diagnostic>> {
        let (mut built, mut problems) = (Vec::new(), Vec::new());
        for (environment, things) in &self.each {
            let path = file(&environment.name);
            let inner = Around {
                environment: Some(environment),
                path: Some(&path),
                is_preview: around.is_preview,
                is_packaged: true,
                ..Around::new(around.run, around.secrets, &self.place)
            };
            match self.objects(things, &path, &inner, refuse) {
                Ok(objects) => {
                    let tagged = self.tagged(things, &inner);
                    let environment = environment.name.clone();
                    built.push(Evaluated { environment, objects, tagged });
                }
                Err(wrong) => problems.extend(wrong),
            }
            around.absorb_part(&inner.into_graph(), &path, &environment.name);
        }
        if problems.is_empty() { Ok(built) } else { Err(once(problems)) }
    }

    fn objects(
        &self,
        things: &[Dynamic],
        path: &str,
        around: &Around<'_>,
        refuse: Refuse,
    ) -> Result<Vec<Value>, Vec<Diagnostic>> {
        let (mut objects, mut problems) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        for thing in things {
            match self.object(thing, path, around, refuse) {
                Ok(own) => {
                    for (object, place) in own {
                        if seen.insert(Identity::of(&object, true)) {
                            objects.push(object);
                        } else {
                            problems.push(twice(&object).at(place));
                        }
                    }
                }
                Err(wrong) => problems.extend(wrong),
            }
        }
        if problems.is_empty() { Ok(objects) } else { Err(problems) }
    }

    /// The checked object that a thing is, or the items of a list, with where each has its name.
    fn object(
        &self,
        thing: &Dynamic,
        path: &str,
        around: &Around<'_>,
        refuse: Refuse,
    ) -> Result<Vec<(Value, Place)>, Vec<Diagnostic>> {
        let run = around.run;
        let value = run.convert(thing).map_err(|problem| vec![problem.at(self.place.clone())])?;
        let Some(value) = value else { return Ok(Vec::new()) };
        if !shape::is_object(&value) {
            let place = around.locate(&self.place, &value, &Path::root());
            return Err(vec![no_object(&value).at(place)]);
        }
        let refused = self.refused(&value, around, refuse);
        if !refused.is_empty() {
            return Err(refused);
        }
        let name = Path::root().key("metadata").key("name");
        let place = around.locate(&self.place, &value, &name);
        let mut objects = Vec::new();
        OBJECT.build(path, value, around, &mut |built| {
            let object = read(&built.node, Some(built.value));
            match shape::items(&object) {
                Some(items) => objects.extend(items.iter().cloned()),
                None => objects.push(object),
            }
        })?;
        match objects.iter().find(|object| text(object, &["metadata", "name"]).is_none()) {
            Some(object) => Err(vec![no_name(object).at(place)]),
            None => Ok(objects.into_iter().map(|object| (object, place.clone())).collect()),
        }
    }
}

impl Environments {
    /// What is wrong with the texts of an object, each at its place.
    fn refused(&self, value: &Value, around: &Around<'_>, refuse: Refuse) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        value.texts(&mut |text, trail| {
            let problem = text.as_str().and_then(refuse);
            let place = || around.locate(&self.place, value, &trail.path());
            problems.extend(problem.map(|problem| problem.at(place())));
        });
        problems
    }
}

impl Environments {
    /// The values with a tag in all objects of an environment.
    fn tagged(&self, things: &[Dynamic], around: &Around<'_>) -> Vec<Tagged> {
        let mut tagged = Vec::new();
        for value in things.iter().filter_map(|thing| around.run.convert(thing).ok().flatten()) {
            value.visit(&mut |inner, trail| {
                for tag in inner.tags() {
                    let place = around.locate(&self.place, &value, &trail.path());
                    tagged.push(Tagged { tag: tag.clone(), value: inner.clone(), place });
                }
                Walk::Into
            });
        }
        tagged
    }
}

/// What is wrong with a text.
pub(crate) type Refuse = fn(&str) -> Option<Diagnostic>;

/// The problems without those that other environments have at the same place.
fn once(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(problems.len());
    for problem in problems {
        let is_known = |other: &Diagnostic| {
            (&other.code, &other.message, &other.place)
                == (&problem.code, &problem.message, &problem.place)
        };
        if !kept.iter().any(is_known) {
            kept.push(problem);
        }
    }
    kept
}

/// What a function returned, one by one: arrays in arrays are as good as one.
fn flattened(returned: Dynamic) -> Vec<Dynamic> {
    match returned.try_cast_result::<Array>() {
        Ok(things) => things.into_iter().flat_map(flattened).collect(),
        Err(thing) => vec![thing],
    }
}

/// A tree as data of its own, with the tags of what it was made of.
fn read(node: &Node<'_>, from: Option<&Value>) -> Value {
    let bare = match &node.data {
        Data::Null | Data::Blank => Value::Null,
        Data::Bool(flag) => Value::Bool(*flag),
        Data::Int(int) => Value::Int(*int),
        Data::Float(float) => Value::Float(*float),
        Data::Text(text, _) => Value::from(text.as_ref()),
        Data::List(items, _) => {
            let from = from.and_then(Value::as_list);
            let item = |(i, item)| read(item, from.and_then(|from| from.get(i)));
            Value::List(items.iter().enumerate().map(item).collect())
        }
        Data::Map(entries, _) => {
            let entry = |(key, node): &(Key<'_>, Node<'_>)| {
                (key.text.to_string(), read(node, from.and_then(|from| from.get(&key.text))))
            };
            Value::Map(entries.iter().map(entry).collect::<Map>())
        }
    };
    let tags: Vec<&Tag> = from.into_iter().flat_map(Value::tags).collect();
    let tagged = tags.into_iter().rev().fold(bare, |value, tag| value.tagged(tag.clone()));
    let commented = match node.above() {
        [] => tagged,
        lines => tagged.commented(lines.iter().map(|line| line.to_string())),
    };
    match node.beside() {
        Some(note) => commented.noted(note),
        None => commented,
    }
}

fn no_objects() -> Diagnostic {
    Diagnostic::error(
        "missing-value",
        "the function returns `()` for every environment: there is nothing to write",
    )
    .hint("return the objects of an environment as an array, and `()` only where it has none")
}

fn no_object(value: &Value) -> Diagnostic {
    let message = match value.as_map() {
        Some(_) => "this map is no Kubernetes object: it needs `apiVersion` and `kind`".into(),
        None => {
            format!("the function returns an array of Kubernetes objects, found {}", value.kind())
        }
    };
    Diagnostic::error("wrong-type", message)
        .hint("`k8s::object(kind, name, #{ ... })` makes one, `service::objects([...])` those of services")
}

fn no_name(object: &Value) -> Diagnostic {
    let kind = text(object, &["kind"]).unwrap_or_default();
    let message =
        format!("this {kind} has no `metadata.name`, by which it is found in other environments");
    Diagnostic::error("missing-key", message)
        .hint("give it a name; `generateName` is for objects that are created by hand")
}

fn twice(object: &Value) -> Diagnostic {
    let Identity { kind, name, .. } = Identity::of(object, false);
    let message = format!("the function returns the {kind} `{name}` twice for one environment");
    Diagnostic::error("duplicate-object", message)
        .hint("leave one of them out, or give it another name or namespace")
}
