//! The secrets of a run: what was said of each, and the platforms that issue them.

use crate::diag::Diagnostic;
use crate::secrets::{Platform, Secret, platforms};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a recipe declared and mentioned.
pub(crate) struct Secrets {
    declared: BTreeMap<String, Secret>,
    mentioned: BTreeMap<String, Secret>,
    /// Those that a host or the recipe made known.
    own: Vec<Platform>,
    /// All of them, once someone asked.
    platforms: Option<Arc<[Platform]>>,
}

impl Secrets {
    /// Nothing is declared yet.
    pub(crate) fn new(own: Vec<Platform>) -> Self {
        Self { declared: BTreeMap::new(), mentioned: BTreeMap::new(), own, platforms: None }
    }

    pub(crate) fn define(&mut self, platform: Platform) {
        put(&mut self.own, platform);
        self.platforms = None;
    }

    /// All platforms that are known; one of the run's own counts more than another with its id.
    pub(crate) fn platforms(&mut self) -> Arc<[Platform]> {
        let own = &self.own;
        let all = || {
            let known = platforms().iter().filter(|known| own.iter().all(|own| own.id != known.id));
            known.chain(own).cloned().collect::<Arc<[Platform]>>()
        };
        self.platforms.get_or_insert_with(all).clone()
    }

    pub(crate) fn mention(&mut self, secret: Secret) {
        self.mentioned.entry(secret.name.clone()).or_insert(secret);
    }

    pub(crate) fn declare(&mut self, secret: Secret) -> Result<(), Diagnostic> {
        match self.declared.get(&secret.name) {
            Some(known) if (Secret { place: known.place.clone(), ..secret.clone() }) != *known => {
                let message = format!(
                    "the secret `{}` is declared twice, with different options",
                    secret.name
                );
                let problem = Diagnostic::error("duplicate-secret", message);
                let problem = match &known.place {
                    Some(first) => problem.related(first.clone(), "it is declared here before"),
                    None => problem,
                };
                Err(problem.hint("declare it once, and pass the handle on"))
            }
            Some(_) => Ok(()),
            None => {
                self.declared.insert(secret.name.clone(), secret);
                Ok(())
            }
        }
    }

    /// All of them, by name; a declaration counts more than a mention.
    pub(crate) fn all(&self) -> BTreeMap<String, Secret> {
        let mut all = self.mentioned.clone();
        all.extend(self.declared.clone());
        all
    }
}

/// Puts a platform among others; one with the same id is replaced.
pub(crate) fn put(platforms: &mut Vec<Platform>, platform: Platform) {
    platforms.retain(|known| known.id != platform.id);
    platforms.push(platform);
}
