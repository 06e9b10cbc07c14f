//! One place of an object in all environments.

use crate::domains::k8s::helm::naming::Vector;
use crate::domains::k8s::variants::{commonest, same};
use crate::value::Value;

/// The tag of a value that a recipe names; the detail is its name.
pub(crate) const NAMED: &str = "helm-value";

/// The tag of what a recipe makes depend on a switch; the detail is its name.
pub(crate) const SWITCHED: &str = "helm-switch";

/// What is at one place in each environment.
#[derive(Clone, Debug)]
pub(crate) struct Spot<'v> {
    /// What is there; none where nothing is.
    pub(crate) values: Vec<Option<&'v Value>>,
    /// Whether what it is in is there.
    pub(crate) scope: Vec<bool>,
}

impl<'v> Spot<'v> {
    /// The place of something that is in nothing else.
    pub(crate) fn root(values: Vec<Option<&'v Value>>) -> Self {
        let scope = vec![true; values.len()];
        Self { values, scope }
    }

    /// The same place, seen where something is there.
    pub(crate) fn there(&self) -> Self {
        let scope = self.values.iter().map(Option::is_some).collect();
        Self { values: self.values.clone(), scope }
    }

    /// The place below, as `below` finds it.
    pub(crate) fn below(&self, below: impl Fn(usize, &'v Value) -> Option<&'v Value>) -> Self {
        let there = self.there();
        let values =
            there.values.iter().enumerate().map(|(i, value)| below(i, (*value)?)).collect();
        Self { values, ..there }
    }

    /// What is there where something is.
    pub(crate) fn present(&self) -> Vec<&'v Value> {
        self.values.iter().flatten().copied().collect()
    }

    /// Whether what it is in may be there without it.
    pub(crate) fn is_optional(&self) -> bool {
        self.scope.iter().zip(&self.values).any(|(is_in, value)| *is_in && value.is_none())
    }

    /// Whether it is the same wherever it is there.
    pub(crate) fn is_equal(&self) -> bool {
        let present = self.present();
        present.iter().all(|value| same(value, present[0]))
    }

    /// Whether all that is there fits.
    pub(crate) fn all(&self, fits: impl Fn(&'v Value) -> bool) -> bool {
        self.present().into_iter().all(fits)
    }

    /// The name that a recipe gives it with a tag.
    pub(crate) fn name(&self, tag: &str) -> Option<&'v str> {
        self.present()
            .into_iter()
            .find_map(|value| value.find_tag(tag))
            .map(|tag| tag.detail.as_str())
    }

    /// Whether a recipe names something in it.
    pub(crate) fn has_names(&self) -> bool {
        let is_named = |value: &Value| value.is_tagged(NAMED) || value.is_tagged(SWITCHED);
        self.present().into_iter().any(|value| value.descendants().any(is_named))
    }

    /// Whether it is there, in each environment.
    pub(crate) fn presence(&self) -> Vector {
        let value = |i: usize| self.scope[i].then(|| Value::Bool(self.values[i].is_some()));
        self.filled((0..self.values.len()).map(value).collect())
    }

    /// What is stored for it where it is there.
    pub(crate) fn stored(&self, stored: Vec<Option<Value>>) -> Vector {
        let mut stored = stored.into_iter();
        self.filled(
            self.values.iter().map(|value| value.and_then(|_| stored.next().flatten())).collect(),
        )
    }

    /// Where nothing reads a value, it is the commonest: that makes the shortest files.
    fn filled(&self, vector: Vector) -> Vector {
        let inside: Vec<&Option<Value>> =
            vector.iter().zip(&self.scope).filter(|(_, is_in)| **is_in).map(|(it, _)| it).collect();
        let Some(all) = inside.iter().map(|it| it.as_ref()).collect::<Option<Vec<&Value>>>() else {
            return vector;
        };
        let best =
            commonest(&all).filter(|best| best.as_map().is_none() && best.as_list().is_none());
        let Some(best) = best.cloned() else { return vector };
        let fill = |(value, is_in): (Option<Value>, &bool)| {
            if *is_in { value } else { Some(best.clone()) }
        };
        vector.into_iter().zip(&self.scope).map(fill).collect()
    }
}
