//! Hashes of config maps: a template computes them from what is rendered, so that pods are replaced when a value of them
//! changes.

use crate::domains::k8s::helm::walk::spot::Spot;
use crate::domains::k8s::variants::{Identity, Variants, text};
use crate::plan::sha256;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The data of a config map.
type Data = BTreeMap<String, String>;

/// Where an object says which config map it reads: the key, and the one below it.
const READERS: [(&str, &str); 3] =
    [("configMap", "name"), ("configMapRef", "name"), ("configMapKeyRef", "name")];

/// How many digits of a hash are none by chance.
const DIGITS: std::ops::RangeInclusive<usize> = 8..=64;

/// The config maps of a chart whose hashes are in other objects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checksums(Vec<ConfigMap>);

/// A config map with a hash of it in another object.
#[derive(Clone, Debug)]
pub(crate) struct ConfigMap {
    identity: Identity,
    /// Its data in each environment.
    each: Vec<Option<Data>>,
    /// Its template, once that has a name.
    template: String,
}

impl Checksums {
    /// The config maps that objects have hashes of.
    pub(crate) fn of(objects: &[Variants]) -> Self {
        let all = Self(objects.iter().filter_map(ConfigMap::of).collect());
        let mut used = BTreeSet::new();
        for variants in objects {
            let read = all.read_by(variants);
            let texts = variants.present().into_iter().flat_map(Value::descendants);
            for hash in texts.filter_map(hash) {
                let is_of = |maps: &&[ConfigMap]| {
                    (0..variants.each.len()).any(|i| is_hash_of(hash, maps, i))
                };
                let hashed = choices(&read).find(is_of).into_iter().flatten();
                used.extend(hashed.map(|it| it.identity.name.clone()));
            }
        }
        Self(all.0.into_iter().filter(|it| used.contains(&it.identity.name)).collect())
    }

    /// The same, with the names of the templates that print them.
    pub(crate) fn with_templates<'t>(
        mut self,
        templates: impl Iterator<Item = (&'t Identity, &'t str)>,
    ) -> Self {
        for (identity, name) in templates {
            for own in self.0.iter_mut().filter(|own| own.identity == *identity) {
                own.template = name.into();
            }
        }
        self
    }

    /// Whether the hash of an object is in another one.
    pub(crate) fn is_hashed(&self, identity: &Identity) -> bool {
        self.0.iter().any(|own| own.identity == *identity)
    }

    /// The config maps that an object reads, by their names.
    pub(crate) fn read_by(&self, variants: &Variants) -> Vec<ConfigMap> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let all = variants.present().into_iter().flat_map(Value::descendants);
        let names: BTreeSet<&str> = all
            .flat_map(|value| READERS.iter().filter_map(|(key, below)| text(value, &[key, below])))
            .collect();
        let read = names
            .into_iter()
            .filter_map(|name| self.0.iter().find(|own| own.identity.name == name));
        read.cloned().collect()
    }
}

impl ConfigMap {
    /// A config map, when its data is hashed in templates as it is here.
    fn of(variants: &Variants) -> Option<Self> {
        let data = |object: &Value| {
            let entries = object.get("data")?.as_map()?.iter();
            entries.map(|(key, value)| Some((key.to_string(), value.as_str()?.into()))).collect()
        };
        let is_plain = |object: &&Value| {
            object.get("binaryData").is_none() && object.descendants().all(is_same_in_go)
        };
        let is_map = variants.identity.kind == "ConfigMap";
        let each = variants.each.iter().map(|object| data(object.as_ref()?)).collect();
        (is_map && variants.present().iter().all(is_plain)).then(|| Self {
            identity: variants.identity.clone(),
            each,
            template: String::new(),
        })
    }
}

/// Whether JSON in Go has the same letters for it.
fn is_same_in_go(value: &Value) -> bool {
    let is_odd =
        |it: char| it.is_control() && !"\n\r\t".contains(it) || "\u{2028}\u{2029}".contains(it);
    value.as_str().is_none_or(|text| !text.contains(is_odd))
}

/// The text of a hash.
fn hash(value: &Value) -> Option<&str> {
    let is_digit = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
    value.as_str().filter(|it| DIGITS.contains(&it.len()) && it.bytes().all(is_digit))
}

/// What a hash may be of: one config map, or all that an object reads.
fn choices(read: &[ConfigMap]) -> impl Iterator<Item = &[ConfigMap]> {
    read.chunks(1).chain((read.len() > 1).then_some(read))
}

/// Whether a text is the hash of these config maps in an environment.
fn is_hash_of(hash: &str, maps: &[ConfigMap], environment: usize) -> bool {
    let data: Option<Vec<&Data>> = maps.iter().map(|it| it.each[environment].as_ref()).collect();
    data.and_then(|data| match data.as_slice() {
        [one] => serde_json::to_string(one).ok(),
        all => serde_json::to_string(all).ok(),
    })
    .is_some_and(|json| sha256(json.as_bytes()).starts_with(hash))
}

/// The text that a template has for a place with the hash of config maps that its object reads; none where it is another text.
pub(crate) fn checksum(read: &[ConfigMap], spot: &Spot<'_>) -> Option<String> {
    if read.is_empty() {
        return None;
    }
    let hashes: Vec<Option<&str>> = spot.values.iter().map(|it| (*it).and_then(hash)).collect();
    let digits = spot.present().first().and_then(|value| hash(value))?.len();
    let is_of = |maps: &&[ConfigMap]| {
        hashes.iter().zip(&spot.values).enumerate().all(|(i, (hash, value))| match hash {
            Some(hash) => hash.len() == digits && is_hash_of(hash, maps, i),
            None => value.is_none(),
        })
    };
    let maps = choices(read).find(is_of)?;
    let data = |map: &ConfigMap| {
        let path = format!("print $.Template.BasePath \"/{}.yaml\"", map.template);
        format!("(include ({path}) $ | fromYaml).data")
    };
    let all: Vec<String> = maps.iter().map(data).collect();
    let what =
        if let [one] = all.as_slice() { one.clone() } else { format!("list {}", all.join(" ")) };
    let cut = if digits < 64 { format!(" | trunc {digits}") } else { String::new() };
    Some(format!("{{{{ {what} | toRawJson | sha256sum{cut} | quote }}}}"))
}

/// Whether such a text is in it.
pub(crate) fn has_checksum(read: &[ConfigMap], spot: &Spot<'_>) -> bool {
    let has = |value: &Value| {
        hash(value).is_some_and(|hash| {
            let count = read.iter().map(|it| it.each.len()).max().unwrap_or(0);
            choices(read).any(|maps| (0..count).any(|i| is_hash_of(hash, maps, i)))
        })
    };
    !read.is_empty() && spot.present().into_iter().any(|value| value.descendants().any(has))
}
