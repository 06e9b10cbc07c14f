//! Hosts that end in a domain which several share: the domain is a value.

use super::domains::split;
use crate::domains::k8s::helm::walk::spot::{NAMED, Spot};
use crate::domains::k8s::helm::walk::walker::{Object, Walker};
use crate::value::Value;

impl Walker<'_> {
    /// The text of a host whose domain several hosts share.
    pub(crate) fn host(&mut self, object: &Object<'_>, spot: &Spot<'_>) -> Option<String> {
        if spot.is_optional() || spot.name(NAMED).is_some() {
            return None;
        }
        let (front, domains) = split(&spot.present())?;
        let there = (0..spot.values.len()).filter(|i| spot.values[*i].is_some());
        let there: Vec<(usize, &str)> = there.zip(domains).collect();
        let is_shared = |domain: &&Vec<String>| there.iter().all(|(i, own)| domain[*i] == *own);
        let domain = self.domains.iter().find(is_shared)?;
        let vector = domain.iter().map(|it| Some(Value::from(it.as_str()))).collect();
        let names: Vec<_> =
            [vec!["domain".into()]].into_iter().chain(self.names(object, Some("domain"))).collect();
        let value = self.value(object, &names, vector, false);
        Some(format!("\"{front}{{{{ {value} }}}}\""))
    }
}
