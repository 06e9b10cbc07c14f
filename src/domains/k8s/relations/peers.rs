//! Whom a NetworkPolicy lets in and out, as selections of pods.

use super::facts::{Selected, Selection};
use super::labels::Selector;
use crate::schema::findings::{items, text};
use crate::value::{Path, Value};

/// The label that each namespace has, with its name.
const NAMESPACE: &str = "kubernetes.io/metadata.name";

/// The pods that the rules of a policy name; not those of namespaces that are found by other labels than their name.
pub(super) fn peers(spec: &Value) -> Vec<Selection> {
    let rules = [("ingress", "from"), ("egress", "to")].into_iter().flat_map(|(list, key)| {
        let at = Path::root().key("spec").key(list);
        items(spec, list).iter().enumerate().map(move |(i, rule)| (at.index(i).key(key), rule, key))
    });
    let peers = rules.flat_map(|(at, rule, key)| {
        items(rule, key).iter().enumerate().map(move |(i, peer)| (at.index(i), peer))
    });
    peers.filter_map(|(at, peer)| selection(&at, peer)).collect()
}

fn selection(at: &Path, peer: &Value) -> Option<Selection> {
    let namespace = match peer.get("namespaceSelector") {
        None => None,
        Some(selector) => Some(text(selector.get("matchLabels")?, NAMESPACE)?.to_string()),
    };
    let selector = peer.get("podSelector").and_then(Selector::of)?;
    let (at, of) = (at.key("podSelector"), Selected::Pods);
    Some(Selection { at, of, selector, ports: Vec::new(), is_peer: true, namespace })
}
