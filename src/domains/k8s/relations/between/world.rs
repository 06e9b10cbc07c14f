//! All objects of a run, and which of them see each other: those of one environment, with those that belong to all.

use crate::check::Finding;
use crate::diag::Diagnostic;
use crate::domains::k8s::relations::facts::{
    Object, ObjectName, Port, Role, Selected, Selection, Workload,
};
use crate::domains::k8s::relations::labels::Labels;
use crate::model::graph::{Graph, GraphFile, NodeId, Site, Symbol};
use crate::value::Path;
use rustc_hash::FxHashMap;

/// An object with where it is.
#[derive(Clone, Copy)]
pub(super) struct Placed<'g> {
    pub(super) at: Site,
    pub(super) object: &'g Object,
    /// Its environment; none belongs to all.
    pub(super) environment: Option<Symbol>,
}

/// Where objects see each other: an environment and a namespace.
type Room<'g> = (Option<Symbol>, &'g str);

/// The objects of a run, by what others look for: a run has thousands of them.
pub(super) struct World<'g> {
    graph: &'g Graph,
    all: Vec<Placed<'g>>,
    names: FxHashMap<(Option<Symbol>, &'g ObjectName), Vec<usize>>,
    kinds: FxHashMap<(Room<'g>, &'g str), Vec<usize>>,
    selectable: FxHashMap<(Room<'g>, Selected), Vec<usize>>,
    labels: FxHashMap<(Room<'g>, Selected, &'g str, Option<&'g str>), Vec<usize>>,
    scalers: FxHashMap<(Option<Symbol>, &'g ObjectName), usize>,
    nodes: FxHashMap<Site, NodeId>,
    findings: Vec<Finding>,
    edges: Vec<(Site, NodeId)>,
}

impl<'g> World<'g> {
    pub(super) fn of(graph: &'g Graph) -> Self {
        let placed = |(at, object)| {
            let environment = graph.file_of(at).environment;
            Placed { at, object, environment }
        };
        let all: Vec<Placed<'g>> = graph.facts::<Object>().map(placed).collect();
        let nodes = if all.is_empty() { &[][..] } else { graph.nodes() };
        let mut world = Self {
            graph,
            names: FxHashMap::default(),
            kinds: FxHashMap::default(),
            selectable: FxHashMap::default(),
            labels: FxHashMap::default(),
            scalers: FxHashMap::default(),
            nodes: nodes.iter().map(|node| (node.at, node.id)).collect(),
            findings: Vec::new(),
            edges: Vec::new(),
            all,
        };
        (0..world.all.len()).for_each(|i| world.list(i));
        world
    }

    /// Adds an object to the lists that it is looked for in.
    fn list(&mut self, i: usize) {
        let Placed { object, environment, .. } = self.all[i];
        let room = (environment, object.name.namespace.as_str());
        self.names.entry((environment, &object.name)).or_default().push(i);
        self.kinds.entry((room, &object.name.kind)).or_default().push(i);
        if let Role::Scaler { target, .. } = &object.role {
            self.scalers.entry((environment, target)).or_insert(i);
        }
        let Some((of, labels, _)) = selectable(object) else { return };
        self.selectable.entry((room, of)).or_default().push(i);
        for (key, value) in labels {
            self.labels.entry((room, of, key, value.as_deref())).or_default().push(i);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn all(&self) -> Vec<Placed<'g>> {
        self.all.clone()
    }

    /// The objects of a name, by their environments.
    pub(super) fn named(&self) -> Vec<Vec<Placed<'g>>> {
        let mut all: Vec<&Vec<usize>> = self.names.values().collect();
        all.sort();
        all.into_iter().map(|same| same.iter().map(|i| self.all[*i]).collect()).collect()
    }

    /// The environments whose objects another one sees.
    fn seen(from: Placed<'_>) -> impl Iterator<Item = Option<Symbol>> {
        [from.environment, None].into_iter().take(1 + usize::from(from.environment.is_some()))
    }

    /// The object of a name that another one sees.
    pub(super) fn find(&self, from: Placed<'_>, name: &ObjectName) -> Option<Placed<'g>> {
        let here = |environment| self.names.get(&(environment, name))?.first();
        Self::seen(from).find_map(here).map(|i| self.all[*i])
    }

    /// The objects of a kind in a namespace that another one sees.
    pub(super) fn of_kind(&self, from: Placed<'_>, namespace: &str, kind: &str) -> Vec<Placed<'g>> {
        let here = |environment| self.kinds.get(&((environment, namespace), kind));
        Self::seen(from).filter_map(here).flatten().map(|i| self.all[*i]).collect()
    }

    /// What can be found by labels where a selection looks.
    pub(super) fn selectable(&self, from: Placed<'_>, selection: &Selection) -> Vec<Placed<'g>> {
        let namespace = selection.namespace(from.object);
        let here = |environment| self.selectable.get(&((environment, namespace), selection.of));
        Self::seen(from).filter_map(here).flatten().map(|i| self.all[*i]).collect()
    }

    /// What a selection finds.
    pub(super) fn selected(&self, from: Placed<'_>, selection: &Selection) -> Vec<Placed<'g>> {
        let Selection { of, selector, .. } = selection;
        let is_found = |placed: &Placed<'g>| {
            selectable(placed.object).is_some_and(|(_, labels, _)| selector.matches(labels))
        };
        let Some((key, value)) = selector.label() else {
            return self.selectable(from, selection).into_iter().filter(is_found).collect();
        };
        let namespace = selection.namespace(from.object);
        let here = |environment| {
            // One whose value is not known yet may have it.
            [Some(value), None].map(|value| ((environment, namespace), *of, key, value))
        };
        let found = Self::seen(from).flat_map(here).filter_map(|key| self.labels.get(&key));
        found.flatten().map(|i| self.all[*i]).filter(is_found).collect()
    }

    /// What scales a workload.
    pub(super) fn scaler(&self, of: Placed<'_>) -> Option<Placed<'g>> {
        let here = |environment| self.scalers.get(&(environment, &of.object.name));
        Self::seen(of).find_map(here).map(|i| self.all[*i])
    }

    pub(super) fn file(&self, placed: Placed<'_>) -> &'g GraphFile {
        self.graph.file_of(placed.at)
    }

    /// The path of the file that an object is in.
    pub(super) fn path(&self, placed: Placed<'_>) -> &'g str {
        self.graph.text(self.file(placed).path)
    }

    /// The paths of all files of the run.
    pub(super) fn files(&self) -> impl Iterator<Item = &'g str> {
        self.graph.files().map(|(_, file)| self.graph.text(file.path))
    }

    /// The number of the emit that an object is in.
    pub(super) fn emit(&self, placed: Placed<'_>) -> u32 {
        self.file(placed).emit
    }

    /// Adds an edge from one object to another.
    pub(super) fn connect(&mut self, from: Placed<'_>, to: Placed<'_>) {
        let node = self.nodes.get(&to.at);
        self.edges.extend(node.map(|node| (from.at, *node)));
    }

    /// Adds what is wrong at a path of an object.
    pub(super) fn find_wrong(&mut self, placed: Placed<'_>, path: &Path, diagnostic: Diagnostic) {
        let inside = self.graph.path(placed.at).join(path);
        let note = format!("in `{}`, at `{inside}`", self.path(placed));
        let diagnostic = diagnostic.at(self.graph.place_of(placed.at, path)).note(note);
        self.findings.push(Finding { emit: self.file(placed).emit, diagnostic });
    }

    /// A problem with where the other one of two objects is.
    pub(super) fn related(
        &self,
        diagnostic: Diagnostic,
        (placed, path): (Placed<'_>, &Path),
        label: &str,
    ) -> Diagnostic {
        diagnostic.related(self.graph.place_of(placed.at, path), label)
    }

    pub(super) fn into_found(self) -> (Vec<Finding>, Vec<(Site, NodeId)>) {
        (self.findings, self.edges)
    }
}

impl Placed<'_> {
    /// What the object is, in messages.
    pub(super) fn shown(&self) -> String {
        format!("the {} `{}`", self.object.name.kind, self.object.name.name)
    }
}

/// What an object can be found by: as what, its labels, and the ports that are there then.
pub(super) fn selectable(object: &Object) -> Option<(Selected, &Labels, &[Port])> {
    match &object.role {
        Role::Workload(Workload { labels, ports, .. }) => Some((Selected::Pods, labels, ports)),
        Role::Service { labels, ports } => Some((Selected::Services, labels, ports)),
        _ => None,
    }
}
