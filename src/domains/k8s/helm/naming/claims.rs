//! The values of a chart by their names: what agrees in all environments shares one.

use super::names::{Name, capitalised};
use crate::domains::k8s::variants::same;
use crate::value::Value;
use indexmap::IndexMap;

/// What a value is in each environment; none where nothing reads it.
pub(crate) type Vector = Vec<Option<Value>>;

/// A value of a chart.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) vector: Vector,
    /// Whether any map may be in its place: it is printed as it is.
    pub(crate) is_open: bool,
}

/// The values that templates read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims(IndexMap<Name, Claim>);

/// How many names are tried before a number makes one free.
const MOST: usize = 1_000;

/// The key that Helm keeps for values of all charts.
const GLOBAL: &str = "global";

impl Claims {
    /// The values in the order in which templates read them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Name, &Claim)> {
        self.0.iter()
    }

    /// The name of a value: the first of `names` that is free, or that has the same value in all environments.
    pub(crate) fn claim(&mut self, names: &[Name], claim: Claim) -> Name {
        let last = names.last().cloned().unwrap_or_default();
        let all = names.iter().cloned().chain(fallbacks(&last).take(MOST));
        let mut all = all.filter(|name| !name.is_empty()).map(allowed);
        let name = all.find(|name| self.can_be(name, &claim)).unwrap_or(last);
        self.0.entry(name.clone()).or_insert(claim);
        name
    }

    fn can_be(&self, name: &Name, claim: &Claim) -> bool {
        match self.0.get(name) {
            Some(other) => are_same(&other.vector, &claim.vector),
            None => !self.0.keys().any(|other| other.starts_with(name) || name.starts_with(other)),
        }
    }
}

pub(crate) fn are_same(a: &[Option<Value>], b: &[Option<Value>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|pair| match pair {
            (Some(a), Some(b)) => same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        })
}

fn allowed(mut name: Name) -> Name {
    if name[0] == GLOBAL {
        name[0] = "globals".into();
    }
    name
}

/// What a value is called when none of its names is free: the keys joined, then with numbers.
fn fallbacks(name: &[String]) -> impl Iterator<Item = Name> + use<> {
    let first = name.first().cloned().unwrap_or_else(|| "value".into());
    let joined: String = name
        .iter()
        .skip(1)
        .enumerate()
        .map(|(i, key)| if i == 0 { key.clone() } else { capitalised(key) })
        .collect();
    let joined = if joined.is_empty() { "value".into() } else { joined };
    (1..).flat_map(move |number| {
        let number = if number == 1 { String::new() } else { number.to_string() };
        let inside = vec![first.clone(), format!("{joined}{number}")];
        let beside = vec![
            format!("{first}{}", if number.is_empty() { "2" } else { &number }),
            joined.clone(),
        ];
        [inside, beside]
    })
}
