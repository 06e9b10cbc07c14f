//! What is known while templates are made.

use super::spot::{SWITCHED, Spot};
use super::texts::checksums::{Checksums, ConfigMap};
use super::texts::domains::domains;
use crate::domains::k8s::helm::files::{Entry, Labels};
use crate::domains::k8s::helm::naming::{
    Claim, Claims, Components, Name, Step, Vector, WORKLOADS, are_same, camel,
};
use crate::domains::k8s::variants::{Identity, Variants, text};
use crate::value::Value;

/// A switch or a variable of a component.
#[derive(Clone, Debug)]
struct Own {
    /// Its name without that of the component.
    tail: Name,
    vector: Vector,
    component: String,
}

/// Values that several components share, found by a first walk: they belong to the chart as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lifted {
    /// The switches of components that agree.
    switches: Vec<(Name, Vector)>,
    /// The variables of components that agree.
    variables: Vec<(Name, Vector)>,
    /// The tags of images that agree.
    pub(super) tag: Option<Vector>,
}

/// How many components have to agree on a switch before it is that of the chart.
const MANY: usize = 3;

/// Makes the templates of a chart.
pub(crate) struct Walker<'a> {
    pub(crate) components: &'a Components,
    pub(super) labels: &'a Labels,
    pub(crate) checksums: &'a Checksums,
    pub(super) domains: Vec<Vec<String>>,
    pub(super) lifted: Lifted,
    pub(crate) claims: Claims,
    switches: Vec<Own>,
    variables: Vec<Own>,
    pub(super) tags: Vec<Vector>,
    /// Which objects scale a workload, by its name: whether they are there.
    scalers: Vec<(String, Vector)>,
    /// The components that not all environments have.
    partial: Vec<(String, Vector)>,
}

/// An object whose template is made.
pub(crate) struct Object<'o> {
    pub(super) identity: &'o Identity,
    /// Whether the template is that of several components.
    pub(super) is_shared: bool,
    /// The config maps that it reads.
    pub(super) config_maps: Vec<ConfigMap>,
    /// The switches that it asks: those that agree are one.
    switches: Vec<(Name, Vector)>,
    pub(super) path: Vec<Step>,
}

impl<'a> Walker<'a> {
    /// A walker over `objects`, with what a first walk has found.
    pub(crate) fn new(
        objects: &[Variants],
        components: &'a Components,
        labels: &'a Labels,
        checksums: &'a Checksums,
        lifted: Lifted,
    ) -> Self {
        let count = objects.first().map_or(0, |it| it.each.len());
        let domains = domains(objects, count);
        Self {
            scalers: objects.iter().filter_map(scaled).collect(),
            partial: objects.iter().filter_map(|it| partial(it, components)).collect(),
            claims: Claims::default(),
            switches: Vec::new(),
            variables: Vec::new(),
            tags: Vec::new(),
            components,
            labels,
            checksums,
            domains,
            lifted,
        }
    }

    /// What a second walk can share.
    pub(crate) fn lifted(&self) -> Lifted {
        let count =
            |vector: &Vector| self.tags.iter().filter(|other| are_same(other, vector)).count();
        let tag = self.tags.iter().rev().max_by_key(|vector| count(vector));
        Lifted {
            switches: agreed(&self.switches, MANY),
            variables: agreed(&self.variables, 2),
            tag: tag.filter(|it| count(it) > 1).cloned(),
        }
    }

    /// The template of an object, with what it depends on.
    pub(crate) fn object(
        &mut self,
        variants: &Variants,
        is_shared: bool,
    ) -> (Vec<Entry>, Option<String>) {
        let spot = Spot::root(variants.each.iter().map(Option::as_ref).collect());
        let mut object = Object {
            identity: &variants.identity,
            is_shared,
            config_maps: self.checksums.read_by(variants),
            switches: Vec::new(),
            path: Vec::new(),
        };
        let guard = self.guard(&mut object, &spot);
        (self.map(&mut object, &spot), guard)
    }

    /// What says whether something is there that not all environments have, or that a recipe makes depend on a switch.
    pub(super) fn guard(&mut self, object: &mut Object<'_>, spot: &Spot<'_>) -> Option<String> {
        let named =
            spot.name(SWITCHED).map(|name| vec![name.split('.').map(String::from).collect()]);
        if named.is_none() && !spot.is_optional() {
            return None;
        }
        let vector = spot.presence();
        if let Some(names) = named {
            let name = self.switch(object, names, vector);
            return Some(format!("if {}", object.reference(&name)));
        }
        if let Some(guard) = self.unscaled(object, &vector).or_else(|| object.asked(&vector)) {
            return Some(guard);
        }
        let mut names = self.names(object, Some("enabled"));
        let component = self.partial.iter().find(|(component, there)| {
            are_same(there, &vector) && self.is_about(component, object, spot)
        });
        if let Some((component, _)) = component {
            names.insert(0, vec![camel(component), "enabled".into()]);
        }
        let name = self.switch(object, names, vector);
        Some(format!("if {}", object.reference(&name)))
    }

    /// Whether something belongs to a component, or names it.
    fn is_about(&self, component: &str, object: &Object<'_>, spot: &Spot<'_>) -> bool {
        let names = |value: &Value| value.descendants().any(|it| it.as_str() == Some(component));
        !object.is_shared
            && (self.components.component(object.identity) == component
                || spot.present().into_iter().any(names))
    }

    /// Whether it is the count of a workload, which is there unless something scales it.
    pub(super) fn unscaled(&mut self, object: &Object<'_>, vector: &Vector) -> Option<String> {
        let path = [Step::Key("spec".into()), Step::Key("replicas".into())];
        if object.path != path || object.is_shared {
            return None;
        }
        let (_, scaled) =
            self.scalers.iter().find(|(target, _)| *target == object.identity.name)?;
        if !are_same(&inverted(scaled), vector) {
            return None;
        }
        let scaler = Identity { kind: "HorizontalPodAutoscaler".into(), ..object.identity.clone() };
        let names = self.components.names(&scaler, false, &[], Some("enabled"));
        let vector = scaled.clone();
        let name = self.claims.claim(&names, Claim { vector, is_open: false });
        Some(format!("if not {}", object.reference(&name)))
    }

    fn switch(&mut self, object: &mut Object<'_>, mut names: Vec<Name>, vector: Vector) -> Name {
        let component = self.components.component(object.identity).to_string();
        let is_own = !component.is_empty() && names[0].len() > 2 && !object.is_shared;
        if is_own {
            let tail = names[0][1..].to_vec();
            let is_lifted =
                |(other, own): &(Name, Vector)| *other == tail && are_same(own, &vector);
            if self.lifted.switches.iter().any(is_lifted) {
                names.insert(0, tail.clone());
            }
            self.switches.push(Own { tail, vector: vector.clone(), component });
        }
        let name = self.claims.claim(&names, Claim { vector: vector.clone(), is_open: false });
        object.switches.push((name.clone(), vector));
        name
    }

    /// The names that a value at the object's path may have.
    pub(super) fn names(&self, object: &Object<'_>, leaf: Option<&str>) -> Vec<Name> {
        self.components.names(object.identity, object.is_shared, &object.path, leaf)
    }

    /// The names of a value, first that of a variable which several components have.
    pub(super) fn shared_names(&mut self, object: &Object<'_>, vector: &Vector) -> Vec<Name> {
        let mut names = self.names(object, None);
        let component = self.components.component(object.identity).to_string();
        let is_variable = object.path.iter().any(|step| *step == Step::Key("env".into()));
        if is_variable && !object.is_shared && !component.is_empty() && names[0].len() > 1 {
            let tail = names[0][1..].to_vec();
            let is_lifted = |(other, own): &(Name, Vector)| *other == tail && are_same(own, vector);
            if self.lifted.variables.iter().any(is_lifted) {
                names.insert(0, tail.clone());
            }
            self.variables.push(Own { tail, vector: vector.clone(), component });
        }
        names
    }

    /// Claims a value; returns the expression that reads it.
    pub(super) fn value(
        &mut self,
        object: &Object<'_>,
        names: &[Name],
        vector: Vector,
        is_open: bool,
    ) -> String {
        object.reference(&self.claims.claim(names, Claim { vector, is_open }))
    }
}

/// A workload that an object scales, with whether it does in each environment.
fn scaled(variants: &Variants) -> Option<(String, Vector)> {
    let is_scaler = variants.identity.kind == "HorizontalPodAutoscaler";
    let scaler = variants.present().into_iter().next().filter(|_| is_scaler)?;
    let target = text(scaler, &["spec", "scaleTargetRef", "name"])?;
    Some((target.into(), presence(variants)))
}

/// A component that not all environments have, with those that have it.
fn partial(variants: &Variants, components: &Components) -> Option<(String, Vector)> {
    let is_workload = WORKLOADS.contains(&variants.identity.kind.as_str());
    let component = components.component(&variants.identity);
    let is_partial = variants.scope().len() < variants.each.len();
    (is_workload && is_partial && !component.is_empty())
        .then(|| (component.into(), presence(variants)))
}

fn presence(variants: &Variants) -> Vector {
    variants.each.iter().map(|own| Some(Value::Bool(own.is_some()))).collect()
}

fn inverted(vector: &Vector) -> Vector {
    let invert = |value: &Option<Value>| match value {
        Some(Value::Bool(flag)) => Some(Value::Bool(!flag)),
        other => other.clone(),
    };
    vector.iter().map(invert).collect()
}

/// What at least so many components agree on: for each name what most of them do.
fn agreed(all: &[Own], least: usize) -> Vec<(Name, Vector)> {
    let mut counted: Vec<(&Own, usize)> = Vec::new();
    for own in all {
        let is_same = |other: &Own| other.tail == own.tail && are_same(&other.vector, &own.vector);
        let mut components: Vec<&str> =
            all.iter().filter(|other| is_same(other)).map(|it| &*it.component).collect();
        components.sort_unstable();
        components.dedup();
        match counted.iter_mut().find(|(other, _)| other.tail == own.tail) {
            Some((_, most)) if *most >= components.len() => {}
            Some(best) => *best = (own, components.len()),
            None => counted.push((own, components.len())),
        }
    }
    let many = counted.into_iter().filter(|(_, components)| *components >= least);
    many.map(|(own, _)| (own.tail.clone(), own.vector.clone())).collect()
}

impl Object<'_> {
    /// The guard that asks a switch of the object which says whether something is there, or whether it isn't.
    fn asked(&self, vector: &Vector) -> Option<String> {
        let opposite = inverted(vector);
        let is = |(name, own): &(Name, Vector)| match () {
            () if are_same(own, vector) => Some(format!("if {}", self.reference(name))),
            () if are_same(own, &opposite) => Some(format!("if not {}", self.reference(name))),
            () => None,
        };
        self.switches.iter().find_map(is)
    }

    /// The expression that reads a value: templates of several components are inside of a `range`.
    fn reference(&self, name: &[String]) -> String {
        let root = if self.is_shared { "$" } else { "" };
        format!("{root}.Values.{}", name.join("."))
    }
}
