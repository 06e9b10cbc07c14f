//! Kubernetes objects from a number, right ones and broken ones, and what validators say of them.

pub(crate) mod grow;
pub(crate) mod mistakes;
pub(crate) mod opinions;
pub(crate) mod places;
pub(crate) mod values;

use crate::support::paths::in_repository;
use mistakes::MISTAKES;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use sw::schema::{Kind, KindLookup, Tables, Version};
use values::Maker;

/// The version that all validators know.
pub(crate) fn version() -> Version {
    Version::parse("1.36").expect("it is a version")
}

/// An object, and what is wrong with it, if anything.
pub(crate) struct Sample {
    pub(crate) object: Json,
    pub(crate) mistake: Option<&'static str>,
}

/// The kinds that a file begins with, and what is known of each.
struct Skeleton {
    object: Json,
    kind: Kind,
}

/// Objects that have grown from those of a file, every other one with a mistake: of those that it has a place for, the rarest so far.
pub(crate) fn samples(file: &str, count: usize) -> Vec<Sample> {
    let skeletons = skeletons(file);
    let mut made: BTreeMap<&'static str, usize> = BTreeMap::new();
    let of = |i: usize| {
        let Skeleton { object, kind } = &skeletons[(i / 2) % skeletons.len()];
        let (mut maker, mut object) = (Maker::new(i), object.clone());
        grow::grow(&mut object, kind.schema.view(), &mut maker);
        let mistake = (i % 2 == 1).then(|| broken(&mut object, kind, &mut maker, &made));
        mistake.into_iter().for_each(|name| *made.entry(name).or_default() += 1);
        Sample { object, mistake }
    };
    (0..count).map(of).collect()
}

/// Makes a mistake in an object, of those that were made so often; returns its name.
fn broken(
    object: &mut Json,
    kind: &Kind,
    maker: &mut Maker,
    made: &BTreeMap<&'static str, usize>,
) -> &'static str {
    let mut mistakes: Vec<_> = MISTAKES.iter().collect();
    mistakes.sort_by_key(|(name, _)| made.get(name).copied().unwrap_or_default());
    let before = object.clone();
    let mut done = mistakes.into_iter().filter_map(|(name, make)| {
        make(object, kind, maker);
        (*object != before).then_some(*name)
    });
    done.next().expect("some mistake can be made in every object")
}

fn skeletons(file: &str) -> Vec<Skeleton> {
    let text = std::fs::read_to_string(in_repository("tests/kubernetes").join(file));
    let text = text.expect("it is there");
    let documents: Vec<Json> = serde_saphyr::from_multiple(&text).expect("it is YAML");
    let tables = Tables::of_program();
    let skeleton = |object: Json| {
        let text = |key: &str| object[key].as_str().unwrap_or_default().to_string();
        let (kind, api_version) = (text("kind"), text("apiVersion"));
        match tables.kind(&kind, Some(&api_version), Some(version())) {
            KindLookup::Known(kind) => Skeleton { object, kind },
            other => panic!("{api_version} {kind}: {other:?}"),
        }
    };
    documents.into_iter().map(skeleton).collect()
}
