//! Hosts that end in the same domain.

use crate::domains::k8s::helm::walk::spot::Spot;
use crate::domains::k8s::variants::Variants;
use crate::value::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What is in front of a domain, with the domains that follow it in each environment.
type Hosts = BTreeMap<String, BTreeMap<usize, String>>;

/// The domains of all environments that follow at least two names.
pub(crate) fn domains(objects: &[Variants], count: usize) -> Vec<Vec<String>> {
    let mut hosts = Hosts::new();
    for variants in objects {
        let spot = Spot::root(variants.each.iter().map(Option::as_ref).collect());
        visit(&spot, &mut hosts);
    }
    let mut fronts: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
    for (front, domains) in &hosts {
        if domains.len() == count {
            fronts.entry(domains.values().cloned().collect()).or_default().insert(front);
        }
    }
    fronts.into_iter().filter(|(_, fronts)| fronts.len() > 1).map(|(domain, _)| domain).collect()
}

fn visit(spot: &Spot<'_>, hosts: &mut Hosts) {
    let present = spot.present();
    if present.iter().all(|value| value.as_map().is_some()) {
        let keys: BTreeSet<&str> = present
            .iter()
            .filter_map(|value| value.as_map())
            .flat_map(Map::keys)
            .map(|it| it.as_str())
            .collect();
        keys.into_iter().for_each(|key| visit(&spot.below(|_, value| value.get(key)), hosts));
    } else if present.iter().all(|value| value.as_list().is_some()) {
        let shortest =
            present.iter().filter_map(|value| Some(value.as_list()?.len())).min().unwrap_or(0);
        (0..shortest).for_each(|i| visit(&spot.below(|_, value| value.as_list()?.get(i)), hosts));
    } else if let Some((front, domains)) = split(&present).filter(|_| !spot.is_equal()) {
        let there = (0..spot.values.len()).filter(|i| spot.values[*i].is_some());
        let known = hosts.entry(front.into()).or_default();
        there.zip(domains).for_each(|(i, domain)| drop(known.insert(i, domain.into())));
    }
}

/// What hosts have in front up to a dot, and what follows in each.
pub(crate) fn split<'v>(values: &[&'v Value]) -> Option<(&'v str, Vec<&'v str>)> {
    let texts: Vec<&str> = values.iter().map(|value| value.as_str()).collect::<Option<_>>()?;
    let (first, others) = texts.split_first().filter(|(_, others)| !others.is_empty())?;
    let common = first.char_indices().map(|(i, letter)| i + letter.len_utf8());
    let common = common
        .take_while(|end| others.iter().all(|text| text.get(..*end) == first.get(..*end)))
        .last()?;
    let end = first[..common].find('.')? + 1;
    let is_label = |it: &str| {
        !it.is_empty()
            && it.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
    };
    let rests: Vec<&str> = texts.iter().map(|text| &text[end..]).collect();
    let are_domains = rests.iter().all(|rest| rest.split('.').all(is_label));
    (is_label(&first[..end - 1]) && are_domains).then_some((&first[..end], rests))
}
