//! What an object declares and refers to, for the graph and for the checks between objects.

use super::facts::{Object, ObjectName, PartName, Places, PortName, Reference, Role};
use super::roles::{self, pods};
use super::rows::{OF_OBJECTS, OF_PODS, Row, Sought, Spelling, is_of_cluster};
use crate::domains::k8s::placeholders::holder;
use crate::domains::k8s::variables::{CONTAINERS, only_secret};
use crate::engine::Around;
use crate::model::graph::{Fact, IMAGE, KindName, Link, Links, NameIn, NodeName, Relation};
use crate::schema::findings::{at, items, text};
use crate::secrets::kubernetes_key;
use crate::value::tagged::UNCHECKED;
use crate::value::{Key, Path, Value};
use std::sync::Arc;

/// Reads an object that is at a path of a document.
pub(super) fn read(object: &Value, at: &Path, links: Links<'_>, around: &Around<'_>) {
    let Some(name) = name_of(object) else { return };
    let places = around.run.kept::<Places>();
    let reader = Reader { object, at, name: &name, places: &places, links, around };
    reader.declare(&name, at);
    let mut references = reader.references(object, &Path::root(), &OF_OBJECTS);
    if let Some((template, inside)) = pods(object, &name.kind) {
        let (pod, inside) = (template.get("spec").unwrap_or(template), inside.key("spec"));
        references.extend(reader.references(pod, &inside, &OF_PODS));
        reader.images(pod, &inside);
    }
    reader.made();
    let role = roles::role(object, &name);
    let selections = roles::selections(object, &name.kind);
    let (is_made, is_packaged) = (false, around.is_packaged);
    let object = Object { name: name.clone(), references, selections, role, is_made, is_packaged };
    links.keep(Fact::new(object), links.at_path(at));
}

/// Which object it is, when it says so.
fn name_of(object: &Value) -> Option<ObjectName> {
    let metadata = object.get("metadata")?;
    Some(ObjectName {
        kind: text(object, "kind")?.into(),
        group: group(text(object, "apiVersion")?).into(),
        namespace: text(metadata, "namespace").unwrap_or_default().into(),
        name: text(metadata, "name")?.into(),
    })
}

fn group(api_version: &str) -> &str {
    api_version.rsplit_once('/').map_or("", |(group, _)| group)
}

struct Reader<'a> {
    object: &'a Value,
    /// Where the object is in its document.
    at: &'a Path,
    name: &'a ObjectName,
    places: &'a Places,
    links: Links<'a>,
    around: &'a Around<'a>,
}

impl Reader<'_> {
    /// Calls `see` with the node of an object.
    fn node(name: &ObjectName, see: impl FnOnce(NodeName<'_>)) {
        let dot = if name.group.is_empty() { "" } else { "." };
        let id = format!("kubernetes/{}{dot}{}", name.kind.to_ascii_lowercase(), name.group);
        let kind = KindName::Named(&id, &name.kind);
        see(NodeName::named(kind, NameIn::Namespace(&name.namespace), &name.name));
    }

    fn declare(&self, name: &ObjectName, at: &Path) {
        let site = self.links.at_path(at);
        Self::node(name, |node| {
            self.links.define(node, site);
        });
    }

    /// The objects that rows find in a part of the object.
    fn references(&self, part: &Value, inside: &Path, rows: &[Sought]) -> Vec<Reference> {
        let is_pod = !inside.is_root();
        let mut found = Vec::new();
        let rows = rows.iter().filter(|sought| is_pod || sought.row.is_of(&self.name.kind));
        for Sought { row, at } in rows {
            at.select(part, &mut |value, trail, _| {
                let at = inside.join(&trail.path());
                let Some(reference) = self.reference(value, at, row) else { return };
                let link = |node: NodeName<'_>| {
                    let at = self.links.at_path(&self.at.join(&reference.at));
                    self.links.link(Link::new(Relation::Refers, node), at);
                };
                Self::node(&reference.to, link);
                let is_open = |value: &Value| value.find_tag(UNCHECKED).is_some();
                if !is_open(value) && !reference.at.find(self.object).is_some_and(is_open) {
                    found.push(reference);
                }
            });
        }
        found
    }

    fn reference(&self, value: &Value, at: Path, row: &Row) -> Option<Reference> {
        let kind = text(value, "kind").unwrap_or(row.kind);
        if row.is_only && kind != row.kind {
            return None;
        }
        let own = ["apiGroup", "group"].into_iter().find_map(|key| text(value, key));
        let group = own.or(text(value, "apiVersion").map(group)).unwrap_or(row.group);
        let name = if row.name.is_empty() { value } else { value.get(row.name)? };
        let (name, namespace) = spelled(&self.text(name, holder_of)?, row.spelling)?;
        let namespace = namespace.or(text(value, "namespace").map(Key::from));
        let namespace = namespace.unwrap_or_else(|| self.name.namespace.clone());
        let to = ObjectName {
            kind: kind.into(),
            group: group.into(),
            namespace: if is_of_cluster(kind) { Key::default() } else { namespace },
            name,
        };
        let is_optional = value.get("optional").map(Value::bare) == Some(&Value::Bool(true));
        let parts = self.parts(value, &at);
        let at = self.places.keep(if row.name.is_empty() { at } else { at.key(row.name) });
        Some(Reference { at, to, is_optional, parts })
    }

    /// A plain text, or what a secret becomes there.
    fn text(&self, value: &Value, secret: fn(&Self, &str) -> String) -> Option<Key> {
        let plain = value.as_str().map(Key::from);
        plain.or_else(|| only_secret(value).map(|name| secret(self, name).into()))
    }

    /// What a reference uses of what it names.
    fn parts(&self, value: &Value, at: &Path) -> Vec<(Arc<Path>, PartName)> {
        let mut parts = Vec::new();
        let mut key = |value: &Value, at: Path| {
            let key = value.get("key").and_then(|key| self.text(key, key_of));
            parts.extend(key.map(|key| (self.places.keep(at.key("key")), PartName::Key(key))));
        };
        key(value, at.clone());
        for (i, item) in items(value, "items").iter().enumerate() {
            key(item, at.key("items").index(i));
        }
        if let Some(port) = value.get("port") {
            let (at, inner) = (at.key("port"), ["number", "name"]);
            let inside = inner.into_iter().find_map(|key| Some((at.key(key), port.get(key)?)));
            let (at, port) = inside.unwrap_or((at.clone(), port));
            let at = self.places.keep(at);
            parts.extend(port_name(port).map(|port| (at, PartName::Port(port))));
        }
        let section = text(value, "sectionName").map(|name| PortName::Name(name.into()));
        parts.extend(
            section.map(|name| (self.places.keep(at.key("sectionName")), PartName::Port(name))),
        );
        let subset = text(value, "subset").map(|name| PartName::Subset(name.into()));
        parts.extend(subset.map(|subset| (self.places.keep(at.key("subset")), subset)));
        parts
    }

    /// The images of the containers of a pod.
    fn images(&self, pod: &Value, inside: &Path) {
        for list in CONTAINERS {
            for (i, container) in items(pod, list).iter().enumerate() {
                let Some(image) = text(container, "image") else { continue };
                let at = self.at.join(inside).key(list).index(i).key("image");
                let image = NodeName::new(&IMAGE, NameIn::Global, image);
                self.links.link(Link::new(Relation::Refers, image), self.links.at_path(&at));
            }
        }
    }

    /// The Secret that an operator makes of the object.
    fn made(&self) {
        let spec =
            |keys: &[&str]| keys.iter().fold(Path::root().key("spec"), |at, key| at.key(key));
        let (inside, entries) = match self.name.kind.as_str() {
            "ExternalSecret" => (spec(&["target", "name"]), fetched(self.object)),
            "Certificate" => (spec(&["secretName"]), Some(CERTIFICATE.map(Key::from).to_vec())),
            "SealedSecret" => (spec(&["template", "metadata", "name"]), None),
            _ => return,
        };
        let given = inside.find(self.object).and_then(Value::as_str);
        let name = ObjectName {
            kind: "Secret".into(),
            group: Key::default(),
            namespace: self.name.namespace.clone(),
            name: given.unwrap_or(&self.name.name).into(),
        };
        let own = || Path::root().key("metadata").key("name");
        let at = self.at.join(&if given.is_some() { inside } else { own() });
        self.declare(&name, &at);
        let (references, selections, role) = (Vec::new(), Vec::new(), Role::Entries(entries));
        let is_packaged = self.around.is_packaged;
        let made = Object { name, references, selections, role, is_made: true, is_packaged };
        self.links.keep(Fact::new(made), self.links.at_path(&at));
    }
}

/// What cert-manager writes into a Secret.
const CERTIFICATE: [&str; 3] = ["tls.crt", "tls.key", "ca.crt"];

/// The keys that an ExternalSecret fetches; none where it may have more.
fn fetched(object: &Value) -> Option<Vec<Key>> {
    let spec = object.get("spec")?;
    let is_open =
        !items(spec, "dataFrom").is_empty() || at(spec, &["target", "template"]).is_some();
    let keys = items(spec, "data").iter().map(|item| text(item, "secretKey").map(Key::from));
    keys.collect::<Option<Vec<_>>>().filter(|_| !is_open)
}

fn holder_of(reader: &Reader<'_>, secret: &str) -> String {
    holder(&reader.around.declared(secret), reader.object)
}

fn key_of(reader: &Reader<'_>, secret: &str) -> String {
    kubernetes_key(&reader.around.declared(secret))
}

fn port_name(port: &Value) -> Option<PortName> {
    match port.bare() {
        Value::Int(number) => Some(PortName::Number(*number)),
        port => port.as_str().map(|name| PortName::Name(name.into())),
    }
}

/// The name and the namespace in a text; none where it names no object of the cluster.
fn spelled(text: &str, spelling: Spelling) -> Option<(Key, Option<Key>)> {
    match spelling {
        Spelling::Plain => Some((text.into(), None)),
        Spelling::Path if text == "mesh" => None,
        Spelling::Path => Some(match text.split_once('/') {
            Some((namespace, name)) => (name.into(), Some(namespace.into())),
            None => (text.into(), None),
        }),
        Spelling::Host => match text.split('.').collect::<Vec<_>>()[..] {
            [name] => Some((name.into(), None)),
            [name, namespace, "svc"] | [name, namespace, "svc", "cluster", "local"] => {
                Some((name.into(), Some(namespace.into())))
            }
            _ => None,
        },
    }
}
